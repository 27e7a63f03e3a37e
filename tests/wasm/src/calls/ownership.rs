//! What belongs to people at the largest sizes: as many campaigns, denoms and epochs as one message
//! takes. The registry's part is played, so that a campaign takes four messages.

use std::collections::BTreeMap;

use cosmwasm_std::{coins, to_json_binary, Uint128};
use cw20::Denom;
use pasar_common::{
    label_escrow::{
        self, DenomTerms, OpenCampaign, PayRoyalty, SettleBatch, SettledLabeler, TransferShares,
        Withdraw, MAX_DENOMS, MAX_WITHDRAW_CAMPAIGNS,
    },
    ratio::Bps,
    reputation_staking::{self, ClaimFees, Penalty, PenaltyBatch, Unbond},
    reward_token::{self, ClaimEmission, MAX_CLAIM_EPOCHS},
    task_registry::{ShareTerms, MAX_BATCH},
};

use super::{Costs, World};

const EPOCH: u64 = 7 * 86_400;
/// Two denoms are on the list already.
const DENOMS: u32 = MAX_DENOMS - 2;

pub fn measure() -> Costs {
    let mut costs = Market::new().of_many_campaigns();
    costs.add(Market::new().of_many_epochs());
    costs
}

/// A native denom with the longest name.
fn name(n: u32) -> String {
    format!("ibc/{:0124}", n % DENOMS)
}

/// A market in which the registry's part is played.
pub struct Market {
    world: World,
    labeler: String,
    /// The epoch that runs.
    epoch: u32,
}

impl Market {
    /// Every denom that may ever be allowed.
    pub fn new() -> Self {
        let mut world = World::new();
        let owner = world.suite.owner.clone();
        let escrow = world.suite.escrow.clone();
        for n in 0..DENOMS {
            let terms = DenomTerms {
                denom: Denom::Native(name(n)),
                min_price: Uint128::new(100),
                min_seat_stake: Uint128::zero(),
                tip_per_task: Uint128::zero(),
                reputation_fee: Uint128::zero(),
                emission_weight: 1_000_000,
            };
            world.tell(
                &owner,
                &escrow,
                &label_escrow::ExecuteMsg::AllowDenom(terms),
            );
        }
        world.pass(EPOCH);
        let labeler = world.suite.account("labeler");
        let epoch = 1;
        Self {
            world,
            labeler,
            epoch,
        }
    }

    fn as_registry(&mut self, msg: &label_escrow::ExecuteMsg, funds: u128, denom: u32) {
        let suite = &mut self.world.suite;
        let registry = suite.registry.clone();
        let escrow = suite.escrow.clone();
        let funds = match funds {
            0 => vec![],
            funds => coins(funds, name(denom)),
        };
        suite.chain.mint(&registry, &funds);
        let sent = suite.chain.execute(&registry, &escrow, msg, &funds);
        sent.unwrap_or_else(|error| panic!("{error}"));
    }

    /// What the registry would say of a campaign that closes with one labeler's page; it takes three
    /// denoms beside its own, and has income in all.
    fn campaign(&mut self, campaign: u32) {
        self.open(campaign, 1);
        let labeler = self.labeler.clone();
        self.settle(campaign, &[labeler], true);
        let royalty = label_escrow::ExecuteMsg::PayRoyalty(PayRoyalty { campaign });
        for more in 0..=3 {
            self.as_registry(&royalty, 1_001, campaign + more);
        }
    }

    fn open(&mut self, campaign: u32, tasks: u32) {
        let deposit = u128::from(tasks) * 10 * 3 * 1_050;
        let open = label_escrow::ExecuteMsg::Open(OpenCampaign {
            campaign,
            requester: self.labeler.clone(),
            denom: Denom::Native(name(campaign)),
            price: Uint128::new(1_000),
            items: 10 * tasks,
            tasks,
            max_overlap: 3,
            reading_key: false,
            gold_bond: Uint128::zero(),
            shares: ShareTerms {
                contributors: Bps::new(5_000),
                transferable: true,
                royalty_denoms: (1..=3)
                    .map(|more| Denom::Native(name(campaign + more)))
                    .collect(),
            },
            deposit: Uint128::new(deposit),
        });
        self.as_registry(&open, deposit, campaign);
    }

    /// A task of ten items of which each of these labeled as many as there is room for.
    fn settle(&mut self, campaign: u32, labelers: &[String], closes: bool) {
        let pay = Uint128::new(10_000);
        let seat = |labeler: &String| SettledLabeler {
            labeler: labeler.clone(),
            labels: 10,
            earned: pay,
            pay,
        };
        let settle = label_escrow::ExecuteMsg::Settle(SettleBatch {
            campaign,
            tasks: 1,
            items: 10,
            seats: labelers.iter().map(seat).collect(),
            commons: Uint128::zero(),
            unrevealed: 0,
            gold_bonds_forfeited: 0,
            tips: vec![],
            closes,
        });
        self.as_registry(&settle, 0, campaign);
    }

    /// Money out of as many campaigns as a withdrawal takes.
    fn of_many_campaigns(mut self) -> Costs {
        let campaigns: Vec<u32> = (1..).take(MAX_WITHDRAW_CAMPAIGNS).collect();
        for &id in &campaigns {
            self.campaign(id);
        }
        let escrow = self.world.suite.escrow.clone();
        let to = self.world.suite.account("other");
        let give = label_escrow::ExecuteMsg::TransferShares(TransferShares {
            campaign: 1,
            to,
            shares: Uint128::new(5),
        });
        self.world.tell(&self.labeler, &escrow, &give);
        let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
            campaigns,
            denoms: None,
            to: None,
        });
        self.world.tell(&self.labeler, &escrow, &withdraw);
        self.world.costs()
    }

    /// Emission of as many epochs as a claim takes; then fees of all denoms, and penalties beside them.
    fn of_many_epochs(mut self) -> Costs {
        for id in 0..DENOMS {
            self.campaign(id);
            if id < 15 {
                self.world.pass(EPOCH);
            }
        }
        self.world.pass(EPOCH);
        let token = self.world.suite.token.clone();
        let epochs: Vec<u32> = (1..).take(MAX_CLAIM_EPOCHS).collect();
        let claim = reward_token::ExecuteMsg::ClaimEmission(ClaimEmission { epochs });
        self.world.tell(&self.labeler, &token, &claim);

        self.bond(1_000);
        let stakers: Vec<String> = (0..MAX_BATCH)
            .map(|n| self.with_tokens(&format!("penalized {n}"), 1_000))
            .collect();
        for staker in &stakers {
            self.bond_of(staker, 1_000);
        }
        self.world.pass(EPOCH);
        // The stake changes again in the epoch in which every denom pays fees.
        self.bond(1_000);
        for id in 100..100 + DENOMS {
            self.campaign(id);
        }
        self.world.pass(EPOCH);
        let staking = self.world.suite.staking.clone();
        let unbond = reputation_staking::ExecuteMsg::Unbond(Unbond {
            denom: Denom::Cw20(cosmwasm_std::Addr::unchecked(&token)),
            amount: Uint128::new(500),
        });
        self.world.tell(&self.labeler, &staking, &unbond);
        self.penalize(&stakers);
        let claim = reputation_staking::ExecuteMsg::ClaimFees(ClaimFees {
            denoms: None,
            to: None,
        });
        self.world.tell(&self.labeler, &staking, &claim);
        self.world.costs()
    }

    /// Takes reward tokens out of stakes that share the fees of every denom.
    fn penalize(&mut self, stakers: &[String]) {
        let token = self.world.suite.token.clone();
        let penalty = |labeler: &String| Penalty {
            labeler: labeler.clone(),
            amount: Uint128::new(100),
        };
        let penalize = reputation_staking::ExecuteMsg::Penalize(PenaltyBatch {
            denom: Denom::Cw20(cosmwasm_std::Addr::unchecked(&token)),
            penalties: stakers.iter().map(penalty).collect(),
        });
        let registry = self.world.suite.registry.clone();
        let staking = self.world.suite.staking.clone();
        self.world.tell(&registry, &staking, &penalize);
    }

    /// Stakes the labeler's reward tokens.
    fn bond(&mut self, amount: u128) {
        let labeler = self.labeler.clone();
        self.bond_of(&labeler, amount);
    }

    fn bond_of(&mut self, staker: &str, amount: u128) {
        let suite = &self.world.suite;
        let token = suite.token.clone();
        let contract = suite.staking.clone();
        let hook = reputation_staking::ReceiveMsg::Bond {};
        let send = reward_token::ExecuteMsg::Send {
            contract,
            amount: Uint128::new(amount),
            msg: to_json_binary(&hook).expect("JSON"),
        };
        self.world.tell(staker, &token, &send);
    }

    /// Gas of one staker's messages where there are so many.
    pub fn claimed_beside(&mut self, stakers: &mut u32, count: u32) -> BTreeMap<&'static str, u64> {
        let token = self.world.suite.token.clone();
        let epoch = self.epoch;
        self.campaign_of_the_epoch();
        let claim = reward_token::ExecuteMsg::ClaimEmission(ClaimEmission {
            epochs: vec![epoch],
        });
        self.world.tell(&self.labeler, &token, &claim);
        while *stakers < count {
            let staker = self.with_tokens(&format!("staker {stakers}"), 1_000);
            self.bond_of(&staker, 1_000);
            *stakers += 1;
        }
        // Enough that its part of the fees is not rounded to nothing.
        let labeler = self.with_tokens(&format!("beside {count}"), 50_000);
        // What the others staked shares fees when the next epoch begins.
        self.campaign_of_the_epoch();
        self.campaign_of_the_epoch();
        self.world.costs();
        let staking = self.world.suite.staking.clone();
        let mut gas = BTreeMap::new();
        self.bond_of(&labeler, 50_000);
        gas.insert("bond", self.world.costs().most("reward-token.send"));
        self.campaign_of_the_epoch();
        self.campaign_of_the_epoch();
        let claim = reputation_staking::ExecuteMsg::ClaimFees(ClaimFees {
            denoms: None,
            to: None,
        });
        self.world.costs();
        self.world.tell(&labeler, &staking, &claim);
        let costs = self.world.costs();
        gas.insert("claim_fees", costs.most("reputation-staking.claim_fees"));
        let unbond = reputation_staking::ExecuteMsg::Unbond(Unbond {
            denom: Denom::Cw20(cosmwasm_std::Addr::unchecked(&token)),
            amount: Uint128::new(1_000),
        });
        self.world.tell(&labeler, &staking, &unbond);
        let costs = self.world.costs();
        gas.insert("unbond", costs.most("reputation-staking.unbond"));
        gas
    }

    /// An account with reward tokens.
    fn with_tokens(&mut self, name: &str, amount: u128) -> String {
        let account = self.world.suite.account(name);
        let token = self.world.suite.token.clone();
        let give = reward_token::ExecuteMsg::Transfer {
            recipient: account.clone(),
            amount: Uint128::new(amount),
        };
        self.world.tell(&self.labeler, &token, &give);
        account
    }

    /// A campaign in the first denom, then the next epoch.
    fn campaign_of_the_epoch(&mut self) {
        self.campaign(self.epoch * DENOMS);
        self.world.pass(EPOCH);
        self.epoch += 1;
    }

    /// Gas of a royalty and of one holder's withdrawal where there are so many.
    pub fn held_by(&mut self, campaign: u32, count: u32) -> BTreeMap<&'static str, u64> {
        // Every campaign is in the first denom.
        let campaign = campaign * DENOMS;
        let tasks = count.div_ceil(3);
        self.open(campaign, tasks);
        let account = |n| self.world.suite.chain.account(&format!("holder {n}"));
        let holders: Vec<String> = (0..count).map(account).collect();
        for (n, three) in (1..).zip(holders.chunks(3)) {
            self.settle(campaign, three, n == tasks);
        }
        self.world.costs();
        let royalty = label_escrow::ExecuteMsg::PayRoyalty(PayRoyalty { campaign });
        self.as_registry(&royalty, 1_001, campaign);
        let mut gas = BTreeMap::new();
        let costs = self.world.costs();
        gas.insert("pay_royalty", costs.most("label-escrow.pay_royalty"));
        let escrow = self.world.suite.escrow.clone();
        let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
            campaigns: vec![campaign],
            denoms: None,
            to: None,
        });
        self.world.tell(&holders[0], &escrow, &withdraw);
        let costs = self.world.costs();
        gas.insert("withdraw", costs.most("label-escrow.withdraw"));
        gas
    }
}
