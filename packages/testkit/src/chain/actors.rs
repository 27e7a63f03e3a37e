//! Who acts: named accounts, and coins for them.

use cosmwasm_std::{coins, Addr};
use cw20::Denom;
use cw_multi_test::{BankSudo, SudoMsg};

use super::{market::Market, native::NATIVE};

/// Coins of every native denom that a named account begins with.
pub const PURSE: u128 = 1_000_000_000_000_000;

impl Market {
    /// A named account; on first use it gets a lot of every native denom.
    pub fn account(&mut self, name: &str) -> Addr {
        if let Some(account) = self.accounts.get(name) {
            return account.clone();
        }
        let account = self.app.api().addr_make(name);
        for denom in self.natives.clone() {
            self.mint_coins(&account, PURSE, &denom);
        }
        self.accounts.insert(name.into(), account.clone());
        account
    }

    /// Several accounts of one name, each as [`Market::account`].
    pub fn accounts(&mut self, name: &str, count: usize) -> Vec<Addr> {
        (0..count)
            .map(|n| self.account(&format!("{name} {n}")))
            .collect()
    }

    /// Several accounts, each with this stake in the native denom.
    #[track_caller]
    pub fn labelers(&mut self, count: usize, stake: u128) -> Vec<Addr> {
        let labelers = self.accounts("labeler", count);
        for labeler in &labelers {
            self.bond(labeler, stake).unwrap();
        }
        labelers
    }

    /// The name of an account; its address where it has none.
    pub fn name_of(&self, account: &Addr) -> String {
        let found = self.accounts.iter().find(|(_, known)| *known == account);
        found.map_or_else(|| account.to_string(), |(name, _)| name.clone())
    }

    /// Native coins out of nothing.
    pub fn mint(&mut self, to: &Addr, amount: u128) {
        self.mint_coins(to, amount, NATIVE);
    }

    /// Coins of a native denom out of nothing.
    pub fn mint_coins(&mut self, to: &Addr, amount: u128, denom: &str) {
        let to_address = to.to_string();
        let amount = coins(amount, denom);
        self.app
            .sudo(SudoMsg::Bank(BankSudo::Mint { to_address, amount }))
            .unwrap();
    }

    /// What an account has in a denom.
    #[track_caller]
    pub fn balance_in(&self, of: &Addr, denom: &Denom) -> u128 {
        pasar_common::asset::balance(&self.app.wrap(), denom, of)
            .unwrap()
            .u128()
    }
}
