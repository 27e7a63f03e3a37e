//! Rule: nobody receives a penalty that they could have caused, and a penalty follows its own seat alone.

use pasar_testkit::{campaign, denom};

use crate::support::{Stage, STAKE};

const SEAT: u128 = 100_000;
const TENTH: u128 = SEAT / 10;

/// Attack: a requester does not serve their items to those who were drawn, and turns the crank on every missed commit.
#[test]
fn a_requester_who_withholds_their_items_gains_nothing_from_those_who_cannot_label() {
    let bait = campaign().items(64 * 50).page(50).frontier(64).stake(SEAT);
    let mut stage = Stage::new(3, bait);
    let id = stage.campaign;
    let requester = stage.requester.clone();
    // Of the requester's own accounts, one turns the cranks.
    let crank = stage.crank.clone();
    let spent = stage.ledger(id).deposited.u128();
    for labeler in stage.labelers.clone() {
        assert_eq!(stage.market().seat(&labeler, id, 8).len(), 8);
    }
    // Nobody can fetch an item: nobody seals.
    stage.past_commit();
    let mut tasks: Vec<u32> = stage.tasks(id).iter().map(|task| task.task).collect();
    tasks.sort_unstable();
    for batch in tasks.chunks(32) {
        stage.market().advance(&crank, id, batch).unwrap();
    }
    for n in 0..3 {
        assert_eq!(STAKE - stage.staked(n), 8 * TENTH);
    }
    let balance = stage.balance(&crank);
    assert!(stage.withdraw_stake(&crank).is_err());
    assert_eq!(stage.balance(&crank), balance);
    // They end the campaign, and have their deposit again: nothing more.
    stage.cancel(&requester, id).unwrap();
    stage.past_fill();
    for batch in tasks.chunks(32) {
        // Tasks that ended already refuse.
        let _ = stage.market().advance(&crank, id, batch);
    }
    let back = stage.earnings(&requester, &[id]) + stage.earnings(&crank, &[id]);
    assert!(back <= spent, "{back} of {spent}");
    let due = stage.staking_audit();
    let due = due.iter().find(|entry| entry.denom == denom()).unwrap();
    let staked: u128 = (0..3).map(|n| stage.staked(n)).sum();
    assert_eq!(due.liabilities.u128() - staked, 3 * 8 * TENTH);
}

/// Attack: misses were counted in a row over all campaigns of a denom, whatever was at stake, so that a bait
/// with a unit at stake a seat made the next miss anywhere cost a whole seat.
#[test]
fn a_miss_where_little_was_at_stake_does_not_make_the_next_cost_a_whole_seat() {
    let bait = campaign().items(64 * 50).page(50).frontier(64).stake(1);
    let mut stage = Stage::new(1, bait);
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let labeler = stage.labelers[0].clone();
    let tasks = stage.market().seat(&labeler, id, 8);
    stage.past_commit();
    stage.market().advance(&crank, id, &tasks).unwrap();
    stage.again(campaign().stake(SEAT));
    stage.drawn(0);
    let id = stage.campaign;
    let before = stage.staked(0);
    stage.release(&labeler, id, &[0]).unwrap();
    assert_eq!(before - stage.staked(0), TENTH);
}
