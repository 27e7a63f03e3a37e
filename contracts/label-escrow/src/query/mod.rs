//! Answers about the escrow's books.

mod campaign;
mod denoms;
mod holders;
mod rights;

use cosmwasm_std::{Binary, Deps, Env};
use pasar_common::{json, label_escrow::QueryMsg};

use crate::{books::denoms::listed, error::ContractError};

/// Answers a query.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    match msg {
        Q::Config {} => json(campaign::config(deps)),
        Q::Denom { denom } => json(listed(deps, &denom)),
        Q::Denoms { start_after, limit } => json(denoms::denoms(deps, start_after, limit)),
        Q::Campaign { campaign } => json(campaign::ledger(deps, campaign)),
        Q::Holder { campaign, address } => json(holders::holder(deps, campaign, &address)),
        Q::Holders {
            campaign,
            start_after,
            limit,
        } => json(holders::holders(deps, campaign, start_after, limit)),
        Q::Earnings { address, campaigns } => json(holders::earnings(deps, &address, &campaigns)),
        Q::Audit { start_after, limit } => json(denoms::audit(deps, env, start_after, limit)),
        Q::Points { epoch, labeler } => json(holders::points(deps, epoch, &labeler)),
        Q::Due { denom } => json(denoms::due(deps, &denom)),
        Q::Dataset { campaign } => json(rights::dataset(deps, campaign)),
        Q::Offers {
            campaign,
            start_after,
            limit,
        } => json(rights::offers(deps, campaign, start_after, limit)),
        Q::Licenses {
            campaign,
            start_after,
            limit,
        } => json(rights::licenses(deps, env, campaign, start_after, limit)),
        Q::LicensesOf {
            campaign,
            licensee,
            start_after,
            limit,
        } => json(rights::licenses_of(
            deps,
            env,
            campaign,
            &licensee,
            start_after,
            limit,
        )),
        Q::HasLicense {
            campaign,
            address,
            offers,
        } => json(rights::has_license(deps, env, campaign, &address, offers)),
        Q::StakerFees { epochs } => json(denoms::staker_fees(deps, env, &epochs)),
        Q::Ownership {} => json(cw_ownable::get_ownership(deps.storage)),
    }
}
