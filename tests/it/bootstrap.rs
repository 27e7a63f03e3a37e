//! A fresh network: nobody has a token, and it works from the first campaign.

use cosmwasm_std::Uint128;
use pasar_common::reward_token::QueryMsg;
use pasar_testkit::{campaign, Market};

use crate::support::Stage;

fn supply(stage: &Stage) -> u128 {
    let info: cw20::TokenInfoResponse = stage.ask(&stage.token, &QueryMsg::TokenInfo {});
    info.total_supply.u128()
}

#[test]
fn a_network_without_a_single_token_holder_works_from_its_first_campaign() {
    for stake in [0, 10_000] {
        // From an empty genesis: no initial balances, no stakes; seats are staked in the
        // campaign's denom, or not at all.
        let mut stage = Stage::on(Market::new(), 3, campaign().stake(stake));
        assert_eq!(supply(&stage), 0);
        stage.complete();
        let id = stage.campaign;
        let first = stage.labelers.clone();
        for labeler in &first {
            stage.withdraw(labeler, &[id]).unwrap();
        }
        // Nobody stakes tokens: the whole fee is the commons', and does not wait for whoever stakes first.
        assert_eq!(stage.due().stakers, Uint128::zero());
        assert_eq!(stage.fee_pool().active, Uint128::zero());
        let unearned = stage.ledger(id).commons;
        assert_eq!(stage.due().commons, unearned + stage.ledger(id).fee);

        // The first emission goes to the first labelers, and to nobody else.
        stage.next_epoch();
        let mut minted = 0;
        for labeler in &first {
            stage.claim_emission(labeler, &[0]).unwrap();
            assert!(stage.tokens(labeler) > 0);
            minted += stage.tokens(labeler);
        }
        assert_eq!(supply(&stage), minted);
        assert!(minted <= stage.emission(0).budget.u128());

        // They stake what they earned, and share the fees of what comes: the network is theirs.
        for labeler in &first {
            let own = stage.tokens(labeler);
            stage.bond_tokens(labeler, own).unwrap();
        }
        stage.next_epoch();
        stage.again(campaign().stake(stake));
        stage.complete();
        let half = stage.ledger(stage.campaign).fee.u128() / 2;
        stage.next_epoch();
        let shared: u128 = first.iter().map(|labeler| stage.fees(labeler)).sum();
        let due = stage.due().stakers.u128();
        assert_eq!(due, half);
        assert!((due - 3..=due).contains(&shared), "{shared} of {due}");
        for labeler in &first {
            stage.claim_fees(labeler).unwrap();
        }
    }
}

#[test]
fn seats_can_be_staked_in_tokens_that_labels_earned() {
    let mut stage = Stage::closed(campaign());
    stage.next_epoch();
    let first = stage.labelers.clone();
    for labeler in &first {
        stage.claim_emission(labeler, &[0]).unwrap();
    }
    let token = stage.token_denom();
    stage.again(campaign().stake_in(token.clone(), 100));
    stage.complete();
    for labeler in &first {
        assert_eq!(stage.stake_in(labeler, &token).staked, Uint128::new(100));
    }
}
