//! Every event that is documented is emitted, by its contract, with exactly its attributes.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Event};
use cw_multi_test::AppResponse;
use cw_ownable::Action;
use pasar_common::{
    event::EventDoc,
    label_escrow::{self as escrow, Fees},
    ratio::Bps,
    reputation_staking as staking,
    task_registry::{self as registry, ExecuteMsg, Mode, Params, SeatRevealed, TaskResolved},
};
use pasar_testkit::{campaign, denom, offer, randomness, GoldBook, Market};

use crate::{
    challenge::{challenger, past_turns, registered, terms, trial, truth, NAMED},
    slashing::{resolved_with_gold, vouched_with_gold},
    support::{labels, Stage},
};

/// Everything that was announced, in order.
#[derive(Default)]
struct Log(Vec<Event>);

impl Log {
    #[track_caller]
    fn note(&mut self, outcome: anyhow::Result<AppResponse>) {
        self.0.extend(outcome.unwrap().events);
    }
}

/// A story in which everything happens once.
fn story() -> (Stage, Log) {
    let mut log = Log::default();
    let mut stage = Stage::new(7, campaign().items(240).page(60).frontier(3));
    let requester = stage.requester.clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let who = stage.labelers.clone();
    let terms = stage.campaign(id).terms;
    let deposit = stage.quote(&terms).unwrap().deposit.u128();
    log.note(stage.create_with(&requester, &terms, deposit));
    log.note(stage.market().bond(&who[0], 5));
    // One is drawn and forfeits, one lets their ticket lapse.
    log.note(stage.claim(&who[0], id, 1));
    stage.next_block();
    log.note(stage.claim(&who[0], id, 0));
    let task = stage.market().drawn(id, &who[0])[0];
    log.note(stage.release(&who[0], id, &[task]));
    log.note(stage.claim(&who[1], id, 1));
    stage.past_ticket_window();
    log.note(stage.draw(&crank, id, &who[1]));
    // The task is refilled, sealed by three, revealed by two.
    stage.past_fill();
    log.note(stage.market().advance(&crank, id, &[task]));
    stage.next_block();
    log.note(stage.cancel(&requester, id));
    let single = stage.create(&requester, campaign()).unwrap();
    stage.wait_until_open(single);
    for (labeler, given) in who[2..5].iter().zip([60, 29, 60]) {
        stage.market().seat(labeler, single, 1);
        let mut row = labels(60, 3, 9);
        row[given..].fill(pasar_truth::NONE);
        log.note(stage.commit(labeler, single, 0, &row));
    }
    log.note(stage.reveal(&crank, single, &[(0, &who[2]), (0, &who[3])]));
    stage.market().past_reveal_window(single);
    log.note(stage.market().resolve(&crank, single, &[0]));
    log.note(stage.market().settle(&crank, single, &[0]));
    // The first campaign's task has nothing sealed.
    log.note(stage.market().advance(&crank, id, &[task]));
    log.note(stage.withdraw(&who[2], &[single]));
    log.note(stage.flush_commons(&crank));
    log.note(stage.flush_penalties(&crank));
    log.note(stage.unbond(&who[2], 5));
    stage.pass(14 * 86_400);
    log.note(stage.withdraw_stake(&who[2]));
    waves_and_gold(&mut stage, &mut log);
    appeals(&mut log);
    credentials(&mut log);
    rights(&mut stage, &mut log);
    settings(&mut stage, &mut log);
    (stage, log)
}

/// A wave is asked for, and gold is opened.
fn waves_and_gold(stage: &mut Stage, log: &mut Log) {
    let items: Vec<(u16, u8)> = (0..10).map(|item| (item, (item % 3) as u8)).collect();
    let book = GoldBook::new(&[items]);
    stage.again(campaign().waves(2, 4).gold(book.terms(1)));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    (0..3).for_each(|n| stage.sealed(n));
    let half: Vec<u32> = (0..30).collect();
    log.note(stage.ask_wave(&requester, (id, 0), &half, 1));
    stage.sealed(3);
    log.note(stage.close(&requester, id, &[0]));
    (0..4).for_each(|n| stage.revealed(n));
    log.note(stage.open_gold(&requester, id, &[book.opening(0)]));
    // Who fails the gold of two campaigns is slashed.
    let crank = stage.crank.clone();
    for _ in 0..2 {
        resolved_with_gold(stage, 0);
        let id = stage.campaign;
        log.note(stage.market().settle(&crank, id, &[0]));
    }
}

/// A challenge whose panel does not fill, and one whose panel decides.
fn appeals(log: &mut Log) {
    let mut stage = trial(terms());
    let who = challenger(&mut stage);
    let crank = stage.crank.clone();
    let id = stage.campaign;
    log.note(stage.challenge(&who, (id, 0), &NAMED));
    let experts: Vec<Addr> = stage.labelers[4..7].to_vec();
    log.note(stage.market().register(&experts[0], id, 0));
    past_turns(&mut stage);
    stage.pass(1);
    log.note(stage.market().advance_panel(&crank, id, 0));
    let denom = stage.campaign(id).terms.seat_stake.denom;
    log.note(stage.unregister(&experts[0], &denom));
    log.note(stage.challenge(&who, (id, 0), &NAMED));
    registered(&mut stage, &[4, 5, 6]);
    for (n, expert) in experts.iter().enumerate() {
        // One gives no labels at all, which costs a part of their stake.
        let row = if n == 0 {
            vec![pasar_truth::NONE; 60]
        } else {
            truth()
        };
        log.note(stage.market().sit(expert, id, 0));
        log.note(stage.seal_panel(expert, (id, 0), &row));
    }
    let experts: Vec<&Addr> = experts.iter().collect();
    log.note(stage.reveal_panel(&crank, (id, 0), &experts));
    log.note(stage.market().advance_panel(&crank, id, 0));
    log.note(stage.market().settle(&crank, id, &[0]));
}

/// An issuer vouches, answers, leaves; a labeler replies.
fn credentials(log: &mut Log) {
    let mut stage = Stage::new(5, campaign());
    let issuer = stage.labelers[4].clone();
    let spammer = stage.labelers[3].clone();
    let crank = stage.crank.clone();
    log.note(stage.register_issuer(&issuer, 500_000));
    for n in 0..4 {
        let holder = stage.labelers[n].clone();
        log.note(stage.grant(&issuer, &holder, None));
    }
    for _ in 0..2 {
        vouched_with_gold(&mut stage, &issuer);
        let id = stage.campaign;
        log.note(stage.market().settle(&crank, id, &[0]));
    }
    log.note(stage.revoke(&issuer, &spammer));
    log.note(stage.reply(&spammer, "ipfs://reply"));
    log.note(stage.unregister_issuer(&issuer));
    stage.pass(14 * 86_400);
    log.note(stage.unregister_issuer(&issuer));
}

/// A dataset whose shares, licenses and royalties change hands.
fn rights(stage: &mut Stage, log: &mut Log) {
    stage.again(campaign().with(|terms| terms.shares.transferable = true));
    stage.labelers.rotate_left(4);
    stage.complete();
    let requester = stage.requester.clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let labeler = stage.labelers[0].clone();
    log.note(stage.pay_royalty(&crank, id, 1_000));
    log.note(stage.transfer_shares(&labeler, id, &crank, 1));
    let sale = escrow::ExecuteMsg::OfferLicense(offer(id, 10));
    log.note(stage.market().escrow(&requester, &sale));
    log.note(stage.buy_license(&crank, id, 1));
    log.note(stage.withdraw_offer(&requester, id, 1));
    let ended = stage.epoch();
    stage.next_epoch();
    log.note(stage.claim_emission(&labeler, &[ended]));
    let tokens = stage.tokens(&labeler);
    log.note(stage.bond_tokens(&labeler, tokens));
    stage.next_epoch();
    stage.again(campaign());
    stage.complete();
    stage.next_epoch();
    log.note(stage.claim_fees(&labeler));
}

/// What the owner may do.
fn settings(stage: &mut Stage, log: &mut Log) {
    let owner = stage.market().owner.clone();
    let transfer = || Action::TransferOwnership {
        new_owner: owner.to_string(),
        expiry: None,
    };
    let params = Params {
        missed_commit: Bps::ZERO,
        min_token_seat_stake: 1u128.into(),
        randomness: randomness(),
    };
    log.note(stage.update_params(params));
    log.note(stage.set_mode(Mode::ExitOnly));
    log.note(stage.registry(&owner, &ExecuteMsg::UpdateOwnership(transfer())));
    log.note(stage.update_fees(Fees {
        fee: Bps::ZERO,
        contributors_floor: Bps::ZERO,
    }));
    log.note(stage.disallow_denom(&denom()));
    log.note(stage.allow_denom(Market::token_terms(&denom())));
    log.note(stage.escrow(&owner, &escrow::ExecuteMsg::UpdateOwnership(transfer())));
    let params = staking::Params {
        unbonding_seconds: 60,
    };
    log.note(stage.staking(&owner, &staking::ExecuteMsg::UpdateParams(params)));
    log.note(stage.staking(&owner, &staking::ExecuteMsg::UpdateOwnership(transfer())));
}

/// Attributes of every event of a contract, by name.
fn announced(log: &Log, contract: &Addr) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in &log.0 {
        let Some(name) = event.ty.strip_prefix("wasm-") else {
            continue;
        };
        let by = event
            .attributes
            .iter()
            .find(|a| a.key == "_contract_address")
            .unwrap();
        if by.value == contract.as_str() {
            let keys = event
                .attributes
                .iter()
                .map(|attribute| attribute.key.clone());
            let keys: BTreeSet<String> = keys.filter(|key| !key.starts_with('_')).collect();
            let before = found.entry(name.to_owned()).or_insert_with(|| keys.clone());
            assert_eq!(*before, keys, "{name} has other attributes at times");
        }
    }
    found
}

#[test]
fn every_documented_event_is_emitted_with_its_attributes_and_no_other_is() {
    let (mut stage, log) = story();
    let market = stage.market();
    let contracts: [(&Addr, &[EventDoc]); 4] = [
        (&market.registry, registry::EVENTS),
        (&market.escrow, escrow::EVENTS),
        (&market.staking, staking::EVENTS),
        (&market.token, pasar_common::reward_token::EVENTS),
    ];
    for (contract, documented) in contracts {
        let wanted: BTreeMap<String, BTreeSet<String>> = documented
            .iter()
            .map(|event| {
                let keys = event.attributes.iter().map(|(key, _)| (*key).to_owned());
                (event.name.to_owned(), keys.collect())
            })
            .collect();
        assert_eq!(announced(&log, contract), wanted);
    }
}

#[test]
fn an_indexer_reads_events_back() {
    let (_, log) = story();
    let revealed: Vec<SeatRevealed> = log
        .0
        .iter()
        .filter_map(|event| SeatRevealed::try_from(event).ok())
        .collect();
    assert_eq!(revealed.len(), 2);
    let labels: Vec<u32> = revealed.iter().map(|seat| seat.labels).collect();
    assert_eq!(labels, [60, 29]);
    let resolved: Vec<TaskResolved> = log
        .0
        .iter()
        .filter_map(|event| TaskResolved::try_from(event).ok())
        .collect();
    let margins = cosmwasm_std::Binary::from_base64(&resolved[0].margins).unwrap();
    let confidences = cosmwasm_std::Binary::from_base64(&resolved[0].confidences).unwrap();
    assert_eq!((margins.len(), confidences.len()), (60, 60));
    assert_eq!((resolved[0].seats, resolved[0].labels), (2, 89));
}
