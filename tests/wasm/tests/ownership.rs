//! The dearest calls of ownership at their largest sizes: as many campaigns, denoms and epochs as one
//! message takes.

use cosmwasm_std::{coins, Uint128};
use cw20::Denom;
use pasar_common::{
    label_escrow::{
        self, DenomTerms, OpenCampaign, PayRoyalty, SettleBatch, SettledLabeler, TransferShares,
        Withdraw, MAX_DENOMS, MAX_WITHDRAW_CAMPAIGNS,
    },
    ratio::Bps,
    reputation_staking::{self, ClaimFees, Unbond},
    reward_token::{self, ClaimEmission, MAX_CLAIM_EPOCHS},
    task_registry::ShareTerms,
};
use pasar_wasm_tests::{suite::Suite, TxReport};

/// What one call may cost.
const MOST: u64 = 5_000_000;
const EPOCH: u64 = 7 * 86_400;

fn name(n: u32) -> String {
    format!("ibc/{n:064}")
}

fn native(n: u32) -> Denom {
    Denom::Native(name(n))
}

struct World {
    suite: Suite,
    labeler: String,
}

impl World {
    /// Every denom that may ever be allowed, and a campaign in each that takes three others.
    fn new() -> Self {
        let mut suite = Suite::deploy();
        let (owner, escrow) = (suite.owner.clone(), suite.escrow.clone());
        // Two stand in the list already.
        for n in 0..MAX_DENOMS - 2 {
            let terms = DenomTerms {
                denom: native(n),
                min_price: Uint128::new(100),
                min_seat_stake: Uint128::zero(),
                tip_per_task: Uint128::zero(),
                reputation_fee: Uint128::zero(),
                emission_weight: 1_000_000,
            };
            let allow = label_escrow::ExecuteMsg::AllowDenom(terms);
            suite.chain.execute(&owner, &escrow, &allow, &[]).unwrap();
        }
        suite.chain.next_block(EPOCH);
        let labeler = suite.account("labeler");
        Self { suite, labeler }
    }

    fn as_registry(&mut self, msg: &label_escrow::ExecuteMsg, funds: u128, denom: u32) {
        let (registry, escrow) = (self.suite.registry.clone(), self.suite.escrow.clone());
        let funds = match funds {
            0 => vec![],
            funds => coins(funds, name(denom)),
        };
        self.suite.chain.mint(&registry, &funds);
        let chain = &mut self.suite.chain;
        chain.execute(&registry, &escrow, msg, &funds).unwrap();
    }

    /// What the registry would say of a campaign that closes with one labeler's page.
    fn campaign(&mut self, campaign: u32) {
        let count = MAX_DENOMS - 2;
        let denom = campaign % count;
        let royalties = (1..=3).map(|more| native((campaign + more) % count));
        let deposit = 10 * 3 * 1_050;
        let open = label_escrow::ExecuteMsg::Open(OpenCampaign {
            campaign,
            requester: self.labeler.clone(),
            denom: native(denom),
            price: Uint128::new(1_000),
            items: 10,
            tasks: 1,
            max_overlap: 3,
            reading_key: false,
            gold_bond: Uint128::zero(),
            shares: ShareTerms {
                contributors: Bps::new(5_000),
                transferable: true,
                royalty_denoms: royalties.collect(),
            },
            deposit: Uint128::new(deposit),
        });
        self.as_registry(&open, deposit, denom);
        let pay = Uint128::new(10_000);
        let settle = label_escrow::ExecuteMsg::Settle(SettleBatch {
            campaign,
            tasks: 1,
            items: 10,
            seats: vec![SettledLabeler {
                labeler: self.labeler.clone(),
                labels: 10,
                earned: pay,
                pay,
            }],
            commons: Uint128::zero(),
            unrevealed: 0,
            gold_bonds_forfeited: 0,
            tips: vec![],
            closes: true,
        });
        self.as_registry(&settle, 0, denom);
        let royalty = label_escrow::ExecuteMsg::PayRoyalty(PayRoyalty { campaign });
        for more in 0..=3 {
            self.as_registry(&royalty, 1_001, (campaign + more) % count);
        }
    }

    #[track_caller]
    fn costs(&self, what: &str, report: &TxReport) {
        let gas = report.gas.total();
        println!("{what}: {gas} gas");
        assert!(gas <= MOST, "{what} costs {gas}");
    }
}

#[test]
fn withdrawing_from_as_many_campaigns_and_denoms_as_possible_stays_affordable() {
    let mut world = World::new();
    let campaigns: Vec<u32> = (1..).take(MAX_WITHDRAW_CAMPAIGNS).collect();
    for &id in &campaigns {
        world.campaign(id);
    }
    let (labeler, escrow) = (world.labeler.clone(), world.suite.escrow.clone());
    let other = world.suite.account("other");
    let give = label_escrow::ExecuteMsg::TransferShares(TransferShares {
        campaign: 1,
        to: other,
        shares: Uint128::new(5),
    });
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &escrow, &give, &[]).unwrap();
    world.costs("transfer_shares", &report);
    let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
        campaigns,
        denoms: None,
        to: None,
    });
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &escrow, &withdraw, &[]).unwrap();
    world.costs("withdraw", &report);
}

#[test]
fn fees_and_emission_of_every_denom_and_epoch_are_claimed_affordably() {
    let mut world = World::new();
    let (labeler, token) = (world.labeler.clone(), world.suite.token.clone());
    // A campaign in each denom in the first epochs, the rest in the last.
    for id in 0..MAX_DENOMS - 2 {
        world.campaign(id);
        if id < 15 {
            world.suite.chain.next_block(EPOCH);
        }
    }
    world.suite.chain.next_block(EPOCH);
    let epochs: Vec<u32> = (1..).take(MAX_CLAIM_EPOCHS).collect();
    let claim = reward_token::ExecuteMsg::ClaimEmission(ClaimEmission { epochs });
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &token, &claim, &[]).unwrap();
    world.costs("claim_emission", &report);

    let staking = world.suite.staking.clone();
    let hook = reputation_staking::ReceiveMsg::Bond {};
    let bond = |amount: u128| reward_token::ExecuteMsg::Send {
        contract: staking.clone(),
        amount: Uint128::new(amount),
        msg: cosmwasm_std::to_json_binary(&hook).unwrap(),
    };
    let chain = &mut world.suite.chain;
    chain.execute(&labeler, &token, &bond(1_000), &[]).unwrap();
    world.suite.chain.next_block(EPOCH);
    // What waited in every denom is shared, a cohort joins, and another begins.
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &token, &bond(1_000), &[]).unwrap();
    world.costs("bond reward tokens", &report);
    for id in 100..100 + MAX_DENOMS - 2 {
        world.campaign(id);
    }
    world.suite.chain.next_block(EPOCH);
    let unbond = reputation_staking::ExecuteMsg::Unbond(Unbond {
        denom: Denom::Cw20(cosmwasm_std::Addr::unchecked(&token)),
        amount: Uint128::new(500),
    });
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &staking, &unbond, &[]).unwrap();
    world.costs("unbond reward tokens", &report);
    let claim = reputation_staking::ExecuteMsg::ClaimFees(ClaimFees {
        denoms: None,
        to: None,
    });
    let chain = &mut world.suite.chain;
    let report = chain.execute(&labeler, &staking, &claim, &[]).unwrap();
    world.costs("claim_fees", &report);
}
