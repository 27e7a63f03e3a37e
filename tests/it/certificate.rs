//! The certificate: what a dataset's labels are worth, for those who want to license them.

use cosmwasm_std::Decimal;
use pasar_common::{ratio::Bps, task_registry::CertificateResponse, wilson::lower_bound};
use pasar_testkit::campaign;

use crate::{
    challenge::{challenged, decided, panel_of, right_panel, terms, trial, truth, NAMED, RIGHTS},
    slashing::{resolved_with_gold, vouched_with_gold},
    support::Stage,
};

fn certificate(stage: &Stage) -> CertificateResponse {
    stage.certificate(stage.campaign)
}

#[test]
fn a_campaign_without_settled_tasks_certifies_nothing() {
    let stage = Stage::new(3, campaign());
    let nothing = certificate(&stage);
    assert_eq!((nothing.items, nothing.labels, nothing.labelers), (0, 0, 0));
    assert_eq!(nothing.mean_overlap, Decimal::zero());
    assert_eq!(
        (nothing.sure, nothing.gold_accuracy_at_least),
        (Bps::ZERO, Bps::ZERO)
    );
}

#[test]
fn it_counts_items_labels_overlap_labelers_and_margins() {
    let mut stage = Stage::new(3, campaign());
    stage.complete();
    let found = certificate(&stage);
    assert_eq!((found.items, found.labels, found.labelers), (60, 180, 3));
    assert_eq!(found.mean_overlap, Decimal::percent(300));
    let margins = stage.verdict(stage.campaign, 0).margins;
    let sure = margins
        .iter()
        .filter(|margin| **margin >= 5 * 4_096)
        .count();
    assert!(sure > 0);
    assert_eq!(usize::from(found.sure.get()), sure * 10_000 / 60);
}

#[test]
fn gold_bounds_the_accuracy_from_below() {
    let mut stage = Stage::new(4, campaign());
    resolved_with_gold(&mut stage, 0);
    stage.settle().unwrap();
    let found = certificate(&stage);
    assert_eq!((found.gold_items, found.gold_right), (12, 11));
    assert_eq!(found.gold_accuracy_at_least, lower_bound(11, 12));
    assert_eq!(found.gold_accuracy_at_least, Bps::new(6_461));
}

#[test]
fn it_says_how_many_challenges_changed_a_label() {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    panel_of(&mut stage, &right_panel());
    decided(&mut stage);
    stage.settle().unwrap();
    challenged(&mut stage, &RIGHTS);
    panel_of(&mut stage, &[7, 8, 9].map(|n| (n, truth())));
    decided(&mut stage);
    let found = certificate(&stage);
    assert_eq!((found.challenges_upheld, found.challenges_lost), (1, 1));
    // Panels are not what was asked for.
    assert_eq!(found.labels, 240);
}

#[test]
fn it_says_for_whose_labels_an_issuer_vouched() {
    let mut stage = Stage::new(5, campaign());
    let issuer = stage.labelers[4].clone();
    stage.register_issuer(&issuer, 500_000).unwrap();
    for n in 0..4 {
        let holder = stage.labelers[n].clone();
        stage.grant(&issuer, &holder, None).unwrap();
    }
    vouched_with_gold(&mut stage, &issuer);
    stage.settle().unwrap();
    let [vouched] = certificate(&stage).credentials.try_into().unwrap();
    assert_eq!((vouched.issuer, vouched.labels), (issuer, 240));
}
