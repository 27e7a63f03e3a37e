//! Licenses to datasets, and royalties.

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::Uint128;
use pasar_common::{
    asset::denom_key,
    label_escrow::{
        BuyLicense, ExecuteMsg, OfferLicense, OfferResponse, OffersResponse, PayRoyalty, QueryMsg,
        ReceiveMsg,
    },
};
use sha2::{Digest, Sha256};

use crate::{
    args,
    chain::{amounts::parse_coin, market::Market, network::Contract},
    context::Context,
    files::terms::LATEST_SECONDS,
    keys::secret,
};

/// `pasar offer`.
pub fn offer(context: &Context, args: args::Offer) -> Result<()> {
    let (price, denom) = parse_coin(&args.price)?;
    if let Some(seconds) = args.seconds {
        ensure!(
            seconds <= LATEST_SECONDS,
            "--seconds {seconds}: expected at most {LATEST_SECONDS}"
        );
    }
    let terms = std::fs::read(&args.terms);
    let terms = terms.with_context(|| format!("{}: cannot be read", args.terms.display()))?;
    let message = ExecuteMsg::OfferLicense(OfferLicense {
        campaign: args.campaign,
        price,
        denom,
        duration_seconds: args.seconds,
        terms_uri: args.terms_uri,
        terms_hash: <[u8; 32]>::from(Sha256::digest(terms)).into(),
    });
    let market = context.market()?;
    let account = context.account(&market)?;
    let sent = account.send(&[account.call(Contract::Escrow, &message)?])?;
    context.say.done(&sent);
    Ok(())
}

/// `pasar license`: buys licenses, all or none.
pub fn license(context: &Context, args: args::License) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let mut calls = Vec::new();
    let mut prices = Vec::new();
    for number in &args.offers {
        let offer = find_offer(&market, args.campaign, *number)?;
        let message = BuyLicense {
            campaign: args.campaign,
            offer: *number,
            licensee: args.licensee.clone(),
        };
        let call = ExecuteMsg::BuyLicense(message.clone());
        let hook = ReceiveMsg::BuyLicense(message);
        let price: (_, Uint128) = (&offer.denom, offer.price);
        calls.push(account.pay(Contract::Escrow, (&call, &hook), price)?);
        prices.push(format!("{} {}", offer.price, denom_key(&offer.denom)));
    }
    let question = format!("Pay {} for licenses?", prices.join(" and "));
    secret::confirm(&question, context.options.yes)?;
    context.say.done(&account.send(&calls)?);
    Ok(())
}

fn find_offer(market: &Market, campaign: u32, offer: u32) -> Result<OfferResponse> {
    let page: OffersResponse = market.escrow(&QueryMsg::Offers {
        campaign,
        start_after: offer.checked_sub(1),
        limit: Some(1),
    })?;
    let found = page.offers.into_iter().find(|found| found.offer == offer);
    found.with_context(|| format!("campaign {campaign} has no offer {offer}"))
}

/// `pasar royalty`.
pub fn royalty(context: &Context, args: &args::Royalty) -> Result<()> {
    let (amount, denom) = parse_coin(&args.amount)?;
    let market = context.market()?;
    let account = context.account(&market)?;
    let campaign = args.campaign;
    let call = ExecuteMsg::PayRoyalty(PayRoyalty { campaign });
    let hook = ReceiveMsg::PayRoyalty(PayRoyalty { campaign });
    let call = account.pay(Contract::Escrow, (&call, &hook), (&denom, amount))?;
    context.say.done(&account.send(&[call])?);
    Ok(())
}
