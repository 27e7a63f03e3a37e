//! Pages: whatever their size, every element comes once and in order.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    label_escrow as escrow, reputation_staking as staking, reward_token as token,
    task_registry::{self as registry, Terms},
};
use pasar_testkit::{campaign, denom, Market, Row};
use serde::de::DeserializeOwned;

use crate::support::{labels, Stage};

/// Follows the pages of a list of this size to its end.
fn all<T: DeserializeOwned, E>(
    market: &Market,
    contract: &Addr,
    limit: u32,
    query: impl Fn(Option<&E>, Option<u32>) -> cosmwasm_std::Binary,
    list: impl Fn(T) -> Vec<E>,
) -> Vec<E> {
    let mut found: Vec<E> = vec![];
    loop {
        let msg = query(found.last(), Some(limit));
        let request = cosmwasm_std::WasmQuery::Smart {
            contract_addr: contract.to_string(),
            msg,
        };
        let page = list(market.app.wrap().query(&request.into()).unwrap());
        assert!(
            page.len() <= limit as usize,
            "a page of {} of {limit}",
            page.len()
        );
        if page.is_empty() {
            return found;
        }
        found.extend(page);
    }
}

fn json(msg: &impl serde::Serialize) -> cosmwasm_std::Binary {
    cosmwasm_std::to_json_binary(msg).unwrap()
}

/// A market with several of everything.
fn full() -> Stage {
    let market = (0..7).fold(Market::builder(), |market, n| {
        market.token_balance(&format!("labeler {n}"), 100)
    });
    let mut stage = Stage::on(market.build(), 7, campaign().items(350).page(50).overlap(4));
    let requester = stage.requester.clone();
    let token = stage.address_of_token();
    for n in 0..4 {
        let denom = stage.new_allowed_token(&format!("USD{}", ["A", "B", "C", "D"][n]), &[]);
        assert!(matches!(denom, Denom::Cw20(_)));
    }
    let rows: Vec<Row> = stage
        .labelers
        .iter()
        .map(|labeler| (labeler.clone(), labels(350, 3, 9)))
        .collect();
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        stage
            .bond_in(&labeler, &Denom::Cw20(token.clone()), 10)
            .unwrap();
    }
    // Cancelled in the middle: some tasks are started, some have a verdict, some are released.
    for (labeler, labels) in &rows {
        for task in stage.market().seat(labeler, id, 2) {
            let page = &labels[50 * task as usize..][..50];
            stage.commit(labeler, id, task, page).unwrap();
        }
    }
    for _ in 0..5 {
        stage.create(&requester, campaign()).unwrap();
    }
    stage.cancel(&requester, id).unwrap();
    let crank = stage.crank.clone();
    for task in stage.tasks(id) {
        stage.market().advance(&crank, id, &[task.task]).unwrap();
        stage.reveal_tasks(&crank, id, &[task.task]).unwrap();
        stage.market().resolve(&crank, id, &[task.task]).unwrap();
        stage.market().settle(&crank, id, &[task.task]).unwrap();
    }
    stage
}

#[test]
fn every_page_of_the_registry_goes_on_where_the_last_one_ended() {
    let mut stage = full();
    let id = stage.campaign;
    let address = stage.market().registry.clone();
    let labeler = stage.labelers[0].to_string();
    for limit in [1, 2, 3, 50] {
        let campaigns: Vec<registry::CampaignResponse> = all(
            stage.market(),
            &address,
            limit,
            |last: Option<&registry::CampaignResponse>, limit| {
                let start_after = last.map(|last| last.campaign);
                json(&registry::QueryMsg::Campaigns(registry::CampaignsPage {
                    start_after,
                    limit,
                }))
            },
            |page: registry::CampaignsResponse| page.campaigns,
        );
        let ids: Vec<u32> = campaigns.iter().map(|campaign| campaign.campaign).collect();
        assert_eq!(ids, [1, 2, 3, 4, 5, 6]);

        let tasks: Vec<registry::TaskResponse> = all(
            stage.market(),
            &address,
            limit,
            |last: Option<&registry::TaskResponse>, limit| {
                let start_after = last.map(|last| last.task);
                json(&registry::QueryMsg::Tasks(registry::TasksPage {
                    campaign: id,
                    start_after,
                    limit,
                }))
            },
            |page: registry::TasksResponse| page.tasks,
        );
        let started: Vec<u32> = tasks.iter().map(|task| task.task).collect();
        assert!(started.len() > 3 && started.is_sorted());

        let verdicts: Vec<registry::ExportEntry> = all(
            stage.market(),
            &address,
            limit.min(16),
            |last: Option<&registry::ExportEntry>, limit| {
                let start_after = last.map(|last| last.task);
                json(&registry::QueryMsg::Export(registry::TasksPage {
                    campaign: id,
                    start_after,
                    limit,
                }))
            },
            |page: registry::ExportResponse| page.tasks,
        );
        let exported: Vec<u32> = verdicts.iter().map(|entry| entry.task).collect();
        assert_eq!(exported, started);
        assert!(verdicts
            .iter()
            .all(|entry| entry.first_item == 50 * entry.task));

        let mut held = vec![];
        for &task in &started {
            let seats: Vec<registry::SeatResponse> = all(
                stage.market(),
                &address,
                limit,
                |last: Option<&registry::SeatResponse>, limit| {
                    let start_after = last.map(|last| last.labeler.to_string());
                    let query = registry::QueryMsg::Seats(registry::SeatsPage {
                        campaign: id,
                        task,
                        start_after,
                        limit,
                    });
                    json(&query)
                },
                |page: registry::SeatsResponse| page.seats,
            );
            assert_eq!(seats, stage.seats(id, task));
            held.extend(
                seats
                    .iter()
                    .filter(|s| s.labeler.as_str() == labeler)
                    .map(|s| s.task),
            );
        }
        let mine = stage.seats_by_labeler(id, &stage.labelers[0].clone());
        assert_eq!(mine.iter().map(|seat| seat.task).collect::<Vec<_>>(), held);
    }
}

#[test]
fn every_page_of_the_escrow_staking_and_token_goes_on_where_the_last_one_ended() {
    let mut stage = full();
    let id = stage.campaign;
    let escrow_address = stage.market().escrow.clone();
    let staking_address = stage.market().staking.clone();
    let token_address = stage.address_of_token();
    let staker = stage.labelers[0].to_string();
    for limit in [1, 2, 50] {
        let holders: Vec<escrow::HolderResponse> = all(
            stage.market(),
            &escrow_address,
            limit,
            |last: Option<&escrow::HolderResponse>, limit| {
                let start_after = last.map(|last| last.holder.to_string());
                json(&escrow::QueryMsg::Holders {
                    campaign: id,
                    start_after,
                    limit,
                })
            },
            |page: escrow::HoldersResponse| page.holders,
        );
        assert_eq!(holders, stage.holders(id));
        assert_eq!(holders.len(), 7);

        let denoms: Vec<escrow::DenomEntry> = all(
            stage.market(),
            &escrow_address,
            limit,
            |last: Option<&escrow::DenomEntry>, limit| {
                let start_after = last.map(|last| last.terms.denom.clone());
                json(&escrow::QueryMsg::Denoms { start_after, limit })
            },
            |page: escrow::DenomsResponse| page.denoms,
        );
        assert_eq!(denoms.len(), 5);

        let books: Vec<escrow::AuditEntry> = all(
            stage.market(),
            &escrow_address,
            limit,
            |last: Option<&escrow::AuditEntry>, limit| {
                let start_after = last.map(|last| last.denom.clone());
                json(&escrow::QueryMsg::Audit { start_after, limit })
            },
            |page: escrow::AuditResponse| page.denoms,
        );
        let audited: Vec<&Denom> = books.iter().map(|entry| &entry.denom).collect();
        let allowed: Vec<&Denom> = denoms.iter().map(|entry| &entry.terms.denom).collect();
        assert_eq!(audited, allowed);

        let stakes: Vec<staking::StakeResponse> = all(
            stage.market(),
            &staking_address,
            limit,
            |last: Option<&staking::StakeResponse>, limit| {
                let staker = staker.clone();
                let start_after = last.map(|last| last.denom.clone());
                json(&staking::QueryMsg::Stakes {
                    staker,
                    start_after,
                    limit,
                })
            },
            |page: staking::StakesResponse| page.stakes,
        );
        let staked: Vec<Denom> = stakes.iter().map(|stake| stake.denom.clone()).collect();
        assert_eq!(staked, [Denom::Cw20(token_address.clone()), denom()]);

        let accounts: Vec<String> = all(
            stage.market(),
            &token_address,
            limit.min(30),
            |last: Option<&String>, limit| {
                let start_after = last.cloned();
                json(&token::QueryMsg::AllAccounts { start_after, limit })
            },
            |page: cw20::AllAccountsResponse| page.accounts,
        );
        assert_eq!(accounts.len(), 8, "seven labelers and staking");
    }
}

#[test]
fn a_page_has_ten_entries_by_default_and_fifty_at_most() {
    let mut stage = Stage::new(0, campaign());
    stage.check_every(None);
    let requester = stage.requester.clone();
    let terms: Terms = stage.campaign(stage.campaign).terms;
    for _ in 0..59 {
        stage.create(&requester, &terms).unwrap();
    }
    for (limit, wanted) in [(None, 10), (Some(7), 7), (Some(u32::MAX), 50), (Some(0), 0)] {
        let query = registry::QueryMsg::Campaigns(registry::CampaignsPage {
            start_after: None,
            limit,
        });
        let page: registry::CampaignsResponse = stage.ask(&stage.registry, &query);
        assert_eq!(page.campaigns.len(), wanted);
    }
}
