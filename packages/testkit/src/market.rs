//! The market: the chain, the suite, and how messages reach it.

use std::collections::BTreeMap;

use cosmwasm_std::{to_json_binary, Addr, Coin, CosmosMsg, WasmMsg};
use cw_multi_test::{App, AppResponse, Executor};
use serde::Serialize;

use crate::{
    builder::MarketBuilder,
    invariants::{Memory, Violation},
    labeler::Work,
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
    pub(crate) classes: BTreeMap<u32, usize>,
    pub(crate) work: BTreeMap<(u32, u32, Addr), Work>,
}

impl Market {
    /// A market with defaults.
    pub fn new() -> Self {
        MarketBuilder::default().build()
    }

    /// A market to be configured.
    pub fn builder() -> MarketBuilder {
        MarketBuilder::default()
    }

    /// Sends a message, then checks every invariant.
    ///
    /// # Errors
    /// Where the contract refuses; see [`crate::Refused`] for its typed error.
    ///
    /// # Panics
    /// Where an invariant does not hold.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Outcome {
        let msg = message(contract, msg, funds);
        let response = self.app.execute(sender.clone(), msg)?;
        self.observe(core::slice::from_ref(&response));
        Ok(response)
    }

    /// Sends messages in one transaction: all of them or none. Then checks every invariant.
    ///
    /// # Errors
    /// Where one is refused.
    ///
    /// # Panics
    /// Where an invariant does not hold.
    #[track_caller]
    pub fn transaction(
        &mut self,
        sender: &Addr,
        messages: Vec<CosmosMsg>,
    ) -> anyhow::Result<Vec<AppResponse>> {
        let responses = self.app.execute_multi(sender.clone(), messages)?;
        self.observe(&responses);
        Ok(responses)
    }

    /// Checks the invariants now.
    ///
    /// # Errors
    /// The first that does not hold.
    pub fn check_invariants(&mut self) -> Result<(), Violation> {
        let mut memory = core::mem::take(&mut self.memory);
        let result = memory.check(self);
        self.memory = memory;
        result
    }

    /// Checks the invariants after every so many messages, or not at all.
    pub fn check_every(&mut self, messages: Option<u32>) {
        self.check_every = messages;
    }

    /// A denom whose token lies: its books may show a shortfall.
    pub fn expect_shortfall(&mut self, denom: &cw20::Denom) {
        self.memory
            .hostile
            .insert(pasar_common::asset::denom_key(denom));
    }

    #[track_caller]
    fn observe(&mut self, responses: &[AppResponse]) {
        for response in responses {
            self.memory.observe(response);
        }
        self.messages += 1;
        let due = |every: u32| every > 0 && self.messages % every == 0;
        if self.check_every.is_some_and(due) {
            if let Err(violation) = self.check_invariants() {
                panic!("{violation}");
            }
        }
    }
}

impl Default for Market {
    fn default() -> Self {
        Self::new()
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
