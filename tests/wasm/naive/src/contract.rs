//! Entry points and what they do.

use cosmwasm_std::{
    coins, entry_point, to_json_binary, Addr, BankMsg, Binary, Deps, DepsMut, Env, MessageInfo,
    Order, Response, StdError, StdResult, Storage, Uint128,
};
use cw_utils::{must_pay, nonpayable, PaymentError};
use sha2::{Digest, Sha256};

use crate::{
    msg::{ExecuteMsg, InstantiateMsg, QueryMsg},
    state::{Tally, BALANCES, CAMPAIGN, COMMITS, LABELS, TALLIES},
};

/// Every refusal.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, JSON or arithmetic.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Other funds than wanted.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// What is paid in is not what all labels may cost.
    #[error("the deposit is {found}, expected {wanted}")]
    Deposit {
        /// Paid in.
        found: Uint128,
        /// What all labels cost.
        wanted: Uint128,
    },
    /// A number is not within its bounds.
    #[error("{what} is {found}, expected less than {end}")]
    OutOfRange {
        /// What it counts.
        what: &'static str,
        /// The number.
        found: u32,
        /// The first that is too large.
        end: u32,
    },
    /// The hash has another length than SHA-256's.
    #[error("the hash has {found} bytes, expected 32")]
    Hash {
        /// Bytes found.
        found: usize,
    },
    /// The item cannot take what was sent, now or from this sender.
    #[error("item {item}: {reason}")]
    Item {
        /// The item.
        item: u32,
        /// Why.
        reason: &'static str,
    },
    /// The sender has earned nothing.
    #[error("nothing to withdraw")]
    Nothing,
}

/// Opens the campaign.
#[entry_point]
pub fn instantiate(
    deps: DepsMut<'_>,
    _: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    let found = must_pay(&info, &msg.denom)?;
    let labels = u128::from(msg.items) * u128::from(msg.overlap);
    let wanted = msg
        .price
        .checked_mul(labels.into())
        .map_err(StdError::from)?;
    if found != wanted {
        return Err(ContractError::Deposit { found, wanted });
    }
    CAMPAIGN.save(deps.storage, &msg)?;
    Ok(Response::new())
}

/// Does what is asked for.
#[entry_point]
pub fn execute(
    deps: DepsMut<'_>,
    _: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    nonpayable(&info)?;
    match msg {
        ExecuteMsg::Commit { item, hash } => commit(deps, info.sender, item, hash),
        ExecuteMsg::Reveal { item, label, salt } => reveal(deps, info.sender, item, label, &salt),
        ExecuteMsg::Withdraw {} => withdraw(deps, info.sender),
    }
}

/// Answers.
#[entry_point]
pub fn query(deps: Deps<'_>, _: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Tally { item } => to_json_binary(&TALLIES.load(deps.storage, item)?),
    }
}

fn within(what: &'static str, found: u32, end: u32) -> Result<(), ContractError> {
    if found < end {
        return Ok(());
    }
    Err(ContractError::OutOfRange { what, found, end })
}

fn commit(
    deps: DepsMut<'_>,
    labeler: Addr,
    item: u32,
    hash: Binary,
) -> Result<Response, ContractError> {
    let campaign = CAMPAIGN.load(deps.storage)?;
    within("item", item, campaign.items)?;
    if hash.len() != 32 {
        return Err(ContractError::Hash { found: hash.len() });
    }
    let refused = |reason| Err(ContractError::Item { item, reason });
    let key = (item, &labeler);
    if COMMITS.has(deps.storage, key) {
        return refused("the sender has sealed a label already");
    }
    let tally = TALLIES.may_load(deps.storage, item)?;
    let mut tally = tally.unwrap_or_else(|| Tally {
        committed: 0,
        counts: vec![0; campaign.classes.into()],
        verdict: None,
    });
    if tally.committed == campaign.overlap {
        return refused("all labels are sealed");
    }
    tally.committed += 1;
    TALLIES.save(deps.storage, item, &tally)?;
    COMMITS.save(deps.storage, key, &hash)?;
    Ok(Response::new()
        .add_attribute("action", "commit")
        .add_attribute("item", item.to_string()))
}

fn reveal(
    deps: DepsMut<'_>,
    labeler: Addr,
    item: u32,
    label: u8,
    salt: &[u8],
) -> Result<Response, ContractError> {
    let campaign = CAMPAIGN.load(deps.storage)?;
    within("label", label.into(), campaign.classes.into())?;
    let refused = |reason| Err(ContractError::Item { item, reason });
    let key = (item, &labeler);
    let Some(sealed) = COMMITS.may_load(deps.storage, key)? else {
        return refused("the sender has sealed no label");
    };
    let mut tally = TALLIES.load(deps.storage, item)?;
    if tally.committed < campaign.overlap {
        return refused("labels are still being sealed");
    }
    if LABELS.has(deps.storage, key) {
        return refused("the sender has opened their label already");
    }
    let hash = Sha256::new().chain_update([label]).chain_update(salt);
    if hash.finalize()[..] != sealed[..] {
        return refused("label and salt are not what was sealed");
    }
    LABELS.save(deps.storage, key, &label)?;
    tally.counts[usize::from(label)] += 1;
    if tally.counts.iter().sum::<u8>() == campaign.overlap {
        let verdict = plurality(&tally.counts);
        tally.verdict = Some(verdict);
        pay(deps.storage, item, verdict, campaign.price)?;
    }
    TALLIES.save(deps.storage, item, &tally)?;
    Ok(Response::new()
        .add_attribute("action", "reveal")
        .add_attribute("item", item.to_string())
        .add_attribute("label", label.to_string()))
}

/// The class with most labels; the first of several.
fn plurality(counts: &[u8]) -> u8 {
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|&count| count == most).unwrap_or(0) as u8
}

/// Credits the labelers who gave the verdict.
fn pay(store: &mut dyn Storage, item: u32, verdict: u8, price: Uint128) -> StdResult<()> {
    let labels = LABELS
        .prefix(item)
        .range(store, None, None, Order::Ascending);
    let labels = labels.collect::<StdResult<Vec<_>>>()?;
    for (labeler, _) in labels.iter().filter(|(_, label)| *label == verdict) {
        BALANCES.update(store, labeler, |balance| -> StdResult<_> {
            Ok(balance.unwrap_or_default().checked_add(price)?)
        })?;
    }
    Ok(())
}

fn withdraw(deps: DepsMut<'_>, labeler: Addr) -> Result<Response, ContractError> {
    let amount = BALANCES
        .may_load(deps.storage, &labeler)?
        .ok_or(ContractError::Nothing)?;
    BALANCES.remove(deps.storage, &labeler);
    let denom = CAMPAIGN.load(deps.storage)?.denom;
    Ok(Response::new()
        .add_message(BankMsg::Send {
            to_address: labeler.into_string(),
            amount: coins(amount.u128(), denom),
        })
        .add_attribute("action", "withdraw"))
}
