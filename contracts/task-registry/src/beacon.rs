//! Beacons: the time of a block, recorded by the first message of the block that reaches the
//! registry. A ticket is drawn by the first beacon of a later block, so that whoever claims can
//! neither choose nor foresee it, and a second try at the draw meets the same seats.

use cosmwasm_std::{BlockInfo, CanonicalAddr, Storage};
use pasar_common::{
    packed::{key, Packed, PackedError, Reader, Writer},
    task_registry::BeaconRecorded,
};
use sha2::{Digest, Sha256};

use crate::state::{BEACONS, LATEST_BEACON};

/// Beacons that are kept.
pub const KEPT_BEACONS: u64 = 256;

/// A block's height and time, numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beacon {
    /// Its number; the first is 1.
    pub number: u64,
    /// The block's height.
    pub height: u64,
    /// The block's time in nanoseconds.
    pub nanos: u64,
}

impl Beacon {
    /// What draws the tickets of a labeler in a campaign.
    pub fn seed(&self, campaign: u32, labeler: &CanonicalAddr) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.nanos.to_be_bytes());
        hash.update(self.height.to_be_bytes());
        hash.update(campaign.to_be_bytes());
        hash.update(labeler.as_slice());
        hash.finalize().into()
    }
}

impl Packed for Beacon {
    const RECORD: &'static str = "beacon";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u40(self.number).u40(self.height).u64(self.nanos);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            number: from.u40()?,
            height: from.u40()?,
            nanos: from.u64()?,
        })
    }
}

/// The latest beacon; number 0 where there is none.
///
/// # Errors
/// [`PackedError`] where the record is unreadable.
pub fn latest(store: &dyn Storage) -> Result<Beacon, PackedError> {
    Ok(LATEST_BEACON.may_load(store, &[])?.unwrap_or_default())
}

/// The beacon of a number, where it is still kept.
///
/// # Errors
/// [`PackedError`] where the record is unreadable.
pub fn numbered(store: &dyn Storage, number: u64) -> Result<Option<Beacon>, PackedError> {
    let beacon = BEACONS.may_load(store, &ring(number))?;
    Ok(beacon.filter(|beacon| beacon.number == number))
}

/// Records this block's beacon where no message of the block did so before.
///
/// # Errors
/// [`PackedError`] where the record is unreadable.
pub fn beat(
    store: &mut dyn Storage,
    block: &BlockInfo,
) -> Result<Option<BeaconRecorded>, PackedError> {
    let before = latest(store)?;
    if before.number > 0 && before.height >= block.height {
        return Ok(None);
    }
    let number = before.number.saturating_add(1);
    let beacon = Beacon {
        number,
        height: block.height,
        nanos: block.time.nanos(),
    };
    LATEST_BEACON.save(store, &[], &beacon);
    BEACONS.save(store, &ring(number), &beacon);
    Ok(Some(BeaconRecorded {
        number,
        height: block.height,
    }))
}

/// Place of a number in the ring.
fn ring(number: u64) -> Vec<u8> {
    let place = number.checked_rem(KEPT_BEACONS).unwrap_or(0);
    key().u8(u8::try_from(place).unwrap_or(0)).take()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{
        testing::{mock_env, MockStorage},
        Timestamp,
    };

    fn block(height: u64) -> BlockInfo {
        BlockInfo {
            height,
            time: Timestamp::from_seconds(height),
            chain_id: mock_env().block.chain_id,
        }
    }

    #[test]
    fn a_block_has_one_beacon() {
        let mut store = MockStorage::new();
        assert_eq!(
            beat(&mut store, &block(5))
                .unwrap()
                .map(|beacon| beacon.number),
            Some(1)
        );
        assert_eq!(beat(&mut store, &block(5)).unwrap(), None);
        assert_eq!(
            beat(&mut store, &block(9))
                .unwrap()
                .map(|beacon| beacon.number),
            Some(2)
        );
        assert_eq!(numbered(&store, 1).unwrap().unwrap().height, 5);
    }

    #[test]
    fn the_257th_beacon_replaces_the_first() {
        let mut store = MockStorage::new();
        for height in 1..=257 {
            beat(&mut store, &block(height)).unwrap();
        }
        assert_eq!(numbered(&store, 1).unwrap(), None);
        assert_eq!(numbered(&store, 2).unwrap().unwrap().height, 2);
        assert_eq!(latest(&store).unwrap().number, 257);
    }

    #[test]
    fn every_labeler_and_campaign_has_a_seed_of_its_own() {
        let beacon = Beacon {
            number: 1,
            height: 2,
            nanos: 3,
        };
        let (one, two) = (CanonicalAddr::from([1; 20]), CanonicalAddr::from([2; 20]));
        assert_ne!(beacon.seed(1, &one), beacon.seed(1, &two));
        assert_ne!(beacon.seed(1, &one), beacon.seed(2, &one));
        assert_eq!(beacon.seed(1, &one), beacon.seed(1, &one));
    }
}
