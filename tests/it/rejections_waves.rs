//! Refusals about waves, ciphertexts and gold; see `rejections`.

use cosmwasm_std::{testing::mock_env, Addr, Binary, Deps};
use pasar_common::task_registry::{Ask, Commit, ExecuteMsg, QueryMsg, WaveRef, MIN_WAVE_ITEMS};
use pasar_testkit::{campaign, GoldBook, Outcome};

use crate::{
    rejections::{refused, terms, Case},
    rejections_prose::{Reached, Refusal},
    support::{labels, Stage, RIGHT},
};

pub const CASES: &[Case] = &[
    ("terms: without reading key", || {
        terms(|terms| terms.reader = Some("reader".into()))
    }),
    ("ciphertexts", || {
        refused(|stage, who, id| {
            stage.drawn(0);
            let seals = Binary::from([0; 32]);
            let sealed = vec![Binary::default()];
            let commit = Commit {
                campaign: id,
                tasks: vec![0],
                seals,
                sealed,
            };
            stage.registry(who, &ExecuteMsg::Commit(commit))
        })
    }),
    ("items", || {
        asked(|stage, who, id| {
            let ask = Ask {
                campaign: id,
                task: 0,
                items: Binary::from([0xff; 7]),
                seats: 1,
            };
            stage.registry(who, &ExecuteMsg::Ask(ask))
        })
    }),
    ("wave too small", || {
        let few: Vec<u32> = (1..MIN_WAVE_ITEMS).collect();
        asked(|stage, who, id| stage.ask_wave(who, (id, 0), &few, 1))
    }),
    ("wave not found", || {
        let stage = Stage::new(0, campaign());
        let query = QueryMsg::Asked(WaveRef {
            campaign: stage.campaign,
            task: 0,
            wave: 1,
        });
        let store = stage.app.contract_storage(&stage.address_of_registry());
        let deps = Deps {
            storage: &*store,
            api: stage.app.api(),
            querier: stage.app.wrap(),
        };
        Refusal {
            message: None,
            error: task_registry::contract::query(deps, mock_env(), query).unwrap_err(),
        }
    }),
    ("task: no wave left", || {
        asked(|stage, who, id| {
            stage.ask_wave(who, (id, 0), &all(), 1).unwrap();
            stage.sealed(3);
            stage.ask_wave(who, (id, 0), &all(), 1)
        })
    }),
    ("task: wave seats", || {
        asked(|stage, who, id| stage.ask_wave(who, (id, 0), &all(), 3))
    }),
    ("gold", || {
        golden(|stage, who, id| {
            let mut opening = book().opening(0);
            opening.salt = Binary::from([1; 16]);
            stage.open_gold(who, id, &[opening])
        })
    }),
    ("task: gold open", || {
        golden(|stage, who, id| {
            stage.open_gold(who, id, &[book().opening(0)]).unwrap();
            stage.open_gold(who, id, &[book().opening(0)])
        })
    }),
    ("task: no gold", || {
        let mut stage = Stage::new(3, campaign());
        let who = stage.requester.clone();
        let id = stage.campaign;
        (0..3).for_each(|n| stage.sealed(n));
        stage.open_gold(&who, id, &[book().opening(0)]).refusal()
    }),
];

fn all() -> Vec<u32> {
    (0..60).collect()
}

fn book() -> GoldBook {
    let right = labels(60, 3, RIGHT);
    let items = (0..10).map(|item| (item, right[usize::from(item)]));
    GoldBook::new(&[items.collect()])
}

/// What a requester is refused when the first wave of their task is sealed.
fn asked(act: impl FnOnce(&mut Stage, &Addr, u32) -> Outcome) -> Refusal {
    let mut stage = Stage::new(5, campaign().waves(2, 5));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    (0..3).for_each(|n| stage.sealed(n));
    act(&mut stage, &requester, id).refusal()
}

/// What a requester is refused when their task is revealed.
fn golden(act: impl FnOnce(&mut Stage, &Addr, u32) -> Outcome) -> Refusal {
    let mut stage = Stage::new(3, campaign().gold(book().terms(500)));
    let requester = stage.requester.clone();
    let id = stage.campaign;
    (0..3).for_each(|n| stage.sealed(n));
    (0..3).for_each(|n| stage.revealed(n));
    act(&mut stage, &requester, id).refusal()
}
