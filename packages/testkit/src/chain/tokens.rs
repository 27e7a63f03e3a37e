//! CW20 tokens: plain ones, and whatever else a test brings.

use cosmwasm_std::{Addr, Empty, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg, Denom};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use pasar_common::label_escrow::DenomTerms;
use serde::Serialize;

use super::market::{Market, Outcome};

impl Market {
    /// A plain CW20 with these balances; not yet allowed for campaigns.
    #[track_caller]
    pub fn new_token(&mut self, symbol: &str, balances: &[(&Addr, u128)]) -> Addr {
        let coin = |(account, amount): &(&Addr, u128)| Cw20Coin {
            address: account.to_string(),
            amount: Uint128::new(*amount),
        };
        let msg = cw20_base::msg::InstantiateMsg {
            name: symbol.into(),
            symbol: symbol.into(),
            decimals: 6,
            initial_balances: balances.iter().map(coin).collect(),
            mint: None,
            marketing: None,
        };
        let code = ContractWrapper::new(
            cw20_base::contract::execute,
            cw20_base::contract::instantiate,
            cw20_base::contract::query,
        );
        self.deploy(Box::new(code), &msg, symbol)
    }

    /// A plain CW20 that campaigns may pay in, on the terms of [`Market::token_terms`].
    #[track_caller]
    pub fn new_allowed_token(&mut self, symbol: &str, balances: &[(&Addr, u128)]) -> Denom {
        let denom = Denom::Cw20(self.new_token(symbol, balances));
        self.allow_denom(Self::token_terms(&denom)).unwrap();
        denom
    }

    /// Terms of a denom like those of the native one.
    pub fn token_terms(denom: &Denom) -> DenomTerms {
        DenomTerms {
            denom: denom.clone(),
            min_price: Uint128::new(100),
            min_seat_stake: Uint128::zero(),
            tip_per_task: Uint128::new(901),
            reputation_fee: Uint128::new(50),
            emission_weight: 1_000_000,
        }
    }

    /// Any contract, instantiated by the owner.
    #[track_caller]
    pub fn deploy(
        &mut self,
        code: Box<dyn Contract<Empty>>,
        msg: &impl Serialize,
        label: &str,
    ) -> Addr {
        let code = self.app.store_code(code);
        let owner = self.owner.clone();
        let admin = Some(owner.to_string());
        self.app
            .instantiate_contract(code, owner, msg, &[], label, admin)
            .unwrap()
    }

    /// Moves tokens.
    #[track_caller]
    pub fn transfer_token(
        &mut self,
        from: &Addr,
        token: &Addr,
        to: &Addr,
        amount: u128,
    ) -> Outcome {
        let transfer = Cw20ExecuteMsg::Transfer {
            recipient: to.to_string(),
            amount: Uint128::new(amount),
        };
        self.execute(from, token, &transfer, &[])
    }
}
