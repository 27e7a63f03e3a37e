//! Campaigns of one task each, of several questions, from deposit to settlement.

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Addr;
use pasar_common::{
    ratio::Bps,
    task_registry::{ClassQuestion, Phase, Question, Read, ScaleQuestion, VerdictResponse},
};
use pasar_testkit::{campaign, Market};
use pasar_truth::{self as truth, Answers, NONE};

use super::pages::Page;
use crate::score::{
    forms::{measure, questions, FormScore, Measures, SpamScore},
    sheet::{Asked, Label, Sheet},
};

/// Stake of every account, far above what its seats need.
const STAKE: u128 = 1_000_000;
/// Field of expertise of every campaign.
const DOMAIN: &str = "forms";

/// A chain, and who labels on it.
pub struct Chain<'a> {
    source: &'a Sheet,
    market: Market,
    accounts: Vec<Addr>,
    crank: Addr,
}

/// What campaigns came to.
pub struct Run {
    /// Every item of every task by itself, and what was said of it.
    pub sheet: Sheet,
    /// The verdicts, laid out as the sheet.
    pub answers: Vec<Answers>,
    /// Campaigns.
    pub campaigns: usize,
    /// What every account did and got.
    pub accounts: Vec<Account>,
}

/// What an account did and got.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Labels that were paid for.
    pub labels: u64,
    /// The same in full prices, as far as they were paid, lift included.
    pub paid: f64,
    /// What was paid, in the smallest unit.
    pub pay: u128,
}

impl<'a> Chain<'a> {
    /// A chain with so many labelers.
    pub fn new(source: &'a Sheet, accounts: usize) -> Result<Self> {
        let mut market = Market::builder().checks(false).build();
        let accounts = (0..accounts).map(|n| market.account(&format!("account {n}")));
        let accounts: Vec<Addr> = accounts.collect();
        for account in &accounts {
            market.bond(account, STAKE)?;
        }
        let crank = market.account("crank");
        Ok(Self {
            source,
            market,
            accounts,
            crank,
        })
    }

    /// Runs a campaign for each page.
    pub fn run(mut self, pages: &[Page]) -> Result<Run> {
        let items = pages.iter().map(|page| page.items.len()).sum();
        let mut run = Run::new(self.source, items, self.accounts.len());
        let mut first = 0;
        for (number, page) in pages.iter().enumerate() {
            let verdict = self.campaign(number, page)?;
            run.add(self.source, page, first, &verdict)?;
            for score in &verdict.scores {
                let mut accounts = self.accounts.iter().zip(&mut run.accounts);
                let own = accounts.find(|(address, _)| **address == score.labeler);
                let (_, own) = own.context("a stranger was scored")?;
                let part = f64::from(score.paid.get()) / f64::from(Bps::WHOLE.get());
                own.labels += u64::from(score.labels);
                own.paid += part * f64::from(score.labels);
                own.pay += score.pay.u128();
            }
            first += page.items.len();
        }
        Ok(run)
    }

    /// One campaign; each has a requester of its own, as what one shows of a labeler is bounded.
    fn campaign(&mut self, number: usize, page: &Page) -> Result<VerdictResponse> {
        let items = u32::try_from(page.items.len())?;
        let asked = self.source.questions.iter().enumerate();
        let terms = campaign()
            .items(items)
            .page(items)
            .questions(asked.map(|(number, asked)| question(number, asked)))
            .domain(DOMAIN)
            .overlap(u8::try_from(page.rows.len())?);
        let requester = self.market.account(&format!("requester {number}"));
        let id = self.market.create(&requester, terms)?;
        self.market.wait_until_open(id);
        self.market.next_block();
        for (account, _) in &page.rows {
            self.market.claim(&self.accounts[*account], id, 1)?;
        }
        self.market.next_block();
        for (account, row) in &page.rows {
            let account = &self.accounts[*account];
            self.market.claim(account, id, 0)?;
            self.market.commit(account, id, 0, row)?;
        }
        let crank = &self.crank;
        self.market.reveal_tasks(crank, id, &[0])?;
        self.market.resolve(crank, id, &[0])?;
        self.market.settle(crank, id, &[0])?;
        let phase = self.market.task(id, 0).phase;
        ensure!(
            phase == Phase::Settled,
            "campaign {id} is not settled but {phase:?}"
        );
        Ok(self.market.verdict(id, 0))
    }
}

/// A question of the data set as terms ask it.
fn question(number: usize, asked: &Asked) -> Question {
    match asked.question {
        truth::Question::Classes(classes) => Question::Classes(ClassQuestion {
            name: format!("tag-{number}"),
            classes: (0..classes).map(|class| class.to_string()).collect(),
        }),
        truth::Question::Scale { levels, read } => Question::Scale(ScaleQuestion {
            name: format!("scale-{number}"),
            levels,
            from: asked.from.to_string(),
            to: (asked.from + asked.range()).to_string(),
            read: match read {
                truth::Read::Mean => Read::Mean,
                truth::Read::Median => Read::Median,
            },
        }),
    }
}

impl Run {
    fn new(source: &Sheet, items: usize, accounts: usize) -> Self {
        let of_a_question = Answers {
            verdict: vec![NONE; items],
            values: vec![None; items],
            margin: vec![0; items],
            confidence: vec![0; items],
            weights: Vec::new(),
            excluded: Vec::new(),
        };
        Self {
            sheet: Sheet {
                questions: source.questions.clone(),
                items,
                labelers: accounts,
                names: Vec::new(),
                labels: Vec::new(),
                truth: Vec::new(),
            },
            answers: vec![of_a_question; source.questions.len()],
            campaigns: 0,
            accounts: vec![Account::default(); accounts],
        }
    }

    /// Takes down a campaign whose items are those from `first` on.
    fn add(
        &mut self,
        source: &Sheet,
        page: &Page,
        first: usize,
        verdict: &VerdictResponse,
    ) -> Result<()> {
        let (items, all) = (page.items.len(), self.sheet.items);
        ensure!(
            verdict.labels.len() == items * self.answers.len(),
            "a verdict of {} answers, expected {}",
            verdict.labels.len(),
            items * self.answers.len()
        );
        for (question, answers) in self.answers.iter_mut().enumerate() {
            let labels = &verdict.labels[question * items..][..items];
            answers.verdict[first..][..items].copy_from_slice(labels);
            if let Some(values) = verdict.values.get(question).filter(|of| !of.is_empty()) {
                answers.values[first..][..items].copy_from_slice(values);
            }
        }
        for (account, row) in &page.rows {
            for (place, level) in row.iter().enumerate().filter(|(_, level)| **level != NONE) {
                let question = place / items;
                self.sheet.labels.push(Label {
                    cell: question * all + first + place % items,
                    labeler: *account,
                    level: *level,
                    value: self.sheet.questions[question].value(f64::from(*level)),
                });
            }
        }
        for &(cell, value) in &source.truth {
            let (question, item) = (source.question_of(cell), cell % source.items);
            if let Some(place) = page.items.iter().position(|own| *own == item) {
                let cell = question * all + first + place;
                self.sheet.truth.push((cell, value));
            }
        }
        self.campaigns += 1;
        Ok(())
    }

    /// How good the verdicts are, and who is paid how much; accounts that spam are said.
    pub fn score(&self, name: String, spams: &[bool]) -> FormScore {
        let sheet = &self.sheet;
        let mut measures = measure(sheet, &sheet.labels, &self.answers);
        measures.extend(self.pay(spams));
        let is_scale = matches!(
            sheet.questions.first().map(|asked| asked.question),
            Some(truth::Question::Scale { .. })
        );
        let questions = if is_scale && sheet.questions.len() > 1 {
            questions(sheet, &self.answers)
        } else {
            Vec::new()
        };
        let active = self.accounts.iter().filter(|account| account.labels > 0);
        FormScore {
            name,
            kind: if is_scale { "scale" } else { "tags" },
            items: sheet.items,
            labelers: active.count(),
            compared: sheet.truth.len(),
            labels: sheet.labels.len(),
            measures,
            questions,
            spam: Vec::new(),
        }
    }

    fn pay(&self, spams: &[bool]) -> Measures {
        let mut labels = [0.0; 2];
        let mut paid = [0.0; 2];
        let mut pay = [0.0; 2];
        for (account, spams) in self.accounts.iter().zip(spams) {
            let group = usize::from(*spams);
            labels[group] += account.labels as f64;
            paid[group] += account.paid;
            pay[group] += account.pay as f64;
        }
        let share = |of: [f64; 2]| of[1] / (of[0] + of[1]).max(f64::MIN_POSITIVE);
        let mut measures = Measures::from([("honest_pay", paid[0] / labels[0].max(1.0))]);
        if spams.contains(&true) {
            measures.extend([("spam_labels", share(labels)), ("spam_pay", share(pay))]);
        }
        measures
    }
}

impl FormScore {
    /// The same as one of a set's runs with spammers.
    pub fn as_spam(self, kind: &'static str) -> SpamScore {
        SpamScore {
            kind,
            measures: self.measures,
        }
    }
}
