//! Who labels in a simulation: the labelers of a data set, and spammers who never look.

use std::collections::BTreeMap;

use pasar_truth::NONE;
use rand::{rngs::StdRng, Rng};

use crate::crowd::Crowd;

/// Most labelers of a data set who take part: those with most labels.
pub const MAX_HONEST: usize = 60;
/// Labels of the crowd's table that are added to a labeler's own.
const SHRINKAGE: f64 = 8.0;
/// How often a lazy labeler does not look.
const LAZY: f64 = 0.7;

/// A way to label without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Always the most frequent class.
    Constant,
    /// Classes as often as they are.
    Prior,
    /// Any class.
    Random,
    /// An honest labeler who guesses seven times of ten.
    Lazy,
    /// Whatever is public of the item, else the most frequent class of what is.
    Copying,
    /// Friends who agreed on random labels.
    Ring,
    /// The same where 10 items of every task are gold.
    RingGold,
}

impl Kind {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 7] = [
        Self::Constant,
        Self::Prior,
        Self::Random,
        Self::Lazy,
        Self::Copying,
        Self::Ring,
        Self::RingGold,
    ];

    /// Its name in the report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Prior => "prior",
            Self::Random => "random",
            Self::Lazy => "lazy",
            Self::Copying => "copying",
            Self::Ring => "ring",
            Self::RingGold => "ring_gold",
        }
    }
}

/// A data set whose items have a known class.
pub struct World {
    /// Number of classes.
    pub classes: usize,
    /// Class of each item.
    pub truth: Vec<u8>,
    /// The labelers: their labels by item, and how they label where they have none.
    pub labelers: Vec<Honest>,
    /// How often each class is.
    prior: Vec<f64>,
}

/// A labeler of the data set.
pub struct Honest {
    own: BTreeMap<usize, u8>,
    /// For each true class how often they say which, all together 1.
    table: Vec<Vec<f64>>,
}

impl World {
    /// The items whose class is known, and at most [`MAX_HONEST`] labelers of theirs.
    pub fn of(crowd: &Crowd) -> Self {
        let classes = crowd.classes.len();
        let known = crowd
            .truth
            .iter()
            .filter(|(_, class)| usize::from(**class) < classes);
        let items: BTreeMap<usize, usize> = known
            .clone()
            .enumerate()
            .map(|(n, (item, _))| (*item, n))
            .collect();
        let truth: Vec<u8> = known.map(|(_, class)| *class).collect();
        let mut own: Vec<BTreeMap<usize, u8>> = vec![BTreeMap::new(); crowd.labelers.len()];
        let mut all = vec![vec![1.0; classes]; classes];
        for (item, labeler, class) in &crowd.labels {
            if let Some(&item) = items.get(item) {
                own[*labeler].insert(item, *class);
                all[usize::from(truth[item])][usize::from(*class)] += 1.0;
            }
        }
        own.retain(|labels| !labels.is_empty());
        own.sort_by_key(|labels| core::cmp::Reverse(labels.len()));
        own.truncate(MAX_HONEST);
        let crowd_table: Vec<Vec<f64>> = all.iter().map(|row| normal(row)).collect();
        let labelers = own
            .into_iter()
            .map(|own| Honest::of(own, &truth, &crowd_table))
            .collect();
        let mut counts = vec![0.0; classes];
        for class in &truth {
            counts[usize::from(*class)] += 1.0;
        }
        Self {
            classes,
            truth,
            labelers,
            prior: normal(&counts),
        }
    }

    /// What an honest labeler says of an item: what they said, else what they would say.
    pub fn honest(&self, labeler: usize, item: usize, rng: &mut StdRng) -> u8 {
        let honest = &self.labelers[labeler];
        match honest.own.get(&item) {
            Some(class) => *class,
            None => draw(&honest.table[usize::from(self.truth[item])], rng),
        }
    }

    /// What a spammer says of an item. `public` is what anybody can see of it, and then of the
    /// campaign.
    pub fn spam(&self, kind: Kind, item: usize, public: Option<u8>, rng: &mut StdRng) -> u8 {
        let any = |rng: &mut StdRng| rng.random_range(0..self.classes) as u8;
        match kind {
            Kind::Constant => most(&self.prior),
            Kind::Prior => draw(&self.prior, rng),
            Kind::Random => any(rng),
            Kind::Lazy if rng.random_bool(LAZY) => any(rng),
            Kind::Lazy => {
                let labeler = rng.random_range(0..self.labelers.len());
                self.honest(labeler, item, rng)
            }
            Kind::Copying => public.unwrap_or_else(|| most(&self.prior)),
            Kind::Ring | Kind::RingGold => agreed(item, self.classes),
        }
    }
}

impl Honest {
    fn of(own: BTreeMap<usize, u8>, truth: &[u8], crowd: &[Vec<f64>]) -> Self {
        let mut table: Vec<Vec<f64>> = crowd
            .iter()
            .map(|row| row.iter().map(|share| share * SHRINKAGE).collect())
            .collect();
        for (item, class) in &own {
            table[usize::from(truth[*item])][usize::from(*class)] += 1.0;
        }
        let table = table.iter().map(|row| normal(row)).collect();
        Self { own, table }
    }
}

/// What a ring agreed on: it looks random, and is the same for all of them.
fn agreed(item: usize, classes: usize) -> u8 {
    let mixed = (item as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29);
    (mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as u8 % classes as u8
}

fn normal(row: &[f64]) -> Vec<f64> {
    let sum: f64 = row.iter().sum();
    row.iter()
        .map(|share| share / sum.max(f64::MIN_POSITIVE))
        .collect()
}

fn most(shares: &[f64]) -> u8 {
    let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]));
    best.map_or(NONE, |class| class as u8)
}

fn draw(shares: &[f64], rng: &mut StdRng) -> u8 {
    let mut at: f64 = rng.random();
    for (class, share) in shares.iter().enumerate() {
        at -= share;
        if at < 0.0 {
            return class as u8;
        }
    }
    most(shares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    /// Two classes, four items; the first labeler is always right, the second always wrong.
    fn world() -> World {
        let truth: BTreeMap<usize, u8> = (0..40).map(|item| (item, (item % 2) as u8)).collect();
        let label = |item: usize| [(item, 0, (item % 2) as u8), (item, 1, 1 - (item % 2) as u8)];
        World::of(&Crowd {
            items: (0..40).map(|item| item.to_string()).collect(),
            labelers: vec!["right".into(), "wrong".into()],
            classes: vec!["0".into(), "1".into()],
            labels: (0..20).flat_map(label).collect(),
            truth,
            ..Crowd::default()
        })
    }

    #[test]
    fn an_honest_labeler_says_what_they_said_and_else_what_they_would_say() {
        let world = world();
        let mut rng = StdRng::seed_from_u64(1);
        assert!((0..20).all(|item| world.honest(0, item, &mut rng) == world.truth[item]));
        let mut right = |labeler| {
            let unseen = (0..500).map(|n| 20 + n % 20);
            unseen
                .filter(|item| world.honest(labeler, *item, &mut rng) == world.truth[*item])
                .count()
        };
        assert!(right(0) > 350);
        assert!(right(1) < 150);
    }

    #[test]
    fn a_ring_says_the_same_and_spam_is_a_class() {
        let world = world();
        let mut rng = StdRng::seed_from_u64(1);
        for kind in Kind::ALL {
            assert!((0..40).all(|item| world.spam(kind, item, None, &mut rng) < 2));
        }
        let ring = |rng: &mut StdRng| -> Vec<u8> {
            (0..40)
                .map(|item| world.spam(Kind::Ring, item, None, rng))
                .collect()
        };
        assert_eq!(ring(&mut rng), ring(&mut rng));
        assert_eq!(world.spam(Kind::Copying, 0, Some(1), &mut rng), 1);
    }
}
