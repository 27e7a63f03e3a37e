//! People who are not there: labelers, a requester, a licensee and a keeper, each with an account and a key of their
//! own. Whatever they do goes the way of everybody's transactions.

mod ask;
mod keeper;
mod labeler;
mod minds;
mod panelist;
mod panels;
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
        let Ok(panels) = panels::live(chain, &all) else {
            return;
        };
        let (closed, open): (Vec<_>, Vec<_>) = all
            .iter()
            .cloned()
            .partition(|campaign| campaign.status == CampaignStatus::Closed);
        let view = View {
            campaigns: &open,
            all: &all,
            panels: &panels,
            minds: &self.minds,
            beacon: &self.beacon,
            now: block.time.seconds(),
            height: block.height,
        };
        report("requester", self.requester.step(chain, &view, &closed));
        report("keeper", self.keeper.step(chain, &view));
        for (turn, labeler) in (0..).zip(&mut self.labelers) {
            // A turn to sit may be a second.
            report("panelist", labeler.judge(chain, &view));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::PATIENTS;
    use cosmwasm_std::{Binary, Timestamp};
    use pasar_common::task_registry::{
        CampaignResponse, Challenge, ChallengeStatus, ChallengesPage, ChallengesResponse,
        ExecuteMsg, QueryMsg, Randomness,
    };

    /// Most seconds for anything here.
    const PATIENCE: u64 = 900;
    /// Items that are challenged, and the bond: one and a half prices for each of them and each of three seats.
    const ITEMS: [u8; 6] = [255, 3, 0, 0, 0, 0];
    const BOND: u128 = 10 * 3 * 1_500;

    /// A chain whose seconds pass when they are asked to.
    struct World {
        chain: Chain,
        crowd: Crowd,
    }

    impl World {
        fn new() -> Self {
            let now = Timestamp::from_seconds(1_000_000_000);
            let beacon = Beacon::new(&[3; 32]);
            let randomness = Randomness {
                public_key: beacon.public_key().as_slice().into(),
                genesis: now.minus_seconds(86_400).seconds(),
                period_seconds: 1,
                stride: 1,
                delay_seconds: 1,
            };
            let base = "http://127.0.0.1:1/campaigns";
            let examples = vec![Example::of(&PATIENTS, base).unwrap()];
            let mut chain = Chain::new("demo-1", now, randomness);
            let terms = TermsOfUse::of(base);
            let crowd = Crowd::new(&mut chain, examples, terms, beacon).unwrap();
            Self { chain, crowd }
        }

        fn until<T>(&mut self, what: &str, look: impl Fn(&Chain) -> Option<T>) -> T {
            for _ in 0..PATIENCE {
                if let Some(found) = look(&self.chain) {
                    return found;
                }
                let now = self.chain.block().time.plus_seconds(1);
                self.chain.next_block(now);
                self.crowd.step(&mut self.chain);
            }
            panic!("waited {PATIENCE} seconds for {what}");
        }
    }

    /// A verdict that may be challenged, of a later campaign than this one.
    fn challengeable(chain: &Chain, after: u32) -> Option<u32> {
        let all = ask::campaigns(chain).unwrap();
        let may = |of: &&CampaignResponse| of.terms.challenge.is_some() && of.campaign > after;
        let id = all.iter().find(may)?.campaign;
        let tasks = ask::tasks(chain, id).unwrap();
        tasks.first()?.challenge_by.map(|_| id)
    }

    /// How a campaign's challenge ended.
    fn ended(chain: &Chain, campaign: u32) -> Option<ChallengeStatus> {
        let page = QueryMsg::Challenges(ChallengesPage {
            campaign,
            task: 0,
            start_after: None,
            limit: None,
        });
        let found: ChallengesResponse = ask::registry(chain, &page).unwrap();
        let status = found.challenges.first()?.status;
        let over = [ChallengeStatus::Decided, ChallengeStatus::Unfilled];
        over.contains(&status).then_some(status)
    }

    #[test]
    fn a_verdict_of_the_crowd_is_challenged_and_a_panel_of_it_decides() {
        let mut world = World::new();
        let challenger = Account::new(&mut world.chain, PURSE).unwrap();
        let mut last = 0;
        // Chance may call somebody in the last second, who then gets no seat: so it is tried anew.
        for _ in 0..3 {
            let campaign = world.until("a verdict", |chain| challengeable(chain, last));
            let challenge = ExecuteMsg::Challenge(Challenge {
                campaign,
                task: 0,
                items: Binary::from(ITEMS),
            });
            let registry = world.chain.market.registry.clone();
            let call = challenger.call(registry.as_str(), &challenge, BOND);
            let sent = challenger.send(&mut world.chain, vec![call.unwrap()]);
            sent.unwrap();
            let status = world.until("the panel", |chain| ended(chain, campaign));
            if status == ChallengeStatus::Decided {
                return;
            }
            last = campaign;
        }
        panic!("no panel was filled");
    }
}
