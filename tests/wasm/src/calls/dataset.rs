//! A dataset's shares, offers, licenses and royalties.

use cosmwasm_std::{to_json_binary, Uint128};
use cw20::Denom;
use pasar_common::label_escrow::{
    BuyLicense, ExecuteMsg, OfferLicense, OfferRef, PayRoyalty, ReceiveMsg, TransferShares,
    Withdraw, MAX_LICENSE_SECONDS, MAX_TERMS_URI_BYTES,
};

use super::world::World;

pub fn rights(world: &mut World) {
    let crowd = world.crowd("holder", 3);
    let dollar = Denom::Cw20(cosmwasm_std::Addr::unchecked(&world.suite.dollar));
    let campaign = closed(world, &crowd, &dollar);
    offers(world, campaign, &dollar);
    let requester = world.requester.clone();
    let royalty = ExecuteMsg::PayRoyalty(PayRoyalty { campaign });
    let escrow = world.suite.escrow.clone();
    world.pay(&requester, &escrow, &royalty, 1_000_003);
    send(
        world,
        1_000_003,
        &ReceiveMsg::PayRoyalty(PayRoyalty { campaign }),
    );

    let give = ExecuteMsg::TransferShares(TransferShares {
        campaign,
        to: crowd[1].clone(),
        shares: Uint128::new(5),
    });
    world.tell(&crowd[0], &escrow, &give);
    let withdraw = ExecuteMsg::Withdraw(Withdraw {
        campaigns: vec![campaign],
        denoms: None,
        to: None,
    });
    for account in crowd.iter().chain([&requester]) {
        world.tell(account, &escrow, &withdraw);
    }
}

/// A campaign that closed with pay for everybody; it takes dollars too.
fn closed(world: &mut World, crowd: &[String], dollar: &Denom) -> u32 {
    let mut terms = world.terms(2, 50, 1, 3, 1);
    terms.shares.transferable = true;
    terms.shares.royalty_denoms = vec![dollar.clone()];
    let campaign = world.create(terms);
    let seats = world.fill(campaign, crowd, 1);
    world.finish(campaign, &seats, &[0]);
    campaign
}

fn offers(world: &mut World, campaign: u32, dollar: &Denom) {
    let requester = world.requester.clone();
    let escrow = world.suite.escrow.clone();
    let small = OfferLicense {
        campaign,
        price: Uint128::one(),
        denom: World::native(),
        duration_seconds: None,
        terms_uri: "u".into(),
        terms_hash: vec![8; 32].into(),
    };
    let large = OfferLicense {
        price: Uint128::new(1_000_000_007),
        denom: dollar.clone(),
        duration_seconds: Some(MAX_LICENSE_SECONDS),
        terms_uri: "u".repeat(MAX_TERMS_URI_BYTES),
        ..small.clone()
    };
    for offer in [small, large] {
        world.tell(&requester, &escrow, &ExecuteMsg::OfferLicense(offer));
    }
    let licensee = world.suite.account("licensee");
    let buy = |offer| BuyLicense {
        campaign,
        offer,
        licensee: Some(licensee.clone()),
    };
    let own = ExecuteMsg::BuyLicense(BuyLicense {
        licensee: None,
        ..buy(1)
    });
    world.pay(&licensee, &escrow, &own, 1);
    send(world, 1_000_000_007, &ReceiveMsg::BuyLicense(buy(2)));
    // It is prolonged.
    send(world, 1_000_000_007, &ReceiveMsg::BuyLicense(buy(2)));
    let withdraw = ExecuteMsg::WithdrawOffer(OfferRef { campaign, offer: 2 });
    world.tell(&requester, &escrow, &withdraw);
}

/// Dollars from the bank, with a hook.
fn send(world: &mut World, amount: u128, hook: &ReceiveMsg) {
    let bank = world.suite.bank.clone();
    let dollar = world.suite.dollar.clone();
    let send = cw20::Cw20ExecuteMsg::Send {
        contract: world.suite.escrow.clone(),
        amount: Uint128::new(amount),
        msg: to_json_binary(hook).expect("JSON"),
    };
    world.tell(&bank, &dollar, &send);
}
