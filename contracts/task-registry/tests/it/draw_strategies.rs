//! What a claimer gains who wants one task and may choose when to claim, to draw or to stay silent:
//! a thousand tickets for each strategy in each market, twelve thousand in all, against the rules
//! themselves, with crowds that claim and give back meanwhile.
//!
//! Whatever they try, a look costs a seat's penalty unless they take what it shows, and they get the
//! task as often as it has its share of the pool.

use cosmwasm_std::CanonicalAddr;
use pasar_drand::noise::Noise;
use sha2::{Digest, Sha256};
use task_registry::rules::{
    draw::{
        frontier::{Frontier, NextOpening, Reach, Slot},
        order::{order, seed},
    },
    ids::CampaignId,
};

const TICKETS: u64 = 1_000;
const TASKS: u16 = 16;
const SEATS: u8 = 5;
const OPENING: u64 = 300;
const DELAY: u64 = 60;
const WINDOW: u64 = 300;
const TICK: u64 = 5;

/// What the claimer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strategy {
    /// Takes what the first look shows.
    Honest,
    /// Draws where the first look shows the task, else lets the ticket lapse.
    Silent,
    /// Looks in every block of the window, while others fill the tasks before theirs.
    Waits,
    /// Waits, and claims at the opening after which the fewest tasks have seats.
    ClaimsWhenScarce,
}

/// How full the frontier is kept.
#[derive(Clone, Copy, Debug)]
enum Market {
    /// Hardly anybody claims.
    Empty,
    /// Every seat is taken soon after it opens.
    Full,
    /// Full, and seats are given back and asked for all the time.
    Restless,
}

struct World {
    now: u64,
    frontier: Frontier,
    random: Noise,
    market: Market,
}

/// What came of all tickets.
#[derive(Debug, Default)]
struct Tally {
    tickets: u64,
    hits: u64,
    lapsed: u64,
    /// Sum over tickets of the wanted task's share of the pool at the last look, millionths.
    chance: u64,
}

impl World {
    fn new(market: Market, seed: u64) -> Self {
        let mut frontier = Frontier::default();
        frontier.fill(u32::MAX, TASKS, SEATS, 10);
        Self {
            now: 11 * OPENING,
            frontier,
            random: Noise::new(seed),
            market,
        }
    }

    fn next(&self) -> NextOpening {
        NextOpening {
            number: self.now / OPENING + 1,
            forgotten: (self.now - WINDOW - DELAY) / OPENING,
        }
    }

    fn reach(&self, round_at: u64) -> Reach {
        Reach {
            opening: (round_at - DELAY) / OPENING,
            newcomer_seats: None,
        }
    }

    /// A block passes: others take seats, finish tasks, give seats back and ask for more.
    fn tick(&mut self) {
        self.now += TICK;
        let (takes, gives) = match self.market {
            Market::Empty => (1, 0),
            Market::Full => (8, 1),
            Market::Restless => (12, 6),
        };
        let reach = self.reach(self.now);
        let next = self.next();
        for n in 0..self.frontier.slots.len() {
            let takes = self.random.below(100) < takes;
            let gives = self.random.below(100) < gives;
            let slot = &mut self.frontier.slots[n];
            if takes && slot.has_seat(reach) {
                slot.take(reach);
            }
            if gives && slot.free() < SEATS {
                slot.give_back(false, true, next);
            }
        }
        // A task whose seats are all taken ends sooner or later, and another opens.
        let full = |slot: &Slot| slot.free() == 0;
        let ended: Vec<u32> = self
            .frontier
            .slots
            .iter()
            .filter(|slot| full(slot))
            .map(|slot| slot.task)
            .collect();
        for task in ended {
            if self.random.below(60) == 0 {
                self.frontier.remove(task);
            }
        }
        self.frontier.fill(u32::MAX, TASKS, SEATS, next.number);
    }

    fn pool(&self, reach: Reach) -> usize {
        let slots = self.frontier.slots.iter();
        slots.filter(|slot| slot.has_seat(reach)).count()
    }

    /// One ticket for the task in the middle of what is open.
    fn play(&mut self, strategy: Strategy, n: u64, tally: &mut Tally) {
        if strategy == Strategy::ClaimsWhenScarce {
            // They watch for an hour and take the scarcest moment that is not empty.
            for _ in 0..3_600 / TICK {
                let pool = self.pool(self.reach(self.now + DELAY));
                if (1..=4).contains(&pool) {
                    break;
                }
                self.tick();
            }
        }
        let round_at = self.now + DELAY + self.random.below(30);
        let reach = self.reach(round_at);
        let slots = self.frontier.slots.iter();
        let open: Vec<u32> = slots
            .filter(|slot| slot.has_seat(reach))
            .map(|slot| slot.task)
            .collect();
        let Some(&wanted) = open.get(open.len() / 2) else {
            self.tick();
            return;
        };
        while self.now < round_at {
            self.tick();
        }
        let randomness: [u8; 32] = Sha256::digest(n.to_be_bytes()).into();
        let account = |byte: u8| CanonicalAddr::from([byte; 20]);
        let seed = seed(&randomness, &account(1), CampaignId(1), &account(2));
        let looks = match strategy {
            Strategy::Honest | Strategy::Silent => 1,
            Strategy::Waits | Strategy::ClaimsWhenScarce => WINDOW / TICK,
        };
        let mut chance = 0;
        let mut is_hit = false;
        for _ in 0..looks {
            let order = order(&seed, &self.frontier, reach);
            if !order.contains(&wanted) {
                break;
            }
            chance = 1_000_000 / u64::try_from(order.len()).unwrap();
            // Others only make the pool smaller, so what is first stays first: whoever waits has it
            // where it is first in the last pool that it is in.
            is_hit |= order.first() == Some(&wanted);
            self.tick();
        }
        if chance == 0 {
            // The task was full before the first look: whatever they do, they do not get it.
            return;
        }
        tally.tickets += 1;
        tally.hits += u64::from(is_hit);
        tally.chance += chance;
        tally.lapsed += u64::from(!is_hit && strategy != Strategy::Honest);
        for _ in 0..self.random.below(40) {
            self.tick();
        }
    }
}

fn played(strategy: Strategy, market: Market) -> Tally {
    let mut world = World::new(market, 7);
    let mut tally = Tally::default();
    let mut n = 0;
    while tally.tickets < TICKETS && n < 20 * TICKETS {
        n += 1;
        world.play(strategy, n, &mut tally);
    }
    tally
}

/// A ticket's task is the first of the wanted one's pool as often as the pool is small. The first look
/// tells of the pool at the first look; whoever waits, of the pool that is left at the last.
#[test]
fn nobody_lands_in_a_task_of_their_choice_oftener_than_chance_says() {
    println!("market    strategy           tickets  hits   chance  lapsed a hit");
    for market in [Market::Empty, Market::Full, Market::Restless] {
        for strategy in [
            Strategy::Honest,
            Strategy::Silent,
            Strategy::Waits,
            Strategy::ClaimsWhenScarce,
        ] {
            let tally = played(strategy, market);
            let chance = tally.chance / 1_000_000;
            // Shown with one decimal.
            let per_hit = tally.lapsed * 10 / tally.hits.max(1);
            println!(
                "{:9} {:17} {:8} {:6} {:6} {:8}.{}",
                format!("{market:?}"),
                format!("{strategy:?}"),
                tally.tickets,
                tally.hits,
                chance,
                per_hit / 10,
                per_hit % 10
            );
            // Four standard deviations of as many coins.
            let noise = 4 * tally.chance.div_euclid(1_000_000).isqrt() + 4;
            assert!(
                tally.hits <= chance + noise,
                "{market:?} {strategy:?}: {tally:?}"
            );
            let misses = tally.tickets - tally.hits;
            if strategy != Strategy::Honest {
                assert_eq!(
                    tally.lapsed, misses,
                    "every look that is not taken is paid for"
                );
            }
        }
    }
}
