//! What a campaign's labels are worth, in running sums: written with every settlement, however large
//! the campaign.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

use super::scores::{SeatScore, TaskQuality};

/// Running sums of a campaign, or of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// Items with a verdict.
    pub items: u32,
    /// Of these that are sure of every question in the first verdict.
    pub sure: u32,
    /// Gold answers that were opened and counted.
    pub gold_items: u32,
    /// Of these that the seats say by a plain vote.
    pub gold_right: u32,
    /// Challenges that changed a label.
    pub upheld: u32,
    /// Challenges whose panel changed none.
    pub lost: u32,
    /// Labels of labelers for whom each issuer of the terms vouched, in their order.
    pub by_issuer: Vec<u64>,
}

impl Certificate {
    /// Adds a settled task.
    pub fn add_task(&mut self, items: u32, quality: TaskQuality, scores: &[SeatScore]) {
        self.items += items;
        self.sure += quality.sure;
        self.gold_items += u32::from(quality.gold_items);
        self.gold_right += u32::from(quality.gold_right);
        for seat in scores.iter().filter(|seat| !seat.missed) {
            if let Some(position) = usize::from(seat.issuer).checked_sub(1) {
                self.add_labels(position, seat.labels.into());
            }
        }
    }

    /// Adds a challenge whose panel decided.
    pub fn add_challenge(&mut self, flipped: u32) {
        if flipped == 0 {
            self.lost += 1;
        } else {
            self.upheld += 1;
        }
    }

    fn add_labels(&mut self, position: usize, labels: u64) {
        if self.by_issuer.len() <= position {
            self.by_issuer.resize(position + 1, 0);
        }
        if let Some(sum) = self.by_issuer.get_mut(position) {
            *sum += labels;
        }
    }

    /// Adds the sums of a message.
    pub fn add(&mut self, sums: &Self) {
        let pairs = [
            (&mut self.items, sums.items),
            (&mut self.sure, sums.sure),
            (&mut self.gold_items, sums.gold_items),
            (&mut self.gold_right, sums.gold_right),
            (&mut self.upheld, sums.upheld),
            (&mut self.lost, sums.lost),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
        for (position, labels) in sums.by_issuer.iter().enumerate() {
            self.add_labels(position, *labels);
        }
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

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
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
    use cosmwasm_std::CanonicalAddr;

    #[test]
    fn sums_grow_with_every_message() {
        let mut all = Certificate::default();
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
            all.add(&sums);
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
        assert_eq!(all, wanted);
    }
}
