//! Bars and histograms inside a page. Colors come from the page's style, so they follow light and dark.

use std::fmt::Write;

use crate::{escape, open, WIDTH};

/// Height of a bar and the gap after it.
const BAR: f64 = 22.0;
/// Room for names on the left.
const NAMES: f64 = 150.0;
/// Room for numbers on the right.
const NUMBERS: f64 = 110.0;

/// A bar of parts: (class of the part, share of the width).
pub struct Bar {
    /// What it shows.
    pub name: String,
    /// Its parts, together at most 1.
    pub parts: Vec<(&'static str, f64)>,
    /// What comes after it.
    pub number: String,
}

/// Horizontal bars, one below the other.
pub fn bars(label: &str, bars: &[Bar]) -> String {
    let height = BAR * bars.len() as f64 + 6.0;
    let room = WIDTH - NAMES - NUMBERS;
    let mut svg = open(label, height);
    for (n, bar) in bars.iter().enumerate() {
        let y = BAR * n as f64 + 3.0;
        let text = y + 13.0;
        let name: String = bar.name.chars().take(22).collect();
        let end = NAMES - 8.0;
        let _ = write!(
            svg,
            r#"<text x="{end}" y="{text:.1}" class="name">{}</text>"#,
            escape(&name)
        );
        let mut x = NAMES;
        for (class, share) in &bar.parts {
            let width = (share.clamp(0.0, 1.0) * room).max(0.0);
            let _ = write!(
                svg,
                r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="16" rx="2" class="{class}"/>"#
            );
            x += width;
        }
        let x = x + 6.0;
        let _ = write!(
            svg,
            r#"<text x="{x:.1}" y="{text:.1}">{}</text>"#,
            escape(&bar.number)
        );
    }
    svg + "</svg>"
}

/// A histogram of values within 0 and 1.
pub fn histogram(label: &str, values: &[f64], bins: usize) -> String {
    let mut counts = vec![0usize; bins];
    for value in values {
        let bin = (value.clamp(0.0, 1.0) * bins as f64) as usize;
        counts[bin.min(bins - 1)] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let height = 190.0;
    let base = 160.0;
    let width = WIDTH / bins as f64;
    let mut svg = open(label, height);
    for (n, &count) in counts.iter().enumerate() {
        let tall = (base - 20.0) * count as f64 / most;
        let x = width * n as f64;
        let y = base - tall;
        let _ = write!(
            svg,
            r#"<rect x="{:.1}" y="{y:.1}" width="{:.1}" height="{tall:.1}" rx="2" class="a"><title>{count} items</title></rect>"#,
            x + 1.0,
            width - 2.0
        );
        if count > 0 {
            let x = x + width / 2.0;
            let y = y - 4.0;
            let _ = write!(
                svg,
                r#"<text x="{x:.1}" y="{y:.1}" class="mid">{count}</text>"#
            );
        }
        let from = n as f64 / bins as f64;
        if n.is_multiple_of(2) {
            let _ = write!(
                svg,
                r#"<text x="{x:.1}" y="178" class="axis">{from:.1}</text>"#
            );
        }
    }
    let end = WIDTH;
    let _ = write!(
        svg,
        r#"<line x1="0" y1="{base}" x2="{end}" y2="{base}" class="line"/>"#
    );
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_markup() {
        let bar = Bar {
            name: "<b>&\"".into(),
            parts: vec![("a", 0.5)],
            number: "1".into(),
        };
        let svg = bars("plot", &[bar]);
        assert!(svg.contains("&lt;b&gt;&amp;&quot;"));
        assert!(!svg.contains("<b>"));
    }

    #[test]
    fn every_value_is_in_a_bin() {
        let svg = histogram("plot", &[0.0, 0.5, 1.0, 1.0], 10);
        assert!(svg.contains("2 items") && svg.matches("1 items").count() == 2);
    }
}
