//! What a campaign's labels are worth, in running sums: written with every settlement, however large
//! the campaign.

use cosmwasm_std::Storage;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{GoldOutcome, SURE_MARGIN},
};
use pasar_truth::NONE;

use crate::{
    inference::RevealedSeat,
    scores::SeatScore,
    state::{campaign_key, CERTIFICATES},
};

/// Running sums of a campaign, or of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Items with a verdict.
    pub items: u32,
    /// Of these with a margin of at least [`SURE_MARGIN`] in the first verdict.
    pub sure: u32,
    /// Gold items that were opened and counted.
    pub gold_items: u32,
    /// Of these on which the seats' plurality agrees.
    pub gold_right: u32,
    /// Challenges that changed a label.
    pub upheld: u32,
    /// Challenges whose panel changed none.
    pub lost: u32,
    /// Labels of labelers for whom each issuer of the terms vouched, in their order.
    pub by_issuer: Vec<u64>,
}

/// What a task adds: known when it is resolved, kept with its scores until it is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskQuality {
    /// Items with a margin of at least [`SURE_MARGIN`].
    pub sure: u32,
    /// Gold items that counted.
    pub gold_items: u16,
    /// Of these on which the seats' plurality agrees.
    pub gold_right: u16,
}

impl TaskQuality {
    /// The quality of a verdict. Gold decides its own items, so what it shows is how the seats
    /// would have decided them by a plain vote.
    pub fn of(margins: &[i32], gold: (&[u8], GoldOutcome), seats: &[RevealedSeat]) -> Self {
        let sure = margins.iter().filter(|margin| **margin >= SURE_MARGIN);
        let mut quality = Self {
            sure: u32::try_from(sure.count()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        let (gold, outcome) = gold;
        if !matches!(outcome, GoldOutcome::Counted | GoldOutcome::Moved) {
            return quality;
        }
        let items = gold.iter().enumerate().filter(|(_, class)| **class != NONE);
        for (item, class) in items {
            quality.gold_items = quality.gold_items.saturating_add(1);
            if plurality(item, seats) == Some(*class) {
                quality.gold_right = quality.gold_right.saturating_add(1);
            }
        }
        quality
    }
}

/// The class that most seats gave an item, where one has it alone.
fn plurality(item: usize, seats: &[RevealedSeat]) -> Option<u8> {
    let mut votes = [0u8; 32];
    let given = seats.iter().filter_map(|seat| seat.labels.get(item));
    for label in given {
        if let Some(votes) = votes.get_mut(usize::from(*label)) {
            *votes = votes.saturating_add(1);
        }
    }
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    let mut first = votes
        .iter()
        .enumerate()
        .filter(|(_, votes)| **votes == most);
    let class = first.next().and_then(|(class, _)| u8::try_from(class).ok());
    class.filter(|_| first.next().is_none())
}

impl Certificate {
    /// Adds a settled task.
    pub fn add_task(&mut self, items: u32, quality: TaskQuality, scores: &[SeatScore]) {
        self.items = self.items.saturating_add(items);
        self.sure = self.sure.saturating_add(quality.sure);
        self.gold_items = self.gold_items.saturating_add(quality.gold_items.into());
        self.gold_right = self.gold_right.saturating_add(quality.gold_right.into());
        for seat in scores.iter().filter(|seat| !seat.missed) {
            if let Some(place) = usize::from(seat.issuer).checked_sub(1) {
                self.add_labels(place, seat.labels.into());
            }
        }
    }

    /// Adds a challenge whose panel decided.
    pub fn add_challenge(&mut self, flipped: u32) {
        match flipped {
            0 => self.lost = self.lost.saturating_add(1),
            _ => self.upheld = self.upheld.saturating_add(1),
        }
    }

    fn add_labels(&mut self, place: usize, labels: u64) {
        if self.by_issuer.len() <= place {
            self.by_issuer.resize(place.saturating_add(1), 0);
        }
        if let Some(sum) = self.by_issuer.get_mut(place) {
            *sum = sum.saturating_add(labels);
        }
    }

    /// Adds these sums to those of a campaign.
    ///
    /// # Errors
    /// [`PackedError`] where the record is unreadable.
    pub fn save(&self, store: &mut dyn Storage, campaign: u32) -> Result<(), PackedError> {
        if self.items == 0 {
            return Ok(());
        }
        let key = campaign_key(campaign);
        let mut all = CERTIFICATES.may_load(store, &key)?.unwrap_or_default();
        let sums = [
            (&mut all.items, self.items),
            (&mut all.sure, self.sure),
            (&mut all.gold_items, self.gold_items),
            (&mut all.gold_right, self.gold_right),
            (&mut all.upheld, self.upheld),
            (&mut all.lost, self.lost),
        ];
        for (sum, more) in sums {
            *sum = sum.saturating_add(more);
        }
        for (place, labels) in self.by_issuer.iter().enumerate() {
            all.add_labels(place, *labels);
        }
        CERTIFICATES.save(store, &key, &all);
        Ok(())
    }
}

impl Packed for Certificate {
    const RECORD: &'static str = "certificate";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.items).u32(self.sure);
        to.u32(self.gold_items).u32(self.gold_right);
        to.u32(self.upheld).u32(self.lost);
        for labels in &self.by_issuer {
            to.u64(*labels);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let mut certificate = Self {
            items: from.u32()?,
            sure: from.u32()?,
            gold_items: from.u32()?,
            gold_right: from.u32()?,
            upheld: from.u32()?,
            lost: from.u32()?,
            by_issuer: Vec::new(),
        };
        while !from.is_empty() {
            certificate.by_issuer.push(from.u64()?);
        }
        Ok(certificate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{testing::MockStorage, CanonicalAddr};
    use pasar_truth::History;

    fn seat(labels: &[u8]) -> RevealedSeat {
        RevealedSeat {
            labeler: CanonicalAddr::from([1; 20]),
            wave: 0,
            issuer: 0,
            labels: labels.to_vec(),
            asked: 3,
            history: History::default(),
        }
    }

    #[test]
    fn gold_shows_how_a_plain_vote_would_have_decided() {
        let seats = [seat(&[0, 1, 2]), seat(&[0, 0, 2]), seat(&[1, NONE, 2])];
        let gold = [0, 1, NONE];
        let of =
            |outcome| TaskQuality::of(&[0, SURE_MARGIN, SURE_MARGIN], (&gold, outcome), &seats);
        let counted = of(GoldOutcome::Counted);
        // The second item is a tie.
        assert_eq!(
            (counted.gold_items, counted.gold_right, counted.sure),
            (2, 1, 2)
        );
        assert_eq!(of(GoldOutcome::Hung).gold_items, 0);
    }

    #[test]
    fn sums_grow_with_every_message() {
        let mut store = MockStorage::new();
        let quality = TaskQuality {
            sure: 50,
            gold_items: 12,
            gold_right: 11,
        };
        let score = SeatScore {
            issuer: 2,
            missed: false,
            ..SeatScore::missed(CanonicalAddr::from([1; 20]), 60, 0)
        };
        for _ in 0..2 {
            let mut sums = Certificate::default();
            sums.add_task(60, quality, core::slice::from_ref(&score));
            sums.add_challenge(0);
            sums.add_challenge(3);
            sums.save(&mut store, 7).unwrap();
        }
        let wanted = Certificate {
            items: 120,
            sure: 100,
            gold_items: 24,
            gold_right: 22,
            upheld: 2,
            lost: 2,
            by_issuer: vec![0, 120],
        };
        assert_eq!(CERTIFICATES.load(&store, &campaign_key(7)), Ok(wanted));
    }
}
