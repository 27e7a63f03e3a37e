//! The frontier: the bounded list of tasks that collect. A task enters it when there is room and
//! leaves it when it stops collecting, so a campaign of a million items costs no more to draw from
//! than a small one.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// A campaign's frontier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    /// Whether the campaign may still open tasks; false once it was cancelled or released.
    pub open: bool,
    /// The next task to be opened.
    pub next: u32,
    /// Tasks that collect, in the order they were opened.
    pub slots: Vec<Slot>,
}

/// A task that collects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Task index.
    pub task: u32,
    /// Height at which its free seats opened; tickets of later heights may have them.
    pub opened_at: u64,
    /// Free seats.
    pub free: u8,
    /// Seats that newcomers hold.
    pub newcomers: u8,
}

impl Frontier {
    /// Opens further tasks while there is room.
    pub fn fill(&mut self, tasks: u32, cap: u16, seats: u8, height: u64) {
        while self.open && self.next < tasks && self.slots.len() < usize::from(cap) {
            self.slots.push(Slot {
                task: self.next,
                opened_at: height,
                free: seats,
                newcomers: 0,
            });
            self.next = self.next.saturating_add(1);
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
    /// Takes a seat.
    pub fn take(&mut self, newcomer: bool) {
        self.free = self.free.saturating_sub(1);
        self.newcomers = self.newcomers.saturating_add(u8::from(newcomer));
    }

    /// Opens the seats of another wave, for tickets of later heights.
    ///
    /// Attack: the requester asks and draws a puppet's ticket in one transaction; where nothing
    /// else is free it would land exactly there.
    pub fn ask(&mut self, seats: u8, height: u64) {
        self.free = self.free.saturating_add(seats);
        self.opened_at = height;
    }

    /// Gives up a seat, which opens again at this height or stays closed.
    ///
    /// Attack: of two accounts of one person the first gives its seat back and the second draws,
    /// in one transaction. Where nothing else is free, the second would land exactly there. So a
    /// seat that opens again is for tickets of later heights, as new tasks are.
    pub fn give_up(&mut self, newcomer: bool, reopens: bool, height: u64) {
        self.newcomers = self.newcomers.saturating_sub(u8::from(newcomer));
        if reopens {
            self.free = self.free.saturating_add(1);
            self.opened_at = height;
        }
    }
}

impl Packed for Frontier {
    const RECORD: &'static str = "frontier";
    const VERSION: u8 = 2;

    /// Every claim reads it and every draw writes it, up to 256 slots: so tasks are written as their
    /// distance from the one before, heights as that from the lowest, mostly a byte each.
    fn write(&self, to: &mut Writer) {
        to.u8(u8::from(self.open)).u32(self.next);
        let lowest = self.slots.iter().map(|slot| slot.opened_at).min();
        let lowest = lowest.unwrap_or_default();
        to.u40(lowest);
        let mut before = 0u32;
        for slot in &self.slots {
            to.varint(slot.task.wrapping_sub(before).into())
                .varint(slot.opened_at.saturating_sub(lowest))
                .u8(slot.free)
                .u8(slot.newcomers);
            before = slot.task;
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let (open, next, lowest) = (from.u8()? != 0, from.u32()?, from.u40()?);
        let mut slots = Vec::new();
        let mut before = 0u32;
        while !from.is_empty() {
            let distance = u32::try_from(from.varint()?).map_err(|_| from.unknown(u8::MAX))?;
            before = before.wrapping_add(distance);
            slots.push(Slot {
                task: before,
                opened_at: lowest.saturating_add(from.varint()?),
                free: from.u8()?,
                newcomers: from.u8()?,
            });
        }
        Ok(Self { open, next, slots })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(tasks: u32, cap: u16) -> Frontier {
        let mut frontier = Frontier {
            open: true,
            ..Frontier::default()
        };
        frontier.fill(tasks, cap, 3, 100);
        frontier
    }

    #[test]
    fn it_holds_no_more_than_its_cap_and_opens_the_next_when_one_leaves() {
        let mut frontier = filled(1_000_000, 4);
        assert_eq!(
            frontier
                .slots
                .iter()
                .map(|slot| slot.task)
                .collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
        frontier.remove(1);
        frontier.fill(1_000_000, 4, 3, 120);
        assert_eq!(
            frontier
                .slots
                .iter()
                .map(|slot| slot.task)
                .collect::<Vec<_>>(),
            [0, 2, 3, 4]
        );
        assert_eq!(frontier.slots[3].opened_at, 120);
    }

    #[test]
    fn a_closed_frontier_opens_nothing() {
        let mut frontier = filled(10, 2);
        frontier.open = false;
        frontier.remove(0);
        frontier.fill(10, 2, 3, 120);
        assert_eq!(frontier.slots.len(), 1);
    }

    #[test]
    fn a_seat_given_back_is_for_tickets_of_later_heights() {
        let mut frontier = filled(10, 2);
        let slot = frontier.slot(1).unwrap();
        slot.take(true);
        slot.give_up(true, true, 130);
        assert_eq!(
            *slot,
            Slot {
                task: 1,
                opened_at: 130,
                free: 3,
                newcomers: 0
            }
        );
        slot.take(false);
        slot.give_up(false, false, 140);
        assert_eq!(
            *slot,
            Slot {
                task: 1,
                opened_at: 130,
                free: 2,
                newcomers: 0
            }
        );
    }

    #[test]
    fn it_reads_back() {
        let mut frontier = filled(10, 5);
        frontier.slot(2).unwrap().take(true);
        frontier
            .slot(1)
            .unwrap()
            .give_up(false, true, (1 << 40) - 1);
        frontier.slots.swap(0, 4);
        frontier.slot(3).unwrap().task = u32::MAX;
        assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier));
    }
}
