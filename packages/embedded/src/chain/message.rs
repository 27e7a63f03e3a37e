//! The messages that this chain takes: those that the client sends.

use cosmos_sdk_proto::{
    cosmos::{
        authz::v1beta1::{MsgExec, MsgGrant, MsgRevoke},
        bank::v1beta1::MsgSend,
        feegrant::v1beta1::{MsgGrantAllowance, MsgRevokeAllowance},
    },
    cosmwasm::wasm::v1::MsgExecuteContract,
    prost::Name,
    Any,
};

use super::refusal::Refusal;

/// How deep messages may be in messages: a session's in its account's name, and no deeper.
const MAX_DEPTH: usize = 2;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// To a contract.
    Execute(MsgExecuteContract),
    /// Coins for another account.
    Send(MsgSend),
    /// Others, in the name of who granted it.
    Exec(String, Vec<Message>),
    /// Lets somebody send messages in the sender's name.
    Grant(MsgGrant),
    /// No longer.
    Revoke(MsgRevoke),
    /// Pays somebody's fees.
    GrantAllowance(MsgGrantAllowance),
    /// No longer.
    RevokeAllowance(MsgRevokeAllowance),
}

/// `/cosmos.bank.v1beta1.MsgSend`.
pub fn type_url<T: Name>() -> String {
    format!("/{}", T::full_name())
}

/// A packed value, where it is of this type.
pub fn unpack<T: Name + Default>(any: &Any) -> Option<Result<T, Refusal>> {
    let is_it = any.type_url == type_url::<T>();
    is_it.then(|| {
        T::decode(any.value.as_slice())
            .map_err(|error| Refusal::unreadable(&format!("{}: {error}", any.type_url)))
    })
}

/// A value with the name of its type.
pub fn pack<T: Name>(value: &T) -> Any {
    Any {
        type_url: type_url::<T>(),
        value: value.encode_to_vec(),
    }
}

impl Message {
    /// Reads a message of a transaction.
    pub fn read(any: &Any) -> Result<Self, Refusal> {
        Self::read_within(any, 0)
    }

    fn read_within(any: &Any, depth: usize) -> Result<Self, Refusal> {
        if depth >= MAX_DEPTH {
            let found = format!("messages in messages, deeper than {MAX_DEPTH}");
            return Err(Refusal::request(&found));
        }
        let next = depth.saturating_add(1);
        let exec = |exec: MsgExec| {
            let inner = exec.msgs.iter().map(|any| Self::read_within(any, next));
            Ok(Self::Exec(exec.grantee, inner.collect::<Result<_, _>>()?))
        };
        let found = None
            .or_else(|| Some(unpack(any)?.map(Self::Execute)))
            .or_else(|| Some(unpack(any)?.map(Self::Send)))
            .or_else(|| Some(unpack(any)?.and_then(exec)))
            .or_else(|| Some(unpack(any)?.map(Self::Grant)))
            .or_else(|| Some(unpack(any)?.map(Self::Revoke)))
            .or_else(|| Some(unpack(any)?.map(Self::GrantAllowance)))
            .or_else(|| Some(unpack(any)?.map(Self::RevokeAllowance)));
        found.unwrap_or_else(|| {
            let found = &any.type_url;
            Err(Refusal::unknown(&format!(
                "{found:?} is no message of this chain, which takes {}",
                Self::known().join(", ")
            )))
        })
    }

    fn known() -> [String; 7] {
        [
            type_url::<MsgExecuteContract>(),
            type_url::<MsgSend>(),
            type_url::<MsgExec>(),
            type_url::<MsgGrant>(),
            type_url::<MsgRevoke>(),
            type_url::<MsgGrantAllowance>(),
            type_url::<MsgRevokeAllowance>(),
        ]
    }

    /// Its type.
    pub fn type_url(&self) -> String {
        match self {
            Self::Execute(_) => type_url::<MsgExecuteContract>(),
            Self::Send(_) => type_url::<MsgSend>(),
            Self::Exec(..) => type_url::<MsgExec>(),
            Self::Grant(_) => type_url::<MsgGrant>(),
            Self::Revoke(_) => type_url::<MsgRevoke>(),
            Self::GrantAllowance(_) => type_url::<MsgGrantAllowance>(),
            Self::RevokeAllowance(_) => type_url::<MsgRevokeAllowance>(),
        }
    }

    /// Who has to sign it.
    pub fn signer(&self) -> &str {
        match self {
            Self::Execute(message) => &message.sender,
            Self::Send(message) => &message.from_address,
            Self::Exec(grantee, _) => grantee,
            Self::Grant(message) => &message.granter,
            Self::Revoke(message) => &message.granter,
            Self::GrantAllowance(message) => &message.granter,
            Self::RevokeAllowance(message) => &message.granter,
        }
    }
}
