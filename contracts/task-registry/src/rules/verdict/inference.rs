//! What the library of truth is asked, and its answer.

use cosmwasm_std::CanonicalAddr;
use pasar_common::task_registry::GoldOutcome;
use pasar_formats::number;
use pasar_truth::{
    self as truth, Answers, Form, FormResolution, GoldJudgement, GoldPasses, History, InvalidForm,
    PayTerms, Question,
};

use crate::rules::{campaign::hot_terms::HotTerms, labels::Labels};

/// A labeler's revealed labels and the record they were drawn with.
#[derive(Clone)]
pub struct RevealedSeat {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Who vouched for them: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// One label, or none, for each item of the task, question by question.
    pub labels: Vec<u8>,
    /// Number of labels that they were asked for.
    pub asked: u32,
    /// Their record.
    pub history: History,
}

/// Verdict and scores of revealed seats; `labels` are the campaign's, or as a panel reads them.
///
/// # Errors
/// [`InvalidForm`]; the bounds of terms make that impossible.
pub fn infer<'a>(
    campaign: &HotTerms,
    labels: &Labels,
    index: u32,
    seats: impl IntoIterator<Item = &'a RevealedSeat>,
    gold: &[u8],
) -> Result<FormResolution, InvalidForm> {
    with_form(campaign, labels, index, seats, gold, truth::resolve_form)
}

/// Verdict, scores and the gold that was heard: of several questions that of those whose gold some seat agrees with. One
/// question of classes resolves as it always did.
///
/// Attack: a requester opens true gold of one question, and false gold of others. Judged together all of it passes, and what
/// is false would be evidence against everybody who is honest. So evidence is held against nobody where the crowd does not
/// pass the gold of every question that is heard, nor against those who pass all of it.
///
/// # Errors
/// [`InvalidForm`]; the bounds of terms make that impossible.
pub fn infer_with_gold(
    campaign: &HotTerms,
    index: u32,
    seats: &[RevealedSeat],
    gold: Vec<u8>,
) -> Result<(FormResolution, Vec<u8>), InvalidForm> {
    let labels = &campaign.labels;
    let Some(passes) = passes(campaign, index, seats, &gold)? else {
        let found = infer(campaign, labels, index, seats, &gold)?;
        return Ok((found, gold));
    };
    let heard = passes.heard(number::index(campaign.items_of(index)), &gold);
    let mut found = infer(campaign, labels, index, seats, &heard)?;
    let crowd_passes = passes.crowd_passes();
    for (seat, score) in found.scores.iter_mut().enumerate() {
        if !crowd_passes || passes.seat_passes(seat) {
            score.d_evidence = score.d_evidence.max(0);
        }
    }
    Ok((found, heard))
}

/// The opened gold that the first verdict heard.
///
/// # Errors
/// [`InvalidForm`]; the bounds of terms make that impossible.
pub fn heard_gold(
    campaign: &HotTerms,
    index: u32,
    seats: &[RevealedSeat],
    gold: Vec<u8>,
) -> Result<Vec<u8>, InvalidForm> {
    Ok(match passes(campaign, index, seats, &gold)? {
        Some(passes) => passes.heard(number::index(campaign.items_of(index)), &gold),
        None => gold,
    })
}

/// What seats say to the gold of each question; none where there is no gold, or one question of classes.
fn passes(
    campaign: &HotTerms,
    index: u32,
    seats: &[RevealedSeat],
    gold: &[u8],
) -> Result<Option<GoldPasses>, InvalidForm> {
    let labels = &campaign.labels;
    if gold.is_empty() || matches!(labels.questions(), [Question::Classes(_)]) {
        return Ok(None);
    }
    with_form(campaign, labels, index, seats, gold, truth::gold_passes).map(Some)
}

/// Does something with a task's form.
fn with_form<'a, T>(
    campaign: &HotTerms,
    labels: &Labels,
    index: u32,
    seats: impl IntoIterator<Item = &'a RevealedSeat>,
    gold: &[u8],
    then: impl FnOnce(&Form<'_>) -> T,
) -> Result<T, InvalidForm> {
    let seats: Vec<truth::Seat<'_>> = seats
        .into_iter()
        .map(|seat| truth::Seat {
            labels: &seat.labels,
            asked: seat.asked,
            history: seat.history,
        })
        .collect();
    let pay = PayTerms {
        floor_bps: campaign.pay_floor.get(),
        full_bps: campaign.pay_full.get(),
    };
    let items = number::index(campaign.items_of(index));
    let form = Form::new(labels.questions(), items, &seats, gold, pay)?;
    Ok(then(&form))
}

/// What is inferred of a task, laid out as its labels are: question by question.
#[derive(Debug)]
pub struct Verdict {
    /// Its labels.
    pub labels: Vec<u8>,
    /// How sure they are, Q12 bits.
    pub margins: Vec<i32>,
    /// How sure they are, Q16.
    pub confidences: Vec<u32>,
    /// Values of each question on a scale before they are rounded to levels, Q8; of classes nothing.
    pub values: Vec<Vec<Option<u16>>>,
}

impl Verdict {
    /// The answers to all questions, one after the other.
    pub fn of(answers: Vec<Answers>) -> Self {
        let mut answers = answers.into_iter();
        // A campaign asks one question at least.
        let first = answers.next();
        let mut all = first.map_or_else(Self::empty, |first| Self {
            labels: first.verdict,
            margins: first.margin,
            confidences: first.confidence,
            values: vec![first.values],
        });
        for next in answers {
            all.labels.extend(next.verdict);
            all.margins.extend(next.margin);
            all.confidences.extend(next.confidence);
            all.values.push(next.values);
        }
        all
    }

    const fn empty() -> Self {
        Self {
            labels: Vec::new(),
            margins: Vec::new(),
            confidences: Vec::new(),
            values: Vec::new(),
        }
    }
}

/// What a panel's inference hears of gold: nothing new. Returns the gold that counts in it, and the panel's seats as
/// it hears them. `gold` is what the first verdict heard.
///
/// Attack: gold is public when a panel labels. One panelist who repeats false gold that hung would make
/// it count, and panelists who repeat gold would outweigh those who look. So gold stays what the first
/// verdict made of it, and decides its items without the labels of panelists.
pub fn gold_beside_panel(
    outcome: GoldOutcome,
    panel: &[RevealedSeat],
    gold: Vec<u8>,
) -> (Vec<u8>, Vec<RevealedSeat>) {
    let mut heard = panel.to_vec();
    match outcome {
        GoldOutcome::None | GoldOutcome::Closed | GoldOutcome::Hung => return (vec![], heard),
        GoldOutcome::Counted | GoldOutcome::Moved => {}
    }
    for seat in &mut heard {
        for (label, gold) in seat.labels.iter_mut().zip(&gold) {
            if *gold != truth::NONE {
                *label = truth::NONE;
            }
        }
    }
    (gold, heard)
}

/// What became of a task's gold.
pub fn gold_outcome(wanted: bool, gold: &[u8], judged: GoldJudgement) -> GoldOutcome {
    match (wanted, gold.is_empty(), judged) {
        (false, ..) => GoldOutcome::None,
        (true, true, _) => GoldOutcome::Closed,
        (true, false, GoldJudgement { hung: true, .. }) => GoldOutcome::Hung,
        (true, false, GoldJudgement { moves: true, .. }) => GoldOutcome::Moved,
        (true, false, _) => GoldOutcome::Counted,
    }
}
