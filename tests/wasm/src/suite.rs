//! The four artifacts on the small chain, wired as a deployment wires them.

use std::fs;
use std::path::Path;

use cosmwasm_std::{to_json_binary, Checksum, Coin, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg, Denom};
use pasar_common::{
    label_escrow::{self, DenomTerms},
    ratio::Bps,
    reputation_staking, reward_token, task_registry,
};
use serde::Serialize;

use crate::{
    chain::{Chain, TxReport},
    drand,
};

/// The native denom of campaigns and stakes.
pub const NATIVE: &str = "uatom";
const SALT: &[u8] = b"pasar";

/// Where the contracts are.
pub struct Suite {
    /// The chain that they are on.
    pub chain: Chain,
    /// Address of task-registry.
    pub registry: String,
    /// Address of label-escrow.
    pub escrow: String,
    /// Address of reputation-staking.
    pub staking: String,
    /// Address of reward-token.
    pub token: String,
    /// A CW20 in which campaigns may pay: the same code as the reward token's.
    pub dollar: String,
    /// Owner of the suite.
    pub owner: String,
    /// Where everything punitive goes.
    pub commons: String,
    /// Who has the dollars.
    pub bank: String,
}

/// Reads an artifact.
///
/// # Panics
/// Where it was not built.
pub(crate) fn artifact(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../artifacts")
        .join(format!("{name}.wasm"));
    fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; build it with scripts/build-wasm",
            path.display()
        )
    })
}

impl Suite {
    /// Deploys the artifacts.
    ///
    /// # Panics
    /// Where one is missing or refused.
    pub fn deploy() -> Self {
        let mut chain = Chain::new();
        let mut store = |name| chain.store(&artifact(name)).expect(name);
        let codes = [
            store("task_registry"),
            store("label_escrow"),
            store("reputation_staking"),
            store("reward_token"),
        ];
        let owner = chain.account("owner");
        let [registry, escrow, staking, token] = codes
            .each_ref()
            .map(|code| chain.predict(code, &owner, SALT));
        let dollar = chain.predict(&codes[3], &owner, b"dollar");
        let commons = chain.account("commons");
        let bank = chain.account("bank");
        let mut suite = Self {
            chain,
            registry,
            escrow,
            staking,
            token,
            dollar,
            owner,
            commons,
            bank,
        };
        suite.instantiate(&codes);
        suite
    }

    fn instantiate(&mut self, [registry, escrow, staking, token]: &[Checksum; 4]) {
        let owner = self.owner.clone();
        let denoms = [
            Denom::Native(NATIVE.into()),
            Denom::Cw20(cosmwasm_std::Addr::unchecked(&self.dollar)),
        ];
        let escrow_address = self.escrow.as_str();
        let address = self.bank.clone();
        let amount = Uint128::new(1_000_000_000_000_000);
        let bank = vec![Cw20Coin { address, amount }];
        let token_msg = cw20_msg("PASAR", vec![], escrow_address, &owner);
        let dollar_msg = cw20_msg("USD", bank, escrow_address, &owner);
        let registry_msg = task_registry::InstantiateMsg {
            owner: owner.clone(),
            label_escrow: self.escrow.clone(),
            reputation_staking: self.staking.clone(),
            reward_token: self.token.clone(),
            params: task_registry::Params {
                missed_commit: Bps::new(1_000),
                min_token_seat_stake: Uint128::zero(),
                randomness: drand::randomness(),
            },
        };
        let escrow_msg = label_escrow::InstantiateMsg {
            owner: owner.clone(),
            task_registry: self.registry.clone(),
            reputation_staking: self.staking.clone(),
            commons: self.commons.clone(),
            fee: Bps::new(500),
            contributors_floor: Bps::new(3_000),
            epoch_seconds: 7 * 86_400,
            denoms: denoms.map(denom_terms).to_vec(),
        };
        let staking_msg = reputation_staking::InstantiateMsg {
            owner: owner.clone(),
            task_registry: self.registry.clone(),
            label_escrow: self.escrow.clone(),
            reward_token: self.token.clone(),
            commons: self.commons.clone(),
            min_fee_stake: Uint128::zero(),
            params: reputation_staking::Params {
                unbonding_seconds: 14 * 86_400,
            },
        };
        self.create(registry, SALT, &registry_msg);
        self.create(escrow, SALT, &escrow_msg);
        self.create(staking, SALT, &staking_msg);
        self.create(token, SALT, &token_msg);
        self.create(token, b"dollar", &dollar_msg);
    }

    fn create(&mut self, code: &Checksum, salt: &[u8], msg: &impl Serialize) {
        let owner = self.owner.clone();
        let created = self.chain.instantiate(&owner, code, salt, msg, &[]);
        created.expect("a fresh contract");
    }

    /// Stakes for somebody; tokens come from the bank first.
    ///
    /// # Panics
    /// Where a contract refuses.
    pub fn bond(&mut self, labeler: &str, amount: u128, denom: &Denom) -> TxReport {
        let staking = self.staking.clone();
        let amount = Uint128::new(amount);
        match denom {
            Denom::Native(denom) => {
                let msg = reputation_staking::ExecuteMsg::Bond {};
                let funds = [Coin::new(amount, denom)];
                self.chain.execute(labeler, &staking, &msg, &funds)
            }
            Denom::Cw20(token) => {
                let recipient = labeler.into();
                let give = Cw20ExecuteMsg::Transfer { recipient, amount };
                let bank = self.bank.clone();
                self.chain
                    .execute(&bank, token.as_str(), &give, &[])
                    .expect("tokens");
                let hook = reputation_staking::ReceiveMsg::Bond {};
                let send = Cw20ExecuteMsg::Send {
                    contract: staking,
                    amount,
                    msg: to_json_binary(&hook).expect("JSON"),
                };
                self.chain.execute(labeler, token.as_str(), &send, &[])
            }
        }
        .expect("a stake")
    }

    /// The contract at an address; none where it is somebody else's.
    pub fn name_of(&self, address: &str) -> Option<&'static str> {
        [
            (&self.registry, "task-registry"),
            (&self.escrow, "label-escrow"),
            (&self.staking, "reputation-staking"),
            (&self.token, "reward-token"),
            (&self.dollar, "reward-token"),
        ]
        .into_iter()
        .find_map(|(own, name)| (own == address).then_some(name))
    }

    /// An account with plenty of the native denom.
    pub fn account(&mut self, name: &str) -> String {
        let address = self.chain.account(name);
        let plenty = Coin::new(1_000_000_000_000_000u128, NATIVE);
        self.chain.mint(&address, &[plenty]);
        address
    }
}

fn denom_terms(denom: Denom) -> DenomTerms {
    DenomTerms {
        denom,
        min_price: Uint128::new(100),
        min_seat_stake: Uint128::zero(),
        tip_per_task: Uint128::new(900),
        reputation_fee: Uint128::new(20),
        emission_weight: 1_000_000,
    }
}

fn cw20_msg(
    symbol: &str,
    initial_balances: Vec<Cw20Coin>,
    label_escrow: &str,
    marketing: &str,
) -> reward_token::InstantiateMsg {
    reward_token::InstantiateMsg {
        name: format!("{symbol} token"),
        symbol: symbol.into(),
        decimals: 6,
        cap: Uint128::new(2_000_000_000_000_000),
        initial_balances,
        label_escrow: label_escrow.into(),
        emission: reward_token::Emission {
            first_budget: Uint128::new(1_000_000_000_000),
            keep: Bps::new(9_900),
            mint_per_point: Uint128::new(1_000_000_000),
        },
        marketing: Some(reward_token::Marketing {
            project: None,
            description: None,
            marketing: Some(marketing.into()),
            logo: None,
        }),
    }
}
