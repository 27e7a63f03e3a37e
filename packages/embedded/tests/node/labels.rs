//! A label from the claim to the pay, over HTTP alone, beside the crowd.

use cosmos_sdk_proto::Any;
use cosmwasm_std::{Binary, Uint128};
use pasar_common::{
    label_escrow::{self, EarningsResponse, Withdraw},
    reputation_staking,
    task_registry::{
        CampaignResponse, CampaignsPage, CampaignsResponse, Claim, Commit, ExecuteMsg, LabelerRef,
        Phase, QueryMsg, Reveal, SeatRef, SeatStatus, SeatsPage, SeatsResponse, TaskRef,
        TaskResponse, TicketResponse,
    },
};
use pasar_formats::{manifest::address::ManifestUri, packing::pack, seal::SealContext};
use serde_json::{json, Value};

use crate::visitor::{Visitor, GAS};

const SALT: [u8; 16] = [5; 16];

fn registry(of: &Visitor, message: &ExecuteMsg) -> Any {
    of.account
        .call(of.contract("task_registry"), message, 0)
        .unwrap()
}

/// Sends, and expects that it is taken.
fn done(of: &Visitor, messages: &[Any]) -> Value {
    let sent = of.send(messages);
    assert_eq!(sent["tx_result"]["code"], 0, "{sent}");
    sent
}

/// The campaign that waits for people.
fn pictures(of: &Visitor) -> CampaignResponse {
    of.until("a campaign", || {
        let page = CampaignsPage {
            start_after: None,
            limit: None,
        };
        let found: CampaignsResponse =
            of.smart("task_registry", &QueryMsg::Campaigns(page)).ok()?;
        let wanted = |campaign: &CampaignResponse| campaign.terms.domain == "pictures/counting";
        found.campaigns.into_iter().find(wanted)
    })
}

/// The right class of each picture, by the table of the example, in the order of the manifest that is served.
fn labels(of: &Visitor, campaign: &CampaignResponse) -> Vec<u8> {
    let uri = ManifestUri::parse(&campaign.terms.manifest.uri).unwrap();
    let path = uri.address().strip_prefix(&of.running.origin).unwrap();
    let (status, header) = of.text(path);
    assert_eq!(status, 200);
    uri.check(header.as_bytes()).unwrap();
    let (_, lines) = of.text(&path.replace("manifest.json", "items.jsonl"));
    let truth = include_str!("../../../../examples/pictures/truth.csv");
    let class = |line: &str| {
        let item: Value = serde_json::from_str(line).unwrap();
        let (status, picture) =
            of.text(&path.replace("manifest.json", item["picture"].as_str().unwrap()));
        assert_eq!((status, picture.contains("<svg")), (200, true));
        let begin = format!("{},", item["item"].as_str().unwrap());
        let name = truth
            .lines()
            .find_map(|line| line.strip_prefix(&begin))
            .unwrap();
        let mut classes = campaign.terms.classes().iter();
        u8::try_from(classes.position(|class| class == name).unwrap()).unwrap()
    };
    lines.lines().map(class).collect()
}

/// Stakes, takes a ticket, and draws it by the round that the served drand signs.
fn draw(of: &Visitor, campaign: u32) {
    let stake = of.contract("reputation_staking");
    let bond = of
        .account
        .call(stake, &reputation_staking::ExecuteMsg::Bond {}, 2_000)
        .unwrap();
    let claim = |seats: u8, signature: Option<Binary>| {
        let issuer = None;
        registry(
            of,
            &ExecuteMsg::Claim(Claim {
                campaign,
                seats,
                issuer,
                signature,
            }),
        )
    };
    let first = [bond, claim(1, None)];
    of.until("the first seats", || of.simulate(&first).ok());
    done(of, &first);
    let labeler = of.account.address.clone();
    let query = QueryMsg::Ticket(LabelerRef { campaign, labeler });
    let ticket: TicketResponse = of.smart("task_registry", &query).unwrap();
    let ticket = ticket.ticket.unwrap();
    let round = of.get(&format!("/drand/public/{}", ticket.round));
    let signature = hex::decode(round["signature"].as_str().unwrap()).unwrap();
    let draw = [claim(0, Some(signature.as_slice().into()))];
    of.until("the round on the chain", || of.simulate(&draw).ok());
    done(of, &draw);
}

/// The message that seals labels under [`SALT`].
fn seal(of: &Visitor, campaign: u32, packed: &[u8]) -> Any {
    let place = SealContext {
        chain_id: of.chain_id(),
        registry: of.contract("task_registry"),
        campaign,
        task: 0,
        wave: 0,
        labeler: &of.account.address,
    };
    let commit = ExecuteMsg::Commit(Commit {
        campaign,
        tasks: vec![0],
        seals: place.seal(&SALT, packed).as_slice().into(),
        sealed: vec![],
    });
    registry(of, &commit)
}

/// The message that opens the seal.
fn reveal(of: &Visitor, campaign: u32, packed: &[u8]) -> Any {
    let seat = SeatRef {
        task: 0,
        labeler: of.account.address.clone(),
    };
    let reveal = ExecuteMsg::Reveal(Reveal {
        campaign,
        seats: vec![seat],
        salts: SALT.as_slice().into(),
        labels: packed.into(),
    });
    registry(of, &reveal)
}

/// Waits until two of the crowd have sealed the other seats.
fn wait_for_seals(of: &Visitor, campaign: u32) {
    of.until("the other seals", || {
        let page = SeatsPage {
            campaign,
            task: 0,
            start_after: None,
            limit: None,
        };
        let seats: SeatsResponse = of.smart("task_registry", &QueryMsg::Seats(page)).unwrap();
        let mut sealed = seats.seats;
        sealed.retain(|seat| seat.status != SeatStatus::Drawn);
        (sealed.len() == 3).then_some(())
    });
}

/// Waits until the requester has opened the gold, and a keeper resolved and settled.
fn wait_for_pay(of: &Visitor, campaign: u32) -> u128 {
    of.until("the pay", || {
        let query = QueryMsg::Task(TaskRef { campaign, task: 0 });
        let task: TaskResponse = of.smart("task_registry", &query).unwrap();
        (task.phase == Phase::Settled).then_some(())
    });
    let earnings = label_escrow::QueryMsg::Earnings {
        address: of.account.address.clone(),
        campaigns: vec![campaign],
    };
    let earned: EarningsResponse = of.smart("label_escrow", &earnings).unwrap();
    let sum: Uint128 = earned.earnings.iter().map(|entry| entry.amount).sum();
    sum.u128()
}

#[test]
fn a_label_goes_from_the_claim_to_withdrawn_pay() {
    let visitor = Visitor::with_coins(true);
    let campaign = pictures(&visitor);
    let id = campaign.campaign;
    let labels = labels(&visitor, &campaign);
    assert_eq!(labels.len(), 60);
    let packed = pack(campaign.terms.classes().len(), &labels).unwrap();
    draw(&visitor, id);
    done(&visitor, &[seal(&visitor, id, &packed)]);
    wait_for_seals(&visitor, id);
    done(&visitor, &[reveal(&visitor, id, &packed)]);
    let earned = wait_for_pay(&visitor, id);
    assert!(
        earned >= 30_000,
        "half of the full price at least: {earned}"
    );

    let before = visitor.balance();
    let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
        campaigns: vec![id],
        denoms: None,
        to: None,
    });
    let escrow = visitor.contract("label_escrow");
    done(
        &visitor,
        &[visitor.account.call(escrow, &withdraw, 0).unwrap()],
    );
    let fee = u128::from(GAS) * 25 / 1_000;
    assert!(visitor.balance() + fee >= before + earned);
    let query = format!(
        "wasm-seat_sealed.labeler='{}' AND wasm-seat_sealed.campaign='{id}'",
        visitor.account.address
    );
    let found = visitor.rpc("tx_search", json!({"query": query}));
    assert_eq!(found["result"]["total_count"], "1");
}
