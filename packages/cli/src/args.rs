//! The command line of everything that talks to a chain.

pub mod panel;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use pasar_truth::asking::WAVES;

/// Where and as whom; comes before the command.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Network: a name of scripts/networks, or a file ending in .toml.
    #[arg(long, env = "PASAR_NETWORK", default_value = "local")]
    pub network: String,
    /// Address of the node, instead of the network's.
    #[arg(long, env = "PASAR_RPC")]
    pub rpc: Option<String>,
    /// Address of a relay of drand, instead of the network's; several are asked in turn.
    #[arg(long = "relay", env = "PASAR_RELAYS", value_delimiter = ',')]
    pub relays: Vec<String>,
    /// Record of the deployment, instead of scripts/deployments/CHAIN-ID.json.
    #[arg(long, env = "PASAR_DEPLOYMENT")]
    pub deployment: Option<PathBuf>,
    /// Name of the key that signs: one of the keyring or, on a local chain, of its accounts.
    /// Without it the mnemonic in PASAR_MNEMONIC signs.
    #[arg(long, env = "PASAR_FROM")]
    pub from: Option<String>,
    /// Folder of keys and state; ~/.pasar by default.
    #[arg(long, env = "PASAR_HOME")]
    pub home: Option<PathBuf>,
    /// Results as JSON on the standard output.
    #[arg(long)]
    pub json: bool,
    /// Answers yes to every question.
    #[arg(long, short)]
    pub yes: bool,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Keys, in encrypted files.
    #[command(subcommand)]
    Keys(Keys),

    /// Requester: opens a campaign from a file of terms and one of items.
    Create(Create),
    /// What labelers see: header, items and what they link to.
    #[command(subcommand)]
    Manifest(Manifest),
    /// Requester: reads sealed labels, asks again where the margin is thin, closes, and reveals.
    Adapt(Adapt),
    /// Requester: opens the gold of tasks whose labels are revealed.
    OpenGold(OpenGold),
    /// Requester: stops new seats; what is in progress finishes and is paid.
    Cancel(CampaignOnly),
    /// Writes the verdicts of a campaign: item, label, margin and confidence.
    Export(Export),
    /// Ranks the candidates of a campaign of preferences by the revealed labels.
    Rank(Rank),
    /// Requester: puts licenses to a closed campaign's dataset on sale.
    Offer(Offer),

    /// Labeler, staker: stakes an amount such as 1000stake.
    Bond {
        /// Amount and denom.
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Labeler, staker: begins to take stake out.
    Unbond {
        /// Amount and denom.
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Labeler, staker: takes out what has finished unbonding.
    WithdrawStake {
        /// The denom.
        denom: String,
    },
    /// Labeler: draws a ripe ticket by the round of drand that decides it, and takes a new one.
    Claim(Claim),
    /// Anyone: draws the ripe tickets of a campaign.
    Draw(Draw),
    /// Labeler: what they have to label, and the state of their seats.
    Seats(CampaignOnly),
    /// Labeler: the items that a seat asks for, by number in the campaign.
    #[command(alias = "pages")]
    Items(Items),
    /// Labeler: seals the labels of drawn seats.
    Commit(Labels),
    /// Labeler: opens seals that are due.
    Reveal(Labels),
    /// Labeler: gives drawn seats back, for the penalty of a missed commit.
    Release(Tasks),
    /// Labeler: reveals, commits and claims until nothing is left to do.
    Label(Label),
    /// Anyone: takes their pay, refunds, royalties and tips out of the escrow.
    Withdraw(Withdraw),

    /// Challenges and their panels.
    #[command(flatten)]
    Disputes(panel::Disputes),

    /// Licensee: buys licenses.
    License(License),
    /// Pays a dataset income without a license.
    Royalty(Royalty),

    /// Staker: takes their part of the fees.
    Fees,
    /// Labeler: mints what their labels earned in epochs that ended.
    Emission(Emission),

    /// Anyone: resolves tasks.
    Resolve(Tasks),
    /// Anyone: settles tasks.
    Settle(Tasks),
    /// Anyone: does for tasks what time alone allows; without tasks, releases what never started.
    Advance(TasksOrNone),
    /// Anyone: does all that is due for its tips, until the campaigns are closed.
    Crank(Crank),

    /// Asks a contract anything, by the name of the query.
    Query(Query),
    /// Shows a campaign, a task, an account.
    #[command(subcommand)]
    Show(Show),
}

/// Keys.
#[derive(Subcommand, Debug)]
pub enum Keys {
    /// Makes a new key and shows its mnemonic, once.
    Add {
        /// Its name.
        name: String,
    },
    /// Keeps a mnemonic: from PASAR_MNEMONIC, the standard input, or a prompt.
    Import {
        /// Its name.
        name: String,
    },
    /// Names and addresses of all keys.
    List,
    /// A key's address.
    Show {
        /// Its name.
        name: String,
    },
    /// Forgets a key.
    Delete {
        /// Its name.
        name: String,
    },
}

/// A campaign and nothing else.
#[derive(Args, Debug)]
pub struct CampaignOnly {
    /// Campaign id.
    pub campaign: u32,
}

/// See [`Command::OpenGold`].
#[derive(Args, Debug)]
pub struct OpenGold {
    /// Campaign id.
    pub campaign: u32,
    #[command(flatten)]
    pub kept: KeptState,
}

/// Where the gold and the reading key of a campaign are.
#[derive(Args, Debug)]
pub struct KeptState {
    /// The campaign's file, as the page saves it; by default the one that `pasar create` wrote
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// See [`Command::Create`].
#[derive(Args, Debug)]
pub struct Create {
    /// Terms: .toml or .json.
    pub file: PathBuf,
    /// Where the manifest is written: a file, or a folder where the terms name a header; beside the items by
    /// default.
    #[arg(long)]
    pub manifest: Option<PathBuf>,
}

/// What labelers see.
#[derive(Subcommand, Debug)]
pub enum Manifest {
    /// Requester: writes what is to be published, and nothing on a chain.
    Write(Create),
    /// Anyone: says what a stranger's browser would see.
    Check(Check),
    /// Requester: makes a header and items of a labeling interface of Label Studio and its tasks.
    FromLabelStudio(FromLabelStudio),
}

/// See [`Manifest::FromLabelStudio`].
#[derive(Args, Debug)]
pub struct FromLabelStudio {
    /// The labeling interface, XML.
    pub config: PathBuf,
    /// The tasks, JSON.
    pub tasks: PathBuf,
    /// What the campaign is about.
    #[arg(long)]
    pub title: String,
    /// Folder for header.json and items.jsonl.
    #[arg(long)]
    pub out: PathBuf,
}

/// See [`Manifest::Check`].
#[derive(Args, Debug)]
pub struct Check {
    /// Address of the manifest, as in terms; that of the campaign where it is left out.
    #[arg(required_unless_present = "campaign")]
    pub uri: Option<String>,
    /// The campaign whose terms it has to fit.
    #[arg(long)]
    pub campaign: Option<u32>,
    /// Gateway of IPFS to fetch ipfs: addresses from, such as https://ipfs.io.
    #[arg(long)]
    pub ipfs: Option<String>,
}

/// See [`Command::Adapt`].
#[derive(Args, Debug)]
pub struct Adapt {
    /// Campaign id.
    pub campaign: u32,
    /// Margin below which an item is asked for again, bits: 8 by default, 3 where the campaign asks for a place on a
    /// scale. Of several questions the least margin counts.
    #[arg(long)]
    pub margin: Option<f64>,
    /// Seats of each further wave, as far as the terms allow them; the last number goes on.
    #[arg(long, value_delimiter = ',', default_values_t = further_waves())]
    pub seats: Vec<u8>,
    /// Opens the gold, too, as soon as it may be.
    #[arg(long)]
    pub open_gold: bool,
    #[command(flatten)]
    pub kept: KeptState,
    /// Goes on until every task has its verdict.
    #[arg(long)]
    pub watch: bool,
}

/// Seats of the further waves that the simulation asks for.
fn further_waves() -> Vec<u8> {
    let [_, further @ ..] = WAVES;
    further.to_vec()
}

/// See [`Command::Export`].
#[derive(Args, Debug)]
pub struct Export {
    /// Campaign id.
    pub campaign: u32,
    /// Where to: .csv or .jsonl.
    #[arg(long)]
    pub out: PathBuf,
    /// The items, for their names; those of the campaign's state by default.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// Works the verdicts out once more from the revealed labels, better and dearer than the chain can,
    /// and writes them beside its own: of questions of classes, each by itself.
    #[arg(long)]
    pub refine: bool,
    /// Writes the fields of the items beside.
    #[arg(long)]
    pub fields: bool,
    /// Writes how many labels each verdict comes from.
    #[arg(long)]
    pub counts: bool,
    /// Writes each labeler's labels instead of the verdicts: item, labeler, label.
    #[arg(long, conflicts_with_all = ["refine", "counts"])]
    pub raw: bool,
    /// Puts ' before cells of a .csv that a spreadsheet would run as formulas, which changes them.
    #[arg(long)]
    pub spreadsheet: bool,
}

/// See [`Command::Rank`].
#[derive(Args, Debug)]
pub struct Rank {
    /// Campaign id. Its classes say that the first of a pair is preferred, that the second is, and, where
    /// there is a third, that neither is.
    pub campaign: u32,
    /// The items, each a pair: a table with the columns item, first and second.
    #[arg(long)]
    pub pairs: PathBuf,
    /// Where to: .csv or .jsonl.
    #[arg(long)]
    pub out: PathBuf,
}

/// See [`Command::Offer`].
#[derive(Args, Debug)]
pub struct Offer {
    /// Campaign id.
    pub campaign: u32,
    /// Price of a license, such as 1000stake.
    #[arg(long, allow_hyphen_values = true)]
    pub price: String,
    /// How long a license holds; forever by default.
    #[arg(long)]
    pub seconds: Option<u64>,
    /// The terms of use; the offer has their SHA-256.
    #[arg(long)]
    pub terms: PathBuf,
    /// Where licensees find the terms of use.
    #[arg(long)]
    pub terms_uri: String,
}

/// See [`Command::Claim`].
#[derive(Args, Debug)]
pub struct Claim {
    /// Campaign id.
    pub campaign: u32,
    /// Seats of the new ticket; 0 only draws.
    #[arg(long)]
    pub seats: u8,
    /// Issuer whose credential to show.
    #[arg(long)]
    pub issuer: Option<String>,
}

/// See [`Command::Draw`].
#[derive(Args, Debug)]
pub struct Draw {
    /// Campaign id.
    pub campaign: u32,
    /// Addresses of labelers; all who took a ticket lately by default.
    pub labelers: Vec<String>,
}

/// See [`Command::Items`].
#[derive(Args, Debug)]
pub struct Items {
    /// Campaign id.
    pub campaign: u32,
    /// Tasks; all in which the labeler has to label by default.
    pub tasks: Vec<u32>,
    /// The items, for their names.
    #[arg(long)]
    pub items: Option<PathBuf>,
}

/// See [`Command::Commit`].
#[derive(Args, Debug)]
pub struct Labels {
    /// Campaign id.
    pub campaign: u32,
    /// Table of items and labels: all by name, or all by number.
    #[arg(long)]
    pub labels: Option<PathBuf>,
    /// The items, where labels name them.
    #[arg(long)]
    pub items: Option<PathBuf>,
}

/// See [`Command::Label`].
#[derive(Args, Debug)]
pub struct Label {
    /// Campaign id.
    pub campaign: u32,
    /// Table of items and labels: all by name, or all by number.
    #[arg(long)]
    pub labels: PathBuf,
    /// The items, where labels name them.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// Most seats of a ticket.
    #[arg(long, default_value_t = 32)]
    pub seats: u8,
    /// Issuer whose credential to show.
    #[arg(long)]
    pub issuer: Option<String>,
    /// Does what can be done now, and ends.
    #[arg(long)]
    pub once: bool,
}

/// See [`Command::Withdraw`].
#[derive(Args, Debug)]
pub struct Withdraw {
    /// Campaigns; all there are by default.
    pub campaigns: Vec<u32>,
    /// Who gets the money; the signer by default.
    #[arg(long)]
    pub to: Option<String>,
}

/// Tasks of a campaign.
#[derive(Args, Debug)]
pub struct Tasks {
    /// Campaign id.
    pub campaign: u32,
    /// Tasks.
    #[arg(required = true)]
    pub tasks: Vec<u32>,
}

/// Tasks of a campaign, or none.
#[derive(Args, Debug)]
pub struct TasksOrNone {
    /// Campaign id.
    pub campaign: u32,
    /// Tasks.
    pub tasks: Vec<u32>,
}

/// See [`Command::License`].
#[derive(Args, Debug)]
pub struct License {
    /// Campaign id.
    pub campaign: u32,
    /// Numbers of the offers.
    #[arg(required = true)]
    pub offers: Vec<u32>,
    /// Who gets the licenses; the signer by default.
    #[arg(long)]
    pub licensee: Option<String>,
}

/// See [`Command::Royalty`].
#[derive(Args, Debug)]
pub struct Royalty {
    /// Campaign id.
    pub campaign: u32,
    /// Amount and denom.
    #[arg(allow_hyphen_values = true)]
    pub amount: String,
}

/// See [`Command::Emission`].
#[derive(Args, Debug)]
pub struct Emission {
    /// Epochs; the last 16 that ended by default.
    pub epochs: Vec<u32>,
}

/// See [`Command::Crank`].
#[derive(Args, Debug)]
pub struct Crank {
    /// Campaigns; all that are not closed by default.
    #[arg(long)]
    pub campaign: Vec<u32>,
    /// Does what is due now, and ends.
    #[arg(long)]
    pub once: bool,
    /// Sends the commons what is due to it, too. Nobody tips that.
    #[arg(long)]
    pub flush: bool,
}

/// See [`Command::Query`].
#[derive(Args, Debug)]
pub struct Query {
    /// Name of the query, such as campaign, escrow.campaign, staking.skill or token.balance.
    pub name: String,
    /// What it asks for, as JSON.
    #[arg(default_value = "{}")]
    pub json: String,
}

/// What to show.
#[derive(Subcommand, Debug)]
pub enum Show {
    /// A campaign: its terms, where its tasks stand, and its money.
    Campaign {
        /// Campaign id.
        campaign: u32,
    },
    /// A task: its seats, and its verdict where it has one.
    Task {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
    },
    /// An account: balance, stakes and what it may withdraw.
    Account {
        /// Its address; the signer's by default.
        address: Option<String>,
    },
}
