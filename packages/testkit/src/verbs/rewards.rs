//! What may be done with reward tokens: fees that stakers share, and the emission.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    label_escrow::{self, Amount, StakerFeesResponse},
    reputation_staking::{self, ClaimFees, FeePoolResponse, FeeShareResponse},
    reward_token::{
        ClaimEmission, EmissionResponse, ExecuteMsg, PendingEmissionResponse, QueryMsg,
        ScheduleResponse,
    },
};

use crate::chain::{
    market::{Market, Outcome},
    native::denom,
};

impl Market {
    /// The reward token as a denom.
    pub fn token_denom(&self) -> Denom {
        Denom::Cw20(self.token.clone())
    }

    /// Stakes reward tokens.
    #[track_caller]
    pub fn bond_tokens(&mut self, staker: &Addr, amount: u128) -> Outcome {
        let token = self.token_denom();
        self.bond_in(staker, &token, amount)
    }

    /// Begins to take reward tokens out.
    #[track_caller]
    pub fn unbond_tokens(&mut self, staker: &Addr, amount: u128) -> Outcome {
        let token = self.token_denom();
        self.unbond_in(staker, &token, amount)
    }

    /// Claims the fees of all denoms.
    #[track_caller]
    pub fn claim_fees(&mut self, staker: &Addr) -> Outcome {
        let claim = ClaimFees {
            denoms: None,
            to: None,
        };
        self.staking(staker, &reputation_staking::ExecuteMsg::ClaimFees(claim))
    }

    /// What a staker shares in, and what they could claim.
    #[track_caller]
    pub fn fee_share(&self, staker: &Addr) -> FeeShareResponse {
        let staker = staker.to_string();
        self.ask(
            &self.staking,
            &reputation_staking::QueryMsg::FeeShare { staker },
        )
    }

    /// What a staker could claim in a denom.
    #[track_caller]
    pub fn fees_in(&self, staker: &Addr, denom: &Denom) -> u128 {
        let fees = self.fee_share(staker).fees.into_iter();
        let mut own = fees.filter(|fee: &Amount| fee.denom == *denom);
        own.next().map_or(0, |fee| fee.amount.u128())
    }

    /// What a staker could claim in the native denom.
    #[track_caller]
    pub fn fees(&self, staker: &Addr) -> u128 {
        self.fees_in(staker, &denom())
    }

    /// Who shares fees now.
    #[track_caller]
    pub fn fee_pool(&self) -> FeePoolResponse {
        self.ask(&self.staking, &reputation_staking::QueryMsg::FeePool {})
    }

    /// The stakers' half of all fees ever.
    #[track_caller]
    pub fn staker_fees(&self) -> StakerFeesResponse {
        let query = label_escrow::QueryMsg::StakerFees { epochs: vec![] };
        self.ask(&self.escrow, &query)
    }

    /// The epoch that runs.
    #[track_caller]
    pub fn epoch(&self) -> u32 {
        self.staker_fees().epoch
    }

    /// The next epoch begins.
    #[track_caller]
    pub fn next_epoch(&mut self) {
        let schedule = self.schedule();
        let next = u64::from(schedule.epoch) + 1;
        self.pass_to(schedule.epoch_zero.seconds() + next * schedule.epoch_seconds);
    }

    /// Mints what a labeler earned in epochs that ended.
    #[track_caller]
    pub fn claim_emission(&mut self, labeler: &Addr, epochs: &[u32]) -> Outcome {
        let token = self.token.clone();
        let epochs = epochs.to_vec();
        let claim = ExecuteMsg::ClaimEmission(ClaimEmission { epochs });
        self.execute(labeler, &token, &claim, &[])
    }

    /// The emission's schedule.
    #[track_caller]
    pub fn schedule(&self) -> ScheduleResponse {
        self.ask(&self.token, &QueryMsg::Schedule {})
    }

    /// One epoch of the emission.
    #[track_caller]
    pub fn emission(&self, epoch: u32) -> EmissionResponse {
        self.ask(&self.token, &QueryMsg::Emission { epoch })
    }

    /// What a labeler could claim of these epochs.
    #[track_caller]
    pub fn pending_emission(&self, labeler: &Addr, epochs: &[u32]) -> PendingEmissionResponse {
        let labeler = labeler.to_string();
        let epochs = epochs.to_vec();
        self.ask(&self.token, &QueryMsg::PendingEmission { labeler, epochs })
    }

    /// Reward tokens of an account.
    #[track_caller]
    pub fn tokens(&self, account: &Addr) -> u128 {
        let address = account.to_string();
        let balance: cw20::BalanceResponse = self.ask(&self.token, &QueryMsg::Balance { address });
        balance.balance.u128()
    }
}
