//! The message that opens seals.

use pasar_common::task_registry::{ExecuteMsg, Reveal, SeatRef, SeatResponse};

use pasar_formats::sealed_box::Opening;

/// Opens the seats of a campaign, each with what opens it.
pub fn reveal<'a>(
    campaign: u32,
    openings: impl Iterator<Item = (&'a SeatResponse, &'a Opening)>,
) -> ExecuteMsg {
    let mut seats = Vec::new();
    let mut salts = Vec::new();
    let mut labels = Vec::new();
    for (seat, opening) in openings {
        seats.push(SeatRef {
            task: seat.task,
            labeler: seat.labeler.to_string(),
        });
        salts.extend(opening.salt);
        labels.extend_from_slice(&opening.labels);
    }
    ExecuteMsg::Reveal(Reveal {
        campaign,
        seats,
        salts: salts.into(),
        labels: labels.into(),
    })
}
