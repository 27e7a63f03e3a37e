//! Whether an account signed a transaction.

use cosmos_sdk_proto::{
    cosmos::tx::{signing::v1beta1::SignMode, v1beta1::SignDoc},
    prost::Message as _,
};
use k256::ecdsa::{signature::Verifier, Signature};

use super::{accounts::Numbers, amino, refusal::Refusal, tx::Tx};

/// Checks the signature of a transaction by the account's key, whose address was compared already.
pub fn check(tx: &Tx, chain_id: &str, account: Numbers) -> Result<(), Refusal> {
    let [signature] = tx.raw.signatures.as_slice() else {
        let found = format!("{} signatures, one wanted", tx.raw.signatures.len());
        return Err(Refusal::unauthorized(&found));
    };
    let Some(key) = tx.key else {
        return Err(Refusal::key("the transaction names no key"));
    };
    let signed = match tx.mode {
        SignMode::Direct => direct(tx, chain_id, account.number),
        SignMode::LegacyAminoJson => amino::sign_bytes(tx, chain_id, account.number)?,
        SignMode::Unspecified | SignMode::Textual | SignMode::DirectAux | SignMode::Eip191 => {
            let found = format!(
                "a signature of mode {}, SIGN_MODE_DIRECT or SIGN_MODE_LEGACY_AMINO_JSON wanted",
                tx.mode.as_str_name()
            );
            return Err(Refusal::unauthorized(&found));
        }
    };
    let signature = Signature::from_slice(signature).ok();
    // Of two signatures that are as good only the smaller one counts, so that nobody can alter it.
    let signature = signature.filter(|signature| signature.normalize_s().is_none());
    if signature.is_some_and(|signature| key.verify(&signed, &signature).is_ok()) {
        return Ok(());
    }
    Err(Refusal::unauthorized(&format!(
        "signature verification failed; please verify account number ({}), sequence ({}) and chain-id ({chain_id})",
        account.number, account.sequence
    )))
}

/// What is signed in the binary form.
pub fn direct(tx: &Tx, chain_id: &str, account_number: u64) -> Vec<u8> {
    let document = SignDoc {
        body_bytes: tx.raw.body_bytes.clone(),
        auth_info_bytes: tx.raw.auth_info_bytes.clone(),
        chain_id: chain_id.to_owned(),
        account_number,
    };
    document.encode_to_vec()
}
