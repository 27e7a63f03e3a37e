//! Tickets: a claim that waits for its round, and the tasks in which a labeler still counts as busy.
//!
//! | when the ticket is ended | it |
//! |---|---|
//! | the campaign was cancelled or closed before its last second | dissolves, for nothing |
//! | before its round | waits |
//! | until its last second; and later, in its blocks, as long as the campaign takes seats | is drawn |
//! | later | lapses, for what giving back all of its seats costs |
//!
//! So whoever has seen a draw pays for not taking it, whenever the ticket is ended and whatever became
//! of the campaign since.

use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    raw::{read_history, write_history},
    time::{is_late, Seconds},
};
use pasar_truth::History;

use super::{frontier::Reach, randomness::RandomnessError};
use crate::rules::campaign::hot_terms::HotTerms;

/// Fewest blocks in which a ticket can be drawn, so that a slow chain takes no draw away.
pub const MIN_TICKET_BLOCKS: u64 = 20;
/// Seconds of a block where they are counted in blocks: a round is waited for in as many as fit.
const BLOCK_SECONDS: u64 = 5;

/// A claim that waits for its draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Seats wanted.
    pub seats: u8,
    /// The round of drand that draws it.
    pub round: u64,
    /// Last height at which it can be drawn for certain, however late it is.
    pub last_height: u64,
    /// Who vouches for them: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// The labeler's record as it was then.
    pub snapshot: History,
}

/// What becomes of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketEnd {
    /// Its round comes at this time.
    Waits(Seconds),
    /// Its round draws it.
    Drawn,
    /// The campaign takes no more seats, and nobody is to blame.
    Dissolved,
    /// Nobody drew it in its window.
    Lapsed,
}

/// When a ticket is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Unix seconds.
    pub now: Seconds,
    /// The block's height.
    pub height: u64,
}

impl Ticket {
    /// A ticket that is taken now, and drawn by the first round that comes a delay after now and after
    /// every round that the campaign has verified.
    ///
    /// # Errors
    /// [`RandomnessError::NoRound`].
    pub fn take(
        seats: u8,
        campaign: &HotTerms,
        verified: u64,
        at: Moment,
    ) -> Result<Self, RandomnessError> {
        let randomness = &campaign.randomness;
        let since = at.now.max(randomness.time_of(verified));
        let round = randomness.deciding(since)?;
        let wait = randomness.time_of(round).saturating_sub(at.now);
        let blocks = MIN_TICKET_BLOCKS.saturating_add(wait / BLOCK_SECONDS);
        Ok(Self {
            seats,
            round,
            last_height: at.height.saturating_add(blocks),
            issuer: 0,
            snapshot: History::default(),
        })
    }

    /// Last second at which it can be drawn, unless the chain is slow.
    pub fn draw_by(&self, campaign: &HotTerms) -> Seconds {
        let at = campaign.randomness.time_of(self.round);
        at.saturating_add(campaign.ticket_seconds.into())
    }

    /// What it may have of a task: the seats that were open a delay before its round.
    pub fn reach(&self, campaign: &HotTerms) -> Reach {
        let randomness = &campaign.randomness;
        let round = randomness.time_of(self.round);
        let fixed = round.saturating_sub(randomness.delay.into());
        let is_newcomer = self.snapshot.is_newcomer();
        Reach {
            opening: campaign.opening_at(fixed),
            newcomer_seats: is_newcomer.then_some(campaign.newcomer_seats),
        }
    }

    /// What becomes of it where somebody ends it now.
    ///
    /// Attack: the blocks of a ticket go on after the campaign's end. Whoever does not like a draw has
    /// seen it until then, and has the campaign closed.
    pub fn end(&self, campaign: &HotTerms, closed_at: Option<Seconds>, at: Moment) -> TicketEnd {
        let draw_by = self.draw_by(campaign);
        if closed_at.is_some_and(|closed| !is_late(closed, draw_by)) {
            return TicketEnd::Dissolved;
        }
        let is_stopped = closed_at.is_some() || is_late(at.now, campaign.ends_at);
        if is_late(at.now, draw_by) && (is_stopped || at.height > self.last_height) {
            return TicketEnd::Lapsed;
        }
        let comes_at = campaign.randomness.time_of(self.round);
        if at.now < comes_at {
            return TicketEnd::Waits(comes_at);
        }
        TicketEnd::Drawn
    }
}

/// A labeler in a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelerRecord {
    /// Their ticket.
    pub ticket: Option<Ticket>,
    /// Tasks in which they were drawn and that collected when last looked at.
    pub open: Vec<u32>,
}

impl Packed for LabelerRecord {
    const RECORD: &'static str = "labeler";
    const VERSION: u8 = 2;

    fn write(&self, to: &mut Writer) {
        match &self.ticket {
            None => {
                to.u8(0);
            }
            Some(ticket) => {
                to.u8(ticket.seats).u40(ticket.round);
                to.u40(ticket.last_height).u8(ticket.issuer);
                write_history(to, &ticket.snapshot);
            }
        }
        for task in &self.open {
            to.u32(*task);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let ticket = match from.u8()? {
            0 => None,
            seats => Some(Ticket {
                seats,
                round: from.u40()?,
                last_height: from.u40()?,
                issuer: from.u8()?,
                snapshot: read_history(from)?,
            }),
        };
        let mut open = Vec::new();
        while !from.is_empty() {
            open.push(from.u32()?);
        }
        Ok(Self { ticket, open })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::campaign::hot_terms::tests::campaign;

    const NOW: Seconds = 1_700_000_100;

    fn at(now: Seconds, height: u64) -> Moment {
        Moment { now, height }
    }

    fn ticket(campaign: &HotTerms) -> Ticket {
        Ticket::take(4, campaign, 0, at(NOW, 1_000)).unwrap()
    }

    #[test]
    fn its_round_comes_a_delay_after_now_and_after_all_that_was_verified() {
        let campaign = campaign(1_000, 100, 8);
        let randomness = campaign.randomness;
        let found = ticket(&campaign);
        let comes_at = randomness.time_of(found.round);
        assert!(found.round.is_multiple_of(10));
        assert!((NOW + 60..NOW + 90).contains(&comes_at), "{comes_at}");
        // In the first block after a halt the clock is old, and later rounds are public.
        let verified = found.round + 1_000;
        let later = Ticket::take(4, &campaign, verified, at(NOW, 1_000)).unwrap();
        assert!(randomness.time_of(later.round) >= randomness.time_of(verified) + 60);
    }

    #[test]
    fn it_is_drawn_from_its_round_to_the_end_of_its_window() {
        let campaign = campaign(1_000, 100, 8);
        let ticket = ticket(&campaign);
        let comes_at = campaign.randomness.time_of(ticket.round);
        let draw_by = comes_at + 60;
        assert_eq!(ticket.draw_by(&campaign), draw_by);
        let end = |now, height| ticket.end(&campaign, None, at(now, height));
        assert_eq!(end(comes_at - 1, 1_012), TicketEnd::Waits(comes_at));
        assert_eq!(end(comes_at, 1_012), TicketEnd::Drawn);
        assert_eq!(end(draw_by, 2_000), TicketEnd::Drawn);
        assert_eq!(end(draw_by + 1, 2_000), TicketEnd::Lapsed);
        // A slow chain takes no draw away.
        let last = ticket.last_height;
        assert!(last >= 1_000 + MIN_TICKET_BLOCKS + 60 / 5);
        assert_eq!(end(draw_by + 5_000, last), TicketEnd::Drawn);
        assert_eq!(end(draw_by + 5_000, last + 1), TicketEnd::Lapsed);
    }

    #[test]
    fn what_was_seen_and_not_drawn_is_paid_for_whatever_becomes_of_the_campaign() {
        let campaign = campaign(1_000, 100, 8);
        let ticket = ticket(&campaign);
        let draw_by = ticket.draw_by(&campaign);
        let end = |closed_at, now| ticket.end(&campaign, closed_at, at(now, 9_999));
        // Closed after the window: it makes no difference, however late somebody looks.
        assert_eq!(end(Some(draw_by + 1), draw_by + 2), TicketEnd::Lapsed);
        assert_eq!(end(Some(draw_by + 1), Seconds::MAX), TicketEnd::Lapsed);
        assert_eq!(end(None, campaign.ends_at + 1), TicketEnd::Lapsed);
        // The same in its blocks, where these go on.
        let in_blocks = |closed_at, now| ticket.end(&campaign, closed_at, at(now, 1_000));
        assert_eq!(in_blocks(None, draw_by + 1), TicketEnd::Drawn);
        assert_eq!(in_blocks(Some(draw_by + 1), draw_by + 2), TicketEnd::Lapsed);
        assert_eq!(in_blocks(None, campaign.ends_at + 1), TicketEnd::Lapsed);
        // Closed in the window or before: nobody could have drawn it to its end.
        assert_eq!(end(Some(draw_by), draw_by), TicketEnd::Dissolved);
        assert_eq!(end(Some(draw_by), draw_by + 1), TicketEnd::Dissolved);
        assert_eq!(end(Some(NOW), Seconds::MAX), TicketEnd::Dissolved);
    }

    #[test]
    fn it_reads_back() {
        let ticket = Ticket {
            seats: 4,
            round: 1_000,
            last_height: 3,
            issuer: 2,
            snapshot: History::default(),
        };
        for record in [
            LabelerRecord::default(),
            LabelerRecord {
                ticket: None,
                open: vec![7, 9],
            },
            LabelerRecord {
                ticket: Some(ticket),
                open: vec![1],
            },
        ] {
            assert_eq!(LabelerRecord::from_bytes(&record.to_bytes()), Ok(record));
        }
    }
}
