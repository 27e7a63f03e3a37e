//! Numbers as people mean them.

/// A whole number, written as numbers are: digits, without a sign and without a zero before them. `00`,
/// `+1` and `007` are names.
#[must_use]
pub fn whole_number(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = text == "0" || !text.starts_with('0');
    (is_number && is_short).then(|| text.parse().ok()).flatten()
}

/// A number with decimals: digits, a sign before them or none, a point among them or none, and an exponent
/// as programs write it. Neither `inf` nor `nan`, which are words.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let is_numeric = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let starts = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    if !starts || !text.bytes().all(is_numeric) {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// The value of a decimal number, without what does not change it: `01.50` is `1.5`.
pub(crate) fn decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if whole == "0" && part.is_empty() {
        ""
    } else {
        sign
    };
    Some(if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_neither_sign_nor_leading_zeros() {
        let read = ["0", "7", "10", "4294967295"].map(whole_number);
        assert_eq!(read, [Some(0), Some(7), Some(10), Some(u32::MAX)]);
        for name in [
            "",
            "00",
            "007",
            "+1",
            "-1",
            "1.0",
            " 1",
            "4294967296",
            "\u{663}",
        ] {
            assert_eq!(whole_number(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_number_may_have_decimals_and_is_never_a_word() {
        let read = ["0", "-7", "+1.50", "007", ".5", "1e-2"].map(number);
        let wanted = [0.0, -7.0, 1.5, 7.0, 0.5, 0.01].map(Some);
        assert_eq!(read, wanted);
        for name in [
            "", "-", ".", "e5", "1,5", "inf", "nan", "1e999", "0x10", "1 000", "\u{663}",
        ] {
            assert_eq!(number(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_decimal_is_its_value() {
        for (text, value) in [
            ("1", "1"),
            ("1.0", "1"),
            ("01", "1"),
            ("+1", "1"),
            ("-1.50", "-1.5"),
            ("-0.0", "0"),
            ("10", "10"),
        ] {
            assert_eq!(decimal(text).as_deref(), Some(value), "{text}");
        }
        for text in ["", ".", ".5", "1e3", "1.x", "cat", "1.2.3"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
