//! What became of everybody in a run.

use cosmwasm_std::Addr;

use super::report::{Accuracy, Group, Overlap};

/// An account: an honest labeler of the data set, or a spammer.
pub struct Account {
    /// Their address.
    pub address: Addr,
    /// The labeler, by index; none: a spammer.
    pub honest: Option<usize>,
    /// Labels they gave.
    pub labels: u64,
    /// Of these labels the right ones.
    pub right: u64,
    /// What they were paid.
    pub pay: u128,
    /// Rates of their seats, each times its labels.
    pub rate: f64,
    /// Whether they were suspended or slashed.
    pub caught: bool,
}

/// A run's results.
pub struct Outcome {
    /// Everybody.
    pub accounts: Vec<Account>,
    /// Of verdict and plain vote.
    pub accuracy: Accuracy,
    /// Part of the honest accounts that were slashed.
    pub slashed: f64,
    /// Labels of an item.
    pub labels_per_item: f64,
}

impl Outcome {
    /// How accurate the labels are, and how many there are.
    pub fn overlap(&self) -> Overlap {
        Overlap {
            labels_per_item: self.labels_per_item,
            verdict: self.accuracy.verdict,
        }
    }

    /// How the honest labelers did, or the others.
    pub fn group(&self, name: &str, honest: bool) -> Group {
        let of = |honest: bool| {
            let all = self.accounts.iter();
            all.filter(move |account| account.honest.is_some() == honest)
        };
        let sum = |honest: bool, of_account: fn(&Account) -> f64| -> f64 {
            of(honest).map(of_account).sum()
        };
        let labels = |account: &Account| account.labels as f64;
        let pay = |account: &Account| account.pay as f64;
        let own = sum(honest, labels).max(1.0);
        let all = self.accounts.iter().map(labels).sum::<f64>().max(1.0);
        let all_pay = self.accounts.iter().map(pay).sum::<f64>().max(1.0);
        Group {
            group: name.to_owned(),
            labels_share: own / all,
            pay_share: sum(honest, pay) / all_pay,
            rate: sum(honest, |account| account.rate) / own,
            accuracy: sum(honest, |account| account.right as f64) / own,
            caught: sum(honest, |account| f64::from(u8::from(account.caught)))
                / (of(honest).count() as f64).max(1.0),
            honest_rate: sum(true, |account| account.rate) / sum(true, labels).max(1.0),
            verdict_accuracy: self.accuracy.verdict,
        }
    }
}
