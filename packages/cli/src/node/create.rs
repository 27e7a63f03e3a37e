//! `pasar create`: opens a campaign from a file of terms and one of items.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::HexBinary;
use crypto_box::SecretKey;
use pasar_common::{
    asset::denom_key,
    task_registry::{
        CampaignCreated, CreateCampaign, ExecuteMsg, QueryMsg, QuoteResponse, ReceiveMsg, Terms,
    },
};
use serde_json::json;

use super::{
    account::Account,
    args, derived,
    gold_book::GoldBook,
    items::Items,
    labels::{Labels, Scope},
    network::Contract,
    random, say, secret,
    signer::KEY_TEXT,
    state::CampaignState,
    terms_file::{Parts, ReadingKey, TermsFile},
    Context,
};

/// Opens a campaign. Everything that can be wrong is found before anything is sent, and what must
/// not be lost is written before.
pub fn run(context: &Context, args: args::Create) -> Result<()> {
    let file = TermsFile::read(&args.file)?;
    let items = Items::read(&file.items)?;
    let gold = gold(&file, &items)?;
    let manifest = args
        .manifest
        .unwrap_or_else(|| file.items.with_extension("manifest.jsonl"));
    ensure!(
        manifest != file.items,
        "the manifest would replace the items; say --manifest FILE"
    );

    let market = context.market()?;
    let account = context.account(&market)?;
    let root = HexBinary::from(items.root().as_slice());
    let key = reading_key(file.reading_key(), &account, &root)?;
    let items_file = std::path::absolute(&file.items)?;
    let terms = file.terms(Parts {
        items: items.len(),
        root,
        reading_key: key
            .as_ref()
            .map(|key| key.public_key().as_bytes().as_slice().into()),
        gold: gold.as_ref().map(GoldBook::terms),
        now: market.chain.block()?.seconds,
    })?;
    let quote: QuoteResponse = market.registry(&QueryMsg::Quote(Box::new(CreateCampaign {
        terms: terms.clone(),
    })))?;
    show(context, &terms, &quote);
    let price = format!("{} {}", quote.deposit, denom_key(&quote.denom));
    secret::confirm(
        &format!("Pay {price} and open the campaign?"),
        context.options.yes,
    )?;

    write_manifest(&manifest, &items)?;
    let state = CampaignState {
        chain_id: market.chain.network.chain_id.clone(),
        terms,
        items: items_file,
        reading_key: key.map(|key| key.to_bytes().as_slice().into()),
        gold,
    };
    let path = state.save(&context.home()?)?;
    create(context, &account, &state, &quote, (&path, &manifest))
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
    let (call, hook) = (
        ExecuteMsg::CreateCampaign(message.clone()),
        ReceiveMsg::CreateCampaign(message),
    );
    let call = account.pay(
        Contract::Registry,
        (&call, &hook),
        (&quote.denom, quote.deposit),
    )?;
    let sent = account.send(&[call])?;
    let created = sent
        .events
        .iter()
        .find_map(|event| CampaignCreated::try_from(event).ok());
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
    let mut record = say::transaction(&sent);
    record["campaign"] = created.campaign.into();
    record["deposit"] = json!(quote.deposit);
    record["denom"] = denom_key(&quote.denom).into();
    record["state"] = path.display().to_string().into();
    record["manifest"] = manifest.display().to_string().into();
    context.say.record(&record);
    Ok(())
}

/// The gold, where the file wants some: from a file of its own, else from the items' column.
fn gold(file: &TermsFile, items: &Items) -> Result<Option<GoldBook>> {
    let Some(wanted) = &file.gold else {
        ensure!(
            items.gold.is_empty(),
            "{} has gold, but the terms have no [gold]",
            file.items.display()
        );
        return Ok(None);
    };
    let scope = Scope {
        classes: &file.classes,
        items: items.len(),
        names: Some(items),
    };
    let answers = match &wanted.file {
        Some(gold) => Labels::read(gold, scope)?.into_map(),
        None => gold_column(&file.items, items, scope)?,
    };
    let classes = u8::try_from(file.classes.len())?;
    let page = file.page(items.len());
    GoldBook::new(&answers, (items.len(), page), classes).map(Some)
}

fn gold_column(path: &Path, items: &Items, scope: Scope<'_>) -> Result<BTreeMap<u32, u8>> {
    let mut answers = BTreeMap::new();
    for (item, (line, label)) in &items.gold {
        let Some(class) = scope.class(label) else {
            let known = scope.classes.join(", ");
            let file = path.display();
            bail!("{file}: line {line}, column \"gold\": label {label:?}, expected one of {known}");
        };
        answers.insert(*item, class);
    }
    Ok(answers)
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
            Some(derived::reading_key(&signature, &root.to_hex())?)
        }
    })
}

fn write_manifest(path: &PathBuf, items: &Items) -> Result<()> {
    let written = std::fs::write(path, items.manifest());
    written.with_context(|| format!("{}: cannot be written", path.display()))
}

fn show(context: &Context, terms: &Terms, quote: &QuoteResponse) {
    let say = context.say;
    let denom = denom_key(&quote.denom);
    say.line(format_args!(
        "{} items in {} tasks, {} classes, {} to {} labels an item",
        terms.items,
        terms.tasks(),
        terms.classes.len(),
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
        say.warn("unprotected: neither gold nor rules of eligibility stand against a ring");
    }
}
