//! Stored records: their bytes never change, and what cannot be read is refused.

use cosmwasm_std::Addr;
use cw_multi_test::Executor;
use label_escrow::{
    store::{
        credit_key, fees_key, holder_key, license_key, offer_license_key, points_key, ALL_POINTS,
        BOOKS, CREDITS, DATASETS, EARNING, ESCROW_TERMS, FEE_INDEXES, HOLDERS, LEDGERS, LICENSES,
        OFFER_LICENSES, POINTS, WEIGHTS,
    },
    ContractError,
};
use pasar_common::{
    label_escrow::ExecuteMsg,
    packed::{PackedError, Versions},
};
use rstest::rstest;

use crate::setup::{everything, seat, Suite, ATOM};

/// A suite in whose campaign 1 ada earned 4 000 of a page, and its storage key there.
fn settled() -> (Suite, Vec<u8>) {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 4_000)]))
        .unwrap();
    let key = HOLDERS.key(&holder_key(1, &suite.canonical(&ada)));
    (suite, key)
}

fn raw(suite: &Suite, key: &[u8]) -> Vec<u8> {
    let answer = suite.app.wrap().query_wasm_raw(&suite.escrow, key);
    answer.unwrap().unwrap()
}

/// Length byte and canonical address.
fn account(suite: &Suite, address: &Addr) -> Vec<u8> {
    let address = suite.canonical(address);
    let len = u8::try_from(address.len()).unwrap();
    [&[len], address.as_slice()].concat()
}

fn text(text: &str) -> Vec<u8> {
    let len = u8::try_from(text.len()).unwrap();
    [&[len], text.as_bytes()].concat()
}

#[test]
fn the_bytes_of_a_campaign_are_spelled_out() {
    let (suite, _) = settled();
    let token = format!("cw20:{}", suite.token);
    let terms = [
        vec![1],
        account(&suite, &suite.rita()),
        text(ATOM),
        // Price, fee, tip, gold bond.
        vec![1, 100, 1, 5, 1, 40, 1, 30],
        // Overlap, no reading key.
        vec![3, 0],
        // Deposit, contributors, transferable.
        vec![2, 0x7b, 0x98, 0x17, 0x70, 1],
        text("uosmo"),
        text(&token),
    ];
    assert_eq!(raw(&suite, b"\0\x01c\0\0\0\x01"), terms.concat());
    let ledger = [
        // Tasks and items left, labels, labelers.
        [2, 0, 0, 0, 1, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 50].as_slice(),
        &[0, 0, 0, 1],
        // Pay, commons, no bonds, fee, tips.
        &[2, 0x0f, 0xa0, 2, 0x03, 0xe8, 0, 1, 250, 1, 40],
        // Refunded, refundable, not closed.
        &[2, 0x29, 0x22, 2, 0x29, 0x22, 0],
    ];
    assert_eq!(raw(&suite, b"\0\x01l\0\0\0\x01"), ledger.concat());
}

#[test]
fn the_bytes_of_accounts_and_sums_are_spelled_out() {
    let (suite, holder) = settled();
    let ada = suite.ada();
    let kit = suite.kit();
    let ada = account(&suite, &ada);
    let kit = account(&suite, &kit);
    let key = [b"\0\x01h\0\0\0\x01".as_slice(), &ada].concat();
    assert_eq!(key, holder);
    // Shares, pay not withdrawn, that they were paid, and royalties of no denom.
    let bytes = [1, 2, 0x0f, 0xa0, 2, 0x0f, 0xa0, 128];
    assert_eq!(raw(&suite, &key), bytes);
    let key = [b"\0\x01a".as_slice(), &kit, b"uatom"].concat();
    assert_eq!(raw(&suite, &key), [1, 1, 40]);
    let key = [b"\0\x01p\0\0\0\0".as_slice(), &ada].concat();
    assert_eq!(raw(&suite, &key), [1, 1, 200]);
    assert_eq!(raw(&suite, b"\0\x01P\0\0\0\0"), [1, 1, 200]);
    // Liabilities, the stakers' half of the fees, the commons, the stakers' half of all fees ever.
    let books = [1, 2, 0x7b, 0x98, 1, 125, 2, 0x04, 0x65, 1, 125];
    assert_eq!(raw(&suite, b"\0\x01duatom"), books);
}

#[test]
fn no_two_records_share_a_key() {
    let suite = Suite::new();
    let account = suite.canonical(&suite.ada());
    let mut keys = vec![
        ESCROW_TERMS.key(&1),
        LEDGERS.key(&1),
        ALL_POINTS.key(&1),
        HOLDERS.key(&holder_key(1, &account)),
        POINTS.key(&points_key(1, &account)),
        CREDITS.key(&credit_key(&account, ATOM)),
        BOOKS.key(ATOM.as_bytes()),
        DATASETS.key(&1),
        LICENSES.key(&license_key(1, &account)),
        OFFER_LICENSES.key(&offer_license_key(1, &account, 1)),
        WEIGHTS.key(ATOM.as_bytes()),
        FEE_INDEXES.key(&fees_key(ATOM, 1)),
        EARNING.key(&1),
    ];
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count);
}

/// What Ada is told when they withdraw after their record was overwritten, or removed.
fn with_record(suite: &mut Suite, key: &[u8], bytes: Option<&[u8]>) -> ContractError {
    let ada = suite.ada();
    let escrow = suite.escrow.clone();
    let mut storage = suite.app.contract_storage_mut(&escrow);
    match bytes {
        Some(bytes) => storage.set(key, bytes),
        None => storage.remove(key),
    }
    drop(storage);
    let msg = ExecuteMsg::Withdraw(everything(&[1]));
    let refused = suite.app.execute_contract(ada, escrow, &msg, &[]);
    refused.unwrap_err().downcast().unwrap()
}

#[rstest]
#[case::a_later_version(
    &[2, 2, 0x0f, 0xa0, 0, 0],
    PackedError::Version { record: "holder", found: 2, wanted: Versions::only(1) }
)]
#[case::cut_short(&[1, 2, 0x0f], PackedError::Length { record: "holder", found: 1 })]
#[case::too_long(
    &[1, 2, 0x0f, 0xa0, 0, 0, 0],
    PackedError::Length { record: "holder", found: 1 }
)]
#[case::royalties(
    &[1, 2, 0x0f, 0xa0, 0, 5],
    PackedError::Tag { record: "holder", found: 5 }
)]
fn a_record_that_this_code_did_not_write_is_refused(
    #[case] bytes: &[u8],
    #[case] wanted: PackedError,
) {
    let (mut suite, holder) = settled();
    assert_eq!(
        with_record(&mut suite, &holder, Some(bytes)),
        ContractError::Packed(wanted)
    );
}

#[test]
fn a_campaign_without_its_ledger_is_refused() {
    let (mut suite, _) = settled();
    let key = LEDGERS.key(&1);
    let record = "ledger";
    assert_eq!(
        with_record(&mut suite, &key, None),
        ContractError::Packed(PackedError::Missing { record })
    );
}
