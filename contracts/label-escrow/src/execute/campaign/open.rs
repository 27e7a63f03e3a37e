//! Takes a campaign's deposit.

use cosmwasm_std::{Deps, DepsMut, Env, MessageInfo, Response};
use cw20::Denom;
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    asset::{denom_key, Payment},
    label_escrow::{DenomTerms, DepositTaken, Fees, OpenCampaign},
};

use crate::{
    books::{
        config::only_registry,
        denoms::{allowed, take_in},
    },
    error::ContractError,
    rules::ledger::{EscrowTerms, Ledger},
    store::{ESCROW_TERMS, LEDGERS},
};

/// Takes a campaign's deposit and freezes its prices.
///
/// # Errors
/// See `ExecuteMsg::Open`.
pub fn open(
    mut deps: DepsMut<'_>,
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
    let config = only_registry(deps.storage, &info.sender)?;

    if ESCROW_TERMS.has(deps.storage, &msg.campaign) {
        return Err(ContractError::CampaignExists {
            campaign: msg.campaign,
        });
    }
    let denom_terms = allowed(deps.as_ref(), &msg.denom)?;
    let terms = freeze(deps.as_ref(), &config.fees, &denom_terms, &msg)?;
    let wanted = terms.reserve(msg.tasks, msg.items)?;
    if wanted != msg.deposit {
        return Err(ContractError::Deposit {
            found: msg.deposit,
            wanted,
        });
    }

    take_in(&mut deps, env, &msg.denom, msg.deposit)?;
    ESCROW_TERMS.save(deps.storage, &msg.campaign, &terms);
    let ledger = Ledger::new(msg.tasks, msg.items);
    LEDGERS.save(deps.storage, &msg.campaign, &ledger);

    Ok(Response::new().add_event(DepositTaken {
        campaign: msg.campaign,
        requester: msg.requester,
        denom: terms.denom,
        amount: msg.deposit,
    }))
}

/// What the campaign freezes, checked against the owner's present settings.
fn freeze(
    deps: Deps<'_>,
    fees: &Fees,
    denom_terms: &DenomTerms,
    msg: &OpenCampaign,
) -> Result<EscrowTerms, ContractError> {
    if msg.price < denom_terms.min_price {
        return Err(ContractError::PriceTooLow {
            found: msg.price,
            min: denom_terms.min_price,
        });
    }
    if msg.shares.contributors < fees.contributors_floor {
        return Err(ContractError::ContributorsTooLow {
            found: msg.shares.contributors,
            min: fees.contributors_floor,
        });
    }
    for denom in &msg.shares.royalty_denoms {
        allowed(deps, denom)?;
    }
    Ok(EscrowTerms {
        requester: Account::of(deps.api, &msg.requester)?.canonical,
        denom: denom_key(&msg.denom),
        price: msg.price,
        fee_per_label: fees.fee.of_ceil(msg.price),
        tip: denom_terms.tip_per_task,
        gold_bond: msg.gold_bond,
        overlap: msg.max_overlap,
        reading_key: msg.reading_key,
        deposited: msg.deposit,
        contributors: msg.shares.contributors,
        transferable: msg.shares.transferable,
        royalty_denoms: msg.shares.royalty_denoms.iter().map(denom_key).collect(),
    })
}
