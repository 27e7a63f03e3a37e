//! Amounts and denoms as people write them: `1000stake`, `5 ibc/27A…`, `5cw20:wasm1…`.

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::Uint128;
use cw20::Denom;
use pasar_common::asset::CW20_PREFIX;

use super::address::parse_address;

/// Fewest and most bytes of a native denom; the SDK's own limits.
const NATIVE_BYTES: std::ops::RangeInclusive<usize> = 3..=128;

/// Cuts the digits at the front from the denom, with a space between them or none; with `fraction`
/// the number may have a point. What looks like another notation of a number is refused, rather than
/// read as a denom that begins oddly.
pub fn split_amount(text: &str, fraction: bool) -> Result<(&str, &str)> {
    let text = text.trim();
    let digit = |c: char| c.is_ascii_digit() || fraction && c == '.';
    let end = text.find(|c| !digit(c)).unwrap_or(text.len());
    let (amount, rest) = text.split_at(end);
    let denom = rest.trim_start();
    ensure!(
        !amount.is_empty() || !text.starts_with('-'),
        "a negative amount"
    );
    ensure!(!amount.is_empty(), "no amount");
    ensure!(!denom.is_empty(), "no denom");
    let is_apart = denom.len() < rest.len();
    ensure!(
        is_apart || !denom.starts_with(['.', ',', '_', '\'']),
        "a number here has no separators, and {}",
        if fraction {
            "a point before its fraction"
        } else {
            "no fraction"
        }
    );
    let mut after = denom.chars();
    if !is_apart && matches!(after.next(), Some('e' | 'E')) {
        let exponent = after.next().unwrap_or_default();
        ensure!(
            !exponent.is_ascii_digit() && !matches!(exponent, '+' | '-'),
            "an exponent is no whole number"
        );
    }
    Ok((amount, denom))
}

/// Refuses what no chain has as a denom.
pub fn check_native(denom: &str) -> Result<()> {
    let begins = denom.starts_with(|c: char| c.is_ascii_alphabetic());
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/:._-".contains(c);
    ensure!(
        begins && denom.chars().all(allowed) && NATIVE_BYTES.contains(&denom.len()),
        "{denom:?} is no denom: expected a letter, then 2 to 127 letters, digits and / : . _ -"
    );
    Ok(())
}

/// A denom: a native one, or `cw20:` and the token's address.
pub fn parse_denom(text: &str) -> Result<Denom> {
    let (kind, name) = if let Some(token) = text.strip_prefix(CW20_PREFIX) {
        ("cw20", parse_address(token)?.to_string())
    } else {
        check_native(text)?;
        ("native", text.to_owned())
    };
    Ok(serde_json::from_value(serde_json::json!({ kind: name }))?)
}

/// An amount and a denom: `1000stake`, `5cw20:wasm1…`.
pub fn parse_coin(text: &str) -> Result<(Uint128, Denom)> {
    let wanted = || {
        format!("{text:?}: expected a whole number of the smallest unit and a denom, as 1000stake")
    };
    let (amount, denom) = split_amount(text, false).with_context(wanted)?;
    let amount = parse_amount(amount).with_context(wanted)?;
    let denom = parse_denom(denom).with_context(wanted)?;
    Ok((amount, denom))
}

/// A whole number of the smallest unit, below 2^128.
pub fn parse_amount(text: &str) -> Result<Uint128> {
    let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !digits {
        bail!("{text:?} is no whole number");
    }
    let Ok(amount) = text.parse::<u128>() else {
        bail!("{text} is above {}", u128::MAX);
    };
    Ok(amount.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::asset::denom_key;

    #[test]
    fn coins_are_read_as_people_write_them() {
        let token = "wasm1jffew4z4vlyy8p2jzlvanps6x90n82ldje95ng";
        for (text, amount, denom) in [
            ("5stake", 5u128, "stake"),
            (" 5 stake ", 5, "stake"),
            ("5 e3stake", 5, "e3stake"),
            ("5erc20/0xA", 5, "erc20/0xA"),
            ("7ibc/27A", 7, "ibc/27A"),
            (&format!("9cw20:{token}"), 9, &format!("cw20:{token}")),
            (
                "340282366920938463463374607431768211455stake",
                u128::MAX,
                "stake",
            ),
        ] {
            let (found, of) = parse_coin(text).unwrap();
            assert_eq!((found.u128(), denom_key(&of).as_str()), (amount, denom));
        }
    }

    #[test]
    fn what_is_no_whole_number_of_a_denom_is_refused_in_words() {
        for bad in [
            "stake",
            "5",
            "",
            "5cw20:nobody",
            "0.5stake",
            "1.5stake",
            ".5stake",
            "1e3stake",
            "1E3stake",
            "1e-3stake",
            "-5stake",
            "+5stake",
            "1,000stake",
            "1_000stake",
            "5st ake",
            "5st",
            "340282366920938463463374607431768211456stake",
            "٣stake",
        ] {
            let error = format!("{:#}", parse_coin(bad).unwrap_err());
            assert!(error.contains("as 1000stake"), "{bad}: {error}");
        }
    }
}
