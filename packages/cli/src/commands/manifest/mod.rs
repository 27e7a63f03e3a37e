//! `pasar manifest`: what labelers see.

mod check;
mod label_studio;
mod visit;

use anyhow::Result;
use serde_json::json;

use crate::{args, context::Context, files::campaign::CampaignFiles};

/// Writes or checks a manifest.
pub fn run(context: &Context, command: args::Manifest) -> Result<()> {
    match command {
        args::Manifest::Write(args) => write(context, args),
        args::Manifest::Check(args) => check::run(context, &args),
        args::Manifest::FromLabelStudio(args) => label_studio::run(context, &args),
    }
}

/// Writes what is to be published, so that it can be published and checked before it is paid for.
fn write(context: &Context, args: args::Create) -> Result<()> {
    let files = CampaignFiles::read(&args.file, args.manifest)?;
    for note in &files.notes {
        context.say.warn(note);
    }
    files.manifest.write()?;
    context.say.result(&json!({
        "manifest": files.manifest.place().display().to_string(),
        "uri": files.file.manifest_uri,
        "root": cosmwasm_std::HexBinary::from(files.items.root().as_slice()).to_hex(),
        "items": files.items.len(),
    }));
    Ok(())
}
