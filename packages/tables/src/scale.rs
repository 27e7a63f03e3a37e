//! Places on a scale between two ends, as people write them.
#![allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    reason = "files have decimal numbers; what is sealed is the level, which is a whole number below 255"
)]

use crate::number::{number, whole_number};

/// Part of a level by which a number may miss it without being rounded: what binary fractions of decimals miss.
const ROUNDED: f64 = 1.0 / 1_000_000.0;

/// A scale of levels between two ends, each a number or words.
#[derive(Clone, Copy, Debug)]
pub struct Scale<'a> {
    /// How many levels there are.
    pub levels: u8,
    /// What the lowest is called.
    pub from: &'a str,
    /// What the highest is called.
    pub to: &'a str,
}

impl Scale<'_> {
    /// The ends, where they are two numbers.
    #[must_use]
    pub fn ends(&self) -> Option<[f64; 2]> {
        let ends = [number(self.from)?, number(self.to)?];
        (ends[0] != ends[1]).then_some(ends)
    }

    /// The level that a text says: where the ends are numbers the one that is nearest to a number between
    /// them, else its own number, from 0 on.
    ///
    /// # Errors
    /// What was found, and what is wanted.
    pub fn level(&self, text: &str) -> Result<u8, String> {
        let last = self.levels.saturating_sub(1);
        let Some([from, to]) = self.ends() else {
            let level = whole_number(text).and_then(|level| u8::try_from(level).ok());
            return level.filter(|level| *level <= last).ok_or_else(|| {
                format!(
                    "label {text:?}, expected a level from 0 ({}) to {last} ({})",
                    self.from, self.to
                )
            });
        };
        let found = number(text).filter(|found| (from.min(to)..=from.max(to)).contains(found));
        let found = found.ok_or_else(|| {
            format!(
                "label {text:?}, expected a number from {} to {}",
                self.from, self.to
            )
        })?;
        // Between 0 and 254.
        Ok(((found - from) / (to - from) * f64::from(last)).round() as u8)
    }

    /// Whether a text says a number between two levels, which is read as the nearest of them.
    #[must_use]
    pub fn is_rounded(&self, text: &str) -> bool {
        let (Some([from, to]), Some(said)) = (self.ends(), number(text)) else {
            return false;
        };
        let last = f64::from(self.levels.saturating_sub(1));
        let place = (said - from) / (to - from) * last;
        (place - place.round()).abs() > ROUNDED
    }

    /// A place in levels, in units of the ends where they are numbers, to three decimals.
    #[must_use]
    pub fn value(&self, levels: f64) -> f64 {
        let last = f64::from(self.levels.saturating_sub(1)).max(1.0);
        let shown = match self.ends() {
            Some([from, to]) => from + (to - from) * levels / last,
            None => levels,
        };
        (shown * 1_000.0).round() / 1_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_number_between_numbers_and_a_level_between_words() {
        let stars = Scale {
            levels: 5,
            from: "1",
            to: "5",
        };
        assert_eq!((stars.level("4"), stars.value(3.25)), (Ok(3), 4.25));
        let words = Scale {
            from: "never",
            to: "always",
            ..stars
        };
        assert_eq!((words.level("4"), words.value(3.25)), (Ok(4), 3.25));
        assert_eq!(Scale { to: "1", ..stars }.ends(), None);
        let rounded = ["4", "4.0", "1.4", "four"].map(|text| stars.is_rounded(text));
        assert_eq!(rounded, [false, false, true, false]);
        assert!(Scale { levels: 4, ..stars }.is_rounded("3"));
        let tenths = Scale {
            levels: 11,
            from: "0",
            to: "1",
        };
        assert!(!tenths.is_rounded("0.3") && !words.is_rounded("1"));
    }
}
