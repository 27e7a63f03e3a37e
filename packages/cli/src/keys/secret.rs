//! Secrets from the person who runs the command: by prompt, standard input or environment, never by
//! argument, which others on the machine could read.

use std::io::{IsTerminal, Read};

use anyhow::{bail, Context, Result};
use dialoguer::{Confirm, Password};

/// Most bytes of a secret on the standard input.
const MAX_BYTES: u64 = 4_096;

/// The keyring's password: `PASAR_KEYRING_PASSWORD`, or it is asked for; twice where it is new.
pub fn password(is_new: bool) -> Result<String> {
    if let Ok(password) = std::env::var("PASAR_KEYRING_PASSWORD") {
        return Ok(password);
    }
    if !std::io::stdin().is_terminal() {
        bail!("no password: set PASAR_KEYRING_PASSWORD, or run this in a terminal");
    }
    let mut prompt = Password::new().with_prompt("Password of the key");
    if is_new {
        prompt = prompt.with_confirmation("Once more", "They differ");
    }
    Ok(prompt.interact()?)
}

/// A mnemonic to be kept: `PASAR_MNEMONIC`, else the standard input, or it is asked for.
pub fn mnemonic() -> Result<String> {
    if let Ok(mnemonic) = std::env::var("PASAR_MNEMONIC") {
        return Ok(mnemonic);
    }
    if std::io::stdin().is_terminal() {
        return Ok(Password::new().with_prompt("Mnemonic").interact()?);
    }
    let mut text = String::new();
    let read = std::io::stdin().take(MAX_BYTES).read_to_string(&mut text);
    read.context("the standard input is no text")?;
    Ok(text)
}

/// Asks whether to go on; where nobody can answer, `--yes` must have been said.
pub fn confirm(question: &str, yes: bool) -> Result<()> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        bail!("{question} Say --yes before the command, or run it in a terminal");
    }
    if !Confirm::new().with_prompt(question).interact()? {
        bail!("nothing was sent");
    }
    Ok(())
}
