//! Answers about stakes, records and books.

mod credentials;
mod fees;
mod records;
mod stakes;

use cosmwasm_std::{Binary, Deps, Env};
use pasar_common::{json, reputation_staking::QueryMsg};

use crate::error::ContractError;

/// Answers a query.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    match msg {
        Q::Config {} => json(records::config(deps)),
        Q::Ownership {} => json(cw_ownable::get_ownership(deps.storage)),
        Q::Stake { staker, denom } => json(stakes::one_stake(deps, &staker, &denom)),
        Q::Stakes {
            staker,
            start_after,
            limit,
        } => json(stakes::stakes(deps, &staker, start_after, limit)),
        Q::Skill { labeler, domain } => json(records::skill(deps, env, &labeler, &domain)),
        Q::Audit { start_after, limit } => {
            let own = &env.contract.address;
            json(stakes::audit(deps, own, start_after, limit))
        }
        Q::FeeShare { staker } => json(fees::fee_share(deps, env, &staker)),
        Q::Issuer { issuer, domain } => json(credentials::issuer(deps, env, &issuer, domain)),
        Q::Issuers {
            domain,
            start_after,
            limit,
        } => json(credentials::issuers(deps, env, &domain, start_after, limit)),
        Q::Credential {
            issuer,
            domain,
            holder,
        } => json(credentials::credential(deps, env, &issuer, domain, &holder)),
        Q::Credentials {
            issuer,
            domain,
            start_after,
            limit,
        } => json(credentials::credentials(
            deps,
            env,
            &issuer,
            &domain,
            start_after,
            limit,
        )),
        Q::FeePool {} => json(fees::fee_pool(deps, env)),
    }
}
