//! Ranking by preferences: how often each object would be preferred, from votes on pairs.
//!
//! Bradley and Terry's model in integers: every object has a strength, and it is preferred to another
//! with odds of the one strength to the other. Each vote counts by the skill of its voter, with the
//! weight that it would have between two classes. Every object has also won once and lost once against
//! an opponent of strength one, so strengths stay finite and comparable where the votes do not connect
//! all objects. The strengths are found by a fixed number of Hunter's minorize-maximize steps.

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use crate::fixed::lg;
use crate::skill::{weight, ONE};

/// Most objects of a ranking.
pub const MAX_OBJECTS: usize = 1 << 20;
/// Most votes of a ranking.
pub const MAX_VOTES: usize = 1 << 24;
/// Steps toward the strengths.
const RANKING_STEPS: usize = 200;
/// Strength of the opponent that everybody met, Q24.
const UNIT_STRENGTH: i128 = 1 << 24;
/// Lowest and highest strength, Q24: 2^-24 and 2^24.
const STRENGTH_RANGE: (i128, i128) = (1, 1 << 48);

/// One vote on a pair of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference {
    /// The object shown first.
    pub first: usize,
    /// The object shown second.
    pub second: usize,
    /// Which one is preferred.
    pub preferred: Preferred,
    /// Skill of the voter, Q12: see [`crate::History::standing`].
    pub skill: i64,
}

/// Which object of a pair is preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither: half a win for each.
    Tie,
}

/// Why votes cannot be ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidRanking {
    /// Returned when there are more objects than [`MAX_OBJECTS`].
    Objects {
        /// Objects given.
        found: usize,
    },
    /// Returned when there are more votes than [`MAX_VOTES`].
    Votes {
        /// Votes given.
        found: usize,
    },
    /// Returned when a vote names an object that there is not.
    Object {
        /// Index of the vote.
        vote: usize,
        /// The object.
        found: usize,
        /// Objects of the ranking: one is below this.
        objects: usize,
    },
    /// Returned when a vote compares an object with itself.
    Same {
        /// Index of the vote.
        vote: usize,
        /// The object.
        object: usize,
    },
}

impl fmt::Display for InvalidRanking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Objects { found } => {
                write!(f, "{found} objects, expected at most {MAX_OBJECTS}")
            }
            Self::Votes { found } => write!(f, "{found} votes, expected at most {MAX_VOTES}"),
            Self::Object {
                vote,
                found,
                objects,
            } => write!(
                f,
                "vote {vote} names object {found}, expected one below {objects}"
            ),
            Self::Same { vote, object } => {
                write!(f, "vote {vote} compares object {object} with itself")
            }
        }
    }
}

impl core::error::Error for InvalidRanking {}

/// Strength of every object, Q12 bits: one more is to be preferred twice as often. Zero without votes.
pub fn strengths(objects: usize, votes: &[Preference]) -> Result<Vec<i64>, InvalidRanking> {
    check(objects, votes)?;
    let (wins, pairs) = tally(objects, votes);
    let mut strengths = vec![UNIT_STRENGTH; objects];
    for _ in 0..RANKING_STEPS {
        // Weight of the meetings over the sum of both strengths, Q24.
        let mut met: Vec<i128> = strengths
            .iter()
            .map(|&own| over(2 * ONE, own + UNIT_STRENGTH))
            .collect();
        for &(first, second, weight) in &pairs {
            let share = over(weight, strengths[first] + strengths[second]);
            met[first] += share;
            met[second] += share;
        }
        for ((strength, &wins), met) in strengths.iter_mut().zip(&wins).zip(met) {
            let wins = i128::from(wins) << 48;
            *strength = (wins / met.max(1)).clamp(STRENGTH_RANGE.0, STRENGTH_RANGE.1);
        }
    }
    let bits = |strength: i128| lg(i64::try_from(strength).unwrap_or(i64::MAX)) - (24 << 12);
    Ok(strengths.into_iter().map(bits).collect())
}

/// Objects from the strongest to the weakest, equals by their number.
pub fn ranking(objects: usize, votes: &[Preference]) -> Result<Vec<usize>, InvalidRanking> {
    let strengths = strengths(objects, votes)?;
    let mut order: Vec<usize> = (0..objects).collect();
    order.sort_by_key(|&object| (-strengths[object], object));
    Ok(order)
}

fn check(objects: usize, votes: &[Preference]) -> Result<(), InvalidRanking> {
    if objects > MAX_OBJECTS {
        return Err(InvalidRanking::Objects { found: objects });
    }
    if votes.len() > MAX_VOTES {
        return Err(InvalidRanking::Votes { found: votes.len() });
    }
    for (vote, preference) in votes.iter().enumerate() {
        let Preference { first, second, .. } = *preference;
        if let Some(found) = [first, second].into_iter().find(|&one| one >= objects) {
            return Err(InvalidRanking::Object {
                vote,
                found,
                objects,
            });
        }
        if first == second {
            return Err(InvalidRanking::Same {
                vote,
                object: first,
            });
        }
    }
    Ok(())
}

/// Weight of every object's wins, twice over so that a tie is whole, less than 2^42; and of the
/// meetings of every pair that met.
fn tally(objects: usize, votes: &[Preference]) -> (Vec<i64>, Vec<(usize, usize, i64)>) {
    // The win against the opponent that everybody met.
    let mut wins = vec![2 * ONE; objects];
    let mut pairs = Vec::with_capacity(votes.len());
    for vote in votes {
        let weight = weight(vote.skill, 2);
        let (first, second) = match vote.preferred {
            Preferred::First => (2, 0),
            Preferred::Second => (0, 2),
            Preferred::Tie => (1, 1),
        };
        wins[vote.first] += first * weight;
        wins[vote.second] += second * weight;
        let low = vote.first.min(vote.second);
        let high = vote.first.max(vote.second);
        pairs.push((low, high, weight));
    }
    pairs.sort_unstable();
    pairs.dedup_by(|next, kept| {
        let same = (next.0, next.1) == (kept.0, kept.1);
        if same {
            kept.2 += next.2;
        }
        same
    });
    (wins, pairs)
}

/// Twice a weight (below 2^41) over the sum of two strengths, Q24 in a finer unit: below 2^114.
fn over(weight: i64, strengths: i128) -> i128 {
    (i128::from(2 * weight) << 48) / strengths.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(first: usize, second: usize, preferred: Preferred, skill: i64) -> Preference {
        Preference {
            first,
            second,
            preferred,
            skill,
        }
    }

    #[test]
    fn nothing_said_is_no_order() {
        assert_eq!(strengths(3, &[]).unwrap(), [0; 3]);
        assert_eq!(ranking(3, &[]).unwrap(), [0, 1, 2]);
        assert!(ranking(0, &[]).unwrap().is_empty());
    }

    #[test]
    fn one_who_wins_stands_above_and_evenly() {
        let votes = [vote(0, 1, Preferred::Second, ONE / 2)];
        let found = strengths(2, &votes).unwrap();
        assert!(
            found[1] > 0 && (found[0] + found[1]).abs() <= 2,
            "{found:?}"
        );
        let tie = [vote(0, 1, Preferred::Tie, ONE / 2)];
        assert!(strengths(2, &tie).unwrap().iter().all(|s| s.abs() <= 1));
    }

    #[test]
    fn a_chain_of_wins_is_an_order() {
        let votes: Vec<Preference> = (1..20)
            .map(|object| vote(object, object - 1, Preferred::First, ONE / 2))
            .collect();
        let order = ranking(20, &votes).unwrap();
        assert!(order.into_iter().eq((0..20).rev()));
    }

    #[test]
    fn skill_outweighs_number() {
        let mut votes = vec![vote(0, 1, Preferred::First, 0); 5];
        votes.push(vote(1, 0, Preferred::First, 9 * ONE / 10));
        assert_eq!(ranking(2, &votes).unwrap(), [1, 0]);
    }

    #[test]
    fn strengths_approach_the_odds_of_the_votes() {
        // Three of four votes, ten thousand of them: odds of three, 1.58 bits.
        let mut votes = vec![vote(0, 1, Preferred::First, ONE / 2); 7_500];
        votes.extend(vec![vote(0, 1, Preferred::Second, ONE / 2); 2_500]);
        let found = strengths(2, &votes).unwrap();
        assert!((found[0] - found[1] - 6_492).abs() < 8, "{found:?}");
    }

    #[test]
    fn refuses_what_it_cannot_rank() {
        let message = |objects: usize, first: usize, second: usize| {
            let votes = [vote(first, second, Preferred::Tie, 0)];
            alloc::format!("{}", strengths(objects, &votes).unwrap_err())
        };
        assert_eq!(
            message(2, 0, 2),
            "vote 0 names object 2, expected one below 2"
        );
        assert_eq!(message(2, 1, 1), "vote 0 compares object 1 with itself");
        let many = alloc::format!("{}", strengths(MAX_OBJECTS + 1, &[]).unwrap_err());
        assert_eq!(many, "1048577 objects, expected at most 1048576");
    }
}
