//! A live challenge: its panel's seats, how it ends, and what becomes of its bond.

use cosmwasm_std::{Binary, CanonicalAddr, Uint128};
use pasar_common::{
    account::Account,
    task_registry::{
        PanelDecided, PanelRevealing, PanelSeatLost, PanelUnfilled, Phase, MIN_PANEL_SEATS,
    },
};
use pasar_formats::{
    item_set::ItemSet,
    number::{count, index},
};
use pasar_truth::{FormResolution, Score};

use super::{campaign::Session, labels, task::OpenTask};
use crate::{
    error::{AtTask, ContractError},
    rules::{
        alike::Alike,
        challenge::{
            dispute::Dispute,
            divide::{divide, unfilled, Decision, Division},
            judge::Judgement,
            record::{Challenge, State},
        },
        ids::TaskId,
        labels::{given, Labels},
        task::{
            asked::Asked,
            seat::{Seat, SeatState, Seated},
            tally::Tally,
        },
        verdict::{
            bounds::{check_panel_work, check_work},
            bytes::Bytes,
            inference::{gold_beside_panel, heard_gold, infer, RevealedSeat, Verdict},
            scores::is_skipped,
        },
    },
    store::{
        panel_seats_of, CHALLENGED, CHALLENGES, CHANGED, DECISIONS, DISPUTES, FIRST_VERDICTS,
        PANEL_SEATS, VERDICTS,
    },
};

/// The live challenge of a task.
pub struct OpenChallenge {
    /// The task.
    pub task: TaskId,
    /// The challenge's number.
    pub number: u16,
    /// The challenges of the task.
    pub dispute: Dispute,
    /// The challenge.
    pub record: Challenge,
}

impl Session<'_> {
    /// The challenges of a task with a verdict, so far.
    pub fn dispute(&self, task: &OpenTask) -> Result<Dispute, ContractError> {
        let found = DISPUTES.may_load(self.deps.storage, &task.id)?;
        Ok(found.unwrap_or(Dispute::new(task.header.deadline)))
    }

    /// The live challenge of a task.
    ///
    /// # Errors
    /// [`ContractError::TaskNotFound`], [`ContractError::Challenge`] where none is live.
    pub fn open_challenge(&self, index: u32) -> Result<OpenChallenge, ContractError> {
        self.check_task(index)?;
        let task = self.id.task(index);
        let dispute = DISPUTES
            .may_load(self.deps.storage, &task)?
            .unwrap_or(Dispute::new(0));
        let number = dispute.live().at(task)?;
        let record = CHALLENGES.load(self.deps.storage, &(task, number))?;
        Ok(OpenChallenge {
            task,
            number,
            dispute,
            record,
        })
    }
}

impl OpenChallenge {
    /// Writes the challenge.
    pub fn save(&self, session: &mut Session<'_>) {
        let key = (self.task, self.number);
        CHALLENGES.save(session.deps.storage, &key, &self.record);
    }

    /// What its panel is asked for.
    pub fn asked(&self, session: &Session<'_>) -> Result<Asked, ContractError> {
        let set = CHALLENGED.load(session.deps.storage, &(self.task, self.number))?;
        let items = session.campaign.items_of(self.task.index);
        Ok(Asked::some(items, set))
    }

    /// The seats of its panel, forfeited ones included: at most 32 and as many forfeits as open again.
    pub fn seats(&self, session: &Session<'_>) -> Result<Vec<Seated>, ContractError> {
        let seats = panel_seats_of(session.deps.storage, self.task, self.number)?;
        Ok(seats)
    }

    /// A panelist's seat.
    ///
    /// # Errors
    /// [`ContractError::SeatNotFound`].
    pub fn seat(&self, session: &Session<'_>, labeler: &Account) -> Result<Seat, ContractError> {
        let key = ((self.task, self.number), &labeler.canonical);
        PANEL_SEATS
            .may_load(session.deps.storage, &key)?
            .ok_or_else(|| ContractError::SeatNotFound {
                task: self.task.index,
                labeler: labeler.addr.clone(),
            })
    }

    /// Counts seats that wait for a seal or its opening.
    pub fn tally(&self, seats: &[Seated]) -> Tally {
        let mut tally = Tally::default();
        seats.iter().for_each(|(_, seat)| tally.count(seat));
        tally
    }

    /// Starts the opening of its seals, and saves.
    pub fn begin_revealing(&mut self, session: &mut Session<'_>, sealed: u8) {
        let reveal_by = session.in_seconds(session.campaign.reveal_seconds);
        self.record.begin_revealing(reveal_by);
        self.save(session);
        session.emit(PanelRevealing {
            campaign: self.task.campaign.0,
            task: self.task.index,
            challenge: self.number,
            sealed,
            reveal_by,
        });
    }

    /// Takes a seat away whose seal came too late, at the penalty of a missed commit.
    pub fn forfeit(
        &mut self,
        session: &mut Session<'_>,
        (labeler, mut seat): Seated,
    ) -> Result<(), ContractError> {
        seat.state = SeatState::Forfeited;
        let key = ((self.task, self.number), &labeler);
        PANEL_SEATS.save(session.deps.storage, &key, &seat);
        self.record.forfeit();
        let penalty = session.campaign.penalty_of(1)?;
        self.lose(session, &labeler, "unsealed", penalty)
    }

    /// Frees a seat's stake and takes a penalty out of it.
    fn lose(
        &self,
        session: &mut Session<'_>,
        labeler: &CanonicalAddr,
        why: &str,
        penalty: Uint128,
    ) -> Result<(), ContractError> {
        session.free(labeler, 1)?;
        let labeler = session.account(labeler.clone())?;
        session.penalize(&labeler.addr, penalty);
        session.emit(PanelSeatLost {
            campaign: self.task.campaign.0,
            task: self.task.index,
            challenge: self.number,
            labeler: labeler.to_string(),
            why: why.to_owned(),
            penalty,
        });
        Ok(())
    }

    /// Ends the exposure of all its seats. A seal that was never opened costs its whole stake; where the seals were
    /// not to be opened at all, as too few came, it costs nothing.
    fn end_seats(
        &self,
        session: &mut Session<'_>,
        seats: &[Seated],
        asked: &Asked,
    ) -> Result<(), ContractError> {
        let opened = self.record.state == State::Revealing;
        for (labeler, seat) in seats {
            match &seat.state {
                SeatState::Sealed(_) if opened => {
                    let penalty = session.campaign.seat_stake;
                    self.lose(session, labeler, "unrevealed", penalty)?;
                }
                SeatState::Sealed(_) => session.free(labeler, 1)?,
                SeatState::Revealed(packed) => {
                    let labels = &session.campaign.labels;
                    let given = given(&labels.unpack_stored(asked.size(), packed)?);
                    if is_skipped(given, labels.of_items(asked.count())) {
                        let penalty = session.campaign.penalty_of(1)?;
                        self.lose(session, labeler, "skipped", penalty)?;
                    } else {
                        session.free(labeler, 1)?;
                    }
                }
                SeatState::Drawn | SeatState::Forfeited => {}
            }
        }
        Ok(())
    }

    /// Ends the challenge: its panel decides where three revealed, else its bond goes back, less a tenth.
    pub fn end(
        mut self,
        session: &mut Session<'_>,
        seats: Vec<Seated>,
    ) -> Result<(), ContractError> {
        let asked = self.asked(session)?;
        self.end_seats(session, &seats, &asked)?;
        let task = session.open_task(self.task.index, Phase::Resolved)?;
        session.bonds.take(self.record.bond)?;
        let panel = self.panel(session, seats, &asked)?;
        if panel.len() < usize::from(MIN_PANEL_SEATS) {
            self.record.state = State::Unfilled;
            self.give_up(session, &task, panel, &asked)?;
        } else {
            self.record.state = State::Decided;
            self.decide(session, &task, panel, &asked)?;
        }
        if let Some(rule) = session.campaign.challenge {
            let life = [self.record.opened, session.now()];
            self.dispute.end(rule, task.header.deadline, life);
        }
        DISPUTES.save(session.deps.storage, &self.task, &self.dispute);
        self.save(session);
        Ok(())
    }

    /// The revealed seats of the panel, with their labels in their places in the task.
    fn panel(
        &self,
        session: &Session<'_>,
        seats: Vec<Seated>,
        asked: &Asked,
    ) -> Result<Vec<RevealedSeat>, ContractError> {
        let mut found = Vec::new();
        for (labeler, seat) in seats {
            if let SeatState::Revealed(packed) = &seat.state {
                let kind = &session.campaign.labels;
                let labels = kind.unpack_stored(asked.size(), packed)?;
                found.push(RevealedSeat {
                    labeler,
                    wave: seat.wave,
                    issuer: seat.issuer,
                    labels: asked.spread(labels),
                    asked: kind.of_items(asked.count()),
                    history: seat.snapshot,
                });
            }
        }
        Ok(found)
    }

    /// The bond goes back, less a tenth and what the few earned who revealed.
    fn give_up(
        &self,
        session: &mut Session<'_>,
        task: &OpenTask,
        panel: Vec<RevealedSeat>,
        asked: &Asked,
    ) -> Result<(), ContractError> {
        let verdict = task.verdict(session)?;
        let alike = Alike::by_verdict(&session.campaign.labels, index(asked.items), &verdict);
        let named = asked.pick(&verdict);
        let given: Vec<Vec<u8>> = panel.iter().map(|seat| asked.pick(&seat.labels)).collect();
        let division = unfilled(&Decision {
            before: &named,
            last: &named,
            panel: &given,
            ..self.decision(session, &alike, asked)
        })?;
        self.pay(session, &panel, &division)?;
        let challenger = session.account(self.record.challenger.clone())?;
        session.emit(PanelUnfilled {
            campaign: self.task.campaign.0,
            task: self.task.index,
            challenge: self.number,
            challenger: challenger.to_string(),
            returned: division.returned,
            panel: division.panel.iter().sum(),
            commons: division.commons,
        });
        Ok(())
    }

    /// What its bond is divided by, but for the labels.
    fn decision<'a>(&self, session: &Session<'_>, alike: &'a Alike, asked: &Asked) -> Decision<'a> {
        Decision {
            bond: self.record.bond,
            price: session.campaign.price,
            seats: self.record.seats,
            alike,
            items: asked.size(),
            before: &[],
            last: &[],
            panel: &[],
        }
    }

    /// Changes what the panel decides, divides the bond, and lowers the panelists' records where their labels say so.
    fn decide(
        &mut self,
        session: &mut Session<'_>,
        task: &OpenTask,
        panel: Vec<RevealedSeat>,
        asked: &Asked,
    ) -> Result<(), ContractError> {
        let resolution = infer_with_panel(session, task, &panel)?;
        let before = task.verdict(session)?;
        let labels = &session.campaign.labels;
        let alike = Alike::by_verdict(labels, index(asked.items), &before);
        let (found, scores) = (Verdict::of(resolution.answers), resolution.scores);
        let judgement = Judgement {
            alike: &alike,
            items: asked.items,
            verdict: &before,
            found: &found.labels,
            margins: &found.margins,
            panel: &panel,
        };
        let mut last = before.clone();
        for number in named(labels, asked) {
            if let Some(label) = last.get_mut(index(number)) {
                *label = judgement.last(number);
            }
        }
        let given: Vec<Vec<u8>> = panel.iter().map(|seat| asked.pick(&seat.labels)).collect();
        let (named, decided) = (asked.pick(&before), asked.pick(&last));
        let division = divide(&Decision {
            before: &named,
            last: &decided,
            panel: &given,
            ..self.decision(session, &alike, asked)
        })?;
        self.pay(session, &panel, &division)?;
        lower(session, &panel, &scores)?;
        let changed = self.change(session, asked, &before, &last)?;
        session.certificate.add_challenge(changed.len());
        self.announce(session, (&before, &last), &changed, &division)
    }

    /// Credits what a division says.
    fn pay(
        &self,
        session: &mut Session<'_>,
        panel: &[RevealedSeat],
        division: &Division,
    ) -> Result<(), ContractError> {
        for (seat, pay) in panel.iter().zip(&division.panel) {
            session.bonds.credit(&seat.labeler, *pay)?;
        }
        let challenger = &self.record.challenger;
        session.bonds.credit(challenger, division.returned)?;
        session.bonds.forfeit(division.commons)?;
        Ok(())
    }

    /// Writes what changed, and that the named items were decided. The first verdict stays beside the last one.
    fn change(
        &mut self,
        session: &mut Session<'_>,
        asked: &Asked,
        before: &[u8],
        last: &[u8],
    ) -> Result<ItemSet, ContractError> {
        let labels = &session.campaign.labels;
        let differs = |number: &u32| before.get(index(*number)) != last.get(index(*number));
        let members: Vec<u32> = named(labels, asked).filter(differs).collect();
        let changed = ItemSet::of(&members, labels.of_items(asked.items)).at(self.task)?;
        let items = index(asked.items);

        let store = &mut *session.deps.storage;
        let mut decisions = DECISIONS.may_load(store, &self.task)?.unwrap_or_default();
        decisions.add(asked.numbers().into_iter());
        DECISIONS.save(store, &self.task, &decisions);
        self.dispute.decide(!changed.is_empty());
        if changed.is_empty() {
            return Ok(changed);
        }
        if !FIRST_VERDICTS.has(store, &self.task) {
            let first = Bytes(labels.pack_verdict(items, before)?);
            FIRST_VERDICTS.save(store, &self.task, &first);
        }
        let now = Bytes(labels.pack_verdict(items, last)?);
        VERDICTS.save(store, &self.task, &now);
        CHANGED.save(store, &(self.task, self.number), &changed);
        Ok(changed)
    }

    fn announce(
        &self,
        session: &mut Session<'_>,
        (before, last): (&[u8], &[u8]),
        changed: &ItemSet,
        division: &Division,
    ) -> Result<(), ContractError> {
        let labels = &session.campaign.labels;
        let base64 = |bytes: Vec<u8>| Binary::from(bytes).to_base64();
        let items = session.campaign.items_of(self.task.index);
        let some = |of: &[u8]| {
            let label = |number: u32| Some((Labels::place(items, number), *of.get(index(number))?));
            labels.pack_some(&changed.iter().filter_map(label).collect::<Vec<_>>())
        };
        let (mut bitmap, mut old, mut new) = (String::new(), String::new(), String::new());
        if !changed.is_empty() {
            bitmap = base64(changed.as_bytes().to_vec());
            old = base64(some(before)?);
            new = base64(some(last)?);
        }
        let challenger = session.account(self.record.challenger.clone())?;
        session.emit(PanelDecided {
            campaign: self.task.campaign.0,
            task: self.task.index,
            challenge: self.number,
            challenger: challenger.to_string(),
            seats: u8::try_from(division.panel.len()).unwrap_or(u8::MAX),
            changed: changed.len(),
            items: bitmap,
            before: old,
            after: new,
            returned: division.returned,
            panel: division.panel.iter().sum(),
            commons: division.commons,
        });
        Ok(())
    }
}

/// The numbers of the named items' labels, question by question.
fn named(labels: &Labels, asked: &Asked) -> impl Iterator<Item = u32> {
    let questions = 0..count(labels.questions().len());
    let (items, all) = (asked.numbers(), asked.items);
    questions.flat_map(move |question| {
        let first = question.saturating_mul(all);
        let number = move |item: u32| first.saturating_add(item);
        items.clone().into_iter().map(number)
    })
}

/// The inference over a task's own seats and one panel's.
fn infer_with_panel(
    session: &Session<'_>,
    task: &OpenTask,
    panel: &[RevealedSeat],
) -> Result<FormResolution, ContractError> {
    let seats = task.seats(session)?;
    let own = check_work(&session.campaign, task.id.index, &seats, 0)?;
    check_panel_work(&session.campaign, task.id.index, panel.len(), own)?;
    let mut all = labels::revealed(session.deps.storage, &session.campaign, task.id, seats)?;
    let index = task.id.index;
    // Of gold that the first verdict did not hear a panel hears nothing either: else nobody could change what it is about.
    let gold = heard_gold(&session.campaign, index, &all, task.gold(session)?)?;
    let (gold, heard) = gold_beside_panel(task.header.gold, panel, gold);
    all.extend(heard);
    let labels = session.campaign.labels.by_medians();
    Ok(infer(&session.campaign, &labels, index, &all, &gold)?)
}

/// A panel's labels can lower its panelists' records and never raise them: its seats are chosen, not drawn.
fn lower(
    session: &mut Session<'_>,
    panel: &[RevealedSeat],
    scores: &[Score],
) -> Result<(), ContractError> {
    let own = scores.len().saturating_sub(panel.len());
    let scores = scores.iter().skip(own);
    for (seat, score) in panel.iter().zip(scores) {
        let (skill, mass) = seat.history.lowered(score.d_skill, score.d_mass);
        let labeler = (&seat.labeler, seat.issuer);
        let settlement = &mut session.settlement;
        settlement.add_evidence(&session.campaign, labeler, [skill, mass, 0]);
    }
    Ok(())
}
