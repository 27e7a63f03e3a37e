//! What transactions are searched by: the queries of CometBFT that clients write.

use super::included::Included;

/// Most conditions of a query.
const MAX_CONDITIONS: usize = 16;
/// Comparisons, the longer first.
const SIGNS: [&str; 5] = [">=", "<=", "=", ">", "<"];

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// `tx.height`, or an event and its attribute.
    key: String,
    sign: &'static str,
    value: String,
}

impl Condition {
    /// Whether a transaction has what it asks for.
    pub fn is_met_by(&self, tx: &Included) -> bool {
        match self.key.as_str() {
            "tx.height" => self.holds(&tx.height.to_string()),
            "tx.hash" => self.holds(&tx.hash),
            key => tx.events.iter().any(|event| {
                let attributes = event.attributes.iter();
                let named = |name: &str| {
                    let attribute = key.strip_prefix(event.ty.as_str());
                    attribute.and_then(|rest| rest.strip_prefix('.')) == Some(name)
                };
                let mut found = attributes.filter(|attribute| named(&attribute.key));
                found.any(|attribute| self.holds(&attribute.value))
            }),
        }
    }

    fn holds(&self, found: &str) -> bool {
        if self.sign == "=" {
            return found == self.value;
        }
        let (Ok(found), Ok(wanted)) = (found.parse::<u128>(), self.value.parse::<u128>()) else {
            return false;
        };
        match self.sign {
            ">=" => found >= wanted,
            "<=" => found <= wanted,
            ">" => found > wanted,
            _ => found < wanted,
        }
    }
}

/// Reads a query: `wasm-seat_sealed.campaign='1' AND tx.height>=5`.
pub fn parse(query: &str) -> Result<Vec<Condition>, String> {
    let conditions = split(query);
    if conditions.len() > MAX_CONDITIONS {
        let found = conditions.len();
        return Err(format!(
            "{found} conditions, at most {MAX_CONDITIONS} wanted"
        ));
    }
    conditions.into_iter().map(condition).collect()
}

/// Cuts at `AND` outside of quotes.
fn split(query: &str) -> Vec<&str> {
    const AND: &str = " AND ";
    let mut parts = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, sign) in query.char_indices() {
        quoted ^= sign == '\'';
        let rest = query.get(at..).unwrap_or_default();
        if !quoted && at >= from && rest.starts_with(AND) {
            parts.extend(query.get(from..at));
            from = at.saturating_add(AND.len());
        }
    }
    parts.extend(query.get(from..));
    parts
}

fn condition(text: &str) -> Result<Condition, String> {
    let wrong = || {
        format!(
            "{text:?}: expected a key, one of {} and a value, as tx.height>=1 or \
             wasm-seat_sealed.campaign='1'",
            SIGNS.join(" ")
        )
    };
    let text = text.trim();
    let at = text.find(['=', '<', '>']).ok_or_else(wrong)?;
    let (key, rest) = text.split_at(at);
    let sign = SIGNS
        .into_iter()
        .find(|sign| rest.starts_with(sign))
        .ok_or_else(wrong)?;
    let value = rest.strip_prefix(sign).unwrap_or_default().trim();
    let value = match value.strip_prefix('\'') {
        Some(quoted) => quoted.strip_suffix('\'').ok_or_else(wrong)?,
        None if value.parse::<u128>().is_ok() => value,
        None => return Err(wrong()),
    };
    let key = key.trim();
    if !key.contains('.') || key.contains(' ') {
        return Err(wrong());
    }
    Ok(Condition {
        key: key.to_owned(),
        sign,
        value: value.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::Event;

    fn tx() -> Included {
        let sealed = Event::new("wasm-seat_sealed")
            .add_attribute("_contract_address", "wasm1x")
            .add_attribute("campaign", "12");
        Included {
            hash: "AB".to_owned(),
            height: 7,
            place: 0,
            bytes: Vec::new(),
            refusal: None,
            events: vec![sealed],
            gas_wanted: 0,
            gas_used: 0,
        }
    }

    #[test]
    fn conditions_are_those_of_the_client() {
        let met = |query: &str| parse(query).unwrap().iter().all(|one| one.is_met_by(&tx()));
        assert!(met("wasm-seat_sealed._contract_address='wasm1x' AND wasm-seat_sealed.campaign='12' AND tx.height>=0"));
        assert!(met("tx.height = 7 AND tx.hash='AB'"));
        assert!(!met("tx.height>7"));
        assert!(!met("wasm-seat_sealed.campaign='1'"));
        assert!(!met("wasm-seat.campaign='12'"));
        assert!(!met("wasm-seat_sealed.campaign=' AND '"));
    }

    #[test]
    fn what_is_no_query_is_refused() {
        for query in ["", "height", "tx.height>=", "a.b=c", "a.b='c", "a b.c='d'"] {
            assert!(parse(query).is_err(), "{query}");
        }
        assert!(parse(&vec!["tx.height>0"; 17].join(" AND ")).is_err());
    }
}
