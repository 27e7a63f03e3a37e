//! What is signed in amino's form, the only one that a Ledger signs: JSON with its keys in order.

use cosmos_sdk_proto::{
    cosmos::{
        bank::v1beta1::MsgSend,
        base::v1beta1::Coin,
        feegrant::v1beta1::{AllowedMsgAllowance, BasicAllowance, PeriodicAllowance},
    },
    cosmwasm::wasm::v1::{
        AcceptedMessageKeysFilter, ContractExecutionAuthorization, ContractGrant, MaxCallsLimit,
        MsgExecuteContract,
    },
    Any, Timestamp,
};
use serde_json::{json, Value};
use time::{format_description::well_known::Rfc3339, OffsetDateTime};

use super::{
    message::{unpack, Message},
    refusal::Refusal,
    tx::Tx,
};

/// The bytes that a transaction's signature is of.
pub fn sign_bytes(tx: &Tx, chain_id: &str, account: u64) -> Result<Vec<u8>, Refusal> {
    let mut fee = json!({"amount": coins(&tx.fee.amount), "gas": tx.fee.gas_limit.to_string()});
    for (name, value) in [("granter", &tx.fee.granter), ("payer", &tx.fee.payer)] {
        put(
            &mut fee,
            name,
            (!value.is_empty()).then(|| value.as_str().into()),
        );
    }
    let messages = tx.messages.iter().map(message);
    let mut document = json!({
        "account_number": account.to_string(),
        "chain_id": chain_id,
        "fee": fee,
        "memo": tx.body.memo,
        "msgs": messages.collect::<Result<Vec<_>, _>>()?,
        "sequence": tx.sequence.to_string(),
    });
    let height = tx.body.timeout_height;
    put(
        &mut document,
        "timeout_height",
        (height > 0).then(|| height.to_string().into()),
    );
    let mut text = String::new();
    write(&document, &mut text);
    Ok(text.into_bytes())
}

/// As Go's writer of JSON has it: keys in order, and signs escaped that pages could mistake.
fn write(value: &Value, to: &mut String) {
    match value {
        Value::Array(list) => {
            let mut between = '[';
            for one in list {
                to.push(between);
                write(one, to);
                between = ',';
            }
            to.push_str(if list.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            let mut between = '{';
            for name in names {
                to.push(between);
                escaped(&Value::String(name.clone()), to);
                to.push(':');
                write(members.get(name).unwrap_or(&Value::Null), to);
                between = ',';
            }
            to.push_str(if members.is_empty() { "{}" } else { "}" });
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => escaped(value, to),
    }
}

fn escaped(value: &Value, to: &mut String) {
    for sign in value.to_string().chars() {
        match sign {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                to.push_str(&format!("\\u{:04x}", u32::from(sign)));
            }
            sign => to.push(sign),
        }
    }
}

/// Adds a member where there is a value: amino leaves out what is empty.
fn put(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (object.as_object_mut(), value) {
        members.insert(name.to_owned(), value);
    }
}

fn typed(name: &str, value: Value) -> Value {
    json!({"type": name, "value": value})
}

fn message(message: &Message) -> Result<Value, Refusal> {
    Ok(match message {
        Message::Execute(message) => execute(message)?,
        Message::Send(message) => send(message),
        Message::Exec(grantee, inner) => {
            let inner = inner
                .iter()
                .map(self::message)
                .collect::<Result<Vec<_>, _>>()?;
            typed(
                "cosmos-sdk/MsgExec",
                json!({"grantee": grantee, "msgs": inner}),
            )
        }
        Message::Grant(message) => {
            let given = message.grant.clone().unwrap_or_default();
            let mut grant = json!({});
            put(
                &mut grant,
                "authorization",
                given.authorization.as_ref().map(packed).transpose()?,
            );
            put(&mut grant, "expiration", time(given.expiration.as_ref())?);
            let (granter, grantee) = (&message.granter, &message.grantee);
            let value = json!({"granter": granter, "grantee": grantee, "grant": grant});
            typed("cosmos-sdk/MsgGrant", value)
        }
        Message::Revoke(message) => {
            let value = json!({
                "granter": message.granter, "grantee": message.grantee,
                "msg_type_url": message.msg_type_url,
            });
            typed("cosmos-sdk/MsgRevoke", value)
        }
        Message::GrantAllowance(message) => {
            let mut value = json!({"granter": message.granter, "grantee": message.grantee});
            put(
                &mut value,
                "allowance",
                message.allowance.as_ref().map(packed).transpose()?,
            );
            typed("cosmos-sdk/MsgGrantAllowance", value)
        }
        Message::RevokeAllowance(message) => {
            let value = json!({"granter": message.granter, "grantee": message.grantee});
            typed("cosmos-sdk/MsgRevokeAllowance", value)
        }
    })
}

fn execute(message: &MsgExecuteContract) -> Result<Value, Refusal> {
    let msg: Value = serde_json::from_slice(&message.msg).map_err(|error| {
        Refusal::unreadable(&format!("the message to {}: {error}", message.contract))
    })?;
    let value = json!({
        "sender": message.sender, "contract": message.contract, "msg": msg,
        "funds": coins(&message.funds),
    });
    Ok(typed("wasm/MsgExecuteContract", value))
}

fn send(message: &MsgSend) -> Value {
    let value = json!({
        "from_address": message.from_address, "to_address": message.to_address,
        "amount": coins(&message.amount),
    });
    typed("cosmos-sdk/MsgSend", value)
}

/// What grants and allowances have inside.
fn packed(any: &Any) -> Result<Value, Refusal> {
    let found =
        None.or_else(|| Some(unpack(any)?.and_then(authorization)))
            .or_else(|| {
                Some(unpack(any)?.map(|MaxCallsLimit { remaining }| {
                    typed(
                        "wasm/MaxCallsLimit",
                        json!({"remaining": remaining.to_string()}),
                    )
                }))
            })
            .or_else(|| {
                Some(unpack(any)?.map(|AcceptedMessageKeysFilter { keys }| {
                    typed("wasm/AcceptedMessageKeysFilter", json!({"keys": keys}))
                }))
            })
            .or_else(|| Some(unpack(any)?.and_then(allowed)))
            .or_else(|| {
                Some(unpack(any)?.and_then(|allowance| {
                    Ok(typed("cosmos-sdk/BasicAllowance", basic(&allowance)?))
                }))
            })
            .or_else(|| Some(unpack(any)?.and_then(periodic)));
    found.unwrap_or_else(|| {
        let found = format!("{} has no amino form here", any.type_url);
        Err(Refusal::unknown(&found))
    })
}

fn authorization(given: ContractExecutionAuthorization) -> Result<Value, Refusal> {
    let grant = |grant: &ContractGrant| {
        let mut value = json!({"contract": grant.contract});
        put(
            &mut value,
            "limit",
            grant.limit.as_ref().map(packed).transpose()?,
        );
        put(
            &mut value,
            "filter",
            grant.filter.as_ref().map(packed).transpose()?,
        );
        Ok(value)
    };
    let grants = given
        .grants
        .iter()
        .map(grant)
        .collect::<Result<Vec<_>, Refusal>>()?;
    Ok(typed(
        "wasm/ContractExecutionAuthorization",
        json!({"grants": grants}),
    ))
}

fn allowed(given: AllowedMsgAllowance) -> Result<Value, Refusal> {
    let mut value = json!({"allowed_messages": given.allowed_messages});
    put(
        &mut value,
        "allowance",
        given.allowance.as_ref().map(packed).transpose()?,
    );
    Ok(typed("cosmos-sdk/AllowedMsgAllowance", value))
}

fn basic(given: &BasicAllowance) -> Result<Value, Refusal> {
    let mut value = json!({"spend_limit": coins(&given.spend_limit)});
    put(&mut value, "expiration", time(given.expiration.as_ref())?);
    Ok(value)
}

fn periodic(given: PeriodicAllowance) -> Result<Value, Refusal> {
    let period = given.period.unwrap_or_default();
    let period = i128::from(period.seconds)
        .saturating_mul(1_000_000_000)
        .saturating_add(i128::from(period.nanos));
    let mut value = json!({
        "basic": basic(&given.basic.unwrap_or_default())?,
        "period": period.to_string(),
        "period_spend_limit": coins(&given.period_spend_limit),
        "period_can_spend": coins(&given.period_can_spend),
    });
    put(
        &mut value,
        "period_reset",
        time(given.period_reset.as_ref())?,
    );
    Ok(typed("cosmos-sdk/PeriodicAllowance", value))
}

fn coins(list: &[Coin]) -> Value {
    let coin = |coin: &Coin| json!({"denom": coin.denom, "amount": coin.amount});
    list.iter().map(coin).collect()
}

fn time(found: Option<&Timestamp>) -> Result<Option<Value>, Refusal> {
    let Some(found) = found else {
        return Ok(None);
    };
    let nanos = i128::from(found.seconds)
        .saturating_mul(1_000_000_000)
        .saturating_add(i128::from(found.nanos));
    let text = OffsetDateTime::from_unix_timestamp_nanos(nanos)
        .ok()
        .and_then(|time| time.format(&Rfc3339).ok());
    let text = text.ok_or_else(|| Refusal::unreadable("a time out of the calendar"))?;
    Ok(Some(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_and_signs_of_pages_are_escaped() {
        let value = json!({"b": ["<&>", {}], "a": {"z": null, "y": [], "x": 1}});
        let mut text = String::new();
        write(&value, &mut text);
        assert_eq!(
            text,
            r#"{"a":{"x":1,"y":[],"z":null},"b":["\u003c\u0026\u003e",{}]}"#
        );
    }
}
