//! `pasar keys`.

use anyhow::Result;
use bip39::Mnemonic;
use serde_json::json;

use crate::{
    args::Keys,
    context::Context,
    keys::{
        secret,
        signer::{address, parse},
    },
    random,
};

/// Runs a command on keys.
pub fn run(context: &Context, command: Keys) -> Result<()> {
    match command {
        Keys::Add { name } => {
            let mnemonic = Mnemonic::from_entropy(&random::bytes::<32>())?.to_string();
            keep(context, &name, &mnemonic)?;
            context
                .say
                .warn("anyone who has these words has the key; they are shown once:");
            eprintln!("{mnemonic}");
            Ok(())
        }
        Keys::Import { name } => {
            let mnemonic = parse(&secret::mnemonic()?)?.to_string();
            keep(context, &name, &mnemonic)
        }
        Keys::List => list(context),
        Keys::Show { name } => {
            let address = address_of(context, &name)?;
            context
                .say
                .result(&json!({"name": name, "address": address}));
            Ok(())
        }
        Keys::Delete { name } => {
            let question = format!("Forget key {name}? Without its words what it owns is lost.");
            secret::confirm(&question, context.options.yes)?;
            context.keyring()?.delete(&name)?;
            context.say.result(&json!({"deleted": name}));
            Ok(())
        }
    }
}

fn keep(context: &Context, name: &str, mnemonic: &str) -> Result<()> {
    let keyring = context.keyring()?;
    keyring.add(name, mnemonic, &secret::password(true)?)?;
    let address = address_of(context, name)?;
    context
        .say
        .result(&json!({"name": name, "address": address}));
    Ok(())
}

fn list(context: &Context) -> Result<()> {
    let names = context.keyring()?.names()?;
    let entry = |name: String| {
        let address = address_of(context, &name)?;
        Ok(json!({"name": name, "address": address}))
    };
    let keys = names.into_iter().map(entry).collect::<Result<Vec<_>>>()?;
    context.say.result(&keys.into());
    Ok(())
}

fn address_of(context: &Context, name: &str) -> Result<String> {
    let key = context.keyring()?.public_key(name)?;
    Ok(address(&key, &context.network()?.prefix)?.to_string())
}
