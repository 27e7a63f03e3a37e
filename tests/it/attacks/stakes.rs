//! Stakes: settings change no running terms, and nothing is covered by stake that is gone.

use pasar_testkit::{campaign, denom};

use crate::support::Stage;

#[test]
fn what_a_running_campaign_asks_for_can_be_staked_after_its_denom_is_disallowed() {
    let mut stage = Stage::new(0, campaign());
    let id = stage.campaign;
    let late = stage.account("late");
    stage.disallow_denom(&denom()).unwrap();
    stage.bond(&late, 10_000).unwrap();
    stage.claim(&late, id, 1).unwrap();
}
