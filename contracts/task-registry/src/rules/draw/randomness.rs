//! Public randomness: which round of drand decides, and what a signature has to be. The curve's
//! arithmetic is the host's: the session asks it.

use core::num::NonZeroU64;

use pasar_common::{
    packed::{PackedError, Reader, Writer},
    task_registry,
    time::Seconds,
};
use pasar_drand::{chain::Chain, schedule::Schedule, Refused, Signature};

/// Whose rounds decide in a campaign, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Randomness {
    /// The chain of drand.
    pub chain: Chain,
    /// Rounds decide whose number is a multiple of it.
    pub stride: NonZeroU64,
    /// Least seconds from what a round decides upon to the round.
    pub delay: u16,
}

/// Why a signature does not count.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
pub enum RandomnessError {
    /// Returned when a round is needed whose signature nobody has sent.
    #[error("round {round} decides and its signature is missing")]
    Missing {
        /// The round.
        round: u64,
    },
    /// Returned when the round has not come yet.
    #[error("round {round} comes at {at}; this is {now}")]
    TooEarly {
        /// The round.
        round: u64,
        /// Unix seconds.
        at: Seconds,
        /// Unix seconds.
        now: Seconds,
    },
    /// Returned when a signature is too short or too long.
    #[error("the signature of round {round} has {found} bytes, expected 48")]
    Length {
        /// The round.
        round: u64,
        /// Bytes found.
        found: usize,
    },
    /// Returned when the signature is another round's or another key's, or the key is none.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Returned when no round comes any more that could decide.
    #[error("drand has no round that comes {delay} seconds after {since}")]
    NoRound {
        /// Unix seconds.
        since: Seconds,
        /// Seconds.
        delay: u16,
    },
}

impl Randomness {
    /// Freezes checked settings.
    pub fn freeze(setting: &task_registry::Randomness) -> Self {
        let at_least_one = |number: u16| NonZeroU64::new(number.into()).unwrap_or(NonZeroU64::MIN);
        let mut public_key = [0; task_registry::RANDOMNESS_KEY_BYTES];
        let bytes = public_key.iter_mut().zip(setting.public_key.as_slice());
        bytes.for_each(|(to, from)| *to = *from);
        Self {
            chain: Chain {
                public_key,
                schedule: Schedule {
                    genesis: setting.genesis,
                    period: at_least_one(setting.period_seconds),
                },
            },
            stride: at_least_one(setting.stride),
            delay: setting.delay_seconds,
        }
    }

    /// The round that decides what is fixed at a time.
    ///
    /// # Errors
    /// [`RandomnessError::NoRound`].
    pub fn deciding(&self, since: Seconds) -> Result<u64, RandomnessError> {
        let delay = self.delay;
        let schedule = self.chain.schedule;
        schedule
            .deciding(since, delay.into(), self.stride)
            .ok_or(RandomnessError::NoRound { since, delay })
    }

    /// When a round comes; zero, which no chain has, came before everything.
    pub fn time_of(&self, round: u64) -> Seconds {
        if round == 0 {
            return 0;
        }
        self.chain.schedule.time_of(round).unwrap_or(Seconds::MAX)
    }

    /// The signature of a round that has come, to be verified.
    ///
    /// # Errors
    /// [`RandomnessError::TooEarly`], [`RandomnessError::Missing`], [`RandomnessError::Length`].
    pub fn signature(
        &self,
        round: u64,
        bytes: Option<&[u8]>,
        now: Seconds,
    ) -> Result<Signature, RandomnessError> {
        let at = self.time_of(round);
        if now < at {
            return Err(RandomnessError::TooEarly { round, at, now });
        }
        let bytes = bytes.ok_or(RandomnessError::Missing { round })?;
        let found = bytes.len();
        Signature::try_from(bytes).map_err(|_| RandomnessError::Length { round, found })
    }

    /// Its bytes in a record.
    pub fn write(&self, to: &mut Writer) {
        let short = |number: NonZeroU64| u16::try_from(number.get()).unwrap_or(u16::MAX);
        let Schedule { genesis, period } = self.chain.schedule;
        to.bytes(&self.chain.public_key).u40(genesis);
        to.u16(short(period))
            .u16(short(self.stride))
            .u16(self.delay);
    }

    /// What [`Randomness::write`] wrote.
    ///
    /// # Errors
    /// [`PackedError`] where it wrote something else.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let positive = |from: &mut Reader<'_>| {
            let number = NonZeroU64::new(from.u16()?.into());
            number.ok_or_else(|| from.unknown(0))
        };
        Ok(Self {
            chain: Chain {
                public_key: from.array()?,
                schedule: Schedule {
                    genesis: from.u40()?,
                    period: positive(from)?,
                },
            },
            stride: positive(from)?,
            delay: from.u16()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_drand::chain::QUICKNET;

    fn quicknet() -> Randomness {
        Randomness {
            chain: QUICKNET,
            stride: NonZeroU64::new(10).unwrap(),
            delay: 60,
        }
    }

    #[test]
    fn the_setting_freezes_to_what_it_says() {
        let setting = task_registry::Randomness {
            public_key: QUICKNET.public_key.as_slice().into(),
            genesis: QUICKNET.schedule.genesis,
            period_seconds: 3,
            stride: 10,
            delay_seconds: 60,
        };
        assert_eq!(Randomness::freeze(&setting), quicknet());
    }

    #[test]
    fn a_round_decides_a_delay_later_at_a_multiple_of_the_stride() {
        let randomness = quicknet();
        let since = randomness.time_of(1000) - 60;
        assert_eq!(randomness.deciding(since), Ok(1000));
        assert_eq!(randomness.deciding(since + 1), Ok(1010));
        let delay = 60;
        let since = Seconds::MAX;
        let refused = Err(RandomnessError::NoRound { since, delay });
        assert_eq!(randomness.deciding(since), refused);
    }

    #[test]
    fn a_signature_comes_with_its_round_and_not_before() {
        let randomness = quicknet();
        let at = randomness.time_of(1000);
        let now = at - 1;
        assert_eq!(
            randomness.signature(1000, Some(&[1; 48]), now),
            Err(RandomnessError::TooEarly {
                round: 1000,
                at,
                now
            })
        );
        assert_eq!(randomness.signature(1000, Some(&[1; 48]), at), Ok([1; 48]));
        assert_eq!(
            randomness.signature(1000, None, at),
            Err(RandomnessError::Missing { round: 1000 })
        );
        let found = 47;
        assert_eq!(
            randomness.signature(1000, Some(&[1; 47]), at),
            Err(RandomnessError::Length { round: 1000, found })
        );
    }
}
