//! Plots as SVG: [`bars`] inside a page, whose style gives them their colors, and [`lines`] as pictures
//! of their own.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    reason = "a program that draws for people; no contract uses it"
)]

pub mod bars;
pub mod lines;

/// Width of every plot.
const WIDTH: f64 = 720.0;

/// Text that is safe inside markup.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The opening tag of a plot of this height.
fn open(label: &str, height: f64) -> String {
    let label = escape(label);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" role="img" aria-label="{label}">"#
    )
}
