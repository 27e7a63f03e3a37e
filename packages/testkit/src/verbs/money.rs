//! What may be done with stakes, pay and settings of money.

use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::{
    label_escrow::{self, DenomRef, DenomTerms, Fees, Withdraw},
    reputation_staking::{self, ReceiveMsg, Unbond},
};

use crate::chain::{
    market::{Market, Outcome},
    native::denom,
};

impl Market {
    /// A message to the escrow without funds.
    #[track_caller]
    pub fn escrow(&mut self, sender: &Addr, msg: &label_escrow::ExecuteMsg) -> Outcome {
        let escrow = self.escrow.clone();
        self.execute(sender, &escrow, msg, &[])
    }

    /// A message to staking without funds.
    #[track_caller]
    pub fn staking(&mut self, sender: &Addr, msg: &reputation_staking::ExecuteMsg) -> Outcome {
        let staking = self.staking.clone();
        self.execute(sender, &staking, msg, &[])
    }

    /// Stakes native coins.
    #[track_caller]
    pub fn bond(&mut self, staker: &Addr, amount: u128) -> Outcome {
        self.bond_in(staker, &denom(), amount)
    }

    /// Stakes in any denom: native, or by CW20 `Send`.
    #[track_caller]
    pub fn bond_in(&mut self, staker: &Addr, denom: &Denom, amount: u128) -> Outcome {
        let staking = self.staking.clone();
        match denom {
            Denom::Native(native) => {
                let msg = reputation_staking::ExecuteMsg::Bond {};
                self.execute(staker, &staking, &msg, &coins(amount, native))
            }
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: staking.into_string(),
                    amount: Uint128::new(amount),
                    msg: to_json_binary(&ReceiveMsg::Bond {})?,
                };
                self.execute(staker, token, &send, &[])
            }
        }
    }

    /// Begins to take native stake out.
    #[track_caller]
    pub fn unbond(&mut self, staker: &Addr, amount: u128) -> Outcome {
        self.unbond_in(staker, &denom(), amount)
    }

    /// Begins to take stake out.
    #[track_caller]
    pub fn unbond_in(&mut self, staker: &Addr, denom: &Denom, amount: u128) -> Outcome {
        let unbond = Unbond {
            denom: denom.clone(),
            amount: Uint128::new(amount),
        };
        self.staking(staker, &reputation_staking::ExecuteMsg::Unbond(unbond))
    }

    /// Takes unbonded stake of the native denom out of staking.
    #[track_caller]
    pub fn withdraw_stake(&mut self, staker: &Addr) -> Outcome {
        self.withdraw_stake_in(staker, &denom())
    }

    /// Takes unbonded stake out of staking.
    #[track_caller]
    pub fn withdraw_stake_in(&mut self, staker: &Addr, denom: &Denom) -> Outcome {
        let denom = DenomRef {
            denom: denom.clone(),
        };
        self.staking(staker, &reputation_staking::ExecuteMsg::Withdraw(denom))
    }

    /// Takes everything out of the escrow that the sender has in these campaigns, and tips.
    #[track_caller]
    pub fn withdraw(&mut self, sender: &Addr, campaigns: &[u32]) -> Outcome {
        let withdraw = Withdraw {
            campaigns: campaigns.to_vec(),
            denoms: None,
            to: None,
        };
        self.escrow(sender, &label_escrow::ExecuteMsg::Withdraw(withdraw))
    }

    /// Sends the commons what the escrow has for it in the native denom.
    #[track_caller]
    pub fn flush_commons(&mut self, sender: &Addr) -> Outcome {
        self.flush_commons_in(sender, &denom())
    }

    /// Sends the commons what the escrow has for it in a denom.
    #[track_caller]
    pub fn flush_commons_in(&mut self, sender: &Addr, denom: &Denom) -> Outcome {
        let denom = DenomRef {
            denom: denom.clone(),
        };
        self.escrow(sender, &label_escrow::ExecuteMsg::FlushCommons(denom))
    }

    /// Sends the commons what staking has for it in the native denom.
    #[track_caller]
    pub fn flush_penalties(&mut self, sender: &Addr) -> Outcome {
        let denom = DenomRef { denom: denom() };
        self.staking(sender, &reputation_staking::ExecuteMsg::FlushCommons(denom))
    }

    /// Allows a denom for campaigns, as the owner.
    #[track_caller]
    pub fn allow_denom(&mut self, terms: DenomTerms) -> Outcome {
        let owner = self.owner.clone();
        self.escrow(&owner, &label_escrow::ExecuteMsg::AllowDenom(terms))
    }

    /// Stops new campaigns in a denom, as the owner.
    #[track_caller]
    pub fn disallow_denom(&mut self, denom: &Denom) -> Outcome {
        let owner = self.owner.clone();
        let denom = DenomRef {
            denom: denom.clone(),
        };
        self.escrow(&owner, &label_escrow::ExecuteMsg::DisallowDenom(denom))
    }

    /// Changes the fees of new campaigns, as the owner.
    #[track_caller]
    pub fn update_fees(&mut self, fees: Fees) -> Outcome {
        let owner = self.owner.clone();
        self.escrow(&owner, &label_escrow::ExecuteMsg::UpdateFees(fees))
    }
}
