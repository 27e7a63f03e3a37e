//! What a contract said in a message.

use cosmwasm_std::{Addr, Event};
use cw_multi_test::AppResponse;

/// The events of one kind that a contract emitted, in their order. Any other contract may emit events of the
/// same name.
pub fn emitted<'a, T>(response: &'a AppResponse, by: &'a Addr) -> impl Iterator<Item = T> + 'a
where
    T: for<'b> TryFrom<&'b Event>,
{
    response
        .events
        .iter()
        .filter(move |event| is_by(event, by))
        .filter_map(|event| T::try_from(event).ok())
}

/// Whether a contract emitted an event.
pub fn is_by(event: &Event, contract: &Addr) -> bool {
    event.attributes.iter().any(|attribute| {
        attribute.key == "_contract_address" && attribute.value == contract.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{testing::MockApi, Uint128};
    use pasar_common::reputation_staking::Bonded;

    #[test]
    fn an_event_of_another_contract_is_not_taken_for_one_of_this() {
        let [own, other] = ["own", "other"].map(|name| MockApi::default().addr_make(name));
        let event = |by: &Addr, amount: u128| {
            let bonded = Bonded {
                staker: "staker".into(),
                denom: "u".into(),
                amount: Uint128::new(amount),
            };
            let event = Event::from(bonded);
            let mut said = Event::new(format!("wasm-{}", event.ty));
            said = said.add_attribute("_contract_address", by.as_str());
            said.add_attributes(event.attributes)
        };
        let response = AppResponse {
            events: vec![event(&other, 1), event(&own, 2), event(&own, 3)],
            ..AppResponse::default()
        };
        let amounts = emitted::<Bonded>(&response, &own).map(|bonded| bonded.amount.u128());
        assert_eq!(amounts.collect::<Vec<_>>(), [2, 3]);
    }
}
