//! A transaction as it arrives, and what of it is wrong by itself.

use cosmos_sdk_proto::{
    cosmos::{
        crypto::secp256k1::PubKey,
        tx::{
            signing::v1beta1::SignMode,
            v1beta1::{mode_info::Sum, AuthInfo, Fee, SignerInfo, TxBody, TxRaw},
        },
    },
    prost::Message as _,
};
use k256::ecdsa::VerifyingKey;
use sha2::{Digest, Sha256};

use super::{
    message::{unpack, Message},
    refusal::Refusal,
};

/// Most characters of a memo, as chains have it.
const MAX_MEMO: usize = 256;
/// Most messages of a transaction.
const MAX_MESSAGES: usize = 100;
/// Most bytes of a transaction.
pub const MAX_BYTES: usize = 1 << 20;

/// A transaction.
#[derive(Clone, Debug)]
pub struct Tx {
    /// As it arrived.
    pub bytes: Vec<u8>,
    /// The signed parts.
    pub raw: TxRaw,
    /// Memo, and until when it counts.
    pub body: TxBody,
    /// Its messages.
    pub messages: Vec<Message>,
    /// What it may cost.
    pub fee: Fee,
    /// The account that signs and, unless it says otherwise, pays.
    pub signer: String,
    /// How it is signed.
    pub mode: SignMode,
    /// By which key; none where it was left out.
    pub key: Option<VerifyingKey>,
    /// Of the account.
    pub sequence: u64,
}

impl Tx {
    /// Reads a transaction.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            let found = format!("{} bytes, at most {MAX_BYTES} wanted", bytes.len());
            return Err(Refusal::request(&found));
        }
        let no =
            |error: cosmos_sdk_proto::prost::DecodeError| Refusal::unreadable(&error.to_string());
        let raw = TxRaw::decode(bytes).map_err(no)?;
        let body = TxBody::decode(raw.body_bytes.as_slice()).map_err(no)?;
        let info = AuthInfo::decode(raw.auth_info_bytes.as_slice()).map_err(no)?;
        check_memo(&body.memo)?;
        let messages = messages(&body)?;
        let signer = one_signer(&messages)?;
        let [SignerInfo {
            public_key,
            mode_info,
            sequence,
        }] = info.signer_infos.as_slice()
        else {
            let found = format!("{} signers, one wanted", info.signer_infos.len());
            return Err(Refusal::request(&found));
        };
        let Some(Sum::Single(single)) = mode_info.as_ref().and_then(|mode| mode.sum.as_ref())
        else {
            let found = "a signature of several keys, which this chain does not take";
            return Err(Refusal::request(found));
        };
        Ok(Self {
            bytes: bytes.to_vec(),
            mode: single.mode(),
            key: public_key.as_ref().map(key).transpose()?,
            sequence: *sequence,
            fee: info.fee.unwrap_or_default(),
            raw,
            body,
            messages,
            signer,
        })
    }

    /// What it is called: SHA-256 of its bytes, in capitals.
    pub fn hash(&self) -> String {
        hash(&self.bytes)
    }

    /// Who pays its fee.
    pub fn payer(&self) -> &str {
        let named = [&self.fee.granter, &self.fee.payer];
        let named = named.into_iter().find(|name| !name.is_empty());
        named.unwrap_or(&self.signer)
    }
}

/// SHA-256 of bytes, in capitals.
pub fn hash(bytes: &[u8]) -> String {
    hex::encode_upper(Sha256::digest(bytes))
}

fn check_memo(memo: &str) -> Result<(), Refusal> {
    if memo.len() > MAX_MEMO {
        return Err(Refusal::memo(MAX_MEMO, memo.len()));
    }
    Ok(())
}

fn messages(body: &TxBody) -> Result<Vec<Message>, Refusal> {
    let count = body.messages.len();
    if count == 0 {
        return Err(Refusal::request("must contain at least one message"));
    }
    if count > MAX_MESSAGES {
        let found = format!("{count} messages, at most {MAX_MESSAGES} wanted");
        return Err(Refusal::request(&found));
    }
    body.messages.iter().map(Message::read).collect()
}

fn one_signer(messages: &[Message]) -> Result<String, Refusal> {
    let mut signers: Vec<&str> = messages.iter().map(Message::signer).collect();
    signers.dedup();
    match signers.as_slice() {
        [signer] => Ok((*signer).to_owned()),
        several => Err(Refusal::request(&format!(
            "messages of {}: this chain takes transactions of one account",
            several.join(" and ")
        ))),
    }
}

fn key(any: &cosmos_sdk_proto::Any) -> Result<VerifyingKey, Refusal> {
    let Some(key) = unpack::<PubKey>(any) else {
        let found = format!("a key of {}, secp256k1 wanted", any.type_url);
        return Err(Refusal::key(&found));
    };
    VerifyingKey::from_sec1_bytes(&key?.key).map_err(|_| Refusal::key("no point of secp256k1"))
}
