//! The market on a real chain: what requesters, labelers, challengers, licensees, stakers and
//! keepers do, as commands.

mod account;
mod adapt;
mod args;
mod batch;
mod boxes;
mod chain;
mod challenge;
mod crank;
mod create;
mod dataset;
mod derived;
mod earn;
mod export;
mod gold_book;
mod items;
mod keyring;
mod keys;
mod label;
mod labeler;
mod labels;
mod market;
mod network;
mod openings;
mod persist;
mod private_file;
mod query;
mod random;
mod refusal;
mod reveal;
mod rpc;
mod say;
mod sealed_box;
mod secret;
mod send;
mod signer;
mod state;
mod terms_file;
mod turn;
#[cfg(test)]
mod vectors;

use std::path::PathBuf;

use anyhow::{bail, Context as _, Result};

use account::Account;
pub use args::{Command, Options};
use chain::Chain;
use keyring::Keyring;
use market::Market;
use network::{Deployment, Network};
use say::Say;
use signer::Signer;

/// Everything that commands share.
struct Context {
    options: Options,
    say: Say,
}

impl Context {
    /// The folder of keys and state.
    fn home(&self) -> Result<PathBuf> {
        match &self.options.home {
            Some(home) => Ok(home.clone()),
            None => {
                let home = std::env::var_os("HOME").context("no HOME: say --home FOLDER")?;
                Ok(PathBuf::from(home).join(".pasar"))
            }
        }
    }

    fn keyring(&self) -> Result<Keyring> {
        Ok(Keyring::at(self.home()?.join("keys")))
    }

    fn network(&self) -> Result<Network> {
        Network::load(&self.options.network, self.options.rpc.as_deref())
    }

    /// The market, connected.
    fn market(&self) -> Result<Market> {
        let network = self.network()?;
        let at = Deployment::load(&network, self.options.deployment.as_deref())?;
        let chain = Chain::connect(network)?;
        Ok(Market { chain, at })
    }

    /// The account that signs.
    fn account<'a>(&self, market: &'a Market) -> Result<Account<'a>> {
        let network = &market.chain.network;
        let mnemonic = match &self.options.from {
            Some(name) => self.mnemonic_of(name, network)?,
            None => std::env::var("PASAR_MNEMONIC")
                .context("who signs? Say --from KEY before the command, or set PASAR_MNEMONIC")?,
        };
        let signer = Signer::new(&mnemonic, &network.prefix)?;
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

/// Runs a command.
///
/// # Errors
/// Where an input is malformed, the node does not answer, or the chain refuses.
pub fn run(options: Options, command: Command) -> Result<()> {
    let say = Say { json: options.json };
    let context = Context { options, say };
    match command {
        Command::Keys(command) => keys::run(&context, command),
        Command::Create(args) => create::run(&context, args),
        Command::Adapt(args) => adapt::run(&context, &args),
        Command::OpenGold(args) => adapt::open_gold(&context, args.campaign),
        Command::Cancel(args) => send::cancel(&context, args.campaign),
        Command::Export(args) => export::run(&context, &args),
        Command::Offer(args) => dataset::offer(&context, args),
        Command::Bond { amount } => earn::bond(&context, &amount),
        Command::Unbond { amount } => earn::unbond(&context, &amount),
        Command::WithdrawStake { denom } => earn::withdraw_stake(&context, &denom),
        Command::Claim(args) => send::claim(&context, args),
        Command::Seats(args) => label::seats(&context, args.campaign),
        Command::Items(args) => label::items(&context, &args),
        Command::Commit(args) => label::commit(&context, &args),
        Command::Reveal(args) => label::reveal(&context, &args),
        Command::Release(args) => send::release(&context, args),
        Command::Label(args) => label::run(&context, &args),
        Command::Withdraw(args) => earn::withdraw(&context, args),
        Command::Challenge(args) => challenge::challenge(&context, &args),
        Command::JoinPanel(args) => challenge::join_panel(&context, args),
        Command::License(args) => dataset::license(&context, args),
        Command::Royalty(args) => dataset::royalty(&context, &args),
        Command::Fees => earn::fees(&context),
        Command::Emission(args) => earn::emission(&context, args),
        Command::Resolve(args) => send::resolve(&context, args),
        Command::Settle(args) => send::settle(&context, args),
        Command::Advance(args) => send::advance(&context, args),
        Command::Crank(args) => crank::run(&context, &args),
        Command::Query(args) => query::run(&context, &args),
        Command::Show(args) => query::show(&context, args),
    }
}
