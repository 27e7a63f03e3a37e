//! Where a market is: a chain's profile, as `scripts/deploy` reads it, and its contracts.

use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context, Result};
use cosmrs::AccountId;
use cosmwasm_std::Decimal;
use serde::Deserialize;

use super::{
    address::parse_address,
    amounts::{check_native, split_amount},
};

/// Profiles that are known wherever the command is run.
const PROFILES: [(&str, &str); 4] = [
    (
        "local",
        include_str!("../../../../scripts/networks/local.toml"),
    ),
    (
        "provider",
        include_str!("../../../../scripts/networks/provider.toml"),
    ),
    (
        "osmo-test-5",
        include_str!("../../../../scripts/networks/osmo-test-5.toml"),
    ),
    (
        "xion-testnet-2",
        include_str!("../../../../scripts/networks/xion-testnet-2.toml"),
    ),
];
const LOCAL_ACCOUNTS: &str = include_str!("../../../../scripts/networks/local.accounts");

/// What is read of a profile; deploying needs more.
#[derive(Debug, Deserialize)]
struct Profile {
    kind: String,
    chain_id: String,
    rpc: String,
    #[serde(default)]
    fallback_rpcs: Vec<String>,
    #[serde(default)]
    relays: Vec<String>,
    prefix: String,
    gas_price: String,
    poll_ms: Option<u64>,
}

/// A chain.
#[derive(Clone, Debug)]
pub struct Network {
    /// Chain id.
    pub chain_id: String,
    /// Addresses of nodes; the first is asked, the others where it does not answer.
    pub rpcs: Vec<String>,
    /// Addresses of drand's relays, asked in turn.
    pub relays: Vec<String>,
    /// Prefix of addresses.
    pub prefix: String,
    /// Price of a unit of gas.
    pub gas_price: GasPrice,
    /// Time between looks whether a transaction is in.
    pub poll_ms: u64,
    /// Whether everybody knows the keys of its first accounts.
    pub is_local: bool,
}

/// Price of a unit of gas, such as `0.025stake`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GasPrice {
    /// Of the denom's smallest unit.
    pub amount: Decimal,
    /// In which denom fees are paid.
    pub denom: String,
}

impl std::str::FromStr for GasPrice {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted =
            || format!("gas price {text:?}: expected an amount and a denom, as 0.025stake");
        let (amount, denom) = split_amount(text, true).with_context(wanted)?;
        check_native(denom).with_context(wanted)?;
        Ok(Self {
            amount: amount.parse().with_context(wanted)?,
            denom: denom.to_owned(),
        })
    }
}

impl Network {
    /// Reads `scripts/networks/NAME.toml` of the checkout around, a profile that is built in, or a
    /// file. `rpc` replaces the profile's nodes.
    pub fn load(name: &str, rpc: Option<&str>) -> Result<Self> {
        if name.ends_with(".toml") {
            let text = std::fs::read_to_string(name);
            return Self::parse(name, &text.with_context(|| name.to_owned())?, rpc);
        }
        let file = upward(&format!("scripts/networks/{name}.toml"));
        if let Some(file) = file {
            return Self::parse(name, &std::fs::read_to_string(file)?, rpc);
        }
        match PROFILES.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::parse(name, text, rpc),
            None => bail!(
                "no network {name:?}; there are {} and files ending in .toml",
                PROFILES.map(|(known, _)| known).join(", ")
            ),
        }
    }

    fn parse(name: &str, text: &str, rpc: Option<&str>) -> Result<Self> {
        let profile: Profile = toml::from_str(text).with_context(|| format!("network {name}"))?;
        let rpcs = match rpc {
            Some(rpc) => vec![rpc.to_owned()],
            None => [vec![profile.rpc], profile.fallback_rpcs].concat(),
        };
        for (key, value) in [
            ("chain_id", &profile.chain_id),
            ("rpc", &rpcs.concat()),
            ("prefix", &profile.prefix),
            ("gas_price", &profile.gas_price),
        ] {
            ensure!(
                !value.contains("FILL-IN"),
                "network {name}: {key} is not filled in"
            );
        }
        Ok(Self {
            chain_id: profile.chain_id,
            rpcs,
            relays: profile.relays,
            prefix: profile.prefix,
            gas_price: profile
                .gas_price
                .parse()
                .with_context(|| format!("network {name}"))?,
            poll_ms: profile.poll_ms.unwrap_or(1_000),
            is_local: profile.kind == "local",
        })
    }

    /// Mnemonic of one of the accounts that a local chain begins with.
    pub fn local_account(&self, name: &str) -> Option<&'static str> {
        let lines = LOCAL_ACCOUNTS.lines().filter(|line| !line.starts_with('#'));
        let mut accounts = lines.filter_map(|line| {
            let (account, rest) = line.split_once(' ')?;
            Some((account, rest.split_once(' ')?.1))
        });
        let found = accounts.find(|(account, _)| *account == name);
        found
            .filter(|_| self.is_local)
            .map(|(_, mnemonic)| mnemonic)
    }
}

/// A contract of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contract {
    /// task-registry.
    Registry,
    /// label-escrow.
    Escrow,
    /// reputation-staking.
    Staking,
    /// reward-token.
    Token,
}

impl Contract {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Registry, Self::Escrow, Self::Staking, Self::Token];
}

/// Addresses of the four contracts.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// task-registry.
    pub registry: AccountId,
    /// label-escrow.
    pub escrow: AccountId,
    /// reputation-staking.
    pub staking: AccountId,
    /// reward-token.
    pub token: AccountId,
}

impl Deployment {
    /// Reads the record of a deployment: the given file, else CHAIN-ID.json in
    /// `$PASAR_DEPLOYMENTS`, else in `scripts/deployments` of the checkout around.
    pub fn load(network: &Network, file: Option<&Path>) -> Result<Self> {
        let name = format!("{}.json", network.chain_id);
        let path = match (file, std::env::var_os("PASAR_DEPLOYMENTS")) {
            (Some(file), _) => file.to_owned(),
            (None, Some(folder)) => PathBuf::from(folder).join(name),
            (None, None) => {
                let path = format!("scripts/deployments/{name}");
                upward(&path).with_context(|| {
                    format!("no {path} here or above: deploy first, or say --deployment FILE")
                })?
            }
        };
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{shown}: no record of a deployment"))?;
        Self::parse(&text, network).with_context(|| shown)
    }

    /// Reads the text of a record.
    pub fn parse(text: &str, network: &Network) -> Result<Self> {
        let record: serde_json::Value = serde_json::from_str(text)?;
        let found = record["chain_id"].as_str().unwrap_or("none");
        ensure!(
            found == network.chain_id,
            "the record is of chain {found}, expected {}",
            network.chain_id
        );
        let address = |name: &str| -> Result<AccountId> {
            let contracts = &record["contracts"];
            let entry = &contracts[name]["address"];
            let entry = entry
                .as_str()
                .or(contracts[name.replace('_', "-")]["address"].as_str());
            let entry = entry.with_context(|| format!("contracts.{name}.address is missing"))?;
            parse_address(entry)
        };
        Ok(Self {
            registry: address("task_registry")?,
            escrow: address("label_escrow")?,
            staking: address("reputation_staking")?,
            token: address("reward_token")?,
        })
    }

    /// A contract's address.
    pub fn address(&self, contract: Contract) -> &AccountId {
        match contract {
            Contract::Registry => &self.registry,
            Contract::Escrow => &self.escrow,
            Contract::Staking => &self.staking,
            Contract::Token => &self.token,
        }
    }
}

/// The file of this name in the folder of work or the nearest one above that has it.
fn upward(name: &str) -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_of_networks_are_read_and_unfilled_ones_refused() {
        let network = Network::load("local", Some("http://127.0.0.1:1")).unwrap();
        assert_eq!(network.chain_id, "pasar-local-1");
        assert_eq!(network.rpcs, ["http://127.0.0.1:1"]);
        assert!(network.local_account("owner").is_some());
        assert!(network.local_account("nobody").is_none());
        let text = include_str!("../../../../scripts/networks/mainnet.example.toml");
        let error = Network::parse("mainnet", text, None)
            .unwrap_err()
            .to_string();
        assert!(error.contains("chain_id is not filled in"), "{error}");
        let error = Network::load("nowhere", None).unwrap_err().to_string();
        assert!(error.contains("local, provider"), "{error}");
    }

    #[test]
    fn public_keys_are_for_local_chains_only() {
        let network = Network::load("provider", None).unwrap();
        assert_eq!(network.local_account("owner"), None);
    }

    #[test]
    fn a_gas_price_is_an_amount_and_a_denom() {
        let price: GasPrice = "0.025ibc/27A".parse().unwrap();
        assert_eq!(price.denom, "ibc/27A");
        assert_eq!(price.amount, Decimal::permille(25));
        for bad in [
            "",
            "0.025",
            "stake",
            "0.0.1stake",
            "2.5e-2stake",
            "0,025stake",
            "-1stake",
            "1e3stake",
            "99999999999999999999999stake",
        ] {
            let error = bad.parse::<GasPrice>().unwrap_err().to_string();
            assert!(error.contains("as 0.025stake"), "{bad}: {error}");
        }
    }

    #[test]
    fn a_record_of_another_chain_or_without_a_contract_is_refused() {
        let network = Network::load("local", None).unwrap();
        let error = Deployment::parse(r#"{"chain_id":"other"}"#, &network).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the record is of chain other, expected pasar-local-1"
        );
        let text = r#"{"chain_id":"pasar-local-1","contracts":{}}"#;
        let error = Deployment::parse(text, &network).unwrap_err().to_string();
        assert_eq!(error, "contracts.task_registry.address is missing");
    }
}
