//! An account of the market: sends messages, at the gas of their simulation and a margin.

use anyhow::{anyhow, bail, Result};
use cosmrs::{
    cosmwasm::MsgExecuteContract,
    proto::traits::Message as _,
    tx::{Body, Fee, Msg, SignDoc, SignerInfo},
    AccountId, Any, Coin,
};
use cosmwasm_std::{to_json_binary, Decimal, Event, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use serde::Serialize;

use crate::{
    chain::{
        address::parse_address, market::Market, network::Contract, node::Emitted, refusal::Refused,
    },
    keys::signer::Signer,
};

/// What a transaction may cost beyond its simulation: later blocks find other states.
const GAS_FACTOR: (u64, u64) = (14, 10);
/// Most gas of a transaction: more than what a block of the tightest chains takes.
const MAX_GAS: u64 = 50_000_000;
/// How often a transaction is signed again because another one of the account came first.
const ATTEMPTS: u32 = 3;

/// A message to a contract.
#[derive(Clone, Debug)]
pub struct Call(MsgExecuteContract);

/// A transaction that succeeded.
#[derive(Debug)]
pub struct Sent {
    /// Its hash.
    pub hash: String,
    /// The block's height.
    pub height: u64,
    /// Gas it took.
    pub gas_used: u64,
    /// What it cost.
    pub fee: Uint128,
    /// What the market's contracts said.
    pub events: Vec<Emitted>,
}

impl Sent {
    /// The first event of a kind that this contract emitted.
    pub fn event<T: for<'a> TryFrom<&'a Event>>(&self, contract: &AccountId) -> Option<T> {
        let by = |emitted: &&Emitted| emitted.contract.as_deref() == Some(contract.as_ref());
        let mut of_it = self.events.iter().filter(by);
        of_it.find_map(|emitted| T::try_from(&emitted.event).ok())
    }
}

/// What [`Account::try_send`] did.
#[derive(Default)]
pub struct Attempt {
    /// The transaction; none where every message was refused.
    pub sent: Option<Sent>,
    /// Places of the messages that are in it.
    pub taken: Vec<usize>,
    /// Places of the messages that are not, and why.
    pub refused: Vec<(usize, Refused)>,
}

/// An account.
pub struct Account<'a> {
    /// The market.
    pub market: &'a Market,
    /// Its key.
    pub signer: Signer,
}

impl Account<'_> {
    /// Its address.
    pub fn address(&self) -> &str {
        self.signer.address.as_ref()
    }

    /// A message to a contract, without money.
    pub fn call(&self, contract: Contract, message: &impl Serialize) -> Result<Call> {
        Ok(Call(MsgExecuteContract {
            sender: self.signer.address.clone(),
            contract: self.market.address(contract).clone(),
            msg: serde_json::to_vec(message)?,
            funds: Vec::new(),
        }))
    }

    /// A message to a contract with money: coins beside it, or tokens sent with `hook`.
    pub fn pay(
        &self,
        contract: Contract,
        (message, hook): (&impl Serialize, &impl Serialize),
        (denom, amount): (&Denom, Uint128),
    ) -> Result<Call> {
        let mut call = self.call(contract, message)?;
        match denom {
            Denom::Native(denom) => {
                let denom = denom
                    .parse()
                    .map_err(|error| anyhow!("denom {denom}: {error}"))?;
                let amount = amount.u128();
                call.0.funds = vec![Coin { denom, amount }];
            }
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: self.market.address(contract).to_string(),
                    amount,
                    msg: to_json_binary(hook)?,
                };
                call.0.contract = parse_address(token.as_str())?;
                call.0.msg = serde_json::to_vec(&send)?;
            }
        }
        Ok(call)
    }

    /// Sends messages in one transaction: all or none. Throws [`Refused`].
    pub fn send(&self, calls: &[Call]) -> Result<Sent> {
        let body = body(calls)?;
        for attempt in 1.. {
            let sent = self.send_body(&body);
            let stale = sent
                .as_ref()
                .err()
                .and_then(|error| error.downcast_ref::<Refused>());
            let stale = stale.is_some_and(|refused| refused.sequence.is_some());
            if !stale || attempt == ATTEMPTS {
                return sent;
            }
            std::thread::sleep(std::time::Duration::from_millis(
                self.market.chain.network.poll_ms,
            ));
        }
        bail!("no attempt was made")
    }

    /// Sends in one transaction whatever of these messages would be accepted now, in their order;
    /// leaves out the others and says why. One that is late must not hold up the rest.
    pub fn try_send(&self, calls: &[Call]) -> Result<Attempt> {
        let mut attempt = Attempt {
            taken: (0..calls.len()).collect(),
            ..Attempt::default()
        };
        while !attempt.taken.is_empty() {
            let chosen: Vec<Call> = attempt.taken.iter().map(|&at| calls[at].clone()).collect();
            match self.send(&chosen) {
                Ok(sent) => {
                    attempt.sent = Some(sent);
                    break;
                }
                Err(error) => {
                    let refused = error.downcast::<Refused>()?;
                    match refused.index.filter(|index| *index < chosen.len()) {
                        Some(index) => {
                            let place = attempt.taken.remove(index);
                            attempt.refused.push((place, refused));
                        }
                        None => bail!(refused),
                    }
                }
            }
        }
        Ok(attempt)
    }

    fn send_body(&self, body: &Body) -> Result<Sent> {
        let chain = &self.market.chain;
        let price = &chain.network.gas_price;
        // Money that is sent on an old state is sent by guess.
        let block = chain.block()?;
        if block.catching_up {
            let fault = block.fault(0).unwrap_or_default();
            bail!("nothing is sent: the node at {} {fault}", chain.url());
        }
        let (number, sequence) = chain.account(&self.signer.address)?;
        let sign = |gas: u64, fee: Uint128| self.sign(body, (number, sequence), (gas, fee));
        let gas = chain.simulate(sign(0, Uint128::zero())?)?;
        let gas = gas.saturating_mul(GAS_FACTOR.0).div_ceil(GAS_FACTOR.1);
        if gas > MAX_GAS {
            // A node that lies about the gas would have the account pay all it has as fees.
            bail!("the node says that this takes {gas} gas, expected at most {MAX_GAS}");
        }
        let fee = fee(gas, price.amount)?;
        let included = chain.broadcast(&sign(gas, fee)?)?;
        let ours = |emitted: &Emitted| {
            let contract = emitted.contract.as_deref();
            let ours = |of| contract == Some(self.market.address(of).as_ref());
            emitted.event.ty.starts_with("wasm-") && Contract::ALL.into_iter().any(ours)
        };
        Ok(Sent {
            hash: included.hash,
            height: included.height,
            gas_used: included.gas_used,
            fee,
            events: included.events.into_iter().filter(ours).collect(),
        })
    }

    fn sign(
        &self,
        body: &Body,
        (number, sequence): (u64, u64),
        (gas, fee): (u64, Uint128),
    ) -> Result<Vec<u8>> {
        let network = &self.market.chain.network;
        let failed =
            |error: cosmrs::ErrorReport| anyhow!("the transaction cannot be signed: {error}");
        let coin = Coin {
            denom: network.gas_price.denom.parse().map_err(failed)?,
            amount: fee.u128(),
        };
        let signer = SignerInfo::single_direct(Some(self.signer.public_key()), sequence);
        let info = signer.auth_info(Fee::from_amount_and_gas(coin, gas));
        let chain_id = network.chain_id.parse();
        let chain_id = chain_id.map_err(|error| anyhow!("chain {}: {error}", network.chain_id))?;
        let document = SignDoc::new(body, &info, &chain_id, number).map_err(failed)?;
        let raw = document.sign(self.signer.key()).map_err(failed)?;
        raw.to_bytes().map_err(failed)
    }
}

/// Rounded up, so that it is never below what the node asks for.
fn fee(gas: u64, price: Decimal) -> Result<Uint128> {
    let fee = Uint128::from(gas).checked_mul_ceil(price);
    fee.map_err(|error| anyhow!("{gas} gas at {price} is no fee: {error}"))
}

fn body(calls: &[Call]) -> Result<Body> {
    let any = |call: &Call| -> Result<Any> {
        let any = call.0.to_any();
        any.map_err(|error| anyhow!("the message cannot be written: {error}"))
    };
    let messages = calls.iter().map(any).collect::<Result<Vec<_>>>()?;
    Ok(Body::new(messages, "", 0u8))
}

/// The messages of a transaction to a contract: who sent them, and their JSON. Also those that a
/// session key sent in the name of somebody (authz). Anything else is left out.
pub fn calls_in(tx: &[u8], contract: &str) -> Vec<(String, Vec<u8>)> {
    use cosmrs::proto::{
        cosmos::{
            authz::v1beta1::MsgExec,
            tx::v1beta1::{TxBody, TxRaw},
        },
        cosmwasm::wasm::v1::MsgExecuteContract as Execute,
    };
    let Ok(raw) = TxRaw::decode(tx) else {
        return Vec::new();
    };
    let mut messages = TxBody::decode(raw.body_bytes.as_slice())
        .unwrap_or_default()
        .messages;
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(message) = messages.get(at) {
        let kind = message.type_url.clone();
        let value = message.value.clone();
        at += 1;
        if kind.ends_with(".MsgExec") {
            messages.extend(MsgExec::decode(value.as_slice()).unwrap_or_default().msgs);
        } else if kind.ends_with(".MsgExecuteContract") {
            let call = Execute::decode(value.as_slice()).unwrap_or_default();
            if call.contract == contract {
                calls.push((call.sender, call.msg));
            }
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_is_never_below_the_price() {
        let price = Decimal::permille(25);
        assert_eq!(fee(100_001, price).unwrap().u128(), 2_501);
        assert_eq!(fee(40, price).unwrap().u128(), 1);
        assert!(fee(u64::MAX, Decimal::MAX).is_err());
    }

    #[test]
    fn what_is_no_transaction_has_no_messages() {
        assert!(calls_in(&[1, 2, 3], "wasm1x").is_empty());
        assert!(calls_in(&[], "wasm1x").is_empty());
    }
}
