//! What accounts let others do: send messages to a contract in their name, and pay fees out of their purse. The forms
//! that the client makes are known; others are refused by name.

use std::collections::BTreeMap;

use cosmos_sdk_proto::{
    cosmos::{
        authz::v1beta1::{MsgGrant, MsgRevoke},
        base::v1beta1::Coin,
        feegrant::v1beta1::{
            AllowedMsgAllowance, BasicAllowance, MsgGrantAllowance, MsgRevokeAllowance,
        },
    },
    cosmwasm::wasm::v1::{
        AcceptedMessageKeysFilter, AllowAllMessagesFilter, ContractExecutionAuthorization,
        ContractGrant, MaxCallsLimit, MsgExecuteContract,
    },
    Any, Timestamp,
};
use serde_json::Value;

use super::{
    message::{type_url, unpack, Message},
    refusal::Refusal,
};

/// Who let whom.
type Pair = (String, String);

/// What a contract may be told in somebody's name.
#[derive(Clone, Debug)]
struct Calls {
    contract: String,
    remaining: u64,
    /// Names of messages; none: all.
    keys: Option<Vec<String>>,
}

#[derive(Clone, Debug)]
struct Session {
    calls: Vec<Calls>,
    expires: Option<i64>,
}

#[derive(Clone, Debug)]
struct Allowance {
    /// What is left, by denom; none: without end.
    left: Option<BTreeMap<String, u128>>,
    expires: Option<i64>,
    /// Types of messages; none: all.
    messages: Option<Vec<String>>,
}

/// All grants and allowances.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    sessions: BTreeMap<Pair, Session>,
    allowances: BTreeMap<Pair, Allowance>,
}

impl Grants {
    /// Takes note of a grant.
    pub fn grant(&mut self, message: &MsgGrant, now: i64) -> Result<(), Refusal> {
        let given = message.grant.clone().unwrap_or_default();
        let expires = given.expiration.as_ref().map(seconds);
        if expires.is_some_and(|expires| expires <= now) {
            return Err(Refusal::request(
                "expiration must be after the current block time",
            ));
        }
        if message.granter == message.grantee {
            return Err(Refusal::request("granter and grantee cannot be same"));
        }
        let calls = authorization(given.authorization.as_ref())?;
        let pair = (message.granter.clone(), message.grantee.clone());
        self.sessions.insert(pair, Session { calls, expires });
        Ok(())
    }

    /// Ends a grant.
    pub fn revoke(&mut self, message: &MsgRevoke) -> Result<(), Refusal> {
        let pair = (message.granter.clone(), message.grantee.clone());
        let is_known = message.msg_type_url == type_url::<MsgExecuteContract>();
        match self.sessions.remove(&pair).filter(|_| is_known) {
            Some(_) => Ok(()),
            None => Err(Refusal::not_found("authorization")),
        }
    }

    /// Uses a grant for a message in the name of its signer.
    pub fn accept(&mut self, grantee: &str, message: &Message, now: i64) -> Result<(), Refusal> {
        let granter = message.signer();
        let pair = (granter.to_owned(), grantee.to_owned());
        let no = |what: &str| {
            let found = format!("authorization of {granter} for {grantee}: {what}");
            Refusal::unauthorized(&found)
        };
        let Message::Execute(call) = message else {
            return Err(no("only messages to contracts can be granted here"));
        };
        let session = self
            .sessions
            .get_mut(&pair)
            .ok_or_else(|| no("not found"))?;
        if session.expires.is_some_and(|expires| expires <= now) {
            return Err(no("it has ended"));
        }
        let found = session
            .calls
            .iter_mut()
            .find(|calls| calls.contract == call.contract);
        let calls = found.ok_or_else(|| no("not for this contract"))?;
        if !call.funds.is_empty() {
            return Err(no("not with funds"));
        }
        let name = name_of(&call.msg);
        let keys = calls.keys.as_ref();
        if keys.is_some_and(|keys| !name.as_ref().is_some_and(|name| keys.contains(name))) {
            return Err(no("not this message"));
        }
        calls.remaining = calls.remaining.saturating_sub(1);
        session.calls.retain(|calls| calls.remaining > 0);
        if session.calls.is_empty() {
            self.sessions.remove(&pair);
        }
        Ok(())
    }

    /// Takes note of an allowance.
    pub fn allow(&mut self, message: &MsgGrantAllowance, now: i64) -> Result<(), Refusal> {
        let pair = (message.granter.clone(), message.grantee.clone());
        let known = self.allowances.get(&pair);
        if known.is_some_and(|known| known.expires.is_none_or(|expires| expires > now)) {
            return Err(Refusal::request("fee allowance already exists"));
        }
        let allowance = allowance(message.allowance.as_ref())?;
        if allowance.expires.is_some_and(|expires| expires <= now) {
            return Err(Refusal::request("expiration is before current block time"));
        }
        self.allowances.insert(pair, allowance);
        Ok(())
    }

    /// Ends an allowance.
    pub fn disallow(&mut self, message: &MsgRevokeAllowance) -> Result<(), Refusal> {
        let pair = (message.granter.clone(), message.grantee.clone());
        match self.allowances.remove(&pair) {
            Some(_) => Ok(()),
            None => Err(Refusal::not_found("fee-grant")),
        }
    }

    /// Takes a fee out of an allowance.
    pub fn spend(
        &mut self,
        (granter, grantee): (&str, &str),
        (fee, messages): (&[Coin], &[Message]),
        now: i64,
    ) -> Result<(), Refusal> {
        let pair = (granter.to_owned(), grantee.to_owned());
        let no = |what: &str| {
            let found = format!("{granter} does not pay fees of {grantee}: {what}");
            Refusal::unauthorized(&found)
        };
        let allowance = self.allowances.get_mut(&pair);
        let allowance = allowance.ok_or_else(|| no("fee-grant not found"))?;
        if allowance.expires.is_some_and(|expires| expires <= now) {
            return Err(no("fee allowance expired"));
        }
        let allowed = |message: &Message| {
            let types = allowance.messages.as_ref();
            types.is_none_or(|types| types.contains(&message.type_url()))
        };
        if !messages.iter().all(allowed) {
            return Err(no("message does not exist in allowed messages"));
        }
        if let Some(left) = &mut allowance.left {
            for Coin { denom, amount } in fee {
                let amount: u128 = amount.parse().map_err(|_| no("the fee is no amount"))?;
                let rest = left.get(denom).and_then(|left| left.checked_sub(amount));
                let rest = rest.ok_or_else(|| no("fee limit exceeded"))?;
                left.insert(denom.clone(), rest);
            }
        }
        Ok(())
    }
}

fn seconds(time: &Timestamp) -> i64 {
    time.seconds
}

/// The name of a message to a contract: its only key.
fn name_of(msg: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(msg).ok()?;
    let mut keys = value.as_object()?.keys();
    let name = keys.next()?.clone();
    keys.next().is_none().then_some(name)
}

fn other(found: &str, wanted: &str) -> Refusal {
    Refusal::unknown(&format!("{found:?}: this chain knows {wanted} alone"))
}

fn authorization(any: Option<&Any>) -> Result<Vec<Calls>, Refusal> {
    let any = any.ok_or_else(|| Refusal::request("a grant of nothing"))?;
    let given = unpack::<ContractExecutionAuthorization>(any);
    let given = given.ok_or_else(|| other(&any.type_url, "ContractExecutionAuthorization"))??;
    given.grants.iter().map(calls).collect()
}

fn calls(grant: &ContractGrant) -> Result<Calls, Refusal> {
    let limit = grant.limit.clone().unwrap_or_default();
    let most = unpack::<MaxCallsLimit>(&limit);
    let most = most.ok_or_else(|| other(&limit.type_url, "MaxCallsLimit"))??;
    let filter = grant.filter.clone().unwrap_or_default();
    let keys = match unpack::<AcceptedMessageKeysFilter>(&filter) {
        Some(filter) => Some(filter?.keys),
        None if unpack::<AllowAllMessagesFilter>(&filter).is_some() => None,
        None => return Err(other(&filter.type_url, "AcceptedMessageKeysFilter")),
    };
    Ok(Calls {
        contract: grant.contract.clone(),
        remaining: most.remaining,
        keys,
    })
}

fn allowance(any: Option<&Any>) -> Result<Allowance, Refusal> {
    let any = any.ok_or_else(|| Refusal::request("an allowance of nothing"))?;
    if let Some(allowed) = unpack::<AllowedMsgAllowance>(any) {
        let allowed = allowed?;
        let basic = allowed.allowance.unwrap_or_default();
        return Ok(Allowance {
            messages: Some(allowed.allowed_messages),
            ..basic_allowance(&basic)?
        });
    }
    basic_allowance(any)
}

fn basic_allowance(any: &Any) -> Result<Allowance, Refusal> {
    let basic = unpack::<BasicAllowance>(any);
    let basic = basic.ok_or_else(|| other(&any.type_url, "BasicAllowance"))??;
    let limit = |Coin { denom, amount }: &Coin| {
        let amount = amount
            .parse()
            .map_err(|_| Refusal::request("a limit that is no amount"))?;
        Ok((denom.clone(), amount))
    };
    let limits = basic.spend_limit.iter().map(limit);
    let limits = limits.collect::<Result<BTreeMap<String, u128>, Refusal>>()?;
    Ok(Allowance {
        left: (!limits.is_empty()).then_some(limits),
        expires: basic.expiration.as_ref().map(seconds),
        messages: None,
    })
}
