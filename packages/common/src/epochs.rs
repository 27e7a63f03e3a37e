//! When epochs start and end: periods of the emission and of the stakers' fee, fixed by the escrow when it
//! is deployed.

use crate::{
    number::narrow_count,
    packed::{Packed, PackedError, Reader, Writer},
    time::Seconds,
};

/// When epochs start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epochs {
    /// Start of epoch 0.
    pub zero: Seconds,
    /// Length of an epoch.
    pub seconds: Seconds,
}

impl Epochs {
    /// First second after an epoch.
    pub fn end(self, epoch: u32) -> Seconds {
        let epochs = u64::from(epoch).saturating_add(1);
        self.zero
            .saturating_add(self.seconds.saturating_mul(epochs))
    }

    /// The epoch of a time.
    pub fn at(self, now: Seconds) -> u32 {
        let since = now.saturating_sub(self.zero);
        narrow_count(since.checked_div(self.seconds).unwrap_or(0))
    }
}

impl Packed for Epochs {
    const RECORD: &'static str = "epochs";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u64(self.zero).u64(self.seconds);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            zero: from.u64()?,
            seconds: from.u64()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_frozen() {
        let epochs = Epochs {
            zero: 258,
            seconds: 60,
        };
        let bytes = [1, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 60];
        assert_eq!(epochs.to_bytes(), bytes);
        assert_eq!(Epochs::from_bytes(&bytes), Ok(epochs));
    }

    #[test]
    fn an_epoch_lasts_until_the_next_begins() {
        let epochs = Epochs {
            zero: 100,
            seconds: 60,
        };
        assert_eq!([0, 100, 159, 160].map(|now| epochs.at(now)), [0, 0, 0, 1]);
        assert_eq!(epochs.end(0), 160);
    }
}
