//! What is shown of what a campaign's labels are worth.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Decimal};

use crate::ratio::Bps;

/// Margin of a class that counts as sure, Q12 bits: 5 bits, odds of 32 to 1.
pub const SURE_MARGIN: i32 = 5 * 4_096;
/// Margin of a value on a scale that counts as sure, Q12 bits: 3 bits, an error of an eighth of chance.
pub const SURE_SCALE_MARGIN: i32 = 3 * 4_096;

/// What a campaign's labels are worth, by its settled tasks.
#[cw_serde]
pub struct CertificateResponse {
    /// Items with a verdict.
    pub items: u32,
    /// Labels paid for, panels left out.
    pub labels: u64,
    /// Labels of an item and question, on average.
    pub mean_overlap: Decimal,
    /// Part of the items whose first verdict is sure of every question: led by 5 bits or more, and of a scale has an
    /// error at least 3 bits smaller than chance.
    pub sure: Bps,
    /// Gold answers that were opened and counted.
    pub gold_items: u32,
    /// Of these on which a plain vote of the seats is right, or their median less than half a standard deviation of
    /// the task's verdicts away; the verdict itself takes the gold.
    pub gold_right: u32,
    /// With 97.5 % of certainty a plain vote is right on at least this part of all answers (Wilson
    /// score interval), as far as the gold items are drawn from all of them; 0 without gold.
    pub gold_accuracy_at_least: Bps,
    /// Challenges that changed a label.
    pub challenges_upheld: u32,
    /// Challenges whose panel changed none.
    pub challenges_lost: u32,
    /// Distinct labelers who were paid.
    pub labelers: u32,
    /// Labels of those for whom an issuer of the terms vouched.
    pub credentials: Vec<IssuerLabels>,
}

/// Labels of those for whom an issuer vouched.
#[cw_serde]
pub struct IssuerLabels {
    /// Who vouched.
    pub issuer: Addr,
    /// Labels paid for.
    pub labels: u64,
}
