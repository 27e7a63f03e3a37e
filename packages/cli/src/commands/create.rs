//! `pasar create`: opens a campaign from a file of terms and one of items.

use std::path::Path;

use anyhow::{Context as _, Result};
use cosmwasm_std::HexBinary;
use crypto_box::SecretKey;
use pasar_common::{
    asset::denom_key,
    task_registry::{
        CampaignCreated, CreateCampaign, ExecuteMsg, QueryMsg, Question, QuoteResponse, ReceiveMsg,
        Terms,
    },
};
use pasar_formats::derive;
use serde_json::json;

use crate::{
    args,
    chain::{account::Account, network::Contract},
    context::Context,
    files::{
        campaign::CampaignFiles,
        state::CampaignState,
        terms::{Parts, ReadingKey},
    },
    keys::{secret, signer::KEY_TEXT},
    output, random,
};

/// Opens a campaign. Everything that can be wrong is found before anything is sent, and what must
/// not be lost is written before.
pub fn run(context: &Context, args: args::Create) -> Result<()> {
    let CampaignFiles {
        file,
        items,
        gold,
        manifest,
        notes,
    } = CampaignFiles::read(&args.file, args.manifest)?;
    for note in &notes {
        context.say.warn(note);
    }

    let market = context.market()?;
    let account = context.account(&market)?;
    let root = HexBinary::from(items.root().as_slice());
    let key = reading_key(file.reading_key(), &account, &root)?;
    let items_file = std::path::absolute(manifest.list())?;
    let terms = file.terms(Parts {
        items: items.len(),
        root,
        reading_key: key
            .as_ref()
            .map(|key| key.public_key().as_bytes().as_slice().into()),
        gold: gold.as_ref().map(|book| {
            let (root, depth) = book.root();
            (root.as_slice().into(), depth)
        }),
        now: market.chain.block()?.seconds,
    })?;
    let asked = QueryMsg::Quote(Box::new(CreateCampaign {
        terms: terms.clone(),
    }));
    let quote: QuoteResponse = market
        .registry(&asked)
        .with_context(|| args.file.display().to_string())?;
    show(context, &terms, &quote);
    let price = format!("{} {}", quote.deposit, denom_key(&quote.denom));
    secret::confirm(
        &format!("Pay {price} and open the campaign?"),
        context.options.yes,
    )?;

    manifest.write()?;
    let state = CampaignState {
        chain_id: market.chain.network.chain_id.clone(),
        terms,
        items: items_file,
        reading_key: key.map(|key| key.to_bytes().as_slice().into()),
        gold,
    };
    let path = state.save(&context.home()?)?;
    create(context, &account, &state, &quote, (&path, manifest.place()))
}

fn create(
    context: &Context,
    account: &Account<'_>,
    state: &CampaignState,
    quote: &QuoteResponse,
    (path, manifest): (&Path, &Path),
) -> Result<()> {
    let message = Box::new(CreateCampaign {
        terms: state.terms.clone(),
    });
    let call = ExecuteMsg::CreateCampaign(message.clone());
    let hook = ReceiveMsg::CreateCampaign(message);
    let call = account.pay(
        Contract::Registry,
        (&call, &hook),
        (&quote.denom, quote.deposit),
    )?;
    let sent = account.send(&[call])?;
    let created: Option<CampaignCreated> = sent.event(&account.market.at.registry);
    let created = created.context("the campaign was created, but the chain did not say which")?;
    context.say.sent(&sent);
    context
        .say
        .line(format_args!("campaign {}", created.campaign));
    context.say.line(format_args!(
        "keep {}: it opens gold and sealed labels",
        path.display()
    ));
    context.say.line(format_args!(
        "publish {} at {}",
        manifest.display(),
        state.terms.manifest.uri
    ));
    let mut record = output::transaction(&sent);
    record["campaign"] = created.campaign.into();
    record["deposit"] = json!(quote.deposit);
    record["denom"] = denom_key(&quote.denom).into();
    record["state"] = path.display().to_string().into();
    record["manifest"] = manifest.display().to_string().into();
    context.say.record(&record);
    Ok(())
}

fn reading_key(
    from: ReadingKey,
    account: &Account<'_>,
    root: &HexBinary,
) -> Result<Option<SecretKey>> {
    Ok(match from {
        ReadingKey::None => None,
        ReadingKey::Random => Some(SecretKey::from(random::bytes::<32>())),
        ReadingKey::Derived => {
            let signature = account.signer.sign_text(KEY_TEXT)?;
            Some(derive::reading_key(&signature, &root.to_hex())?)
        }
    })
}

/// What is asked, in short.
fn asked(questions: &[Question]) -> String {
    match questions {
        [Question::Classes(of)] => format!("{} classes", of.classes.len()),
        [Question::Scale(of)] => format!("a scale from {} to {}", of.from, of.to),
        several => format!("{} questions", several.len()),
    }
}

fn show(context: &Context, terms: &Terms, quote: &QuoteResponse) {
    let say = context.say;
    let denom = denom_key(&quote.denom);
    say.line(format_args!(
        "{} items in {} {}, {}, {} to {} labels an item",
        terms.items,
        terms.tasks(),
        if terms.tasks() == 1 { "task" } else { "tasks" },
        asked(&terms.questions),
        terms.overlap.min,
        terms.overlap.max
    ));
    for (what, amount) in [
        ("labels", quote.labels),
        ("fee", quote.fee),
        ("tips", quote.tips),
        ("gold bonds", quote.gold_bonds),
        ("deposit", quote.deposit),
    ] {
        say.line(format_args!("{what:>12} {amount} {denom}"));
    }
    if terms.is_unprotected() {
        say.warn("unprotected: neither gold nor rules of eligibility protect it from a ring");
    }
}
