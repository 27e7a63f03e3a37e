//! What a run came to, as the terminal, the page and the JSON show it.

use serde::Serialize;

/// What a run came to.
#[derive(Debug, Default, Serialize)]
pub struct Outcome {
    /// Items of all campaigns.
    pub items: usize,
    /// Labels paid for.
    pub labels: u64,
    /// The escrow's books at the end.
    pub audit: Vec<Audit>,
    /// Where the deposits went.
    pub money: Money,
    /// One entry for each labeler.
    pub seats: Vec<SeatOutcome>,
    /// One entry for each item.
    pub verdict: Vec<ItemOutcome>,
    /// How verdict and plurality did, where the truth is known; fractions.
    pub accuracy: Option<Accuracy>,
    /// Labels of the data set that were left out.
    pub left_out: usize,
    /// Campaigns.
    pub campaigns: usize,
    /// Who owns the datasets, and what that brought.
    pub ownership: Ownership,
    /// A campaign with a second wave, gold and a challenge; of the published table only.
    pub fairness: Option<Fairness>,
    /// A verdict of fewer seats that is challenged, of the published table only.
    pub appeal: Option<Appeal>,
    /// A rating and tags instead of classes, of the published table only.
    pub form: Option<Form>,
    /// Names of the classes.
    #[serde(skip)]
    pub classes: Vec<String>,
    /// What it was.
    #[serde(skip)]
    pub title: String,
}

/// The escrow's books of a denom. `balance = liabilities + free`.
#[derive(Debug, Serialize)]
pub struct Audit {
    /// The denom.
    pub denom: String,
    /// What the escrow has.
    pub balance: String,
    /// What it owes.
    pub liabilities: String,
    /// What nobody is owed.
    pub free: String,
}

/// Where the deposits went. `deposited = paid + refunded + fee + tips + held`.
#[derive(Debug, Default, Serialize)]
pub struct Money {
    /// By requesters, without stakes.
    #[serde(serialize_with = "text")]
    pub deposited: u128,
    /// Withdrawn by labelers as pay, or sent to the commons because nobody earned it.
    #[serde(serialize_with = "text")]
    pub paid: u128,
    /// Returned to requesters.
    #[serde(serialize_with = "text")]
    pub refunded: u128,
    /// Protocol fee charged.
    #[serde(serialize_with = "text")]
    pub fee: u128,
    /// Tips charged.
    #[serde(serialize_with = "text")]
    pub tips: u128,
    /// The rest, still in escrow.
    #[serde(serialize_with = "text")]
    pub held: u128,
    /// Of `paid` what nobody earned.
    #[serde(skip)]
    pub unearned: u128,
}

/// What a labeler did and got.
#[derive(Debug, Default, Serialize)]
pub struct SeatOutcome {
    /// Their name.
    pub labeler: String,
    /// Labels they were paid for.
    pub labels: u64,
    /// Skill, agreement above chance, 0 to 1; the mean over their seats, weighted by labels.
    pub skill: f64,
    /// Part of the price that their skill earned.
    pub rate: f64,
    /// Part of the price that they were paid, with the lift.
    pub paid_rate: f64,
    /// What they were paid.
    #[serde(serialize_with = "text")]
    pub pay: u128,
    /// Standing skill after the run.
    pub standing: f64,
    /// Of the pay what their skill earned; the rest is lift.
    #[serde(skip)]
    pub earned: u128,
}

/// What became of an item.
#[derive(Debug, Serialize)]
pub struct ItemOutcome {
    /// Its name.
    pub item: String,
    /// The verdict's class; none where nobody labeled it.
    pub label: Option<String>,
    /// What a plain vote says, the smaller class at a tie.
    pub plurality: Option<String>,
    /// Lead over the next best class, bits.
    pub margin: f64,
    /// Score, 0 to 1; not a probability of being right.
    pub confidence: f64,
}

/// A campaign that asks several questions of every item.
#[derive(Debug, Default, Serialize)]
pub struct Form {
    /// Questions of an item.
    pub questions: usize,
    /// Items.
    pub items: usize,
    /// Labels paid for.
    pub labels: u64,
    /// Ratings that agree with the verdict of all seats.
    pub grades: usize,
    /// Tags that follow from it.
    pub tags: usize,
    /// Price of all labels of a seat.
    #[serde(serialize_with = "text")]
    pub price: u128,
    /// What a reader is paid who looks, at least.
    #[serde(serialize_with = "text")]
    pub least_pay: u128,
    /// What somebody is paid who says what is most usual, always.
    #[serde(serialize_with = "text")]
    pub idle_pay: u128,
}

/// What owning the datasets brought, in the campaigns' denom; emission in reward tokens.
#[derive(Debug, Default, Serialize)]
pub struct Ownership {
    /// Datasets that were licensed: those of campaigns in which somebody was paid.
    pub datasets: usize,
    /// Paid for licenses.
    #[serde(serialize_with = "text")]
    pub license_income: u128,
    /// Of this withdrawn by those who made the datasets.
    #[serde(serialize_with = "text")]
    pub royalties_claimed: u128,
    /// Of this withdrawn by the requester.
    #[serde(serialize_with = "text")]
    pub requester_income: u128,
    /// Budgets of the epochs in which labels were settled.
    #[serde(serialize_with = "text")]
    pub emission_budget: u128,
    /// Of this minted by labelers.
    #[serde(serialize_with = "text")]
    pub emission_minted: u128,
    /// The stakers' half of the fees, claimed by those who staked what they minted.
    #[serde(serialize_with = "text")]
    pub staker_fees_claimed: u128,
    /// Shares of all datasets, summed per holder.
    pub shares: Vec<Shareholder>,
}

/// Who owns how much of the datasets.
#[derive(Debug, Serialize)]
pub struct Shareholder {
    /// The labeler.
    pub labeler: String,
    /// Their shares: what they were paid.
    #[serde(serialize_with = "text")]
    pub shares: u128,
    /// Royalties that they withdrew.
    #[serde(serialize_with = "text")]
    pub royalties: u128,
    /// Reward tokens that they minted.
    #[serde(serialize_with = "text")]
    pub minted: u128,
}

/// A campaign with few seats at first, more of them where the margin is thin, and gold.
#[derive(Debug, Default, Serialize)]
pub struct Fairness {
    /// Items.
    pub items: u32,
    /// Items that the second wave asked for.
    pub asked_again: u32,
    /// Labels paid for.
    pub labels: u64,
    /// The same for each item.
    pub labels_per_item: f64,
    /// Gold items that were opened.
    pub gold_items: usize,
    /// What became of the gold.
    pub gold: String,
    /// Items on which its labels agree with those of the campaign with all seats.
    pub agrees: usize,
}

/// A verdict that is challenged, and a panel that decides.
#[derive(Debug, Default, Serialize)]
pub struct Appeal {
    /// Items.
    pub items: usize,
    /// Items that the challenge named.
    pub challenged: usize,
    /// Of these items whose label changed.
    pub changed: u32,
    /// Items on which the first verdict agreed with that of all seats.
    pub agreed: usize,
    /// The same of the last verdict.
    pub agrees: usize,
    /// The challenger's bond.
    #[serde(serialize_with = "text")]
    pub bond: u128,
    /// Of this what the panel earned.
    #[serde(serialize_with = "text")]
    pub panel: u128,
    /// Of this what the challenger got back.
    #[serde(serialize_with = "text")]
    pub returned: u128,
    /// Of this what the commons got.
    #[serde(serialize_with = "text")]
    pub commons: u128,
}

/// Fractions of the items that have a verdict and whose truth is known.
#[derive(Debug, Serialize)]
pub struct Accuracy {
    /// Of the verdict.
    pub verdict: f64,
    /// Of plurality, the smaller class at a tie.
    pub plurality: f64,
    /// Items that were compared.
    pub compared: usize,
    /// Items whose truth is known and that have no verdict: nobody in a seat labeled them.
    pub without_verdict: usize,
}

/// Amounts are strings, as JSON's numbers end at 2^53.
fn text<S: serde::Serializer>(amount: &u128, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(amount)
}

/// How many there are of something.
pub fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

/// An amount with thousands apart.
pub fn grouped(amount: u128) -> String {
    let digits = amount.to_string();
    let mut shown = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_more_than_one() {
        let told = [0, 1, 2].map(|count| counted(count, "campaign"));
        assert_eq!(told, ["0 campaigns", "1 campaign", "2 campaigns"]);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_234), "1 234");
        assert_eq!(grouped(123_456_789), "123 456 789");
    }
}
