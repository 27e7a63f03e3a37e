//! Lines over a logarithmic axis, as a picture that stands alone.

use std::fmt::Write as _;

use crate::{escape, open, WIDTH};

const HEIGHT: f64 = 320.0;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 44.0;
/// Colors that can be told apart on light and on dark.
const COLORS: [&str; 6] = [
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#aa3377", "#66ccee",
];
const STYLE: &str = "text{font:12px sans-serif;fill:#444}.axis{stroke:#999}.grid{stroke:#9994}\
    @media(prefers-color-scheme:dark){text{fill:#ccc}}";

/// A line: its name and its points.
pub struct Line {
    /// What it shows.
    pub name: String,
    /// Places on the axis, all above 0, and heights.
    pub points: Vec<(f64, f64)>,
}

/// A plot of lines; heights begin at 0.
pub fn plot(title: &str, axis: &str, lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points);
    let most = points().map(|point| point.1).fold(1.0, f64::max);
    let step = round_step(most / 4.0);
    let top = (most / step).ceil() * step;
    let from = points().map(|point| point.0).fold(f64::INFINITY, f64::min);
    let to = points().map(|point| point.0).fold(from * 1.01, f64::max);
    let x = |value: f64| LEFT + (WIDTH - LEFT - RIGHT) * (value / from).ln() / (to / from).ln();
    let y = |value: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;

    let mut svg = begin(title);
    let mut height = 0.0;
    while height <= top {
        let at = y(height);
        let end = WIDTH - RIGHT;
        let _ = write!(
            svg,
            r#"<line x1="{LEFT}" y1="{at:.1}" x2="{end}" y2="{at:.1}" class="grid"/>"#
        );
        text(&mut svg, (LEFT - 6.0, at + 4.0), "end", &short(height));
        height += step;
    }
    let mut places: Vec<f64> = points().map(|point| point.0).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    for place in places {
        let at = (x(place), HEIGHT - BOTTOM + 16.0);
        text(&mut svg, at, "middle", &short(place));
    }
    let middle = LEFT + (WIDTH - LEFT - RIGHT) / 2.0;
    text(&mut svg, (middle, HEIGHT - 8.0), "middle", axis);
    draw(&mut svg, lines, x, y);
    svg + "</svg>\n"
}

fn draw(svg: &mut String, lines: &[Line], x: impl Fn(f64) -> f64, y: impl Fn(f64) -> f64) {
    for (n, line) in lines.iter().enumerate() {
        let color = COLORS[n % COLORS.len()];
        let place = |&(at, height): &(f64, f64)| format!("{:.1},{:.1}", x(at), y(height));
        let path: Vec<String> = line.points.iter().map(place).collect();
        let _ = write!(
            svg,
            r#"<polyline points="{}" fill="none" stroke="{color}" stroke-width="2"/>"#,
            path.join(" ")
        );
        for &(at, height) in &line.points {
            let cx = x(at);
            let cy = y(height);
            let name = escape(&line.name);
            let _ = write!(
                svg,
                r#"<circle cx="{cx:.1}" cy="{cy:.1}" r="3" fill="{color}"><title>{name}: {height:.0}</title></circle>"#
            );
        }
        let left = WIDTH - RIGHT + 12.0;
        let at = TOP + 18.0 * n as f64;
        let _ = write!(
            svg,
            r#"<rect x="{left}" y="{:.1}" width="10" height="10" rx="2" fill="{color}"/>"#,
            at - 9.0
        );
        text(svg, (left + 16.0, at), "start", &line.name);
    }
}

/// The opening tag, the style of a picture by itself, and its title.
fn begin(title: &str) -> String {
    let tag = open(title, HEIGHT);
    let title = escape(title);
    format!(r#"{tag}<style>{STYLE}</style><text x="{LEFT}" y="18">{title}</text>"#)
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, text: &str) {
    let text = escape(text);
    let _ = write!(
        svg,
        r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}">{text}</text>"#
    );
}

/// 1, 2 or 5 times a power of ten, at least as large.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    let step = steps.iter().find(|step| *step * power >= least);
    step.unwrap_or(&10.0) * power
}

/// With k or M instead of zeros.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} M", (value / 1e5).round() / 10.0),
        value if value >= 1e4 => format!("{} k", (value / 1e2).round() / 10.0),
        value => format!("{}", (value * 10.0).round() / 10.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        let steps = [0.7, 1.0, 3.0, 70.0].map(round_step);
        assert_eq!(steps, [1.0, 1.0, 5.0, 100.0]);
    }

    #[test]
    fn every_point_and_name_is_in_the_plot() {
        let line = Line {
            name: "a < b".into(),
            points: vec![(1.0, 10.0), (100.0, 1_000.0)],
        };
        let svg = plot("title", "items", &[line]);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("a &lt; b") && !svg.contains("a < b"));
    }
}
