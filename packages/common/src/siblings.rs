//! What the contracts of the suite tell and ask each other. Messages are written by name,
//! `{"settle": {..}}`, instead of through the receiver's whole enum: a contract then carries the
//! code of what it says and not of everything that the receiver understands, which is a tenth of
//! its Wasm. A test compares every one with the enum.

use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, Timestamp};
use cw20::Denom;
use serde::{Deserialize, Serialize};

use crate::{
    epochs::Epochs,
    label_escrow::{
        ChallengeBatch, DenomEntry, Fees, OpenCampaign, PayFees, PostBond, ReleaseReserve,
        SettleBatch, StakerFees, StakerFeesResponse,
    },
    reputation_staking::{PenaltyBatch, TrustBatch},
    wire::{ask, tell},
};

/// The label escrow, as its siblings see it.
#[derive(Clone, Copy, Debug)]
pub struct LabelEscrow<'a>(pub &'a Addr);

/// The staking contract, as its siblings see it.
#[derive(Clone, Copy, Debug)]
pub struct ReputationStaking<'a>(pub &'a Addr);

/// What the escrow counts of a campaign: a part of its `LedgerResponse`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Counted {
    /// Labels paid for.
    pub labels: u64,
    /// Labelers who were paid.
    pub labelers: u32,
}

/// The part of the escrow's `ConfigResponse` that a quote needs.
#[derive(Deserialize)]
struct FeesOnly {
    fees: Fees,
}

/// The part of the escrow's `ConfigResponse` that says when epochs start.
#[derive(Deserialize)]
struct EpochsOnly {
    epoch_seconds: u64,
    epoch_zero: Timestamp,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct BeforeEpochs {
    epochs: Vec<u32>,
}

#[derive(Serialize)]
struct OfCampaign {
    campaign: u32,
}

#[derive(Serialize)]
struct OfDenom<'a> {
    denom: &'a Denom,
}

impl LabelEscrow<'_> {
    /// Books a new campaign, paid by `funds` or by tokens sent before.
    ///
    /// # Errors
    /// Where the message cannot be written, as everywhere here.
    pub fn open(&self, order: &OpenCampaign, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        tell(self.0, "open", order, funds)
    }

    /// Books a challenge's bond, paid in the same way.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn bond(&self, order: &PostBond, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        tell(self.0, "bond", order, funds)
    }

    /// Pays tasks that ended.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn settle(&self, batch: &SettleBatch) -> StdResult<CosmosMsg> {
        tell(self.0, "settle", batch, vec![])
    }

    /// Divides the bonds of challenges that ended.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn settle_challenges(&self, batch: &ChallengeBatch) -> StdResult<CosmosMsg> {
        tell(self.0, "settle_challenges", batch, vec![])
    }

    /// Refunds what never started.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn release(&self, release: &ReleaseReserve) -> StdResult<CosmosMsg> {
        tell(self.0, "release", release, vec![])
    }

    /// Pays a staker's part of the fees.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn pay_fees(&self, fees: &PayFees) -> StdResult<CosmosMsg> {
        tell(self.0, "pay_fees", fees, vec![])
    }

    /// Its fees for new campaigns.
    ///
    /// # Errors
    /// Where it does not answer, as in all questions.
    pub fn fees(&self, querier: &QuerierWrapper<'_>) -> StdResult<Fees> {
        let config: FeesOnly = ask(querier, self.0, "config", &Nothing {})?;
        Ok(config.fees)
    }

    /// When its epochs start.
    ///
    /// # Errors
    /// See [`LabelEscrow::fees`].
    pub fn epochs(&self, querier: &QuerierWrapper<'_>) -> StdResult<Epochs> {
        let config: EpochsOnly = ask(querier, self.0, "config", &Nothing {})?;
        Ok(Epochs {
            zero: config.epoch_zero.seconds(),
            seconds: config.epoch_seconds,
        })
    }

    /// What a staked reward token got of the fees before each of these epochs.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn staker_fees(
        &self,
        querier: &QuerierWrapper<'_>,
        epochs: Vec<u32>,
    ) -> StdResult<Vec<StakerFees>> {
        let question = BeforeEpochs { epochs };
        let answer: StakerFeesResponse = ask(querier, self.0, "staker_fees", &question)?;
        Ok(answer.fees)
    }

    /// What it says of a denom that it ever allowed.
    ///
    /// # Errors
    /// Where it never did.
    pub fn denom(&self, querier: &QuerierWrapper<'_>, denom: &Denom) -> StdResult<DenomEntry> {
        ask(querier, self.0, "denom", &OfDenom { denom })
    }

    /// What it counts of a campaign.
    ///
    /// # Errors
    /// Where it knows no such campaign.
    pub fn counted(&self, querier: &QuerierWrapper<'_>, campaign: u32) -> StdResult<Counted> {
        ask(querier, self.0, "campaign", &OfCampaign { campaign })
    }
}

impl ReputationStaking<'_> {
    /// Takes penalties out of stakes.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn penalize(&self, batch: &PenaltyBatch) -> StdResult<CosmosMsg> {
        tell(self.0, "penalize", batch, vec![])
    }

    /// Writes evidence into records.
    ///
    /// # Errors
    /// See [`LabelEscrow::open`].
    pub fn settle(&self, batch: &TrustBatch) -> StdResult<CosmosMsg> {
        tell(self.0, "settle", batch, vec![])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::variant;
    use crate::{label_escrow, reputation_staking, task_registry};
    use cosmwasm_std::{coins, testing::MockApi, to_json_binary, Binary, Uint128, WasmMsg};

    /// What a message says, and with which funds.
    fn said(msg: StdResult<CosmosMsg>) -> (Binary, Vec<Coin>) {
        let CosmosMsg::Wasm(WasmMsg::Execute { msg, funds, .. }) = msg.unwrap() else {
            panic!("no call of a contract");
        };
        (msg, funds)
    }

    fn native() -> Denom {
        Denom::Native("u".into())
    }

    fn batch() -> SettleBatch {
        SettleBatch {
            campaign: 1,
            tasks: 2,
            items: 3,
            seats: vec![],
            commons: Uint128::new(4),
            unrevealed: 5,
            gold_bonds_forfeited: 6,
            tips: vec![],
            closes: true,
        }
    }

    #[test]
    fn the_escrow_is_told_what_its_messages_are() {
        use label_escrow::ExecuteMsg as M;
        let address = MockApi::default().addr_make("escrow");
        let escrow = LabelEscrow(&address);
        let open = OpenCampaign {
            campaign: 1,
            requester: "requester".into(),
            denom: native(),
            price: Uint128::new(2),
            items: 3,
            tasks: 4,
            max_overlap: 5,
            reading_key: true,
            gold_bond: Uint128::new(6),
            shares: task_registry::ShareTerms {
                contributors: crate::ratio::Bps::new(7),
                transferable: true,
                royalty_denoms: vec![native()],
            },
            deposit: Uint128::new(8),
        };
        let bond = PostBond {
            campaign: 1,
            amount: Uint128::new(2),
        };
        let bonds = ChallengeBatch {
            campaign: 1,
            bonds: Uint128::new(2),
            credits: vec![],
            commons: Uint128::new(4),
        };
        let release = ReleaseReserve {
            campaign: 1,
            tasks: 2,
            items: 3,
            closes: false,
        };
        let fees = PayFees {
            to: "staker".into(),
            fees: vec![],
        };
        let funds = coins(9, "u");
        let told = [
            (escrow.open(&open, funds.clone()), M::Open(open), true),
            (escrow.bond(&bond, funds.clone()), M::Bond(bond), true),
            (escrow.settle(&batch()), M::Settle(batch()), false),
            (
                escrow.settle_challenges(&bonds),
                M::SettleChallenges(bonds),
                false,
            ),
            (escrow.release(&release), M::Release(release), false),
            (escrow.pay_fees(&fees), M::PayFees(fees), false),
        ];
        for (told, wanted, paid) in told {
            let funds = if paid { funds.clone() } else { vec![] };
            assert_eq!(said(told), (to_json_binary(&wanted).unwrap(), funds));
        }
    }

    #[test]
    fn staking_is_told_what_its_messages_are() {
        use reputation_staking::ExecuteMsg as M;
        let address = MockApi::default().addr_make("staking");
        let staking = ReputationStaking(&address);
        let penalties = PenaltyBatch {
            denom: native(),
            penalties: vec![],
        };
        let trust = TrustBatch {
            requester: "r".into(),
            domain: "d".into(),
            seat_stake: task_registry::SeatStake {
                denom: native(),
                amount: Uint128::new(2),
            },
            deltas: vec![],
        };
        let wanted = to_json_binary(&M::Penalize(penalties.clone())).unwrap();
        assert_eq!(said(staking.penalize(&penalties)).0, wanted);
        let wanted = to_json_binary(&M::Settle(trust.clone())).unwrap();
        assert_eq!(said(staking.settle(&trust)).0, wanted);
    }

    #[test]
    fn the_escrow_is_asked_what_its_queries_are() {
        use label_escrow::QueryMsg as Q;
        let denom = native();
        let asked = [
            (variant("config", &Nothing {}), Q::Config {}),
            (
                variant("denom", &OfDenom { denom: &denom }),
                Q::Denom {
                    denom: denom.clone(),
                },
            ),
            (
                variant("staker_fees", &BeforeEpochs { epochs: vec![7] }),
                Q::StakerFees { epochs: vec![7] },
            ),
            (
                variant("campaign", &OfCampaign { campaign: 7 }),
                Q::Campaign { campaign: 7 },
            ),
        ];
        for (asked, wanted) in asked {
            assert_eq!(asked.unwrap(), to_json_binary(&wanted).unwrap());
        }
    }
}
