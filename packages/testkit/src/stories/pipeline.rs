//! Whole pieces of work in one call. These pass blocks.

use std::collections::BTreeMap;

use anyhow::bail;
use cosmwasm_std::Addr;
use pasar_common::{
    task_registry::{CampaignStatus, Phase, SeatStatus, MAX_BATCH, MAX_LABEL_BYTES},
    time::DAY,
};
use pasar_formats::form::packed_len;

use crate::{
    chain::market::{Market, Outcome},
    terms::IntoTerms,
};

/// A labeler, and their label for every item, question by question: of a task, or of a whole campaign.
pub type Row = (Addr, Vec<u8>);

/// Who turns the cranks of the pipelines.
const CRANK: &str = "crank";

impl Market {
    /// Stakes what this number of seats needs, in the campaign's denom of seats.
    ///
    /// # Errors
    /// Where staking refuses.
    #[track_caller]
    pub fn bond_for(&mut self, labeler: &Addr, campaign: u32, seats: u32) -> anyhow::Result<()> {
        let stake = self.campaign(campaign).terms.seat_stake;
        let needed = stake.amount.u128() * u128::from(seats);
        let exposed = self.exposure(labeler, &stake.denom).amount.u128();
        let staked = self.stake_in(labeler, &stake.denom).staked.u128();
        let missing = (exposed + needed).saturating_sub(staked);
        if missing > 0 {
            self.bond_in(labeler, &stake.denom, missing)?;
        }
        Ok(())
    }

    /// Waits for the first second at which the campaign takes tickets.
    pub fn wait_until_open(&mut self, campaign: u32) {
        let opens_at = self.campaign(campaign).opens_at.seconds();
        while self.now() < opens_at {
            self.next_block();
        }
    }

    /// Waits until every free seat of the campaign is open.
    pub fn wait_for_openings(&mut self, campaign: u32) {
        let tasks = self.frontier(campaign).tasks;
        let openings = tasks.iter().flat_map(|task| &task.openings);
        let last = openings.map(|opening| opening.at.seconds()).max();
        while last.is_some_and(|last| self.now() < last) {
            self.next_block();
        }
    }

    /// Waits until a labeler's ticket can be drawn.
    pub fn wait_for_round(&mut self, campaign: u32, labeler: &Addr) {
        let ticket = self.ticket(campaign, labeler).ticket;
        let at = ticket.map_or(0, |ticket| ticket.draws_at.seconds());
        while self.now() < at {
            self.next_block();
        }
    }

    /// Stakes, takes a ticket, waits for its round and draws it. Returns the tasks in which the
    /// labeler waits to seal.
    #[track_caller]
    pub fn seat(&mut self, labeler: &Addr, campaign: u32, seats: u8) -> Vec<u32> {
        self.bond_for(labeler, campaign, seats.into()).unwrap();
        self.wait_until_open(campaign);
        self.claim(labeler, campaign, seats).unwrap();
        self.wait_for_round(campaign, labeler);
        self.claim(labeler, campaign, 0).unwrap();
        self.drawn(campaign, labeler)
    }

    /// Takes tickets and draws them until the labeler has drawn this number of seats in all, at most as
    /// many at a time as the open-seat cap allows. Returns the tasks in which they wait to seal.
    ///
    /// # Errors
    /// Where a message is refused, or the seats do not come in 64 blocks.
    #[track_caller]
    pub fn claim_and_draw_until(
        &mut self,
        labeler: &Addr,
        campaign: u32,
        seats: usize,
    ) -> anyhow::Result<Vec<u32>> {
        self.wait_until_open(campaign);
        for _ in 0..64 {
            let drawn = self.seats_by_labeler(campaign, labeler).len();
            if drawn >= seats {
                return Ok(self.drawn(campaign, labeler));
            }
            let wanted = self.room(campaign, labeler).min(seats - drawn);
            if wanted > 0 {
                self.bond_for(labeler, campaign, wanted as u32)?;
                self.claim(labeler, campaign, wanted as u8)?;
            }
            self.next_block();
            if self.ticket(campaign, labeler).ticket.is_some() {
                self.wait_for_round(campaign, labeler);
                self.draw(labeler, campaign, labeler)?;
            }
        }
        bail!(
            "{} has no {seats} seats after 64 blocks",
            self.name_of(labeler)
        );
    }

    /// Seats that a new ticket may ask for.
    pub fn room(&self, campaign: u32, labeler: &Addr) -> usize {
        let ticket = self.ticket(campaign, labeler);
        let taken = ticket.open.len() + ticket.ticket.map_or(0, |ticket| ticket.seats.into());
        (ticket.cap as usize).saturating_sub(taken).min(MAX_BATCH)
    }

    /// Opens all remembered seals of tasks, in as many messages as their size asks for.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn reveal_tasks(
        &mut self,
        sender: &Addr,
        campaign: u32,
        tasks: &[u32],
    ) -> anyhow::Result<()> {
        let form = self.campaign(campaign).terms.form();
        let mut seats = Vec::new();
        for &task in tasks {
            let header = self.task(campaign, task);
            let bytes = packed_len(&form, header.items as usize);
            for seat in self.seats(campaign, task) {
                if seat.status == SeatStatus::Sealed {
                    seats.push((task, seat.labeler, bytes));
                }
            }
        }
        let mut rest = seats.as_slice();
        while !rest.is_empty() {
            let mut count = 0;
            let mut bytes = 0;
            while count < rest.len().min(MAX_BATCH) && bytes + rest[count].2 <= MAX_LABEL_BYTES {
                bytes += rest[count].2;
                count += 1;
            }
            let (batch, later) = rest.split_at(count.max(1));
            let batch: Vec<(u32, &Addr)> = batch.iter().map(|(t, who, _)| (*t, who)).collect();
            self.reveal(sender, campaign, &batch)?;
            rest = later;
        }
        Ok(())
    }

    /// Seals, reveals, resolves and settles a task whose seats the labelers have; `rows` has the
    /// labels of each.
    #[track_caller]
    pub fn finish_task(&mut self, campaign: u32, task: u32, rows: &[Row]) {
        let crank = self.account(CRANK);
        self.finish_task_by(&crank, campaign, task, rows).unwrap();
    }

    /// The same, with the tips to somebody.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn finish_task_by(
        &mut self,
        crank: &Addr,
        campaign: u32,
        task: u32,
        rows: &[Row],
    ) -> Outcome {
        for (labeler, labels) in rows {
            self.commit(labeler, campaign, task, labels)?;
        }
        self.reveal_tasks(crank, campaign, &[task])?;
        self.resolve(crank, campaign, &[task])?;
        self.settle(crank, campaign, &[task])
    }

    /// Creates a campaign of one task, seats the labelers and carries it to its settlement.
    #[track_caller]
    pub fn run_single(&mut self, requester: &Addr, terms: impl IntoTerms, rows: &[Row]) -> u32 {
        let campaign = self.create(requester, terms).unwrap();
        for (labeler, _) in rows {
            self.seat(labeler, campaign, 1);
        }
        self.finish_task(campaign, 0, rows);
        assert_eq!(self.task(campaign, 0).phase, Phase::Settled);
        campaign
    }

    /// Carries a campaign to its close: the labelers, whose rows have a label for every item of
    /// the campaign, take as many seats as they may, seal at once, and a crank reveals, resolves
    /// and settles whatever is complete.
    ///
    /// # Errors
    /// Where a message is refused, or nothing moves any more: there are too few labelers.
    #[track_caller]
    pub fn run_campaign(&mut self, campaign: u32, rows: &[Row]) -> anyhow::Result<()> {
        let crank = self.account(CRANK);
        self.wait_until_open(campaign);
        for _ in 0..100_000 {
            if self.campaign(campaign).status == CampaignStatus::Closed {
                return Ok(());
            }
            let before = self.campaign(campaign).tasks_done;
            let seated = self.seat_and_seal(campaign, rows)?;
            self.finish_complete_tasks(&crank, campaign)?;
            if !seated && self.campaign(campaign).tasks_done == before {
                bail!("campaign {campaign} stands still: too few labelers");
            }
        }
        bail!("campaign {campaign} does not end");
    }

    /// One round of tickets, draw and seals; tells whether anybody got a seat.
    #[track_caller]
    fn seat_and_seal(&mut self, campaign: u32, rows: &[Row]) -> anyhow::Result<bool> {
        let free = self.frontier(campaign).tasks;
        let free: u32 = free.iter().map(|task| u32::from(task.free)).sum();
        if free == 0 {
            return Ok(false);
        }
        self.wait_for_openings(campaign);
        for (labeler, _) in rows {
            let seats = self.room(campaign, labeler).min(free as usize);
            if seats > 0 && self.ticket(campaign, labeler).ticket.is_none() {
                self.bond_for(labeler, campaign, seats as u32)?;
                self.claim(labeler, campaign, seats as u8)?;
            }
        }
        self.next_block();
        let terms = self.campaign(campaign).terms;
        let (items, page) = (terms.items as usize, terms.page as usize);
        let of_a_task = |labels: &[u8], task: u32| -> Vec<u8> {
            let first = task as usize * page;
            let last = (first + page).min(items);
            let planes = labels.chunks(items);
            planes
                .flat_map(|plane| plane[first..last].to_vec())
                .collect()
        };
        let mut seated = false;
        for (labeler, labels) in rows {
            if self.ticket(campaign, labeler).ticket.is_some() {
                self.wait_for_round(campaign, labeler);
                self.draw(labeler, campaign, labeler)?;
            }
            let drawn = self.drawn(campaign, labeler);
            let pages: Vec<(u32, Vec<u8>)> = drawn
                .into_iter()
                .map(|task| (task, of_a_task(labels, task)))
                .collect();
            let pages: Vec<(u32, &[u8])> = pages
                .iter()
                .map(|(task, labels)| (*task, labels.as_slice()))
                .collect();
            for batch in pages.chunks(MAX_BATCH) {
                self.commit_all(labeler, campaign, batch)?;
                seated = true;
            }
        }
        Ok(seated)
    }

    /// Reveals, resolves and settles every task of the frontier whose seats are all sealed.
    #[track_caller]
    fn finish_complete_tasks(&mut self, crank: &Addr, campaign: u32) -> anyhow::Result<()> {
        let overlap = self.campaign(campaign).terms.overlap.max;
        for task in self.frontier(campaign).tasks {
            let seats = self.seats(campaign, task.task);
            let sealed = seats
                .iter()
                .filter(|seat| seat.status == SeatStatus::Sealed);
            if sealed.count() == usize::from(overlap) {
                self.reveal_tasks(crank, campaign, &[task.task])?;
                self.resolve(crank, campaign, &[task.task])?;
                self.settle(crank, campaign, &[task.task])?;
            }
        }
        Ok(())
    }

    /// Turns every crank as a stranger, and lets time pass where none turns, until the campaign is
    /// closed and no ticket of a named account waits. Returns the seconds that it took.
    ///
    /// # Errors
    /// Where the campaign is not closed after 200 days.
    #[track_caller]
    pub fn drive_to_close(&mut self, campaign: u32) -> anyhow::Result<u64> {
        let begin = self.now();
        let crank = self.account(CRANK);
        while self.now() < begin + 200 * DAY {
            let moved = self.turn_every_crank(&crank, campaign);
            if self.campaign(campaign).status == CampaignStatus::Closed {
                let took = self.now() - begin;
                self.end_tickets(&crank, campaign)?;
                return Ok(took);
            }
            if !moved {
                let next = self.next_deadline(campaign);
                self.pass_to(next.max(self.now()) + 1);
            }
        }
        bail!("campaign {campaign} is not closed after 200 days");
    }

    /// Tries every crank once; tells whether one turned.
    #[track_caller]
    fn turn_every_crank(&mut self, crank: &Addr, campaign: u32) -> bool {
        let mut moved = self.advance(crank, campaign, &[]).is_ok();
        for task in self.tasks(campaign) {
            let index = [task.task];
            moved |= match task.phase {
                Phase::Collecting => self.advance(crank, campaign, &index).is_ok(),
                Phase::Revealing => self.resolve(crank, campaign, &index).is_ok(),
                Phase::Resolved => self.settle(crank, campaign, &index).is_ok(),
                Phase::Fresh | Phase::Settled | Phase::Void => false,
            };
        }
        moved
    }

    /// The next time at which something may be due: of a task, of a drawn seat, or the end.
    fn next_deadline(&self, campaign: u32) -> u64 {
        let now = self.now();
        let mut all = vec![self.campaign(campaign).terms.ends_at.seconds()];
        for task in self.tasks(campaign) {
            all.extend(task.deadline.map(|deadline| deadline.seconds()));
            let seats = self.seats(campaign, task.task);
            let drawn = seats.iter().filter(|seat| seat.status == SeatStatus::Drawn);
            all.extend(drawn.map(|seat| seat.commit_by.seconds()));
        }
        all.into_iter()
            .filter(|&time| time >= now)
            .min()
            .unwrap_or(now)
    }

    /// Ends the tickets of all named accounts, whether by a draw or not.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn end_tickets(&mut self, crank: &Addr, campaign: u32) -> anyhow::Result<()> {
        let accounts: Vec<Addr> = self.accounts.values().cloned().collect();
        self.next_block();
        for account in accounts {
            if self.ticket(campaign, &account).ticket.is_some() {
                self.wait_for_round(campaign, &account);
                self.draw(crank, campaign, &account)?;
            }
        }
        Ok(())
    }

    /// Tasks in which a labeler waits to seal.
    pub fn drawn(&self, campaign: u32, labeler: &Addr) -> Vec<u32> {
        let seats = self.seats_by_labeler(campaign, labeler);
        let drawn = seats.iter().filter(|seat| seat.status == SeatStatus::Drawn);
        drawn.map(|seat| seat.task).collect()
    }

    /// Balances of the native denom, for a comparison later.
    pub fn balances(&self, accounts: &[Addr]) -> BTreeMap<Addr, u128> {
        let balance = |account: &Addr| (account.clone(), self.balance(account).u128());
        accounts.iter().map(balance).collect()
    }
}
