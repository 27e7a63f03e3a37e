//! Draws for anybody: tickets whose round has come, by the signatures of drand's relays.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, Result};
use pasar_common::task_registry::{
    CampaignResponse, Draw, ExecuteMsg, LabelerRef, QueryMsg, TicketResponse, TicketTaken,
    MAX_BATCH, MAX_DRAWN_SEATS,
};

use crate::{
    args,
    batches::deliver,
    chain::{
        account::{Account, Call},
        drand::{signature, stage, unlike_quicknet, Stage},
        network::{Contract, Network},
        node::Block,
    },
    context::Context,
    output::Say,
};

/// How far back tickets are looked for: well beyond their windows, of seconds and of blocks.
const LOOK_BACK_BLOCKS: u64 = 1_000;
/// Most messages of a transaction.
const AT_ONCE: usize = 4;

/// Draws of campaigns, time and again.
pub struct Draws<'a> {
    say: Say,
    account: &'a Account<'a>,
    /// Campaigns and rounds of which something was said: once is enough.
    told: BTreeSet<(u32, u64)>,
}

/// A ticket that can be drawn or ended.
#[derive(Debug, PartialEq, Eq)]
struct Ripe {
    labeler: String,
    seats: u8,
}

/// `pasar draw`: the tickets of the named labelers, or all that are ripe.
pub fn run(context: &Context, args: &args::Draw) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let campaign = market.campaign(args.campaign)?;
    warn_of_drand(context.say, &market.chain.network, &campaign)?;
    let block = market.chain.block()?;
    let mut draws = Draws::new(context.say, &account);
    let due = if args.labelers.is_empty() {
        draws.due(&campaign, block)?
    } else {
        draws.due_of(&campaign, block, args.labelers.clone())?
    };
    if due.is_empty() {
        bail!("campaign {}: no ticket can be drawn now", args.campaign);
    }
    let calls: Vec<Call> = due.iter().map(|(call, _)| call.clone()).collect();
    let delivered = deliver(context.say, &account, &calls, AT_ONCE)?;
    for sent in &delivered.sent {
        context.say.done(sent);
    }
    match delivered.refused.into_iter().next() {
        Some((_, refused)) if delivered.sent.is_empty() => Err(refused.into()),
        _ => Ok(()),
    }
}

/// Says it where a campaign of a public network is not drawn by quicknet.
pub fn warn_of_drand(say: Say, network: &Network, campaign: &CampaignResponse) -> Result<()> {
    let other = unlike_quicknet(&campaign.params.randomness)?;
    if let Some(other) = other.filter(|_| !network.is_local) {
        let id = campaign.campaign;
        say.warn(format_args!(
            "campaign {id} is not drawn by quicknet: {other}. Those who hold that key know every draw before it is made"
        ));
    }
    Ok(())
}

impl<'a> Draws<'a> {
    /// Draws that an account sends.
    pub fn new(say: Say, account: &'a Account<'a>) -> Self {
        Self {
            say,
            account,
            told: BTreeSet::new(),
        }
    }

    /// Messages that draw all tickets of a campaign whose round has come, or end those that lapsed, with
    /// what each does.
    pub fn due(
        &mut self,
        campaign: &CampaignResponse,
        block: Block,
    ) -> Result<Vec<(Call, String)>> {
        let labelers = self.takers(campaign.campaign, block);
        self.due_of(campaign, block, labelers)
    }

    /// The same for named labelers.
    pub fn due_of(
        &mut self,
        campaign: &CampaignResponse,
        block: Block,
        labelers: Vec<String>,
    ) -> Result<Vec<(Call, String)>> {
        let market = self.account.market;
        let id = campaign.campaign;
        // By round, as a message has one signature; those that lapsed need none.
        let mut rounds: BTreeMap<Option<u64>, Vec<Ripe>> = BTreeMap::new();
        for labeler in labelers {
            let asked = LabelerRef {
                campaign: id,
                labeler: labeler.clone(),
            };
            let found: TicketResponse = market.registry(&QueryMsg::Ticket(asked))?;
            let Some(ticket) = found.ticket else {
                continue;
            };
            let round = match stage(&ticket, block) {
                Stage::Waits => continue,
                Stage::Ripe => Some(ticket.round),
                Stage::Lapsed => None,
            };
            let seats = ticket.seats;
            rounds
                .entry(round)
                .or_default()
                .push(Ripe { labeler, seats });
        }
        let mut due = Vec::new();
        for (round, ripe) in rounds {
            due.extend(self.draw(campaign, round, ripe)?);
        }
        Ok(due)
    }

    /// Those who took a ticket lately. The chain has no list of them, but a node knows; without an index
    /// labelers draw for themselves.
    fn takers(&self, campaign: u32, block: Block) -> Vec<String> {
        let market = self.account.market;
        let since = block.height.saturating_sub(LOOK_BACK_BLOCKS);
        let registry = market.at.registry.as_ref();
        let query = format!(
            "wasm-ticket_taken.campaign='{campaign}' AND \
             wasm-ticket_taken._contract_address='{registry}' AND tx.height>={since}"
        );
        let found = market.chain.search(&query).unwrap_or_default();
        let events = found.iter().flat_map(|transaction| &transaction.events);
        // Any contract can emit such an event.
        let events = events.filter(|emitted| emitted.contract.as_deref() == Some(registry));
        let taken = events.filter_map(|emitted| TicketTaken::try_from(&emitted.event).ok());
        let ripe =
            taken.filter(|taken| taken.campaign == campaign && taken.draws_at <= block.seconds);
        let labelers: BTreeSet<String> = ripe.map(|taken| taken.labeler).collect();
        labelers.into_iter().collect()
    }

    /// Messages for tickets of a round; none where no relay has it, which is said once.
    fn draw(
        &mut self,
        campaign: &CampaignResponse,
        round: Option<u64>,
        ripe: Vec<Ripe>,
    ) -> Result<Vec<(Call, String)>> {
        let id = campaign.campaign;
        let relays = &self.account.market.chain.network.relays;
        let signed = round.map(|round| signature(&campaign.params.randomness, relays, round));
        let signature = match signed.transpose() {
            Ok(signature) => signature,
            Err(error) => {
                if self.told.insert((id, round.unwrap_or_default())) {
                    let count = ripe.len();
                    self.say.warn(format_args!(
                        "campaign {id}: {count} tickets wait to be drawn: {error:#}"
                    ));
                }
                return Ok(Vec::new());
            }
        };
        let verb = if round.is_some() { "draw" } else { "end" };
        let message = |part: Vec<Ripe>| {
            let labelers: Vec<String> = part.into_iter().map(|one| one.labeler).collect();
            let what = format!(
                "campaign {id}: {verb} the tickets of {}",
                labelers.join(", ")
            );
            let draw = ExecuteMsg::Draw(Draw {
                campaign: id,
                labelers,
                signature: signature.clone(),
            });
            Ok((self.account.call(Contract::Registry, &draw)?, what))
        };
        parts(ripe).into_iter().map(message).collect()
    }
}

/// As many tickets as a message may draw, in their order.
fn parts(ripe: Vec<Ripe>) -> Vec<Vec<Ripe>> {
    let mut parts: Vec<Vec<Ripe>> = Vec::new();
    let mut seats = 0;
    for one in ripe {
        let more = u64::from(one.seats);
        match parts.last_mut() {
            Some(part) if part.len() < MAX_BATCH && seats + more <= MAX_DRAWN_SEATS => {
                seats += more;
                part.push(one);
            }
            _ => {
                seats = more;
                parts.push(vec![one]);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_draws_at_most_32_tickets_and_128_seats() {
        let tickets = |count: usize, seats: u8| -> Vec<Ripe> {
            let ripe = |n| Ripe {
                labeler: format!("wasm1{n}"),
                seats,
            };
            (0..count).map(ripe).collect()
        };
        let sizes = |ripe: Vec<Ripe>| -> Vec<usize> { parts(ripe).iter().map(Vec::len).collect() };
        assert_eq!(sizes(tickets(0, 1)), [0; 0]);
        assert_eq!(sizes(tickets(70, 1)), [32, 32, 6]);
        assert_eq!(sizes(tickets(9, 32)), [4, 4, 1]);
        let order: Vec<Ripe> = parts(tickets(70, 4)).into_iter().flatten().collect();
        assert_eq!(order, tickets(70, 4));
    }
}
