//! How a panel ends: it decides, or gave no evidence; and what its bond becomes at settlement.

use cosmwasm_std::{StdError, Uint128};
use pasar_common::{
    packing::pack,
    task_registry::{ChallengeSettled, PanelDecided, PanelUnfilled},
};
use pasar_truth::NONE;

use super::resolve::{check_work, is_sealed, punish_silence};
use crate::{
    asked::Asked,
    challenge::{divide, Case, Challenge, Division, Outcome, Panelist},
    error::ContractError,
    inference::{infer, named, opened_gold, revealed, stored_labels, verdict, RevealedSeat},
    scores::is_skipped,
    seat::SeatState,
    state::{challenge_key, seats_of, task_key, Bytes, Seated, CHALLENGES, VERDICTS},
    task::Task,
    work::Work,
};

/// Changes the named items to what all labels say, the panel's included. A panelist who never
/// opened his seal loses the seat's stake; where none opened any, the verdict stands.
///
/// # Errors
/// Where a record is unreadable.
pub fn decide(
    work: &mut Work<'_>,
    (index, task): (u32, &mut Task),
    seats: Vec<Seated>,
) -> Result<(), ContractError> {
    let (wave, challenge) = (task.wave, task.challenges);
    let asked = Asked::load(work.deps.storage, &work.campaign, (work.id, index, wave))?;
    let mut opened = 0u8;
    for (labeler, seat) in seats.iter().filter(|(_, seat)| seat.wave == wave) {
        match &seat.state {
            SeatState::Sealed(_) => punish_silence(work, index, labeler)?,
            SeatState::Revealed(packed) => {
                opened = opened.saturating_add(1);
                let labels = stored_labels(&work.campaign, asked.labels(), packed)?;
                let given = labels.iter().filter(|&&label| label != NONE).count();
                let skipped = is_skipped(u32::try_from(given).unwrap_or(u32::MAX), asked.count());
                work.free_seats(labeler, u32::from(!skipped), u32::from(skipped))?;
            }
            SeatState::Drawn | SeatState::Forfeited => {}
        }
    }
    if opened == 0 {
        return stand(work, (index, task), 0);
    }
    let place = (work.id, index);
    let all = revealed(work.deps.storage, &work.campaign, place, seats)?;
    let gold = opened_gold(work.deps.storage, &work.campaign, place)?;
    let found = infer(&work.campaign, index, &all, &gold)?.verdict;
    let mut labels = verdict(work.deps.storage, &work.campaign, place)?;
    let mut changed = 0u32;
    for item in asked.items() {
        if let (Some(old), Some(new)) = (labels.get_mut(item), found.get(item)) {
            changed = changed.saturating_add(u32::from(old != new));
            *old = *new;
        }
    }
    let packed = pack(usize::from(work.campaign.classes), &labels)
        .map_err(|error| StdError::parse_err("verdict", error))?;
    VERDICTS.save(work.deps.storage, &task_key(work.id, index), &Bytes(packed));
    let by = work.sender_canonical.clone();
    end(work, (index, task), Outcome::Decided(by))?;
    work.emit(PanelDecided {
        campaign: work.id,
        task: index,
        challenge,
        seats: opened,
        changed,
    });
    Ok(())
}

/// Ends a panel that too few sealed for: their exposure ends, and the verdict stands.
///
/// # Errors
/// Where a record is unreadable.
pub fn give_up(work: &mut Work<'_>, (index, task): (u32, &mut Task)) -> Result<(), ContractError> {
    let mut sealed = 0u8;
    for (labeler, seat) in seats_of(work.deps.storage, work.id, index)? {
        if seat.wave == task.wave && is_sealed(&seat.state) {
            sealed = sealed.saturating_add(1);
            work.free_seats(&labeler, 1, 0)?;
        }
    }
    stand(work, (index, task), sealed)
}

/// The verdict stands; the bond will go back.
fn stand(
    work: &mut Work<'_>,
    (index, task): (u32, &mut Task),
    sealed: u8,
) -> Result<(), ContractError> {
    let by = work.sender_canonical.clone();
    end(work, (index, task), Outcome::Unfilled(by))?;
    work.emit(PanelUnfilled {
        campaign: work.id,
        task: index,
        challenge: task.challenges,
        sealed,
    });
    Ok(())
}

/// Writes what became of the live challenge; another one may follow.
fn end(
    work: &mut Work<'_>,
    (index, task): (u32, &mut Task),
    outcome: Outcome,
) -> Result<(), ContractError> {
    let key = challenge_key(work.id, index, task.challenges);
    let mut challenge = CHALLENGES.load(work.deps.storage, &key)?;
    challenge.outcome = outcome;
    CHALLENGES.save(work.deps.storage, &key, &challenge);
    let window = work.campaign.challenge.map_or(0, |rule| rule.window);
    task.end_challenge(work.in_seconds(window));
    work.save_task(index, task);
    Ok(())
}

/// Divides the bonds of a task that is settled. `unearned` is what its bounties may take. Returns
/// the labels that were read, which with those of the tasks `before` are bounded.
///
/// # Errors
/// [`ContractError::TooMuchWork`].
pub fn settle_challenges(
    work: &mut Work<'_>,
    (index, task): (u32, &Task),
    mut unearned: Uint128,
    before: u64,
) -> Result<u64, ContractError> {
    let place = (work.id, index);
    let seats = seats_of(work.deps.storage, work.id, index)?;
    let labels = check_work(&work.campaign, index, &seats, before)?;
    let seats = revealed(work.deps.storage, &work.campaign, place, seats)?;
    let last = verdict(work.deps.storage, &work.campaign, place)?;
    for number in 1..=task.challenges {
        let key = challenge_key(work.id, index, number);
        let challenge = CHALLENGES.load(work.deps.storage, &key)?;
        let taken = settle_one(work, (index, number), &challenge, (&seats, &last), unearned)?;
        unearned = unearned.saturating_sub(taken);
    }
    Ok(labels)
}

/// Divides one bond. Returns what its bounties took of the unearned pay.
fn settle_one(
    work: &mut Work<'_>,
    (task, number): (u32, u8),
    challenge: &Challenge,
    (seats, last): (&[RevealedSeat], &[u8]),
    unearned: Uint128,
) -> Result<Uint128, ContractError> {
    let tip = work.campaign.tip;
    work.bonds.take(challenge.bond.saturating_add(tip));
    if let Some(by) = challenge.outcome.by() {
        work.bonds.credit(by, tip);
    }
    let division = match challenge.outcome {
        Outcome::Decided(_) => {
            let wave = (work.id, task, challenge.wave);
            let asked = Asked::load(work.deps.storage, &work.campaign, wave)?;
            let seated = seats.iter().filter(|seat| seat.wave == challenge.wave);
            let panel: Vec<Panelist> = seated
                .map(|seat| Panelist {
                    labeler: seat.labeler.clone(),
                    labels: named(&seat.labels, &asked),
                })
                .collect();
            let division = divide(&Case {
                bond: challenge.bond,
                price: work.campaign.price,
                before: &stored_labels(&work.campaign, asked.labels(), &challenge.before)?,
                last: &named(last, &asked),
                panel: &panel,
                unearned,
            });
            for (n, seat) in panel.iter().enumerate() {
                let part = |parts: &[Uint128]| parts.get(n).copied().unwrap_or_default();
                let pay = part(&division.panel).saturating_add(part(&division.found));
                work.bonds.credit(&seat.labeler, pay);
            }
            work.certificate.add_challenge(division.flipped);
            division
        }
        // A live challenge keeps its task from being settled.
        Outcome::Live | Outcome::Unfilled(_) => Division {
            returned: challenge.bond,
            ..Division::default()
        },
    };
    let (returned, bounty) = (division.returned, division.bounty);
    work.bonds
        .credit(&challenge.challenger, returned.saturating_add(bounty));
    work.bonds.forfeit(division.commons);
    work.bonds.take_bounties(division.bounties());
    let challenger = work.human(&challenge.challenger)?.into_string();
    work.emit(ChallengeSettled {
        campaign: work.id,
        task,
        challenge: number,
        challenger,
        flipped: division.flipped,
        returned,
        bounty: division.bounties(),
        panel: division.panel.iter().sum(),
    });
    Ok(division.bounties())
}
