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

#[cfg(test)]
mod tests {
    use cosmos_sdk_proto::cosmos::authz::v1beta1::{GenericAuthorization, Grant};

    use super::*;
    use crate::chain::{coin, message::pack};

    const NOW: i64 = 1_000;

    fn at(seconds: i64) -> Option<Timestamp> {
        Some(Timestamp { seconds, nanos: 0 })
    }

    fn grant(calls: u64, expires: i64) -> MsgGrant {
        let keys = vec!["claim".to_owned()];
        let allowed = ContractGrant {
            contract: "registry".to_owned(),
            limit: Some(pack(&MaxCallsLimit { remaining: calls })),
            filter: Some(pack(&AcceptedMessageKeysFilter { keys })),
        };
        let grants = vec![allowed];
        MsgGrant {
            granter: "labeler".to_owned(),
            grantee: "session".to_owned(),
            grant: Some(Grant {
                authorization: Some(pack(&ContractExecutionAuthorization { grants })),
                expiration: at(expires),
            }),
        }
    }

    fn call(contract: &str, msg: &str) -> MsgExecuteContract {
        MsgExecuteContract {
            sender: "labeler".to_owned(),
            contract: contract.to_owned(),
            msg: msg.into(),
            funds: vec![],
        }
    }

    #[test]
    fn a_session_sends_what_it_may_so_often_as_it_may_and_so_long() {
        let mut grants = Grants::default();
        grants.grant(&grant(2, 2_000), NOW).unwrap();
        let claim = call("registry", r#"{"claim":{}}"#);
        let mut refusal = |call: MsgExecuteContract, by: &str, now: i64| {
            let outcome = grants.accept(by, &Message::Execute(call), now);
            outcome.err().map(|refusal| refusal.log).unwrap_or_default()
        };
        assert!(refusal(claim.clone(), "stranger", NOW).contains("not found"));
        assert!(refusal(claim.clone(), "session", 2_000).contains("it has ended"));
        assert!(refusal(call("escrow", r#"{"claim":{}}"#), "session", NOW)
            .contains("not for this contract"));
        assert!(
            refusal(call("registry", r#"{"withdraw":{}}"#), "session", NOW)
                .contains("not this message")
        );
        let two = call("registry", r#"{"claim":{},"withdraw":{}}"#);
        assert!(refusal(two, "session", NOW).contains("not this message"));
        let paid = MsgExecuteContract {
            funds: vec![coin(1)],
            ..claim.clone()
        };
        assert!(refusal(paid, "session", NOW).contains("not with funds"));
        assert_eq!(refusal(claim.clone(), "session", NOW), "");
        assert_eq!(refusal(claim.clone(), "session", NOW), "");
        assert!(
            refusal(claim, "session", NOW).contains("not found"),
            "two calls, not three"
        );
    }

    #[test]
    fn grants_that_are_over_or_of_another_form_are_refused() {
        let mut grants = Grants::default();
        assert!(grants.grant(&grant(1, NOW), NOW).is_err());
        let mut generic = grant(1, 2_000);
        let msg = "/cosmos.bank.v1beta1.MsgSend".to_owned();
        let any = pack(&GenericAuthorization { msg });
        generic.grant.as_mut().unwrap().authorization = Some(any);
        let refusal = grants.grant(&generic, NOW).unwrap_err();
        let wanted = "this chain knows ContractExecutionAuthorization alone";
        assert!(refusal.log.contains(wanted), "{}", refusal.log);
        grants.grant(&grant(1, 2_000), NOW).unwrap();
        let mut revoke = MsgRevoke {
            granter: "labeler".to_owned(),
            grantee: "session".to_owned(),
            msg_type_url: type_url::<MsgExecuteContract>(),
        };
        grants.revoke(&revoke).unwrap();
        assert!(grants.revoke(&revoke).is_err(), "twice");
        revoke.grantee = "stranger".to_owned();
        assert!(grants.revoke(&revoke).is_err());
    }

    #[test]
    fn an_allowance_pays_what_it_may_for_whom_it_may() {
        let basic = BasicAllowance {
            spend_limit: vec![coin(10)],
            expiration: at(2_000),
        };
        let allowed = AllowedMsgAllowance {
            allowance: Some(pack(&basic)),
            allowed_messages: vec![type_url::<MsgExecuteContract>()],
        };
        let message = MsgGrantAllowance {
            granter: "labeler".to_owned(),
            grantee: "session".to_owned(),
            allowance: Some(pack(&allowed)),
        };
        let mut grants = Grants::default();
        grants.allow(&message, NOW).unwrap();
        assert!(grants.allow(&message, NOW).is_err(), "twice");
        let claim = [Message::Execute(call("registry", "{}"))];
        let exec = [Message::Exec("session".to_owned(), vec![])];
        let pair = ("labeler", "session");
        let mut spend = |fee: u128, messages: &[Message], now: i64| {
            grants.spend(pair, (&[coin(fee)], messages), now).is_ok()
        };
        assert!(!spend(1, &exec, NOW), "another message");
        assert!(!spend(1, &claim, 2_000), "too late");
        assert!(!spend(11, &claim, NOW), "too much");
        assert!(spend(7, &claim, NOW));
        assert!(!spend(4, &claim, NOW), "more than is left");
        assert!(spend(3, &claim, NOW));
        let stranger = grants.spend(("stranger", "session"), (&[], &claim), NOW);
        assert!(stranger.unwrap_err().log.contains("fee-grant not found"));
    }
}
