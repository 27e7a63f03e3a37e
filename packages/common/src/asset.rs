//! Denoms: native coins and CW20 tokens as one type, `cw20::Denom`.

use cosmwasm_std::{Addr, Api, BankMsg, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128};
use cw20::{BalanceResponse, Cw20ReceiveMsg, Denom};
use serde::Serialize;

use crate::wire::{ask, tell};

/// Most bytes of a native denom; the SDK's own limit.
pub const MAX_NATIVE_BYTES: usize = 128;
/// What a CW20 denom begins with in keys, events and lists.
pub const CW20_PREFIX: &str = "cw20:";

/// Every way a denom or a payment can be refused.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum AssetError {
    /// Returned when a native denom is empty, too long or has the prefix of a CW20 denom.
    #[error("native denom {found:?}: expected 1 to 128 bytes, not beginning with cw20:")]
    Native {
        /// The denom found.
        found: String,
    },
    /// Returned when a payment is not exactly one coin of the denom.
    #[error("paid {found}, expected exactly {wanted} {denom}")]
    Payment {
        /// What was paid, as coins or as an amount of a token.
        found: String,
        /// The amount wanted.
        wanted: Uint128,
        /// The denom wanted.
        denom: String,
    },
    /// Returned when a native payment is asked for exactly one coin and is not.
    #[error("paid {found}, expected one coin")]
    OneCoin {
        /// What was paid.
        found: String,
    },
}

/// A contract does not have what it would owe: a token kept or took some.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
#[error("balance is {balance} {denom}, expected at least the liabilities {liabilities}")]
pub struct Shortfall {
    /// The denom.
    pub denom: String,
    /// What the contract has.
    pub balance: Uint128,
    /// What it would owe.
    pub liabilities: Uint128,
}

/// The denom in storage keys, events and lists: the native denom, or `cw20:` and the token's address.
pub fn denom_key(denom: &Denom) -> String {
    match denom {
        Denom::Native(native) => native.clone(),
        Denom::Cw20(token) => format!("{CW20_PREFIX}{token}"),
    }
}

/// Reads what [`denom_key`] wrote, checking a token's address.
pub fn denom_of_key(api: &dyn Api, key: &str) -> StdResult<Denom> {
    match key.strip_prefix(CW20_PREFIX) {
        Some(token) => api.addr_validate(token).map(Denom::Cw20),
        None => Ok(Denom::Native(key.to_owned())),
    }
}

/// Checks a native denom's form. A token's address is checked with [`check_token`].
///
/// # Errors
/// [`AssetError::Native`].
pub fn check_native(denom: &Denom) -> Result<(), AssetError> {
    match denom {
        Denom::Native(native)
            if native.is_empty()
                || native.len() > MAX_NATIVE_BYTES
                || native.starts_with(CW20_PREFIX) =>
        {
            Err(AssetError::Native {
                found: native.chars().take(MAX_NATIVE_BYTES).collect(),
            })
        }
        Denom::Native(_) | Denom::Cw20(_) => Ok(()),
    }
}

/// Checks the address inside a CW20 denom that came in a message.
pub fn check_token(api: &dyn Api, denom: &Denom) -> StdResult<()> {
    match denom {
        Denom::Native(_) => Ok(()),
        Denom::Cw20(token) => api.addr_validate(token.as_str()).map(|_| ()),
    }
}

/// Money that came with a message: native funds, or the tokens of a CW20 `Receive`.
#[must_use = "a payment must be checked"]
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// In which denom.
    pub denom: Denom,
    /// How much. Native funds are never zero; tokens may be, and their receiver refuses that.
    pub amount: Uint128,
    /// Who paid.
    pub payer: Addr,
}

impl Payment {
    /// The one native coin that was attached.
    ///
    /// # Errors
    /// [`AssetError::OneCoin`] where none or several were, or its amount is zero.
    pub fn native(payer: &Addr, funds: &[Coin]) -> Result<Self, AssetError> {
        match funds {
            [coin] if !coin.amount.is_zero() => Ok(Self {
                denom: Denom::Native(coin.denom.clone()),
                amount: coin.amount,
                payer: payer.clone(),
            }),
            _ => Err(AssetError::OneCoin { found: list(funds) }),
        }
    }

    /// What a CW20 says in its `Receive` that somebody sent. Only the contract that was called may
    /// say so, and only of its own tokens: `token` is the sender of the message.
    pub fn received(api: &dyn Api, token: &Addr, msg: &Cw20ReceiveMsg) -> StdResult<Self> {
        Ok(Self {
            denom: Denom::Cw20(token.clone()),
            amount: msg.amount,
            payer: api.addr_validate(&msg.sender)?,
        })
    }

    /// Checks that it is exactly what is wanted.
    ///
    /// # Errors
    /// [`AssetError::Payment`].
    pub fn exactly(&self, denom: &Denom, wanted: Uint128) -> Result<(), AssetError> {
        if self.denom == *denom && self.amount == wanted {
            return Ok(());
        }
        let found = format!("{} {}", self.amount, denom_key(&self.denom));
        Err(AssetError::Payment {
            found,
            wanted,
            denom: denom_key(denom),
        })
    }
}

/// Coins as text.
fn list(funds: &[Coin]) -> String {
    match funds {
        [] => "nothing".to_owned(),
        _ => funds
            .iter()
            .map(Coin::to_string)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The body of a CW20's `Transfer`.
#[derive(Serialize)]
struct Transfer<'a> {
    recipient: &'a str,
    amount: Uint128,
}

/// The body of a CW20's `Balance`.
#[derive(Serialize)]
struct BalanceOf<'a> {
    address: &'a str,
}

/// The message that sends an amount.
pub fn transfer(denom: &Denom, to: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    Ok(match denom {
        Denom::Native(native) => CosmosMsg::Bank(BankMsg::Send {
            to_address: to.to_string(),
            amount: vec![Coin::new(amount, native)],
        }),
        Denom::Cw20(token) => {
            let recipient = to.as_str();
            tell(token, "transfer", &Transfer { recipient, amount }, vec![])?
        }
    })
}

/// An account's balance.
pub fn balance(querier: &QuerierWrapper<'_>, denom: &Denom, of: &Addr) -> StdResult<Uint128> {
    match denom {
        Denom::Native(native) => querier.query_balance(of, native).map(|coin| coin.amount),
        Denom::Cw20(token) => {
            let address = of.as_str();
            ask::<BalanceResponse>(querier, token, "balance", &BalanceOf { address })
                .map(|response| response.balance)
        }
    }
}

/// Refuses to owe more of a denom than there is. A token may take a fee on the way, or only say that it
/// sent something.
///
/// # Errors
/// [`Shortfall`].
pub fn check_covered(
    denom: &Denom,
    balance: Uint128,
    liabilities: Uint128,
) -> Result<(), Shortfall> {
    if balance >= liabilities {
        return Ok(());
    }
    Err(Shortfall {
        denom: denom_key(denom),
        balance,
        liabilities,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{coin, testing::MockApi, to_json_binary, WasmMsg};
    use cw20::{Cw20ExecuteMsg, Cw20QueryMsg};

    use crate::wire::variant;

    #[test]
    fn a_token_is_told_and_asked_what_a_cw20_understands() {
        let api = MockApi::default();
        let token = api.addr_make("token");
        let to = api.addr_make("to");
        let amount = Uint128::new(5);
        let wanted = WasmMsg::Execute {
            contract_addr: token.to_string(),
            msg: to_json_binary(&Cw20ExecuteMsg::Transfer {
                recipient: to.to_string(),
                amount,
            })
            .unwrap(),
            funds: vec![],
        };
        let denom = Denom::Cw20(token);
        assert_eq!(transfer(&denom, &to, amount).unwrap(), wanted.into());
        let address = to.as_str();
        let wanted = Cw20QueryMsg::Balance {
            address: address.into(),
        };
        assert_eq!(
            variant("balance", &BalanceOf { address }).unwrap(),
            to_json_binary(&wanted).unwrap()
        );
    }

    #[test]
    fn a_denom_reads_back_from_its_key() {
        let api = MockApi::default();
        let token = Denom::Cw20(api.addr_make("token"));
        for denom in [Denom::Native("ibc/27AB".into()), token] {
            assert_eq!(denom_of_key(&api, &denom_key(&denom)).unwrap(), denom);
        }
    }

    #[test]
    fn a_native_denom_cannot_pass_for_a_token() {
        for bad in ["", "cw20:wasm1token", &"u".repeat(129)] {
            assert!(check_native(&Denom::Native(bad.into())).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_payment_is_one_coin_and_exactly_what_is_wanted() {
        let payer = MockApi::default().addr_make("payer");
        for funds in [vec![], vec![coin(0, "u")], vec![coin(1, "u"), coin(1, "v")]] {
            assert!(Payment::native(&payer, &funds).is_err());
        }
        let payment = Payment::native(&payer, &[coin(5, "u")]).unwrap();
        let denom = Denom::Native("u".into());
        assert_eq!(payment.exactly(&denom, 5u128.into()), Ok(()));
        assert_eq!(
            payment.exactly(&denom, 6u128.into()),
            Err(AssetError::Payment {
                found: "5 u".into(),
                wanted: 6u128.into(),
                denom: "u".into()
            })
        );
    }
}
