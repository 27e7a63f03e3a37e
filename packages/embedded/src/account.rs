//! An account with a key, which signs and sends as wallets do.

use anyhow::{anyhow, Result};
use cosmos_sdk_proto::{
    cosmos::{
        crypto::secp256k1::PubKey,
        tx::{
            signing::v1beta1::SignMode,
            v1beta1::{
                mode_info::{Single, Sum},
                AuthInfo, Fee, ModeInfo, SignDoc, SignerInfo, TxBody, TxRaw,
            },
        },
    },
    cosmwasm::wasm::v1::MsgExecuteContract,
    prost::Message as _,
    Any,
};
use k256::{
    ecdsa::{signature::Signer as _, Signature, SigningKey},
    elliptic_curve::rand_core::OsRng,
};
use serde::Serialize;

use crate::chain::{
    accounts::{address_bytes, Numbers},
    coin,
    message::pack,
    Chain, NotTaken, GAS_PRICE_MILLI,
};

/// What a transaction may cost beyond its simulation, in tenths, and its fee besides: as the client reckons.
const GAS_TENTHS: u64 = 14;
const FEE_GAS: u64 = 20_000;

/// An account.
pub struct Account {
    key: SigningKey,
    /// Its address.
    pub address: String,
}

impl Account {
    /// A new key, with coins or none.
    pub fn new(chain: &mut Chain, coins: u128) -> Result<Self> {
        let key = SigningKey::random(&mut OsRng);
        let address = chain.address_of(&address_bytes(key.verifying_key()))?;
        if coins > 0 {
            chain.give(address.as_str(), coins)?;
        }
        Ok(Self {
            key,
            address: address.into_string(),
        })
    }

    /// A message to a contract, with coins or without.
    pub fn call(&self, contract: &str, message: &impl Serialize, coins: u128) -> Result<Any> {
        Ok(pack(&MsgExecuteContract {
            sender: self.address.clone(),
            contract: contract.to_owned(),
            msg: serde_json::to_vec(message)?,
            funds: (coins > 0).then(|| coin(coins)).into_iter().collect(),
        }))
    }

    /// Sends messages in one transaction, at the gas of their simulation and a margin; its name.
    pub fn send(&self, chain: &mut Chain, messages: Vec<Any>) -> Result<String> {
        let numbers = chain.account(&self.address)?;
        let unsigned = self.sign(chain.id(), numbers, &messages, 0)?;
        let (used, _) = chain.simulate(&unsigned)?;
        let gas = used
            .saturating_mul(GAS_TENTHS)
            .div_ceil(10)
            .saturating_add(FEE_GAS);
        let signed = self.sign(chain.id(), numbers, &messages, gas)?;
        chain.submit(&signed).map_err(|error| match error {
            NotTaken::Refused(refusal) => refusal.into(),
            NotTaken::Node(said) => anyhow!(said),
        })
    }

    /// A signed transaction of so much gas.
    pub fn sign(
        &self,
        chain_id: &str,
        numbers: Numbers,
        messages: &[Any],
        gas: u64,
    ) -> Result<Vec<u8>> {
        let body = TxBody {
            messages: messages.to_vec(),
            ..TxBody::default()
        };
        let key = self.key.verifying_key().to_encoded_point(true);
        let mode = Single {
            mode: SignMode::Direct.into(),
        };
        let signer = SignerInfo {
            public_key: Some(pack(&PubKey {
                key: key.as_bytes().to_vec(),
            })),
            mode_info: Some(ModeInfo {
                sum: Some(Sum::Single(mode)),
            }),
            sequence: numbers.sequence,
        };
        let price = u128::from(gas)
            .saturating_mul(GAS_PRICE_MILLI.into())
            .div_ceil(1_000);
        let info = AuthInfo {
            signer_infos: vec![signer],
            fee: Some(Fee {
                amount: (price > 0).then(|| coin(price)).into_iter().collect(),
                gas_limit: gas,
                ..Fee::default()
            }),
            ..AuthInfo::default()
        };
        let document = SignDoc {
            body_bytes: body.encode_to_vec(),
            auth_info_bytes: info.encode_to_vec(),
            chain_id: chain_id.to_owned(),
            account_number: numbers.number,
        };
        let signature: Signature = self.key.try_sign(&document.encode_to_vec())?;
        let raw = TxRaw {
            body_bytes: document.body_bytes,
            auth_info_bytes: document.auth_info_bytes,
            signatures: vec![signature.normalize_s().unwrap_or(signature).to_vec()],
        };
        Ok(raw.encode_to_vec())
    }
}
