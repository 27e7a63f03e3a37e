//! Answers about the registry's state: one subject, one file.

mod campaign;
mod challenge;
mod labeler;
mod lookup;
mod market;
mod seat;
mod task;
mod verdict;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use pasar_common::task_registry::{QueryMsg, TaskRef};

use crate::{
    error::ContractError,
    rules::ids::{CampaignId, TaskId},
};

fn task_id(of: &TaskRef) -> TaskId {
    CampaignId(of.campaign).task(of.task)
}

/// Answers a query.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Config {} => to_json_binary(&market::config(deps)?),
        Q::Quote(q) => to_json_binary(&campaign::quoted(deps, env, &q.terms)?),
        Q::Campaign(q) => {
            to_json_binary(&campaign::one_campaign(deps, env, CampaignId(q.campaign))?)
        }
        Q::Campaigns(q) => to_json_binary(&campaign::campaigns(deps, env, &q)?),
        Q::Task(q) => to_json_binary(&task::one_task(deps, task_id(&q))?),
        Q::Tasks(q) => to_json_binary(&task::tasks(deps, &q)?),
        Q::Frontier(q) => to_json_binary(&campaign::frontier(deps, CampaignId(q.campaign))?),
        Q::Ticket(q) => to_json_binary(&labeler::ticket(deps, &q)?),
        Q::Exposure(q) => to_json_binary(&labeler::exposure(deps, env, &q)?),
        Q::Seat(q) => to_json_binary(&seat::one_seat(deps, &q)?),
        Q::Seats(q) => to_json_binary(&seat::seats(deps, &q)?),
        Q::SeatsByLabeler(q) => to_json_binary(&seat::seats_by_labeler(deps, &q)?),
        Q::Asked(q) => to_json_binary(&task::asked(deps, &q)?),
        Q::Gold(q) => to_json_binary(&task::gold(deps, task_id(&q))?),
        Q::Verdict(q) => to_json_binary(&verdict::verdict(deps, task_id(&q))?),
        Q::Labels(q) => to_json_binary(&seat::labels(deps, &q)?),
        Q::Export(q) => to_json_binary(&verdict::export(deps, &q)?),
        Q::ChallengeBond(q) => to_json_binary(&challenge::challenge_bond(deps, &q)?),
        Q::Challenges(q) => to_json_binary(&challenge::challenges(deps, env, &q)?),
        Q::Panel(q) => to_json_binary(&challenge::panel(deps, &q)?),
        Q::PanelLabels(q) => to_json_binary(&challenge::panel_labels(deps, &q)?),
        Q::Registrations(q) => to_json_binary(&challenge::registrations(deps, env, &q)?),
        Q::Certificate(q) => to_json_binary(&campaign::certificate(deps, CampaignId(q.campaign))?),
        Q::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}
