//! Queries.

use cosmwasm_std::{Addr, Empty, StdResult};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    label_escrow::{
        Amount, AuditResponse, DenomEntry, DenomsResponse, EarningsResponse, HolderResponse,
        HoldersResponse, QueryMsg, SettleBatch,
    },
};
use serde::de::IgnoredAny;

use crate::setup::{
    everything, native, release, seat, terms, tip, Suite, ATOM, OSMO, PAGE, TIP, TOKEN_TIP,
};

#[track_caller]
fn refused(suite: &Suite, msg: &QueryMsg) -> String {
    let answer: StdResult<IgnoredAny> = suite.app.wrap().query_wasm_smart(&suite.escrow, msg);
    answer.map(|_| Empty {}).unwrap_err().to_string()
}

/// A suite in whose campaign 1 twelve labelers earned 100 each; they come in the order of
/// canonical addresses.
fn twelve_holders() -> (Suite, Vec<Addr>) {
    let mut suite = Suite::opened();
    let mut labelers: Vec<Addr> = (0..12)
        .map(|n| suite.app.api().addr_make(&format!("labeler{n}")))
        .collect();
    labelers.sort_by_key(|labeler| suite.canonical(labeler).to_vec());
    let seats = labelers.iter().rev().map(|labeler| seat(labeler, 1, 100));
    suite.settle(&suite.page(seats.collect())).unwrap();
    (suite, labelers)
}

fn holders(suite: &Suite, start_after: Option<&Addr>, limit: Option<u32>) -> Vec<HolderResponse> {
    let found: HoldersResponse = suite.query(&QueryMsg::Holders {
        campaign: 1,
        start_after: start_after.map(Addr::to_string),
        limit,
    });
    found.holders
}

#[test]
fn holders_are_listed_once_in_the_order_of_their_addresses() {
    let (mut suite, labelers) = twelve_holders();
    // Holders of another campaign are not among them.
    suite.open(&suite.campaign(2)).unwrap();
    let other = SettleBatch {
        campaign: 2,
        ..suite.page(vec![seat(&suite.ada(), 1, 100)])
    };
    suite.settle(&other).unwrap();
    let page = |start_after: Option<&Addr>, limit| -> Vec<Addr> {
        let page = holders(&suite, start_after, limit);
        page.into_iter().map(|holder| holder.holder).collect()
    };
    assert_eq!(page(None, None), labelers[..10]);
    assert_eq!(page(None, Some(u32::MAX)), labelers);
    assert_eq!(page(Some(&labelers[9]), None), labelers[10..]);
    assert_eq!(page(Some(&labelers[3]), Some(2)), labelers[4..6]);
    assert!(page(Some(&labelers[11]), None).is_empty());
    assert!(page(None, Some(0)).is_empty());
}

#[test]
fn a_holder_shows_their_shares_and_what_they_have_not_withdrawn() {
    let (mut suite, labelers) = twelve_holders();
    suite.withdraw(&labelers[0], &everything(&[1])).unwrap();
    let holder = |n: usize, withdrawable: u128| HolderResponse {
        holder: labelers[n].clone(),
        shares: 100u128.into(),
        withdrawable: withdrawable.into(),
        royalties: vec![],
    };
    let wanted = [holder(0, 0), holder(1, 100)];
    assert_eq!(holders(&suite, None, Some(2)), wanted);
    assert_eq!(suite.holder(1, &labelers[0]), wanted[0]);
    let none = suite.holder(1, &suite.kit());
    assert!(none.shares.is_zero() && none.withdrawable.is_zero());
}

#[test]
fn a_labeler_who_was_paid_nothing_holds_nothing() {
    let mut suite = Suite::opened();
    suite
        .settle(&suite.page(vec![seat(&suite.ada(), 50, 0)]))
        .unwrap();
    assert!(holders(&suite, None, None).is_empty());
}

#[test]
fn earnings_are_exactly_what_a_withdrawal_would_pay() {
    let mut suite = Suite::opened();
    let rita = suite.rita();
    let token = suite.token_denom();
    suite
        .open(&suite.campaign_in(2, &token, TOKEN_TIP))
        .unwrap();
    let batch = SettleBatch {
        tips: vec![tip(&rita, TIP)],
        ..suite.page(vec![seat(&rita, 1, 60)])
    };
    suite.settle(&batch).unwrap();
    suite.release(&release(2, 1, 50, false)).unwrap();
    let campaigns = vec![2, 1, 1, 2];
    let found: EarningsResponse = suite.query(&QueryMsg::Earnings {
        address: rita.to_string(),
        campaigns: campaigns.clone(),
    });
    let amount = |denom: &Denom, amount: u128| Amount {
        denom: denom.clone(),
        amount: amount.into(),
    };
    let atom = PAGE - 45;
    let tokens = PAGE - TIP + TOKEN_TIP;
    assert_eq!(
        found.earnings,
        [amount(&token, tokens), amount(&native(ATOM), atom)]
    );
    suite.withdraw(&rita, &everything(&campaigns)).unwrap();
    assert_eq!(suite.balance(&rita, &native(ATOM)), atom);
    assert_eq!(suite.balance(&rita, &token), tokens);
    assert_eq!(suite.earned(&rita, &[1, 2], &native(ATOM)), 0);
}

/// A suite with twelve more denoms, and all denoms in the order of their keys.
fn many() -> (Suite, Vec<Denom>) {
    let mut suite = Suite::new();
    let names: Vec<String> = (0..12).map(|n| format!("v{n:02}")).collect();
    for name in names.iter().rev() {
        suite.allow(&terms(&native(name), 1, 0, 0)).unwrap();
    }
    let first = [suite.token_denom(), native(ATOM), native(OSMO)];
    let denoms = first.into_iter().chain(names.iter().map(|n| native(n)));
    let denoms = denoms.collect();
    (suite, denoms)
}

#[test]
fn denoms_and_audits_are_listed_once_in_the_order_of_their_keys() {
    let (suite, wanted) = many();
    let denoms = |start_after: Option<Denom>, limit| -> Vec<Denom> {
        let found: DenomsResponse = suite.query(&QueryMsg::Denoms { start_after, limit });
        let entries = found.denoms.into_iter();
        entries.map(|entry| entry.terms.denom).collect()
    };
    let audit = |start_after: Option<Denom>, limit| -> Vec<Denom> {
        let found: AuditResponse = suite.query(&QueryMsg::Audit { start_after, limit });
        found.denoms.into_iter().map(|entry| entry.denom).collect()
    };
    for (start_after, limit, found) in [
        (None, None, &wanted[..10]),
        (None, Some(u32::MAX), &wanted[..]),
        (Some(wanted[9].clone()), None, &wanted[10..]),
        (Some(native("v015")), Some(2), &wanted[5..7]),
        (None, Some(0), &[]),
    ] {
        assert_eq!(denoms(start_after.clone(), limit), found);
        assert_eq!(audit(start_after, limit), found);
    }
}

#[test]
fn a_gift_is_free_and_nobodys() {
    let mut suite = Suite::opened();
    let escrow = suite.escrow.clone();
    suite.mint(&escrow, 30, ATOM);
    suite.mint(&escrow, 7, "unknown");
    let entry = suite.audit(&native(ATOM));
    assert_eq!(entry.balance.u128(), 2 * PAGE + 30);
    assert_eq!(entry.liabilities.u128(), 2 * PAGE);
    assert_eq!((entry.free.u128(), entry.shortfall.u128()), (30, 0));
}

#[test]
fn the_settings_of_a_denom_are_shown_once_it_was_ever_allowed() {
    let mut suite = Suite::new();
    let question = |name: &str| QueryMsg::Denom {
        denom: native(name),
    };
    let mut wanted = DenomEntry {
        terms: terms(&native(ATOM), 10, TIP, 1_000_000),
        allowed: true,
    };
    let found: DenomEntry = suite.query(&question(ATOM));
    assert_eq!(found, wanted);
    suite.disallow(&native(ATOM)).unwrap();
    wanted.allowed = false;
    let found: DenomEntry = suite.query(&question(ATOM));
    assert_eq!(found, wanted);
    let error = refused(&suite, &question("unew"));
    assert!(error.contains("denom unew is not allowed"), "{error}");
}

#[test]
fn a_coin_that_is_named_like_a_token_is_shown_as_no_token() {
    let suite = Suite::new();
    let lookalike = || native(&denom_key(&suite.token_denom()));
    for msg in [
        QueryMsg::Denom { denom: lookalike() },
        QueryMsg::Due { denom: lookalike() },
    ] {
        let error = refused(&suite, &msg);
        assert!(error.contains("not beginning with cw20:"), "{error}");
    }
}

#[test]
fn nobody_shows_what_does_not_exist() {
    let suite = Suite::opened();
    let address = suite.ada().to_string();
    for msg in [
        QueryMsg::Campaign { campaign: 2 },
        QueryMsg::Holder {
            campaign: 2,
            address: address.clone(),
        },
        QueryMsg::Holders {
            campaign: 2,
            start_after: None,
            limit: None,
        },
        QueryMsg::Earnings {
            address,
            campaigns: vec![1, 2],
        },
    ] {
        let error = refused(&suite, &msg);
        assert!(error.contains("campaign 2 does not exist"), "{error}");
    }
}

#[test]
fn earnings_of_at_most_thirty_two_campaigns_are_shown() {
    let suite = Suite::opened();
    let question = |count| QueryMsg::Earnings {
        address: suite.ada().to_string(),
        campaigns: vec![1; count],
    };
    let found: EarningsResponse = suite.query(&question(32));
    assert!(found.earnings.is_empty());
    let error = refused(&suite, &question(33));
    assert!(
        error.contains("33 campaigns, expected at most 32"),
        "{error}"
    );
}

#[test]
fn malformed_addresses_are_refused() {
    let suite = Suite::opened();
    let address = || "ada".to_owned();
    for msg in [
        QueryMsg::Holder {
            campaign: 1,
            address: address(),
        },
        QueryMsg::Holders {
            campaign: 1,
            start_after: Some(address()),
            limit: None,
        },
        QueryMsg::Earnings {
            address: address(),
            campaigns: vec![],
        },
        QueryMsg::Points {
            epoch: 0,
            labeler: address(),
        },
    ] {
        refused(&suite, &msg);
    }
}
