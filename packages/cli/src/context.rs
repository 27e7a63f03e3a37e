//! Everything that commands share.

use std::path::PathBuf;

use anyhow::{bail, Context as _, Result};
use pasar_common::task_registry::CampaignResponse;

use crate::{
    args::{KeptState, Options},
    chain::{
        account::Account,
        market::Market,
        network::{Deployment, Network},
        node::Chain,
    },
    files::state::CampaignState,
    keys::{keyring::Keyring, secret, signer::Signer},
    output::Say,
};

/// Options, and where to speak.
pub struct Context {
    /// What was said before the command.
    pub options: Options,
    /// Where results go.
    pub say: Say,
}

impl Context {
    /// A test's, with its folder of keys and state.
    #[cfg(test)]
    pub fn of_test(home: &std::path::Path) -> Self {
        let options = Options {
            network: "local".to_owned(),
            rpc: None,
            relays: Vec::new(),
            deployment: None,
            from: None,
            home: Some(home.to_owned()),
            json: true,
            yes: true,
        };
        let say = Say { json: true };
        Self { options, say }
    }

    /// The folder of keys and state.
    pub fn home(&self) -> Result<PathBuf> {
        match &self.options.home {
            Some(home) => Ok(home.clone()),
            None => {
                let home = std::env::var_os("HOME").context("no HOME: say --home FOLDER")?;
                Ok(PathBuf::from(home).join(".pasar"))
            }
        }
    }

    /// The keys.
    pub fn keyring(&self) -> Result<Keyring> {
        Ok(Keyring::at(self.home()?.join("keys")))
    }

    /// The profile of the network.
    pub fn network(&self) -> Result<Network> {
        let mut network = Network::load(&self.options.network, self.options.rpc.as_deref())?;
        if !self.options.relays.is_empty() {
            network.relays.clone_from(&self.options.relays);
        }
        Ok(network)
    }

    /// The market, connected.
    pub fn market(&self) -> Result<Market> {
        let network = self.network()?;
        let at = Deployment::load(&network, self.options.deployment.as_deref())?;
        let chain = Chain::connect(network)?;
        Ok(Market { chain, at })
    }

    /// What the requester of a campaign keeps of it.
    pub fn campaign_state(
        &self,
        market: &Market,
        campaign: &CampaignResponse,
        kept: &KeptState,
    ) -> Result<CampaignState> {
        if let Some(file) = &kept.state {
            return CampaignState::read(file, &campaign.terms);
        }
        let chain_id = &market.chain.network.chain_id;
        CampaignState::load(&self.home()?, chain_id, &campaign.terms)
    }

    /// Whether somebody signs.
    pub fn has_signer(&self) -> bool {
        self.options.from.is_some() || std::env::var_os("PASAR_MNEMONIC").is_some()
    }

    /// The account that signs.
    pub fn account<'a>(&self, market: &'a Market) -> Result<Account<'a>> {
        let network = &market.chain.network;
        let mnemonic = match &self.options.from {
            Some(name) => self.mnemonic_of(name, network)?,
            None => std::env::var("PASAR_MNEMONIC")
                .context("who signs? Say --from KEY before the command, or set PASAR_MNEMONIC")?,
        };
        let signer = Signer::new(&mnemonic, &network.prefix)?;
        let chain = &market.chain;
        if let Some(fault) = chain.block()?.fault(seconds_now()) {
            self.say
                .warn(format_args!("the node at {} {fault}", chain.url()));
        }
        Ok(Account { market, signer })
    }

    fn mnemonic_of(&self, name: &str, network: &Network) -> Result<String> {
        let keyring = self.keyring()?;
        if keyring.has(name)? {
            return keyring.open(name, &secret::password(false)?);
        }
        match network.local_account(name) {
            Some(mnemonic) => Ok(mnemonic.to_owned()),
            None => bail!("{}", keyring.missing(name)),
        }
    }
}

/// The time of this machine's clock, in seconds since 1970.
fn seconds_now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
