//! Signatures by the TypeScript client, in both forms and of every message that it sends, hold here: `signed.json` was
//! written with its `signTransaction`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

use base64::prelude::{Engine, BASE64_STANDARD};
use pasar_embedded::chain::{accounts::Numbers, signature, tx::Tx};
use serde::Deserialize;

#[derive(Deserialize)]
struct Signed {
    chain_id: String,
    number: u64,
    sequence: u64,
    address: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    form: String,
    tx: String,
}

#[test]
fn what_the_client_signs_is_signed_and_nothing_else() {
    let signed: Signed = serde_json::from_str(include_str!("signed.json")).unwrap();
    assert_eq!(signed.cases.len(), 2);
    for Case { form, tx } in &signed.cases {
        let bytes = BASE64_STANDARD.decode(tx).unwrap();
        let tx = Tx::read(&bytes).unwrap();
        assert_eq!(
            (&tx.signer, tx.messages.len()),
            (&signed.address, 8),
            "{form}"
        );
        let numbers = Numbers {
            number: signed.number,
            sequence: signed.sequence,
        };
        signature::check(&tx, &signed.chain_id, numbers).unwrap();
        assert!(signature::check(&tx, "other-1", numbers).is_err(), "{form}");
        let other = Numbers {
            number: 8,
            ..numbers
        };
        let refusal = signature::check(&tx, &signed.chain_id, other).unwrap_err();
        assert_eq!(refusal.code, 4);
        let said = "please verify account number (8), sequence (3) and chain-id (pasar-demo-1): unauthorized";
        assert!(refusal.log.ends_with(said), "{}", refusal.log);
        let mut altered = tx.clone();
        altered.raw.signatures[0][5] ^= 1;
        assert!(
            signature::check(&altered, &signed.chain_id, numbers).is_err(),
            "{form}"
        );
        let mut twice = tx;
        let signature = twice.raw.signatures[0].clone();
        twice.raw.signatures.push(signature);
        assert!(
            signature::check(&twice, &signed.chain_id, numbers).is_err(),
            "{form}"
        );
    }
}
