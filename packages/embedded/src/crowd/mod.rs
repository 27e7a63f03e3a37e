//! People who are not there: labelers, a requester, a licensee and a keeper, each with an account and a key of their
//! own. Whatever they do goes the way of everybody's transactions.

mod ask;
mod keeper;
mod labeler;
mod minds;
mod requester;
mod view;

use anyhow::Result;
use pasar_common::task_registry::CampaignStatus;
use pasar_drand::native::Beacon;

use self::{
    keeper::Keeper,
    labeler::Labeler,
    minds::Minds,
    requester::Requester,
    view::{View, LABELERS},
};
use crate::{
    account::Account,
    campaigns::{Example, TermsOfUse},
    chain::Chain,
};

/// Coins that each begins with: more than they will ever need.
const PURSE: u128 = 1_000_000_000_000;
/// Blocks from one look of a labeler to the next.
const PACE: u64 = 2;

/// All of them.
pub struct Crowd {
    labelers: Vec<Labeler>,
    requester: Requester,
    keeper: Keeper,
    minds: Minds,
    beacon: Beacon,
}

impl Crowd {
    /// A crowd that offers these examples, licensed under these terms, and labels whatever there is.
    pub fn new(
        chain: &mut Chain,
        examples: Vec<Example>,
        terms_of_use: TermsOfUse,
        beacon: Beacon,
    ) -> Result<Self> {
        let labelers = (0..LABELERS)
            .map(|number| Ok(Labeler::new(Account::new(chain, PURSE)?, number)))
            .collect::<Result<_>>()?;
        Ok(Self {
            labelers,
            keeper: Keeper::new(Account::new(chain, PURSE)?),
            minds: Minds::of(&examples),
            requester: Requester::new(
                [Account::new(chain, PURSE)?, Account::new(chain, PURSE)?],
                examples,
                terms_of_use,
            ),
            beacon,
        })
    }

    /// What each does after a block. What is refused, because somebody else was faster, is tried again.
    pub fn step(&mut self, chain: &mut Chain) {
        let block = chain.block();
        let Ok(all) = ask::campaigns(chain) else {
            return;
        };
        let (closed, open): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|campaign| campaign.status == CampaignStatus::Closed);
        let view = View {
            campaigns: &open,
            minds: &self.minds,
            beacon: &self.beacon,
            now: block.time.seconds(),
            height: block.height,
        };
        report("requester", self.requester.step(chain, &view, &closed));
        report("keeper", self.keeper.step(chain, &view));
        for (turn, labeler) in (0..).zip(&mut self.labelers) {
            if block.height.wrapping_add(turn).is_multiple_of(PACE) {
                report("labeler", labeler.step(chain, &view));
            }
        }
    }
}

/// Says what went wrong, where somebody wants to know.
fn report(who: &str, done: Result<()>) {
    if let Err(error) = done {
        if std::env::var_os("PASAR_DEMO_DEBUG").is_some() {
            eprintln!("{who}: {error:#}");
        }
    }
}
