//! What comes after a campaign: its dataset is licensed, those who made it take their part, an
//! epoch's emission is minted and staked, and stakers take their half of the fees.

use anyhow::{ensure, Result};
use cosmwasm_std::Addr;
use pasar_testkit::offer;

use super::{
    outcome::{grouped, Ownership, Shareholder},
    replay::Run,
};

/// Price of a license to one dataset.
const PRICE: u128 = 100_000;
/// Most epochs of one claim.
const EPOCHS: usize = 16;

/// Licenses every dataset of a run once, and lets everybody take what is theirs.
pub fn chapter(run: &mut Run<'_>) -> Result<Ownership> {
    let (datasets, license_income) = license(run)?;
    let mut ownership = Ownership {
        datasets,
        license_income,
        ..Ownership::default()
    };
    ownership.shares = shareholders(run)?;
    ownership.royalties_claimed = ownership.shares.iter().map(|entry| entry.royalties).sum();
    ownership.requester_income = run.withdraw(&run.requester.clone())?;
    let out = ownership.royalties_claimed + ownership.requester_income;
    let dust = (run.campaigns.len() * run.labelers.len()) as u128;
    ensure!(
        out <= ownership.license_income && out + dust >= ownership.license_income,
        "{out} of {} was withdrawn",
        ownership.license_income
    );
    run.say("royalties", || {
        format!(
            "those who made it withdraw {} upasar, the requester {}",
            grouped(ownership.royalties_claimed),
            grouped(ownership.requester_income)
        )
    });
    (ownership.emission_budget, ownership.emission_minted) = mint(run, &mut ownership.shares)?;
    ownership.staker_fees_claimed = stake(run)?;
    Ok(ownership)
}

/// The requester offers a license to each dataset, and somebody who trains models buys it. Datasets that
/// nobody was paid for have no owners but the commons, and are left out. Returns how many there are, and what they bring.
fn license(run: &mut Run<'_>) -> Result<(usize, u128)> {
    let licensee = run.market.account("licensee");
    let (mut datasets, mut income) = (0, 0);
    for campaign in run.campaigns.clone() {
        if run.market.ledger(campaign).pay.is_zero() {
            continue;
        }
        let requester = run.requester.clone();
        let number = run
            .market
            .offer_license(&requester, offer(campaign, PRICE))?;
        run.market.buy_license(&licensee, campaign, number)?;
        datasets += 1;
        income += PRICE;
    }
    run.say("license", || match datasets {
        0 => "nobody was paid: there is no dataset to license".to_owned(),
        1 => format!("the dataset is licensed for {} upasar", grouped(income)),
        _ => format!(
            "{datasets} datasets, one of each campaign, are licensed for {} upasar each",
            grouped(PRICE)
        ),
    });
    Ok((datasets, income))
}

/// What every holder has and withdraws.
fn shareholders(run: &mut Run<'_>) -> Result<Vec<Shareholder>> {
    let mut all = Vec::new();
    for (n, labeler) in run.labelers.clone().iter().enumerate() {
        let of = |campaign: &u32| run.market.holder(*campaign, labeler).shares.u128();
        let shares: u128 = run.campaigns.iter().map(of).sum();
        if shares > 0 {
            all.push(Shareholder {
                labeler: run.crowd.labelers[n].clone(),
                shares,
                royalties: run.withdraw(labeler)?,
                minted: 0,
            });
        }
    }
    Ok(all)
}

/// The epochs end, and labelers mint what they earned in them. Returns budgets and what was minted.
fn mint(run: &mut Run<'_>, holders: &mut [Shareholder]) -> Result<(u128, u128)> {
    let last = run.market.epoch();
    run.market.next_epoch();
    let worked = |epoch: &u32| !run.market.emission(*epoch).points.is_zero();
    let epochs: Vec<u32> = (0..=last).filter(worked).collect();
    let budget = epochs
        .iter()
        .map(|epoch| run.market.emission(*epoch).budget.u128())
        .sum();
    let mut minted = 0;
    for holder in holders {
        let labeler = named(run, &holder.labeler);
        let before = run.market.tokens(&labeler);
        for epochs in epochs.chunks(EPOCHS) {
            let pending = run.market.pending_emission(&labeler, epochs);
            let ready = pending
                .epochs
                .iter()
                .filter(|entry| !entry.amount.is_zero());
            let ready: Vec<u32> = ready.map(|entry| entry.epoch).collect();
            if !ready.is_empty() {
                run.market.claim_emission(&labeler, &ready)?;
            }
        }
        holder.minted = run.market.tokens(&labeler) - before;
        minted += holder.minted;
    }
    run.say("emission", || {
        format!(
            "the epoch ends; labelers mint {} of its {} reward tokens",
            grouped(minted),
            grouped(budget)
        )
    });
    Ok((budget, minted))
}

/// Labelers stake what they minted; of the fees of the next epoch the stakers' half is theirs.
fn stake(run: &mut Run<'_>) -> Result<u128> {
    let stakers: Vec<Addr> = run.labelers.clone();
    for staker in &stakers {
        let tokens = run.market.tokens(staker);
        if tokens > 0 {
            run.market.bond_tokens(staker, tokens)?;
        }
    }
    run.market.next_epoch();
    run.once_more()?;
    run.market.next_epoch();
    let mut claimed = 0;
    for staker in &stakers {
        let fees = run.market.fees(staker);
        if fees > 0 {
            run.market.claim_fees(staker)?;
            claimed += fees;
        }
    }
    run.say("fees", || {
        format!(
            "they stake them, and take the stakers' half of the fees of the next campaign: {} upasar",
            grouped(claimed)
        )
    });
    Ok(claimed)
}

fn named(run: &mut Run<'_>, labeler: &str) -> Addr {
    run.market.account(&format!("labeler {labeler}"))
}
