//! The certificate counts people once.

use pasar_testkit::campaign;

use crate::support::Stage;

#[test]
fn a_labeler_is_counted_once_however_their_shares_move() {
    let terms = campaign().items(240).page(60).frontier(1);
    let mut stage = Stage::new(3, terms.with(|terms| terms.shares.transferable = true));
    let id = stage.campaign;
    let friend = stage.account("friend");
    for task in 0..4 {
        stage.next_block();
        for labeler in stage.labelers.clone() {
            assert_eq!(stage.market().seat(&labeler, id, 1), [task]);
        }
        let rows = stage.rows(3);
        stage.finish_task(id, task, &rows);
        for labeler in stage.labelers.clone() {
            stage.withdraw(&labeler, &[id]).unwrap();
            let shares = stage.holder(id, &labeler).shares.u128();
            stage
                .transfer_shares(&labeler, id, &friend, shares)
                .unwrap();
        }
    }
    assert_eq!(stage.certificate(id).labelers, 3);
}
