//! A drand of the tests' own: a key pair that signs rounds by the chain's time.

use std::sync::LazyLock;

use cosmwasm_std::Binary;
use pasar_common::task_registry::{LabelerRef, QueryMsg, Randomness, TicketResponse};
use pasar_drand::native::Beacon;

use crate::chain::Chain;

static BEACON: LazyLock<Beacon> = LazyLock::new(|| Beacon::new(b"pasar-wasm"));

/// As long as a block of the tests takes.
const DELAY_SECONDS: u16 = 6;

/// The registry's setting: a round each second, and each decides, so that the next block draws what this
/// one fixed.
pub fn randomness() -> Randomness {
    Randomness {
        public_key: BEACON.public_key().as_slice().into(),
        genesis: 1_600_000_000,
        period_seconds: 1,
        stride: 1,
        delay_seconds: DELAY_SECONDS,
    }
}

/// The signature of a round, whether or not it has come.
pub fn signature_of(round: u64) -> Binary {
    BEACON.sign(round).as_slice().into()
}

/// What draws a labeler's ticket; none where they have none, or its round has not come.
pub fn signature_for(
    chain: &Chain,
    registry: &str,
    campaign: u32,
    labeler: &str,
) -> Option<Binary> {
    let labeler = labeler.into();
    let query = QueryMsg::Ticket(LabelerRef { campaign, labeler });
    let answer: TicketResponse = chain.query(registry, &query).expect("an answer");
    let ticket = answer.ticket?;
    let has_come = ticket.draws_at.seconds() <= chain.block().time.seconds();
    has_come.then(|| signature_of(ticket.round))
}
