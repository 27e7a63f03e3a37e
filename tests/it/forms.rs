//! Campaigns that ask for more than one class: ratings, tags, and both at once. What the contracts make of the
//! labels is what the library makes of them, to the bit, and every unit of the deposit is somewhere.

use cosmwasm_std::Uint128;
use pasar_common::task_registry::{
    ClassQuestion, ExecuteMsg, GoldOutcome, HistoryResponse, Phase, Question, Read, Reveal,
    ScaleQuestion, SeatRef, SeatResponse, SeatStatus, VerdictResponse,
};
use pasar_formats::{gold::GoldError, seal::SealContext};
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, Market, Refused, Row, CHAIN_ID, DOMAIN};
use pasar_truth::{self as truth, FormResolution, PayTerms, NONE};
use task_registry::ContractError;

use crate::support::{noise, Stage};

const ITEMS: u32 = 60;

pub fn scale(name: &str, levels: u8, read: Read) -> Question {
    Question::Scale(ScaleQuestion {
        name: name.into(),
        levels,
        from: "0".into(),
        to: (levels - 1).to_string(),
        read,
    })
}

pub fn tag(name: &str) -> Question {
    classes(name, &["no", "yes"])
}

fn classes(name: &str, classes: &[&str]) -> Question {
    Question::Classes(ClassQuestion {
        name: name.into(),
        classes: classes.iter().map(ToString::to_string).collect(),
    })
}

/// A score, a grade, a tag that one item in four has, and a class.
pub fn mixed() -> Vec<Question> {
    vec![
        scale("score", 101, Read::Mean),
        scale("grade", 5, Read::Median),
        tag("rare"),
        classes("kind", &["a", "b", "c", "d"]),
    ]
}

/// What is true of an item.
fn true_value(question: usize, of: truth::Question, item: u32) -> u8 {
    let any = noise(u64::from(item) << 8 | question as u64);
    match of {
        truth::Question::Classes(2) => u8::from(any.is_multiple_of(4)),
        truth::Question::Classes(values) => (any % u64::from(values)) as u8,
        truth::Question::Scale { levels, .. } => (any % u64::from(levels)) as u8,
    }
}

/// What is true, question by question.
pub fn truth_of(form: &[truth::Question], items: u32) -> Vec<u8> {
    let plane = |(question, of): (usize, &truth::Question)| {
        let of = *of;
        (0..items).map(move |item| true_value(question, of, item))
    };
    form.iter().enumerate().flat_map(plane).collect()
}

/// What somebody says who looks: classes right nine times of ten, values off by a tenth of the scale at most.
pub fn looks(form: &[truth::Question], items: u32, seed: u64) -> Vec<u8> {
    let right = truth_of(form, items);
    let said = |(place, right): (usize, &u8)| {
        let any = noise(seed << 32 | place as u64);
        match form[place / items as usize] {
            truth::Question::Classes(values) if any.is_multiple_of(10) => (right + 1) % values,
            truth::Question::Classes(_) => *right,
            truth::Question::Scale { levels, .. } => {
                let far = i64::from(levels) / 10 + 1;
                let off = (any % (2 * far as u64 + 1)) as i64 - far;
                (i64::from(*right) + off).clamp(0, i64::from(levels) - 1) as u8
            }
        }
    };
    right.iter().enumerate().map(said).collect()
}

/// What somebody says who does not: the lowest value, always.
fn constant(form: &[truth::Question], items: u32) -> Vec<u8> {
    vec![0; form.len() * items as usize]
}

/// The labels of a task's revealed seats, each where it belongs in the task, and none elsewhere.
fn revealed(market: &Market, id: u32, task: u32) -> Vec<(truth::History, u32, Vec<u8>)> {
    let items = market.task(id, task).items as usize;
    let seats = market.seats(id, task).into_iter();
    let revealed = seats.filter(|seat| seat.status == SeatStatus::Revealed);
    let row = |seat: SeatResponse| {
        let said = &market.remembered(id, task, &seat.labeler).unwrap().labels;
        let asked: Vec<u32> = match seat.wave {
            0 => (0..items as u32).collect(),
            wave => market.asked(id, task, wave),
        };
        let plane = |said: &[u8]| {
            let mut all = vec![NONE; items];
            for (item, label) in asked.iter().zip(said) {
                all[*item as usize] = *label;
            }
            all
        };
        let labels = said.chunks(asked.len()).flat_map(plane).collect();
        (seat.snapshot.into(), said.len() as u32, labels)
    };
    revealed.map(row).collect()
}

/// What the library makes of a task's revealed seats and its gold.
pub fn inferred(market: &Market, id: u32, task: u32, gold: &[u8]) -> FormResolution {
    let form = market.campaign(id).terms.form();
    let items = market.task(id, task).items as usize;
    let rows = revealed(market, id, task);
    let seats: Vec<truth::Seat<'_>> = rows
        .iter()
        .map(|(history, asked, labels)| truth::Seat {
            labels,
            asked: *asked,
            history: *history,
        })
        .collect();
    let form = truth::Form::new(&form, items, &seats, gold, PayTerms::default());
    truth::resolve_form(&form.unwrap())
}

/// A verdict is what the library says, to the bit.
#[track_caller]
pub fn is_inferred(verdict: &VerdictResponse, wanted: &FormResolution) {
    let of = |pick: fn(&truth::Answers) -> Vec<i64>| -> Vec<i64> {
        wanted.answers.iter().flat_map(pick).collect()
    };
    let wide = |list: &[i32]| {
        list.iter()
            .map(|value| i64::from(*value))
            .collect::<Vec<_>>()
    };
    let labels: Vec<i64> = verdict
        .labels
        .iter()
        .map(|label| i64::from(*label))
        .collect();
    assert_eq!(
        labels,
        of(|answers| answers
            .verdict
            .iter()
            .map(|label| i64::from(*label))
            .collect())
    );
    assert_eq!(
        wide(&verdict.margins),
        of(|answers| answers
            .margin
            .iter()
            .map(|margin| i64::from(*margin))
            .collect())
    );
    let confidences: Vec<i64> = verdict
        .confidences
        .iter()
        .map(|of| i64::from(*of))
        .collect();
    assert_eq!(
        confidences,
        of(|answers| answers.confidence.iter().map(|of| i64::from(*of)).collect())
    );
    let values: Vec<_> = wanted.answers.iter().map(|of| of.values.clone()).collect();
    assert_eq!(verdict.values, values);
    assert_eq!(verdict.scores.len(), wanted.scores.len());
    for (found, wanted) in verdict.scores.iter().zip(&wanted.scores) {
        assert_eq!(
            (found.labels, i64::from(found.skill)),
            (wanted.labels, wanted.skill)
        );
        assert_eq!(
            (found.rate.get(), found.paid.get()),
            (wanted.rate_bps, wanted.paid_bps)
        );
        let change = HistoryResponse {
            skill: wanted.d_skill,
            mass: wanted.d_mass,
            evidence: wanted.d_evidence,
        };
        assert_eq!(found.change, change);
    }
}

fn asks(questions: Vec<Question>) -> CampaignBuilder {
    campaign().items(ITEMS).overlap(5).questions(questions)
}

/// Three who look, and two who always say the lowest value.
fn rows(stage: &Stage, form: &[truth::Question], items: u32) -> Vec<Row> {
    let row = |(n, labeler): (usize, &cosmwasm_std::Addr)| {
        let said = if n < 3 {
            looks(form, items, n as u64 + 1)
        } else {
            constant(form, items)
        };
        (labeler.clone(), said)
    };
    stage.labelers.iter().take(5).enumerate().map(row).collect()
}

/// A campaign of these questions from deposit to pay.
fn whole(questions: Vec<Question>) -> (Stage, VerdictResponse) {
    let asked = questions.len() as u64;
    let mut stage = Stage::new(5, asks(questions));
    let id = stage.campaign;
    let form = stage.campaign(id).terms.form();
    let rows = rows(&stage, &form, ITEMS);
    stage.market().run_campaign(id, &rows).unwrap();
    assert_eq!(stage.phase(), Phase::Settled);
    let verdict = stage.verdict(id, 0);
    is_inferred(&verdict, &inferred(stage.market(), id, 0, &[]));
    assert_eq!(stage.exported(id), verdict.labels);

    // Every answer is a label: it is reserved, paid for and counted as one.
    let labels = u64::from(ITEMS) * asked * 5;
    let ledger = stage.ledger(id);
    let price = u128::from(labels) * 1_000;
    assert_eq!(ledger.deposited.u128(), price * 105 / 100 + 901);
    assert_eq!(ledger.labels, labels);
    assert_eq!((ledger.pay + ledger.commons).u128(), price);
    assert_eq!(ledger.refunded, Uint128::zero());
    let certificate = stage.certificate(id);
    assert_eq!((certificate.items, certificate.labels), (ITEMS, labels));
    assert_eq!(certificate.mean_overlap.to_string(), "5");
    // Looking is paid, and saying the same of everything is not.
    let least = (0..3).map(|n| stage.paid(n)).min().unwrap();
    assert!(least > price / 5 * 8 / 10, "{least}");
    assert!((3..5).all(|n| stage.paid(n) == 0));
    (stage, verdict)
}

#[test]
fn a_rating_is_the_weighted_mean_of_those_who_look() {
    let (stage, verdict) = whole(vec![scale("score", 101, Read::Mean)]);
    let right = truth_of(&stage.campaign(stage.campaign).terms.form(), ITEMS);
    let errors = verdict.labels.iter().zip(&right);
    let sum: u32 = errors
        .map(|(found, right)| u32::from(found.abs_diff(*right)))
        .sum();
    // Each errs by five and a half levels on average; two of five say nothing but zero.
    assert!(sum < 6 * ITEMS, "{sum}");
    let value = verdict.values[0][7].unwrap();
    assert_eq!(verdict.labels[7], ((value + 128) >> 8) as u8);
}

#[test]
fn tags_have_a_chance_of_their_own_each() {
    let names = ["calm", "loud", "sad", "glad", "new"];
    let (stage, verdict) = whole(names.map(tag).to_vec());
    let right = truth_of(&stage.campaign(stage.campaign).terms.form(), ITEMS);
    let wrong = verdict.labels.iter().zip(&right).filter(|(a, b)| a != b);
    assert!(wrong.count() < 20);
    assert_eq!(verdict.values, vec![vec![]; 5]);
}

#[test]
fn ratings_grades_tags_and_classes_are_asked_at_once() {
    let (stage, verdict) = whole(mixed());
    let items = ITEMS as usize;
    assert_eq!(verdict.labels.len(), 4 * items);
    let lengths: Vec<usize> = verdict.values.iter().map(Vec::len).collect();
    assert_eq!(lengths, [items, items, 0, 0]);
    let sure = stage.certificate(stage.campaign).sure.get();
    assert!(sure < 10_000, "an item is sure where all its answers are");
}

#[test]
fn gold_names_answers_and_decides_them() {
    let form: Vec<truth::Question> = mixed().iter().map(Question::asked).collect();
    let right = truth_of(&form, ITEMS);
    // Four scores, and eight tags of which one is true.
    let known = (0..4u16).chain(120..128);
    let pairs: Vec<(u16, u8)> = known.map(|of| (of, right[usize::from(of)])).collect();
    let book = GoldBook::new(std::slice::from_ref(&pairs));
    let mut stage = Stage::new(5, asks(mixed()).gold(book.terms(5_000)));
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let rows = rows(&stage, &form, ITEMS);
    for (n, (labeler, row)) in rows.iter().enumerate() {
        stage.drawn(n);
        stage.commit(labeler, id, 0, row).unwrap();
    }
    (0..5).for_each(|n| stage.revealed(n));
    stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.first().gold, GoldOutcome::Moved);
    let mut gold = vec![NONE; right.len()];
    for (answer, value) in &pairs {
        gold[usize::from(*answer)] = *value;
    }
    let verdict = stage.verdict(id, 0);
    is_inferred(&verdict, &inferred(stage.market(), id, 0, &gold));
    let decided = |of: &(u16, u8)| verdict.labels[usize::from(of.0)] == of.1;
    assert!(pairs.iter().all(decided));
    let certificate = stage.certificate(id);
    assert_eq!(certificate.gold_items, 12);
    assert!(certificate.gold_right >= 10, "{}", certificate.gold_right);
    assert!(stage.refunded() >= 5_000, "the bond comes back");
}

#[test]
fn gold_that_tells_little_is_refused_in_words() {
    let refusal = |pairs: &[(u16, u8)]| -> String {
        let book = GoldBook::new(&[pairs.to_vec()]);
        let mut stage = Stage::new(5, asks(mixed()).gold(book.terms(5_000)));
        let form = stage.campaign(stage.campaign).terms.form();
        let (id, requester) = (stage.campaign, stage.requester.clone());
        for (n, (labeler, row)) in rows(&stage, &form, ITEMS).iter().enumerate() {
            stage.drawn(n);
            stage.commit(labeler, id, 0, row).unwrap();
        }
        (0..5).for_each(|n| stage.revealed(n));
        let opened = stage.open_gold(&requester, id, &[book.opening(0)]);
        match opened.refused_as::<ContractError>() {
            ContractError::Gold { reason, .. } => reason.to_string(),
            other => panic!("refused otherwise: {other}"),
        }
    };
    let alike: Vec<(u16, u8)> = (120..134).map(|of| (of, 0)).collect();
    assert_eq!(
        refusal(&alike),
        "gold is worth 0.00 labels beyond chance, expected 4.8: ten answers of two classes at six to four"
    );
    assert_eq!(
        refusal(&[(60, 5)]),
        "gold of item 0 to question 1 is 5, expected a value below 5"
    );
    let outside = GoldError::Answer {
        found: 240,
        answers: 240,
        items: ITEMS,
    };
    assert_eq!(refusal(&[(240, 0)]), outside.to_string());
}

#[test]
fn a_seal_that_holds_no_answers_is_refused_in_words() {
    let mut stage = Stage::new(3, asks(mixed()).overlap(3));
    let id = stage.campaign;
    let form = stage.campaign(id).terms.form();
    let labeler = stage.labelers[0].clone();
    let registry = stage.market().registry.to_string();
    let context = SealContext {
        chain_id: CHAIN_ID,
        registry: &registry,
        campaign: id,
        task: 0,
        wave: 0,
        labeler: labeler.as_str(),
    };
    // A grade of five levels takes four bits: a sixth level fits in, and is none.
    let mut packed = vec![0; 60 + 30 + 15 + 30];
    packed[60] = 0x05;
    let seal = context.seal(&[5; 16], &packed);
    stage.drawn(0);
    stage.commit_seals(&labeler, id, &[0], &[seal]).unwrap();
    for n in 1..3 {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage
            .commit(&labeler, id, 0, &looks(&form, ITEMS, 1))
            .unwrap();
    }
    let reveal = |labels: Vec<u8>| {
        ExecuteMsg::Reveal(Reveal {
            campaign: id,
            seats: vec![SeatRef {
                task: 0,
                labeler: labeler.to_string(),
            }],
            salts: [5; 16].into(),
            labels: labels.into(),
        })
    };
    let mut refusal = |labels| {
        let crank = stage.crank.clone();
        let refused: ContractError = stage.registry(&crank, &reveal(labels)).refused_as();
        refused.to_string()
    };
    let wanted = "question 1: label 5 at position 0: expected one below 5 or no label";
    assert!(refusal(packed.clone()).ends_with(wanted));
    let short = packed[1..].to_vec();
    assert_eq!(refusal(short), "labels: 134 bytes, expected 135");
}

#[test]
fn a_later_wave_asks_every_question_of_its_items() {
    let terms = asks(mixed()).overlap(3).waves(2, 5);
    let mut stage = Stage::new(5, terms);
    let (id, requester) = (stage.campaign, stage.requester.clone());
    let form = stage.campaign(id).terms.form();
    let rows = rows(&stage, &form, ITEMS);
    let seal = |stage: &mut Stage, n: usize| {
        stage.drawn(n);
        let (labeler, row) = &rows[n];
        stage.commit(labeler, id, 0, row).unwrap();
    };
    (0..3).for_each(|n| seal(&mut stage, n));
    let again: Vec<u32> = (0..ITEMS).step_by(2).collect();
    stage.ask_wave(&requester, (id, 0), &again, 2).unwrap();
    (3..5).for_each(|n| seal(&mut stage, n));
    stage.close(&requester, id, &[0]).unwrap();
    (0..5).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let verdict = stage.verdict(id, 0);
    is_inferred(&verdict, &inferred(stage.market(), id, 0, &[]));
    let mut given: Vec<u32> = verdict.scores.iter().map(|of| of.labels).collect();
    given.sort_unstable();
    assert_eq!(given, [120, 120, 240, 240, 240]);
    let asked_for_nothing = 4 * (60 * 5 - 3 * 60 - 2 * 30);
    assert_eq!(stage.refunded(), asked_for_nothing * 1_050);
}

#[test]
fn what_never_started_or_was_never_opened_costs_what_its_answers_would_have() {
    // Two tasks, of which the second never starts; one of three seals stays shut.
    let mut stage = Stage::new(3, asks(mixed()).items(100).page(50).frontier(1).overlap(3));
    let id = stage.campaign;
    let form = stage.campaign(id).terms.form();
    for n in 0..3 {
        let labeler = stage.labelers[n].clone();
        stage.drawn(n);
        stage
            .commit(&labeler, id, 0, &looks(&form, 50, n as u64))
            .unwrap();
    }
    (0..2).for_each(|n| stage.revealed(n));
    let requester = stage.requester.clone();
    stage.cancel(&requester, id).unwrap();
    stage.market().drive_to_close(id).unwrap();
    let ledger = stage.ledger(id);
    assert_eq!(ledger.labels, 2 * 50 * 4);
    assert_eq!(stage.refunded(), 4 * (100 * 3 - 2 * 50) * 1_050 + 901);
    let missed = stage.skill(&stage.labelers[2].clone(), DOMAIN);
    assert!(missed.mass > 0 && missed.skill == 0);
}
