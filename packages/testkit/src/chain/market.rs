//! The market: the chain, the suite, and how messages reach it.

use std::collections::BTreeMap;

use cosmwasm_std::{to_json_binary, Addr, Coin, CosmosMsg, Uint128, WasmMsg};
use cw_multi_test::{App, AppResponse, Executor};
use pasar_truth::Question;
use serde::{de::DeserializeOwned, Serialize};

use super::{
    memory::{Memory, SealedLabels},
    native::NATIVE,
    prose::{check_events, check_refusal, name_of, UnderWay},
};

/// What a message came to.
pub type Outcome = anyhow::Result<AppResponse>;

/// The suite on an embedded chain.
pub struct Market {
    /// The chain.
    pub app: App,
    /// Address of task-registry.
    pub registry: Addr,
    /// Address of label-escrow.
    pub escrow: Addr,
    /// Address of reputation-staking.
    pub staking: Addr,
    /// Address of reward-token.
    pub token: Addr,
    /// Owner of the suite, and its admin on the chain.
    pub owner: Addr,
    /// Where everything punitive goes.
    pub commons: Addr,
    pub(crate) natives: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) check_every: Option<u32>,
    pub(crate) messages: u32,
    pub(crate) memory: Memory,
    pub(crate) accounts: BTreeMap<String, Addr>,
    pub(crate) forms: BTreeMap<u32, Vec<Question>>,
    pub(crate) sealed: BTreeMap<(u32, u32, Addr), SealedLabels>,
    /// (campaign, task, challenge, panelist) -> packed labels of the named items.
    pub(crate) panel_labels: BTreeMap<(u32, u32, u16, Addr), Vec<u8>>,
}

impl Market {
    /// Sends a message, then checks every invariant, and that the message's documentation names the
    /// events or the error that it came to.
    ///
    /// # Errors
    /// Where the contract refuses; see [`crate::Refused`] for its typed error.
    ///
    /// # Panics
    /// Where an invariant does not hold, or the documentation lies.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Outcome {
        let msg = message(contract, msg, funds);
        let outcome = self.app.execute(sender.clone(), msg.clone());
        let response = outcome.inspect_err(|error| self.check_refusal(error))?;
        self.check_events(&msg, &response);
        self.observe(core::slice::from_ref(&response));
        Ok(response)
    }

    /// Sends messages in one transaction: all of them or none. Then checks as [`Self::execute`] does.
    ///
    /// # Errors
    /// Where one is refused.
    ///
    /// # Panics
    /// Where an invariant does not hold, or the documentation lies.
    #[track_caller]
    pub fn transaction(
        &mut self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
    ) -> anyhow::Result<Vec<AppResponse>> {
        let outcome = self.app.execute_multi(sender.clone(), messages.clone());
        let responses = outcome.inspect_err(|error| self.check_refusal(error))?;
        for (message, response) in messages.iter().zip(&responses) {
            self.check_events(message, response);
        }
        self.observe(&responses);
        Ok(responses)
    }

    /// Asks a contract.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, contract: &Addr, msg: &impl Serialize) -> T {
        self.app.wrap().query_wasm_smart(contract, msg).unwrap()
    }

    /// A balance of the native denom.
    pub fn balance(&self, of: &Addr) -> Uint128 {
        self.app.wrap().query_balance(of, NATIVE).unwrap().amount
    }

    /// Checks the invariants after every `messages` messages, or not at all.
    pub fn check_every(&mut self, messages: Option<u32>) {
        self.check_every = messages;
    }

    /// A denom whose token lies: its books may show a shortfall.
    pub fn expect_shortfall(&mut self, denom: &cw20::Denom) {
        self.memory
            .hostile
            .insert(pasar_common::asset::denom_key(denom));
    }

    /// The name of a contract of the suite.
    fn contract_of(&self, address: &str) -> Option<&'static str> {
        let suite = [
            (&self.registry, "task-registry"),
            (&self.escrow, "label-escrow"),
            (&self.staking, "reputation-staking"),
            (&self.token, "reward-token"),
        ];
        let found = suite
            .iter()
            .find(|(contract, _)| contract.as_str() == address);
        found.map(|(_, name)| *name)
    }

    #[track_caller]
    fn check_events(&self, message: &CosmosMsg, response: &AppResponse) {
        let CosmosMsg::Wasm(WasmMsg::Execute {
            contract_addr, msg, ..
        }) = message
        else {
            return;
        };
        if let (Some(contract), Some(name)) = (self.contract_of(contract_addr), name_of(msg)) {
            check_events(contract, contract_addr, &name, &response.events);
        }
    }

    #[track_caller]
    fn check_refusal(&self, error: &anyhow::Error) {
        let Some(refused) = UnderWay::of(error) else {
            return;
        };
        if let Some(contract) = self.contract_of(&refused.contract) {
            check_refusal(contract, &refused.message, error);
        }
    }

    #[track_caller]
    fn observe(&mut self, responses: &[AppResponse]) {
        for response in responses {
            self.memory
                .observe(response, &self.registry, self.app.api());
        }
        self.messages += 1;
        let due = |every: u32| every > 0 && self.messages.is_multiple_of(every);
        if self.check_every.is_some_and(due) {
            if let Err(violation) = self.check_invariants() {
                panic!("{violation}");
            }
        }
    }
}

/// A message to a contract.
///
/// # Panics
/// Where it cannot be serialized.
pub fn message(contract: &Addr, msg: &impl Serialize, funds: &[Coin]) -> CosmosMsg {
    WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: to_json_binary(msg).expect("JSON"),
        funds: funds.to_vec(),
    }
    .into()
}
