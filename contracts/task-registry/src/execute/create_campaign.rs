//! Opens a campaign.

use cosmwasm_std::{
    Addr, CosmosMsg, Deps, DepsMut, Env, Event, MessageInfo, Response, StdResult, Storage,
};
use pasar_common::{
    asset::{denom_key, Payment},
    label_escrow::OpenCampaign,
    task_registry::{CampaignCreated, CreateCampaign, Mode, Terms},
    time,
};

use crate::{
    beacon::beat,
    campaign::{Campaign, Dossier},
    config::Config,
    error::ContractError,
    frontier::Frontier,
    quote::{quote, Quote},
    siblings::pay_escrow,
    state::{
        account_key, campaign_key, Present, Progress, CAMPAIGNS, CONFIG, DOSSIERS, FRONTIERS,
        NEXT_CAMPAIGN, PROGRESS, RELATED,
    },
};

/// Opens a campaign that pays in the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::CreateCampaign`.
pub fn create_campaign(
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

    let id = NEXT_CAMPAIGN.may_load(deps.storage)?.unwrap_or(1);
    NEXT_CAMPAIGN.save(deps.storage, &id.saturating_add(1))?;
    let campaign = Campaign::freeze(
        (deps.api, env.block.height),
        &payment.payer,
        (&terms, &config.params),
        &quote,
    )?;
    let related = related_keys(deps.as_ref(), id, &payment.payer, &terms)?;
    store(deps.storage, id, &campaign, related, env.block.height);
    let beacon = beat(deps.storage, &env.block)?;
    let created = announce(id, &payment, &terms, &campaign);
    let messages = deposit(&config, id, &payment, &terms, &quote)?;
    let dossier = Dossier {
        requester: payment.payer,
        terms,
        params: config.params,
        fee_per_label: quote.fee_per_label,
    };
    DOSSIERS.save(deps.storage, id, &dossier)?;

    let response = Response::new().add_messages(messages);
    Ok(response
        .add_events(beacon.map(Event::from))
        .add_event(created))
}

/// Keys of the accounts that may take no seat: the requester and those he named.
fn related_keys(
    deps: Deps<'_>,
    id: u32,
    requester: &Addr,
    terms: &Terms,
) -> StdResult<Vec<Vec<u8>>> {
    let accounts = terms
        .related
        .iter()
        .map(String::as_str)
        .chain([requester.as_str()]);
    accounts
        .map(|account| Ok(account_key(id, &deps.api.addr_canonicalize(account)?)))
        .collect()
}

/// Writes a new campaign's hot records.
fn store(
    store: &mut dyn Storage,
    id: u32,
    campaign: &Campaign,
    related: Vec<Vec<u8>>,
    height: u64,
) {
    let mut frontier = Frontier {
        open: true,
        ..Frontier::default()
    };
    frontier.fill(
        campaign.tasks(),
        campaign.frontier,
        campaign.overlap,
        height,
    );
    CAMPAIGNS.save(store, &campaign_key(id), campaign);
    FRONTIERS.save(store, &campaign_key(id), &frontier);
    PROGRESS.save(store, &campaign_key(id), &Progress::default());
    for key in related {
        RELATED.save(store, &key, &Present);
    }
}

fn announce(id: u32, payment: &Payment, terms: &Terms, campaign: &Campaign) -> CampaignCreated {
    CampaignCreated {
        campaign: id,
        requester: payment.payer.to_string(),
        denom: denom_key(&payment.denom),
        deposit: payment.amount,
        price: terms.price,
        items: terms.items,
        tasks: terms.tasks(),
        classes: campaign.classes,
        domain: terms.domain.clone(),
    }
}

/// The money to the escrow, and the order to book it.
fn deposit(
    config: &Config,
    id: u32,
    payment: &Payment,
    terms: &Terms,
    quote: &Quote,
) -> StdResult<Vec<CosmosMsg>> {
    let open = OpenCampaign {
        campaign: id,
        requester: payment.payer.to_string(),
        denom: payment.denom.clone(),
        price: terms.price,
        items: terms.items,
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
