//! Tickets: a claim that waits for its draw, and the tasks in which a labeler still counts as busy.

use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    raw::{read_history, write_history},
};
use pasar_truth::History;

/// A claim that waits for its draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Seats wanted.
    pub seats: u8,
    /// Height at which it was taken.
    pub height: u64,
    /// Number of the beacon that draws it: the first of a later block.
    pub beacon: u64,
    /// Who vouches for him: the place in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// The labeler's record as it was then.
    pub snapshot: History,
}

/// A labeler in a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// His ticket.
    pub ticket: Option<Ticket>,
    /// Tasks in which he was drawn and that collected when last looked at.
    pub open: Vec<u32>,
}

impl Packed for Desk {
    const RECORD: &'static str = "labeler";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        match &self.ticket {
            None => {
                to.u8(0);
            }
            Some(ticket) => {
                to.u8(ticket.seats).u40(ticket.height).u40(ticket.beacon);
                to.u8(ticket.issuer);
                write_history(to, &ticket.snapshot);
            }
        }
        for task in &self.open {
            to.u32(*task);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let ticket = match from.u8()? {
            0 => None,
            seats => Some(Ticket {
                seats,
                height: from.u40()?,
                beacon: from.u40()?,
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

    #[test]
    fn it_reads_back() {
        let ticket = Ticket {
            seats: 4,
            height: 9,
            beacon: 3,
            issuer: 2,
            snapshot: History::default(),
        };
        for desk in [
            Desk::default(),
            Desk {
                ticket: None,
                open: vec![7, 9],
            },
            Desk {
                ticket: Some(ticket),
                open: vec![1],
            },
        ] {
            assert_eq!(Desk::from_bytes(&desk.to_bytes()), Ok(desk));
        }
    }
}
