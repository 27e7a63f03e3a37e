//! Sealed waves on a data set's own labels: further labels where the margin is thin, beside a fixed
//! overlap. What labelers really said, hard items and all; nothing is drawn.

use anyhow::Result;
use pasar_common::task_registry::MIN_WAVE_ITEMS;
use pasar_truth::{
    asking::{Policy, WAVES},
    classic,
    sparse::{self, Verdict},
};
use rand::{rngs::StdRng, seq::SliceRandom, SeedableRng};
use serde::Serialize;

use crate::crowd::Crowd;

/// Orders of each item's labels over which results are averaged.
const ORDERS: u64 = 10;

/// Accuracy of the verdict with so many labels.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Bought {
    /// Labels of an item.
    pub labels_per_item: f64,
    /// Accuracy of the verdict.
    pub verdict: f64,
}

/// How waves did on a data set.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Waves {
    /// Labels of an item that there are.
    pub labels_per_item: f64,
    /// Further labels where the margin is thin.
    pub adaptive: Bought,
    /// As many labels, as many of each item.
    pub equal: Bought,
    /// Half as many again, or all there are.
    pub fixed: Bought,
}

/// The labels of each item in some order.
struct Labels<'a> {
    crowd: &'a Crowd,
    of_item: Vec<Vec<(usize, u8)>>,
}

/// Buys labels of a data set in waves and in a fixed overlap, the whole set as one task; the mean over
/// several orders of each item's labels.
pub fn waves(crowd: &Crowd) -> Result<Waves> {
    let mut mean = Waves::default();
    for order in 0..ORDERS {
        let mut rng = StdRng::seed_from_u64(order);
        let mut labels = Labels {
            crowd,
            of_item: vec![vec![]; crowd.items.len()],
        };
        for &(item, labeler, class) in &crowd.labels {
            labels.of_item[item].push((labeler, class));
        }
        for of_item in &mut labels.of_item {
            of_item.shuffle(&mut rng);
        }
        let adaptive = labels.adaptive()?;
        let target = adaptive.labels_per_item;
        add(&mut mean.adaptive, adaptive);
        add(&mut mean.equal, labels.fixed(target, &mut rng)?);
        add(&mut mean.fixed, labels.fixed(1.5 * target, &mut rng)?);
    }
    mean.labels_per_item = crowd.labels.len() as f64 / crowd.items.len() as f64;
    Ok(mean)
}

fn add(mean: &mut Bought, bought: Bought) {
    mean.labels_per_item += bought.labels_per_item / ORDERS as f64;
    mean.verdict += bought.verdict / ORDERS as f64;
}

impl Labels<'_> {
    /// Three labels of each item, then more where the requester would ask for them.
    fn adaptive(&self) -> Result<Bought> {
        let [first, further @ ..] = WAVES;
        let first = usize::from(first);
        let mut taken: Vec<usize> = self.of_item.iter().map(|of| of.len().min(first)).collect();
        let policy = Policy::usual(MIN_WAVE_ITEMS as usize);
        for wave in 0..further.len() {
            let margins = self.infer(&taken)?.margin;
            let Some(wave) = policy.after(wave as u8, u8::MAX, &margins) else {
                break;
            };
            for item in wave.items {
                let taken = &mut taken[item as usize];
                let of = &self.of_item[item as usize];
                *taken = of.len().min(*taken + usize::from(wave.seats));
            }
        }
        self.bought(&taken)
    }

    /// About as many labels of each item as of any other, so many on average, as far as there are any.
    fn fixed(&self, labels_per_item: f64, rng: &mut StdRng) -> Result<Bought> {
        let wanted = (labels_per_item * self.of_item.len() as f64).round() as usize;
        let mut taken = vec![0; self.of_item.len()];
        let mut count = 0;
        let mut left: Vec<usize> = (0..taken.len()).collect();
        while count < wanted && !left.is_empty() {
            left.shuffle(rng);
            left.retain(|item| taken[*item] < self.of_item[*item].len());
            for item in &left {
                if count < wanted {
                    taken[*item] += 1;
                    count += 1;
                }
            }
        }
        self.bought(&taken)
    }

    fn bought(&self, taken: &[usize]) -> Result<Bought> {
        let verdict = self.infer(taken)?.verdict;
        let truth: Vec<(usize, u8)> = self.crowd.truth.iter().map(|(i, c)| (*i, *c)).collect();
        Ok(Bought {
            labels_per_item: taken.iter().sum::<usize>() as f64 / taken.len() as f64,
            verdict: classic::accuracy(&verdict, &truth),
        })
    }

    /// The verdict of the first labels of each item.
    fn infer(&self, taken: &[usize]) -> Result<Verdict> {
        let first = self.of_item.iter().zip(taken).enumerate();
        let labels: Vec<sparse::Label> = first
            .flat_map(|(item, (of, taken))| {
                let labels = of[..*taken].iter();
                labels.map(move |&(labeler, class)| (item, labeler, class))
            })
            .collect();
        let classes = self.crowd.classes.len();
        let labelers = self.crowd.labelers.len();
        Ok(sparse::infer(
            classes,
            self.of_item.len(),
            labelers,
            &labels,
        )?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    /// Twenty labelers label all of 200 items: 160 that three of four see, 40 that nobody can tell.
    fn crowd() -> Crowd {
        let mut rng = StdRng::seed_from_u64(5);
        let names = |of: &str, count: usize| (0..count).map(|n| format!("{of}{n}")).collect();
        let mut labels = vec![];
        for item in 0..200 {
            for labeler in 0..20 {
                let right = rng.random_bool(if item < 160 { 0.75 } else { 0.5 });
                labels.push((item, labeler, (item % 2) as u8 ^ u8::from(!right)));
            }
        }
        Crowd {
            items: names("item", 200),
            labelers: names("labeler", 20),
            classes: names("class", 2),
            labels,
            truth: (0..200).map(|item| (item, (item % 2) as u8)).collect(),
            ..Crowd::default()
        }
    }

    #[test]
    fn waves_buy_labels_where_they_are_missing() {
        let waves = waves(&crowd()).unwrap();
        let adaptive = waves.adaptive;
        let equal = waves.equal;
        let fixed = waves.fixed;
        assert_eq!(waves.labels_per_item, 20.0);
        let labels = adaptive.labels_per_item;
        assert!(labels > f64::from(WAVES[0]) && labels < f64::from(WAVES.iter().sum::<u8>()));
        assert!((equal.labels_per_item - labels).abs() < 0.01);
        assert!((fixed.labels_per_item - (1.5 * labels).min(20.0)).abs() < 0.01);
        assert!(adaptive.verdict > equal.verdict, "{waves:?}");
    }

    #[test]
    fn there_are_no_more_labels_than_there_are() {
        let mut crowd = crowd();
        crowd.labels.retain(|(_, labeler, _)| *labeler < 3);
        let waves = waves(&crowd).unwrap();
        assert!((waves.fixed.labels_per_item - 3.0).abs() < 0.01);
        assert_eq!(waves.adaptive.verdict, waves.fixed.verdict);
    }
}
