//! The four contracts, as `packages/common` describes them.

use anyhow::{Context, Result};
use cosmwasm_schema::generate_api;
use pasar_common::{
    event::EventDoc, label_escrow, reputation_staking, reward_token, task_registry,
};
use serde_json::Value;

/// A contract's interface.
pub struct Contract {
    /// Its name, which is its folder's too.
    pub name: &'static str,
    /// The JSON schema of all its messages, as a file.
    pub schema: String,
    /// The events that it emits.
    pub events: &'static [EventDoc],
}

impl Contract {
    /// All four.
    pub fn all() -> Result<Vec<Self>> {
        Ok(vec![
            Self::new(
                "task-registry",
                generate_api! {
                    name: "task-registry",
                    instantiate: task_registry::InstantiateMsg,
                    execute: task_registry::ExecuteMsg,
                    query: task_registry::QueryMsg,
                    migrate: task_registry::MigrateMsg,
                },
                task_registry::EVENTS,
            )?,
            Self::new(
                "label-escrow",
                generate_api! {
                    name: "label-escrow",
                    instantiate: label_escrow::InstantiateMsg,
                    execute: label_escrow::ExecuteMsg,
                    query: label_escrow::QueryMsg,
                    migrate: label_escrow::MigrateMsg,
                },
                label_escrow::EVENTS,
            )?,
            Self::new(
                "reputation-staking",
                generate_api! {
                    name: "reputation-staking",
                    instantiate: reputation_staking::InstantiateMsg,
                    execute: reputation_staking::ExecuteMsg,
                    query: reputation_staking::QueryMsg,
                    migrate: reputation_staking::MigrateMsg,
                },
                reputation_staking::EVENTS,
            )?,
            Self::new(
                "reward-token",
                generate_api! {
                    name: "reward-token",
                    instantiate: reward_token::InstantiateMsg,
                    execute: reward_token::ExecuteMsg,
                    query: reward_token::QueryMsg,
                    migrate: reward_token::MigrateMsg,
                },
                reward_token::EVENTS,
            )?,
        ])
    }

    fn new(
        name: &'static str,
        api: cosmwasm_schema::Api,
        events: &'static [EventDoc],
    ) -> Result<Self> {
        let mut schema = api.render().to_string()?;
        schema.push('\n');
        Ok(Self {
            name,
            schema,
            events,
        })
    }

    /// The schema of what may be asked of the contract.
    pub fn execute(&self) -> Result<Value> {
        let mut schema: Value = serde_json::from_str(&self.schema)?;
        let execute = schema.get_mut("execute").map(Value::take);
        execute.context("no schema of messages")
    }
}
