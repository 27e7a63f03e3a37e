//! `lab economics`: what a label costs and who gets it; what spammers, rings, self-dealing
//! requesters and wash licensees pay and get. Every number comes out of the contracts.

use anyhow::Result;
use cosmwasm_std::Addr;
use pasar_testkit::{campaign, offer, Market, Row};

use crate::demo::outcome::grouped;

/// Items, classes and seats of every campaign here; a label costs 1 000.
const ITEMS: u32 = 60;
const CLASSES: u8 = 3;

/// A market with a requester, and names for accounts.
struct World {
    market: Market,
    requester: Addr,
    campaign: u32,
}

/// What a group paid and got, in the campaign's denom, and the reward tokens that it minted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Balance {
    /// Out of its pockets.
    pub paid: u128,
    /// Into its pockets.
    pub got: u128,
    /// Reward tokens.
    pub minted: u128,
}

/// Prints all cases.
pub fn run() -> Result<()> {
    label()?;
    println!("\n## Who gains\n");
    println!("| who | pays | gets | net | reward tokens |\n|---|---|---|---|---|");
    row("an honest labeler beside two others", spammer(false)?);
    row(
        "a labeler who guesses, beside two honest ones",
        spammer(true)?,
    );
    row(
        "two friends who agreed on random labels, beside one honest",
        ring()?,
    );
    let alone = self_dealing(false)?;
    row("a requester whose accounts fill their campaign", alone);
    let staking = self_dealing(true)?;
    row("the same, who also has all staked tokens", staking);
    row("a requester who buys their own license", wash(false)?);
    row("the same, whose accounts made the dataset", wash(true)?);
    worth(alone, staking);
    Ok(())
}

fn row(who: &str, balance: Balance) {
    let net = balance.got as i128 - balance.paid as i128;
    let sign = if net < 0 { "-" } else { "" };
    println!(
        "| {who} | {} | {} | {sign}{} | {} |",
        grouped(balance.paid),
        grouped(balance.got),
        grouped(net.unsigned_abs()),
        grouped(balance.minted)
    );
}

/// What one label of an honest campaign costs.
fn label() -> Result<()> {
    let mut world = World::new(None)?;
    let rows = world.rows(["anna", "bert", "carl"], [false; 3]);
    world.label(&rows)?;
    let ledger = world.market.ledger(world.campaign);
    let each = |amount: cosmwasm_std::Uint128| amount.u128() as f64 / ledger.labels as f64;
    let due = world.market.due();
    println!("## What a label costs\n");
    println!("| of each label, in units | |\n|---|---|");
    println!("| price | {:.2} |", each(ledger.pay + ledger.commons));
    println!(
        "| of this to its labeler, here with few errors | {:.2} |",
        each(ledger.pay)
    );
    println!(
        "| of this earned by nobody, to the commons | {:.2} |",
        each(ledger.commons)
    );
    println!("| protocol fee | {:.2} |", each(ledger.fee));
    println!(
        "| of this to those who stake reward tokens | {:.2} |",
        each(due.stakers)
    );
    println!("| tips for turning cranks | {:.2} |", each(ledger.tips));
    Ok(())
}

/// One labeler beside two honest ones.
fn spammer(guesses: bool) -> Result<Balance> {
    let mut world = World::new(None)?;
    let rows = world.rows(["one", "bert", "carl"], [guesses, false, false]);
    world.balance_of(&rows, &["one"])
}

/// Two friends beside one honest labeler: they hold the majority.
fn ring() -> Result<Balance> {
    let mut world = World::new(None)?;
    let rows = world.rows(["one", "two", "carl"], [true, true, false]);
    world.balance_of(&rows, &["one", "two"])
}

/// The requester is all three labelers and turns the cranks. Where they stake, they alone have reward
/// tokens from the start.
fn self_dealing(stakes: bool) -> Result<Balance> {
    let mut world = World::new(stakes.then_some("one"))?;
    if stakes {
        let staker = world.market.account("one");
        world.market.bond_tokens(&staker, 1_000_000)?;
        world.market.next_epoch();
        world.reopen()?;
    }
    let rows = world.rows(["one", "two", "three"], [false; 3]);
    let own = ["requester", "one", "two", "three", "crank"];
    world.balance_of(&rows, &own)
}

/// The requester buys a license of their own dataset.
fn wash(made_it: bool) -> Result<Balance> {
    let mut world = World::new(None)?;
    let rows = world.rows(["one", "two", "three"], [false; 3]);
    world.label(&rows)?;
    world.collect(&["requester", "one", "two", "three", "crank"])?;
    let requester = world.requester.clone();
    let id = world.campaign;
    let own: &[&str] = if made_it {
        &["requester", "one", "two", "three"]
    } else {
        &["requester"]
    };
    let before = world.pockets(own);
    let number = world.market.offer_license(&requester, offer(id, 100_000))?;
    world.market.buy_license(&requester, id, number)?;
    world.collect(own)?;
    let got = world.pockets(own) + 100_000 - before;
    Ok(Balance {
        paid: 100_000,
        got,
        minted: 0,
    })
}

/// What a reward token may be worth before it pays to label for oneself.
fn worth(alone: Balance, staking: Balance) {
    let loss = |balance: Balance| balance.paid.saturating_sub(balance.got);
    let at = |balance: Balance| loss(balance) as f64 / balance.minted.max(1) as f64;
    println!("\n## Paying oneself\n");
    println!(
        "A requester who labels for themselves loses {} and mints {} reward tokens: it pays once a \
         token is worth more than {:.6} units. With all stakes their own they lose {}: {:.6} units.",
        grouped(loss(alone)),
        grouped(alone.minted),
        at(alone),
        grouped(loss(staking)),
        at(staking)
    );
}

impl World {
    /// A market with an open campaign; somebody may have all reward tokens from the start, or strangers stake
    /// them.
    fn new(tokens: Option<&str>) -> Result<Self> {
        let mut builder = Market::builder().checks(false);
        builder = match tokens {
            Some(holder) => builder.token_balance(holder, 1_000_000),
            None => builder.staked(1_000_000),
        };
        let mut market = builder.build();
        let requester = market.account("requester");
        let mut world = Self {
            market,
            requester,
            campaign: 0,
        };
        world.reopen()?;
        Ok(world)
    }

    /// Another campaign.
    fn reopen(&mut self) -> Result<()> {
        let terms = campaign().items(ITEMS).classes(CLASSES.into());
        self.campaign = self.market.create(&self.requester.clone(), terms)?;
        self.market.wait_until_open(self.campaign);
        Ok(())
    }

    /// Labelers by name, and whether each guesses; all guesses are the same.
    fn rows(&mut self, names: [&str; 3], guess: [bool; 3]) -> Vec<Row> {
        let truth = |item: u32| (item * 7 % u32::from(CLASSES)) as u8;
        let row = |(n, (name, guess)): (usize, (&str, bool))| {
            let label = |item: u32| {
                if guess {
                    return (item * item / 7 % u32::from(CLASSES)) as u8;
                }
                // Everybody errs now and then, each elsewhere.
                let errs = item % 12 == n as u32;
                (truth(item) + u8::from(errs)) % CLASSES
            };
            (self.market.account(name), (0..ITEMS).map(label).collect())
        };
        names.into_iter().zip(guess).enumerate().map(row).collect()
    }

    /// The labelers carry the campaign to its close.
    fn label(&mut self, rows: &[Row]) -> Result<()> {
        for (labeler, _) in rows {
            self.market.seat(labeler, self.campaign, 1);
        }
        let crank = self.market.account("crank");
        self.market.finish_task_by(&crank, self.campaign, 0, rows)?;
        Ok(())
    }

    /// The campaign runs; what some accounts paid for it and got of it, and what they minted.
    fn balance_of(&mut self, rows: &[Row], own: &[&str]) -> Result<Balance> {
        let deposit = self.market.ledger(self.campaign).deposited.u128();
        for (labeler, _) in rows {
            self.market.bond_for(labeler, self.campaign, 1)?;
        }
        let before = self.pockets(own);
        self.label(rows)?;
        self.collect(own)?;
        let epoch = self.market.epoch();
        self.market.next_epoch();
        let mut balance = Balance {
            paid: if own.contains(&"requester") {
                deposit
            } else {
                0
            },
            ..Balance::default()
        };
        for name in own {
            let account = self.market.account(name);
            let tokens = self.market.tokens(&account);
            // Who labeled nothing has nothing to claim.
            let _ = self.market.claim_emission(&account, &[epoch]);
            balance.minted += self.market.tokens(&account) - tokens;
            let _ = self.market.claim_fees(&account);
        }
        balance.got = self.pockets(own) - before;
        Ok(balance)
    }

    /// What is due to accounts in the escrow comes into their pockets.
    fn collect(&mut self, own: &[&str]) -> Result<()> {
        for name in own {
            let account = self.market.account(name);
            // Who has nothing is refused.
            let _ = self.market.withdraw(&account, &[self.campaign]);
        }
        Ok(())
    }

    fn pockets(&mut self, own: &[&str]) -> u128 {
        let accounts: Vec<Addr> = own.iter().map(|name| self.market.account(name)).collect();
        let balance = |account: &Addr| self.market.balance(account).u128();
        accounts.iter().map(balance).sum()
    }
}
