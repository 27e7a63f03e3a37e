//! A data set replayed on an embedded chain, as campaigns of one task each, from deposit to pay.

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Addr;
use indicatif::{ProgressBar, ProgressStyle};
use pasar_common::{
    asset::denom_key,
    label_escrow::Withdrawn,
    ratio::Bps,
    task_registry::{CampaignStatus, Question, Terms, MAX_CLASS_NAME_BYTES},
};
use pasar_testkit::{emitted, terms, Market};
use pasar_truth::{
    plurality,
    rows::{seats, Row},
    NONE,
};

use super::{
    outcome::{Accuracy, Audit, ItemOutcome, Money, Outcome, SeatOutcome},
    pages::{pages, Page, MIN_SEATS},
    story,
};
use crate::crowd::Crowd;

/// Stake of every labeler, enough for all their seats.
const STAKE: u128 = 1_000_000;
/// Field of expertise of every campaign.
pub const DOMAIN: &str = "demo";

/// Sums over a labeler's seats.
#[derive(Default)]
struct Sums {
    labels: u64,
    skill: f64,
    rate: f64,
    paid: f64,
    pay: u128,
    earned: u128,
}

/// A run in progress.
pub struct Run<'a> {
    /// The data set.
    pub crowd: &'a Crowd,
    /// The chain.
    pub market: Market,
    /// Who pays.
    pub requester: Addr,
    /// Who turns cranks.
    pub crank: Addr,
    /// The labelers, as in the data set.
    pub labelers: Vec<Addr>,
    /// Campaigns so far.
    pub campaigns: Vec<u32>,
    sums: Vec<Sums>,
    verdict: Vec<ItemOutcome>,
    verdict_classes: Vec<(usize, u8, u8)>,
    told: bool,
}

/// Runs a data set as a series of campaigns of one task each. Returns the run, which further
/// chapters go on with, and what it came to.
pub fn replay<'a>(crowd: &'a Crowd, title: &str, told: bool) -> Result<(Run<'a>, Outcome)> {
    let (pages, left_out) = pages(crowd);
    ensure!(
        !pages.is_empty(),
        "{title}: no page has {MIN_SEATS} labelers or more"
    );
    let mut market = Market::builder().checks(false).build();
    let names = crowd.labelers.iter();
    let labelers: Vec<Addr> = names
        .map(|name| market.account(&format!("labeler {name}")))
        .collect();
    let requester = market.account("requester");
    let crank = market.account("crank");
    let sums = labelers.iter().map(|_| Sums::default()).collect();
    let mut run = Run {
        crowd,
        market,
        requester,
        crank,
        labelers,
        sums,
        campaigns: vec![],
        verdict: vec![],
        verdict_classes: vec![],
        told,
    };
    for labeler in run.labelers.clone() {
        run.market.bond(&labeler, STAKE)?;
    }
    let bar = progress(pages.len(), told);
    for page in &pages {
        run.campaign(page)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut outcome = run.finish()?;
    (outcome.left_out, outcome.title) = (left_out, title.to_owned());
    Ok((run, outcome))
}

/// A progress bar over campaigns; none for a single one that is told step by step.
fn progress(campaigns: usize, told: bool) -> ProgressBar {
    if told || !console::user_attended_stderr() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(campaigns as u64);
    let style = "{bar:40.cyan} {pos}/{len} campaigns, {elapsed} of about {duration}";
    bar.with_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

impl Run<'_> {
    /// The terms of a page.
    fn terms(&self, page: &Page) -> Result<Terms> {
        let seats = u8::try_from(page.rows.len())?;
        let items = u32::try_from(page.items.len())?;
        let mut terms = terms(self.crowd.classes.len(), items, seats);
        terms.questions = vec![Question::of_classes(short_names(&self.crowd.classes))];
        terms.page = items;
        terms.ends_at = self.market.app.block_info().time.plus_days(30);
        terms.domain = DOMAIN.into();
        Ok(terms)
    }

    /// One campaign from deposit to settlement.
    fn campaign(&mut self, page: &Page) -> Result<()> {
        let terms = self.terms(page)?;
        let id = self.market.create(&self.requester.clone(), &terms)?;
        self.campaigns.push(id);
        self.say("deposit", || {
            let items = terms.items;
            let seats = terms.overlap.max;
            format!("campaign {id} opens: {items} items, {seats} seats, 1 000 upasar a label")
        });
        self.market.next_block();
        self.seat(id, page)?;
        self.label(id, page)?;
        let crank = self.crank.clone();
        self.market.resolve(&crank, id, &[0])?;
        self.say("resolve", || {
            "the chain infers the labels and measures every reader".into()
        });
        self.market.settle(&crank, id, &[0])?;
        self.say("settle", || {
            "pay, skill and shares are written; the campaign closes".into()
        });
        let closed = self.market.campaign(id).status == CampaignStatus::Closed;
        ensure!(closed, "campaign {id} did not close");
        self.collect(id, page)?;
        self.market.pass(3_600);
        Ok(())
    }

    /// One more campaign of the first page, which is not told.
    pub fn once_more(&mut self) -> Result<()> {
        let (pages, _) = pages(self.crowd);
        let told = core::mem::take(&mut self.told);
        let done = pages.first().map_or(Ok(()), |page| self.campaign(page));
        self.told = told;
        done
    }

    /// Tickets in one block, seats in the next.
    fn seat(&mut self, id: u32, page: &Page) -> Result<()> {
        for (labeler, _) in &page.rows {
            self.market.claim(&self.labelers[*labeler].clone(), id, 1)?;
        }
        self.say("claim", || {
            format!("{} labelers take a ticket", page.rows.len())
        });
        self.market.next_block();
        for (labeler, _) in &page.rows {
            self.market.claim(&self.labelers[*labeler].clone(), id, 0)?;
        }
        self.say("draw", || {
            "a round of drand that nobody knew then draws them into their seats".into()
        });
        Ok(())
    }

    /// Seals, then reveals.
    fn label(&mut self, id: u32, page: &Page) -> Result<()> {
        for (labeler, row) in &page.rows {
            self.market
                .commit(&self.labelers[*labeler].clone(), id, 0, row)?;
        }
        self.say("commit", || {
            "everybody commits a seal; no label is public yet".into()
        });
        self.market.next_block();
        for (labeler, _) in &page.rows {
            let labeler = self.labelers[*labeler].clone();
            self.market.reveal(&labeler, id, &[(0, &labeler)])?;
        }
        self.say("reveal", || "every seal is opened and checked".into());
        Ok(())
    }

    /// Tells a step, where the run is told step by step.
    pub fn say(&self, step: &str, text: impl FnOnce() -> String) {
        if self.told {
            story::step(step, self.market.height(), &text());
        }
    }

    /// Takes a campaign's results down.
    fn collect(&mut self, id: u32, page: &Page) -> Result<()> {
        let verdict = self.market.verdict(id, 0);
        for score in &verdict.scores {
            let of = self
                .labelers
                .iter()
                .position(|labeler| *labeler == score.labeler);
            let sums = &mut self.sums[of.context("a stranger was scored")?];
            let weight = f64::from(score.labels);
            let full = 1_000 * u128::from(score.labels);
            sums.labels += u64::from(score.labels);
            sums.skill += weight * f64::from(score.skill) / 4_096.0;
            sums.rate += weight * f64::from(score.rate.get()) / 10_000.0;
            sums.paid += weight * f64::from(score.paid.get()) / 10_000.0;
            sums.pay += score.pay.u128();
            sums.earned += Bps::of(score.rate, full.into()).u128();
        }
        let rows = page
            .rows
            .iter()
            .map(|(_, labels)| Row::of_all(labels.clone()));
        let rows: Vec<Row> = rows.collect();
        let votes = plurality(self.crowd.classes.len(), page.items.len(), &seats(&rows));
        for (n, &item) in page.items.iter().enumerate() {
            let name = |class: u8| self.crowd.classes.get(usize::from(class)).cloned();
            self.verdict_classes
                .push((item, verdict.labels[n], votes[n]));
            self.verdict.push(ItemOutcome {
                item: self.crowd.items[item].clone(),
                label: name(verdict.labels[n]),
                plurality: name(votes[n]),
                margin: f64::from(verdict.margins[n]) / 4_096.0,
                confidence: f64::from(verdict.confidences[n]) / 65_536.0,
            });
        }
        Ok(())
    }

    /// Everybody takes their money, and the books are read.
    fn finish(&mut self) -> Result<Outcome> {
        let money = self.withdraw_all()?;
        let audit = self.market.audit().into_iter().map(|entry| Audit {
            denom: denom_key(&entry.denom),
            balance: entry.balance.to_string(),
            liabilities: entry.liabilities.to_string(),
            free: entry.free.to_string(),
        });
        let audit: Vec<Audit> = audit.collect();
        let accuracy = self.accuracy();
        let labels = self.sums.iter().map(|sums| sums.labels).sum();
        let names = self
            .crowd
            .labelers
            .iter()
            .zip(&self.labelers)
            .zip(&self.sums);
        let market = &self.market;
        let seats = names
            .filter(|(_, sums)| sums.labels > 0)
            .map(|((name, labeler), sums)| {
                let weight = sums.labels as f64;
                SeatOutcome {
                    labeler: name.clone(),
                    labels: sums.labels,
                    skill: sums.skill / weight,
                    rate: sums.rate / weight,
                    paid_rate: sums.paid / weight,
                    pay: sums.pay,
                    standing: market.skill(labeler, DOMAIN).standing as f64 / 4_096.0,
                    earned: sums.earned,
                }
            });
        Ok(Outcome {
            items: self.verdict.len(),
            labels,
            audit,
            money,
            seats: seats.collect(),
            accuracy,
            left_out: 0,
            campaigns: self.campaigns.len(),
            classes: self.crowd.classes.clone(),
            title: String::new(),
            verdict: core::mem::take(&mut self.verdict),
            ..Outcome::default()
        })
    }

    /// Withdraws for everybody and checks that every unit of the deposits is somewhere.
    fn withdraw_all(&mut self) -> Result<Money> {
        let mut withdrawn = 0;
        for (n, labeler) in self.labelers.clone().iter().enumerate() {
            if self.sums[n].pay > 0 {
                let taken = self.withdraw(labeler)?;
                ensure!(taken == self.sums[n].pay, "a labeler withdrew {taken}");
                withdrawn += taken;
            }
        }
        let mut money = Money::default();
        for &id in &self.campaigns {
            let ledger = self.market.ledger(id);
            money.deposited += ledger.deposited.u128();
            money.fee += ledger.fee.u128();
            money.tips += ledger.tips.u128();
            money.refunded += ledger.refundable.u128();
        }
        if money.refunded > 0 {
            let taken = self.withdraw(&self.requester.clone())?;
            ensure!(taken == money.refunded, "the requester withdrew {taken}");
        }
        let crank = self.crank.clone();
        let tips = self.withdraw(&crank)?;
        ensure!(tips == money.tips, "the crank withdrew {tips}");
        // The commons gets half of the fee too: that is fee, not pay.
        let stakers = self.market.due().stakers.u128();
        self.market.flush_commons(&crank)?;
        let commons = self.market.balance(&self.market.commons).u128();
        money.unearned = commons - (money.fee - stakers);
        money.paid = withdrawn + money.unearned;
        let spent = money.paid + money.refunded + money.fee + money.tips;
        money.held = money
            .deposited
            .checked_sub(spent)
            .context("more was spent than deposited")?;
        let reserved: u128 = self
            .campaigns
            .iter()
            .map(|&id| self.market.ledger(id).reserved.u128())
            .sum();
        ensure!(
            money.held == reserved,
            "{} held, {reserved} reserved",
            money.held
        );
        self.say("withdraw", || "everybody takes what is theirs".into());
        Ok(money)
    }

    /// Everything an account has in all campaigns, 32 at a time.
    pub fn withdraw(&mut self, account: &Addr) -> Result<u128> {
        let mut taken = 0;
        for campaigns in self.campaigns.clone().chunks(32) {
            // A labeler need not have been in each of them.
            if let Ok(response) = self.market.withdraw(account, campaigns) {
                let events = emitted::<Withdrawn>(&response, &self.market.escrow);
                taken += events.map(|event| event.amount.u128()).sum::<u128>();
            }
        }
        Ok(taken)
    }

    /// How the items did that have a verdict and a known class.
    fn accuracy(&self) -> Option<Accuracy> {
        if self.crowd.truth.is_empty() {
            return None;
        }
        let known: Vec<(u8, u8, u8)> = self
            .verdict_classes
            .iter()
            .filter(|(_, verdict, _)| *verdict != NONE)
            .filter_map(|(item, verdict, vote)| {
                let truth = self.crowd.truth.get(item)?;
                Some((*verdict, *vote, *truth))
            })
            .collect();
        let share = |right: usize| right as f64 / known.len().max(1) as f64;
        let verdict = known.iter().filter(|(verdict, _, truth)| verdict == truth);
        let plurality = known.iter().filter(|(_, vote, truth)| vote == truth);
        Some(Accuracy {
            verdict: share(verdict.count()),
            plurality: share(plurality.count()),
            compared: known.len(),
            without_verdict: self.crowd.truth.len() - known.len(),
        })
    }
}

/// Names of classes as terms may have them: cut where they are longer, and still apart.
fn short_names(classes: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(classes.len());
    for (number, class) in classes.iter().enumerate() {
        let name = if class.len() <= MAX_CLASS_NAME_BYTES {
            class.clone()
        } else {
            let end = format!("~{number}");
            let most = MAX_CLASS_NAME_BYTES - end.len();
            let ends = class.char_indices().map(|(at, of)| at + of.len_utf8());
            let cut = ends.take_while(|end| *end <= most).last().unwrap_or(0);
            format!("{}{end}", &class[..cut])
        };
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_of_classes_stay_apart() {
        let fits = "x".repeat(MAX_CLASS_NAME_BYTES);
        let long = ["a", "b"].map(|end| "\u{e9}".repeat(40) + end);
        let names = short_names(&[fits.clone(), long[0].clone(), long[1].clone()]);
        assert_eq!(names[0], fits);
        assert_eq!(names[1], "\u{e9}".repeat(31) + "~1");
        assert_eq!(names[2], "\u{e9}".repeat(31) + "~2");
    }
}
