//! Bonds of challenges.

mod bond;
mod settle_challenges;

pub use bond::bond;
pub use settle_challenges::settle_challenges;
