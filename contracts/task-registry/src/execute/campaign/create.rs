//! Opens a campaign.

use cosmwasm_std::{
    Addr, CanonicalAddr, CosmosMsg, Deps, DepsMut, Env, MessageInfo, OverflowError,
    OverflowOperation, Response, StdResult, Storage,
};
use pasar_common::{
    asset::{denom_key, Payment},
    label_escrow::OpenCampaign,
    task_registry::{CampaignCreated, CreateCampaign, Mode, Terms},
    time,
};
use pasar_formats::number::byte_count;

use crate::{
    error::ContractError,
    rules::{
        campaign::{
            full_terms::FullTerms,
            hot_terms::{Creation, HotTerms},
            progress::Progress,
            related::Related,
        },
        config::Config,
        draw::frontier::Frontier,
        ids::CampaignId,
    },
    session::{
        escrow::pay_escrow,
        quote::{quote, Quote},
    },
    store::{CAMPAIGNS, CONFIG, FRONTIERS, FULL_TERMS, NEXT_CAMPAIGN, PROGRESS, RELATED},
};

/// Opens a campaign that pays in the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::CreateCampaign`.
pub fn create(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: CreateCampaign,
) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    open(deps, env, payment, msg.terms)
}

/// Checks, freezes and announces a campaign; the deposit goes to the escrow at once.
pub fn open(
    deps: DepsMut<'_>,
    env: &Env,
    payment: Payment,
    terms: Terms,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    if config.mode != Mode::Active {
        return Err(ContractError::ExitOnly);
    }
    let quote = quote(deps.as_ref(), &config, &terms, time::now(&env.block))?;
    payment.exactly(&terms.denom, quote.response.deposit)?;

    let id = CampaignId(NEXT_CAMPAIGN.may_load(deps.storage)?.unwrap_or(1));
    let next = id.0.checked_add(1);
    let next = next.ok_or_else(|| OverflowError::new(OverflowOperation::Add))?;
    NEXT_CAMPAIGN.save(deps.storage, &next)?;
    let issuers: StdResult<Vec<CanonicalAddr>> = terms
        .eligibility
        .issuers
        .iter()
        .map(|issuer| deps.api.addr_canonicalize(issuer))
        .collect();
    let creation = Creation {
        issuers: issuers?,
        requester: deps.api.addr_canonicalize(payment.payer.as_str())?,
        params: &config.params,
        now: time::now(&env.block),
        tip_per_task: quote.tip_per_task,
        reputation_scale: quote.reputation_scale,
    };
    let campaign = HotTerms::freeze(&terms, creation);
    let related = related(deps.as_ref(), &payment.payer, &terms)?;
    store(deps.storage, id, &campaign, related);
    let created = announce(id, &payment, &terms);
    let messages = deposit(&config, id, &payment, &terms, &quote)?;
    let full = FullTerms {
        requester: payment.payer,
        terms,
        params: config.params,
        fee_per_label: quote.fee_per_label,
        height: env.block.height,
    };
    FULL_TERMS.save(deps.storage, id.0, &full)?;

    Ok(Response::new().add_messages(messages).add_event(created))
}

/// The accounts that may take no seat: the requester and those that they named.
fn related(deps: Deps<'_>, requester: &Addr, terms: &Terms) -> StdResult<Vec<CanonicalAddr>> {
    let accounts = terms
        .related
        .iter()
        .map(String::as_str)
        .chain([requester.as_str()]);
    accounts
        .map(|account| deps.api.addr_canonicalize(account))
        .collect()
}

/// Writes a new campaign's hot records.
fn store(
    store: &mut dyn Storage,
    id: CampaignId,
    campaign: &HotTerms,
    related: Vec<CanonicalAddr>,
) {
    let mut frontier = Frontier::default();
    frontier.fill(
        campaign.tasks(),
        campaign.frontier,
        campaign.overlap,
        campaign.first_opening(),
    );
    CAMPAIGNS.save(store, &id, campaign);
    FRONTIERS.save(store, &id, &frontier);
    PROGRESS.save(store, &id, &Progress::default());
    for account in related {
        RELATED.save(store, &(id, &account), &Related);
    }
}

fn announce(id: CampaignId, payment: &Payment, terms: &Terms) -> CampaignCreated {
    CampaignCreated {
        campaign: id.0,
        requester: payment.payer.to_string(),
        denom: denom_key(&payment.denom),
        deposit: payment.amount,
        price: terms.price,
        items: terms.items,
        tasks: terms.tasks(),
        questions: byte_count(terms.questions.len()),
        domain: terms.domain.clone(),
    }
}

/// The money to the escrow, and the order to book it.
fn deposit(
    config: &Config,
    id: CampaignId,
    payment: &Payment,
    terms: &Terms,
    quote: &Quote,
) -> StdResult<Vec<CosmosMsg>> {
    let open = OpenCampaign {
        campaign: id.0,
        requester: payment.payer.to_string(),
        denom: payment.denom.clone(),
        price: terms.price,
        items: terms.answers(),
        tasks: terms.tasks(),
        max_overlap: terms.overlap.max,
        reading_key: terms.reading_key.is_some(),
        gold_bond: terms
            .gold
            .as_ref()
            .map(|gold| gold.bond)
            .unwrap_or_default(),
        shares: terms.shares.clone(),
        deposit: quote.response.deposit,
    };
    pay_escrow(&config.label_escrow, payment, |escrow, funds| {
        escrow.open(&open, funds)
    })
}
