//! Takes a campaign's deposit.

use cosmwasm_std::{Deps, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::Denom;
use cw_utils::nonpayable;
use pasar_common::{
    asset::{balance, denom_key, Payment},
    label_escrow::{DenomTerms, DepositTaken, Fees, OpenCampaign},
    ratio::{Bps, WHOLE_BPS},
};

use super::only_registry;
use crate::{
    denoms::{allowed, books},
    error::ContractError,
    ledger::{Frozen, Ledger},
    state::{campaign_key, BOOKS, FROZEN, LEDGERS},
};

/// Takes a campaign's deposit and freezes its prices.
///
/// # Errors
/// See `ExecuteMsg::Open`.
pub fn open(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: OpenCampaign,
) -> Result<Response, ContractError> {
    match &msg.denom {
        Denom::Native(_) => {
            Payment::native(&info.sender, &info.funds)?.exactly(&msg.denom, msg.deposit)?;
        }
        // The registry transferred the tokens just before; the balance below shows whether.
        Denom::Cw20(_) => nonpayable(info)?,
    }
    let config = only_registry(deps.as_ref(), &info.sender)?;

    let key = campaign_key(msg.campaign);
    if FROZEN.has(deps.storage, &key) {
        return Err(ContractError::CampaignExists {
            campaign: msg.campaign,
        });
    }
    let terms = allowed(deps.as_ref(), &msg.denom)?;
    let frozen = freeze(deps.as_ref(), &config.fees, &terms, &msg)?;
    let wanted = frozen.reserve(msg.tasks, msg.items)?;
    if wanted != msg.deposit {
        return Err(ContractError::Deposit {
            found: msg.deposit,
            wanted,
        });
    }
    let denom = denom_key(&msg.denom);
    let mut books = books(deps.storage, &denom)?;
    books.liabilities = books.liabilities.checked_add(msg.deposit)?;
    let balance = balance(&deps.querier, &msg.denom, &env.contract.address)?;
    if balance < books.liabilities {
        let liabilities = books.liabilities;
        return Err(ContractError::Shortfall {
            denom,
            balance,
            liabilities,
        });
    }

    BOOKS.save(deps.storage, denom.as_bytes(), &books);
    FROZEN.save(deps.storage, &key, &frozen);
    LEDGERS.save(deps.storage, &key, &Ledger::new(msg.tasks, msg.items));

    Ok(Response::new().add_event(DepositTaken {
        campaign: msg.campaign,
        requester: msg.requester,
        denom,
        amount: msg.deposit,
    }))
}

/// What the campaign freezes, checked against the owner's settings of now.
fn freeze(
    deps: Deps<'_>,
    fees: &Fees,
    terms: &DenomTerms,
    msg: &OpenCampaign,
) -> Result<Frozen, ContractError> {
    let fee_per_label = fees.fee.of(msg.price);
    let min = least_price(fees.fee, terms.min_price);
    if msg.price < min {
        let found = msg.price;
        return Err(ContractError::PriceTooLow { found, min });
    }
    if msg.shares.contributors < fees.contributors_floor {
        let (found, min) = (msg.shares.contributors, fees.contributors_floor);
        return Err(ContractError::ContributorsTooLow { found, min });
    }
    for denom in &msg.shares.royalty_denoms {
        allowed(deps, denom)?;
    }
    let requester = deps.api.addr_validate(&msg.requester)?;
    Ok(Frozen {
        requester: deps.api.addr_canonicalize(requester.as_str())?,
        denom: denom_key(&msg.denom),
        price: msg.price,
        fee_per_label,
        tip: terms.tip_per_task,
        gold_bond: msg.gold_bond,
        overlap: msg.max_overlap,
        reading_key: msg.reading_key,
        deposited: msg.deposit,
        contributors: msg.shares.contributors,
        transferable: msg.shares.transferable,
        royalty_denoms: msg.shares.royalty_denoms.iter().map(denom_key).collect(),
    })
}

/// The denom's minimum, or where it is more the price whose fee is one unit, if there is a fee.
fn least_price(fee: Bps, min_price: Uint128) -> Uint128 {
    let whole = u128::from(WHOLE_BPS);
    match u128::from(fee.get()) {
        0 => min_price,
        fee => min_price.max(whole.div_ceil(fee).into()),
    }
}
