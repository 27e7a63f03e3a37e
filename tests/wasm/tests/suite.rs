//! The artifacts together: a campaign each way that money can come.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::{
    label_escrow::{self, AuditResponse},
    task_registry::{CampaignRef, CampaignResponse, CampaignStatus, QueryMsg},
};
use pasar_wasm_tests::{
    answers::classes,
    flow::{Flow, Shape},
    suite::{Suite, NATIVE},
};

fn shape(denom: Denom) -> Shape {
    Shape {
        questions: classes(4),
        page: 50,
        tasks: 4,
        overlap: 3,
        frontier: 4,
        batch: 2,
        crowd: 6,
        crank: 2,
        denom,
    }
}

fn runs_to_the_last_payment(denom: fn(&Suite) -> Denom) {
    let mut suite = Suite::deploy();
    let shape = shape(denom(&suite));
    let flow = Flow::open(&mut suite, shape).run().withdraw();
    assert_eq!(flow.labels, 4 * 3 * 50);
    let campaign = flow.campaign;
    let found: CampaignResponse = suite
        .chain
        .query(
            &suite.registry,
            &QueryMsg::Campaign(CampaignRef { campaign }),
        )
        .unwrap();
    assert_eq!(found.status, CampaignStatus::Closed);
    let books: AuditResponse = suite
        .chain
        .query(
            &suite.escrow,
            &label_escrow::QueryMsg::Audit {
                start_after: None,
                limit: None,
            },
        )
        .unwrap();
    for audit in books.denoms {
        assert_eq!(audit.free, Uint128::zero(), "{audit:?}");
    }
}

#[test]
fn a_native_campaign_runs_to_its_last_payment() {
    runs_to_the_last_payment(|_| Denom::Native(NATIVE.into()));
}

#[test]
fn a_token_campaign_runs_to_its_last_payment() {
    runs_to_the_last_payment(|suite| Denom::Cw20(Addr::unchecked(&suite.dollar)));
}
