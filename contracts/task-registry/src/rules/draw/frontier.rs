//! The frontier: the bounded list of tasks that collect. A task enters it when there is room and
//! leaves it when it stops collecting, so a campaign of a million items costs no more to draw from
//! than a small one.
//!
//! A seat that becomes free, or that is filled again, opens at the next multiple of the terms' `opening_seconds`, together with
//! all others that became free since the last one. A ticket is drawn among the seats that were open
//! a delay before its round: so nobody who can tell the round's randomness can still change among
//! which seats it chooses, and nobody chooses that by the moment in which they claim.

use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    time::Seconds,
};

/// Most openings of a task that are told apart; beyond, the oldest two become one.
pub const MAX_OPENINGS: usize = 8;
/// In the byte of an opening's seats: places of newcomers follow.
const NEWCOMERS: u8 = 0x40;
/// In the byte of an opening's seats: the task has another opening.
const MORE: u8 = 0x80;
/// In the byte of an opening's seats: the seats, at most 32.
const SEATS: u8 = 0x3f;

/// A campaign's frontier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// Since when the campaign opens no more tasks, as it was cancelled, closed or released.
    pub closed_at: Option<Seconds>,
    /// The highest round of drand that the campaign has verified; zero: none.
    pub verified: u64,
    /// The next task to be opened.
    pub next: u32,
    /// Tasks that collect, in the order they were opened.
    pub slots: Vec<Slot>,
}

/// A task that collects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// Task index.
    pub task: u32,
    /// Seats that newcomers hold.
    pub newcomers: u8,
    /// Its free seats, by their opening, in ascending order.
    pub openings: Vec<Opening>,
}

/// Seats of a task that open together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// When: a number of times `opening_seconds`.
    pub number: u64,
    /// Seats.
    pub seats: u8,
    /// Places of newcomers that open with them.
    pub newcomers: u8,
}

/// What a ticket may have of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The last opening whose seats it may have.
    pub opening: u64,
    /// Most seats of a task for newcomers, where its labeler is one.
    pub newcomer_seats: Option<u8>,
}

/// What becomes free, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextOpening {
    /// The next one.
    pub number: u64,
    /// The last one that is in the pool of every ticket which can still be drawn: it and older ones
    /// need not be told apart.
    pub forgotten: u64,
}

impl Frontier {
    /// Whether the campaign may still open tasks.
    pub const fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// Closes it, unless it is closed.
    pub fn close(&mut self, now: Seconds) {
        self.closed_at.get_or_insert(now);
    }

    /// Opens further tasks while there is room.
    pub fn fill(&mut self, tasks: u32, cap: u16, seats: u8, opening: u64) {
        while self.is_open() && self.next < tasks && self.slots.len() < usize::from(cap) {
            self.slots.push(Slot {
                task: self.next,
                newcomers: 0,
                openings: vec![Opening {
                    number: opening,
                    seats,
                    newcomers: 0,
                }],
            });
            self.next += 1;
        }
    }

    /// The slot of a task that collects.
    pub fn slot(&mut self, task: u32) -> Option<&mut Slot> {
        self.slots.iter_mut().find(|slot| slot.task == task)
    }

    /// Takes a task out.
    pub fn remove(&mut self, task: u32) {
        self.slots.retain(|slot| slot.task != task);
    }
}

impl Slot {
    /// Its free seats, open or not.
    pub fn free(&self) -> u8 {
        self.openings.iter().map(|opening| opening.seats).sum()
    }

    /// Whether it has a seat for a ticket.
    ///
    /// Attack: a newcomer whose ticket would get a seat of a task but for its newcomers has a friend
    /// give theirs back, once the round is known. So the place opens along with the seat.
    pub fn has_seat(&self, reach: Reach) -> bool {
        let is_later = |opening: &&Opening| opening.number > reach.opening;
        let later = self.openings.iter().filter(is_later);
        let held = self.newcomers + later.map(|opening| opening.newcomers).sum::<u8>();
        let has_place = reach.newcomer_seats.is_none_or(|most| held < most);
        let is_free = |opening: &Opening| opening.number <= reach.opening && opening.seats > 0;
        has_place && self.openings.iter().any(is_free)
    }

    /// Takes a seat for a ticket, of the newest opening that it may have: older ones are for older
    /// tickets too.
    pub fn take(&mut self, reach: Reach) {
        let is_free = |opening: &&mut Opening| opening.number <= reach.opening && opening.seats > 0;
        if let Some(opening) = self.openings.iter_mut().rev().find(is_free) {
            opening.seats -= 1;
            self.newcomers += u8::from(reach.newcomer_seats.is_some());
        }
        self.tidy();
    }

    /// Opens the seats of another wave.
    ///
    /// Attack: the requester asks once they know where a puppet's ticket would land otherwise. Its
    /// pool was fixed before.
    pub fn ask(&mut self, seats: u8, next: NextOpening) {
        self.open(next, seats, 0);
    }

    /// Opens the free seats anew, where the task is filled again.
    ///
    /// Attack: of several tasks whose filling is over somebody has one go on, once they know the round of
    /// a ticket. It would have that task to itself.
    pub fn reopen(&mut self, next: NextOpening) {
        for opening in core::mem::take(&mut self.openings) {
            self.open(next, opening.seats, opening.newcomers);
        }
    }

    /// Gives up a seat, which opens again or stays closed. The task's other free seats stay open.
    ///
    /// Attack: of two accounts of one person the first gives its seat back when the round of the
    /// second's ticket is known. Where nothing else is free, the second would land exactly there.
    pub fn give_back(&mut self, is_newcomer: bool, reopens: bool, next: NextOpening) {
        let newcomers = u8::from(is_newcomer);
        self.newcomers -= newcomers;
        self.open(next, u8::from(reopens), newcomers);
    }

    fn open(&mut self, next: NextOpening, seats: u8, newcomers: u8) {
        let number = next.number;
        match self.openings.last_mut() {
            Some(last) if last.number == number => {
                last.seats += seats;
                last.newcomers += newcomers;
            }
            _ => self.openings.push(Opening {
                number,
                seats,
                newcomers,
            }),
        }
        let forgotten = |opening: &Opening| opening.number <= next.forgotten;
        while let [first, second, ..] = self.openings.as_slice() {
            if !forgotten(second) && self.openings.len() <= MAX_OPENINGS {
                break;
            }
            // The later of both, so that no ticket gets a seat that opened after its pool was fixed.
            let both = Opening {
                number: second.number,
                seats: first.seats + second.seats,
                newcomers: first.newcomers + second.newcomers,
            };
            self.openings.splice(..2, [both]);
        }
        if let Some(first) = self.openings.first_mut().filter(|first| forgotten(first)) {
            first.newcomers = 0;
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        let is_empty = |opening: &Opening| opening.seats == 0 && opening.newcomers == 0;
        self.openings.retain(|opening| !is_empty(opening));
    }
}

impl Packed for Frontier {
    const RECORD: &'static str = "frontier";
    const VERSION: u8 = 3;

    /// Every claim reads it and every draw writes it, up to 256 slots: so tasks are written as their
    /// distance from the one before, openings as that from the lowest, mostly a byte each.
    fn write(&self, to: &mut Writer) {
        to.u40(self.closed_at.unwrap_or_default());
        to.u40(self.verified).u32(self.next);
        let openings = self.slots.iter().flat_map(|slot| &slot.openings);
        let lowest = openings.map(|opening| opening.number).min();
        let lowest = lowest.unwrap_or_default();
        to.u40(lowest);
        let mut before = 0u32;
        for slot in &self.slots {
            to.varint(slot.task.wrapping_sub(before).into());
            to.u8(slot.newcomers);
            write_openings(to, &slot.openings, lowest);
            before = slot.task;
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let closed_at = Some(from.u40()?).filter(|&at| at > 0);
        let verified = from.u40()?;
        let next = from.u32()?;
        let lowest = from.u40()?;
        let mut slots = Vec::new();
        let mut before = 0u32;
        while !from.is_empty() {
            let distance = u32::try_from(from.varint()?).map_err(|_| from.unknown(u8::MAX))?;
            before = before.wrapping_add(distance);
            slots.push(Slot {
                task: before,
                newcomers: from.u8()?,
                openings: read_openings(from, lowest)?,
            });
        }
        Ok(Self {
            closed_at,
            verified,
            next,
            slots,
        })
    }
}

/// Where a task has no free seat, one opening without any stands for none.
fn write_openings(to: &mut Writer, openings: &[Opening], lowest: u64) {
    let none = [Opening {
        number: lowest,
        ..Opening::default()
    }];
    let openings = if openings.is_empty() { &none } else { openings };
    let mut rest = openings;
    while let [opening, later @ ..] = rest {
        let newcomers = if opening.newcomers > 0 { NEWCOMERS } else { 0 };
        let more = if later.is_empty() { 0 } else { MORE };
        to.varint(opening.number.saturating_sub(lowest));
        to.u8(opening.seats & SEATS | newcomers | more);
        if opening.newcomers > 0 {
            to.u8(opening.newcomers);
        }
        rest = later;
    }
}

fn read_openings(from: &mut Reader<'_>, lowest: u64) -> Result<Vec<Opening>, PackedError> {
    let mut openings = Vec::new();
    loop {
        let number = lowest.saturating_add(from.varint()?);
        let byte = from.u8()?;
        let seats = byte & SEATS;
        let newcomers = if byte & NEWCOMERS > 0 { from.u8()? } else { 0 };
        if seats > 0 || newcomers > 0 {
            openings.push(Opening {
                number,
                seats,
                newcomers,
            });
        }
        if byte & MORE == 0 {
            return Ok(openings);
        }
    }
}

#[cfg(test)]
#[path = "frontier_tests.rs"]
mod tests;
