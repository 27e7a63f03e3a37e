//! Public randomness: the host verifies what somebody sends. No round is stored but the highest that
//! was verified; whoever needs a round's randomness brings its signature.

use cosmwasm_std::Api;
use pasar_common::{task_registry, time::Seconds};
use pasar_drand::{verify::verify_round, Hash, Refused};

use super::campaign::Session;
use crate::{
    error::ContractError,
    rules::draw::randomness::{Randomness, RandomnessError},
};

impl Session<'_> {
    /// The round that decides what is fixed now.
    ///
    /// # Errors
    /// [`ContractError::Randomness`] where none comes any more.
    pub fn deciding_round(&self) -> Result<u64, ContractError> {
        Ok(self.campaign.randomness.deciding(self.now())?)
    }

    /// The randomness of a round that has come, where the signature is that round's by the key that
    /// the campaign has frozen.
    ///
    /// # Errors
    /// [`ContractError::Randomness`].
    pub fn randomness(
        &mut self,
        round: u64,
        signature: Option<&[u8]>,
    ) -> Result<Hash, ContractError> {
        let randomness = &self.campaign.randomness;
        let now = self.now();
        let hash = verified(self.deps.api, randomness, round, signature, now)?;
        let frontier = self.frontier()?;
        frontier.verified = frontier.verified.max(round);
        Ok(hash)
    }
}

/// The randomness of a round that has come, where somebody sent its signature.
fn verified(
    api: &dyn Api,
    randomness: &Randomness,
    round: u64,
    signature: Option<&[u8]>,
    now: Seconds,
) -> Result<Hash, RandomnessError> {
    let signature = randomness.signature(round, signature, now)?;
    let key = &randomness.chain.public_key;
    Ok(verify_round(api, key, round, &signature)?)
}

/// Refuses a key by which no round can ever be verified, or anything can. The point at infinity is no
/// signature of any round by any key, so the host refuses it as a signature where the key is a point of
/// its group. By a key at infinity, which has more than one way to be written, it would be one.
///
/// # Errors
/// [`ContractError::Randomness`].
pub fn check_key(api: &dyn Api, setting: &task_registry::Randomness) -> Result<(), ContractError> {
    const ROUND: u64 = 1;
    let mut infinity = [0; 48];
    if let Some(flags) = infinity.first_mut() {
        *flags = 0xc0;
    }
    let key = Randomness::freeze(setting).chain.public_key;
    match verify_round(api, &key, ROUND, &infinity) {
        Err(Refused::Signature(_)) => Ok(()),
        Ok(_) => Err(RandomnessError::from(Refused::NoKey).into()),
        Err(refused) => Err(RandomnessError::from(refused).into()),
    }
}

#[cfg(test)]
mod tests {
    use core::num::NonZeroU64;

    use cosmwasm_std::testing::MockApi;
    use cosmwasm_std::HexBinary;
    use pasar_drand::{
        chain::{Chain, QUICKNET},
        native::Beacon,
    };
    use rstest::rstest;

    use super::*;

    fn of(chain: Chain) -> Randomness {
        Randomness {
            chain,
            stride: NonZeroU64::new(10).unwrap(),
            delay: 60,
        }
    }

    fn setting(public_key: &[u8]) -> task_registry::Randomness {
        task_registry::Randomness {
            public_key: public_key.into(),
            genesis: QUICKNET.schedule.genesis,
            period_seconds: 3,
            stride: 10,
            delay_seconds: 60,
        }
    }

    /// As https://api.drand.sh/52db9ba7…/public/1000 shows it.
    #[test]
    fn a_published_round_of_quicknet_is_verified() {
        let api = MockApi::default();
        let signature = HexBinary::from_hex(
            "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
             e342b73a8dd2bacbe47e4b6b63ed5e39",
        )
        .unwrap();
        let signature = Some(signature.as_slice());
        let quicknet = of(QUICKNET);
        let at = quicknet.time_of(1000);
        let randomness = verified(&api, &quicknet, 1000, signature, at).unwrap();
        assert_eq!(
            HexBinary::from(randomness).to_hex(),
            "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
        );
        let refused = Err(Refused::Signature(999).into());
        assert_eq!(verified(&api, &quicknet, 999, signature, at), refused);
        let now = at - 1;
        let early = RandomnessError::TooEarly {
            round: 1000,
            at,
            now,
        };
        assert_eq!(verified(&api, &quicknet, 1000, signature, now), Err(early));
    }

    #[test]
    fn another_round_s_and_another_key_s_signatures_are_refused() {
        let api = MockApi::default();
        let beacon = Beacon::new(b"ours");
        let ours = of(beacon.chain(QUICKNET.schedule));
        let now = ours.time_of(100);
        let verify = |signature: [u8; 48]| verified(&api, &ours, 20, Some(&signature), now);
        assert!(verify(beacon.sign(20)).is_ok());
        let refused = Err(Refused::Signature(20).into());
        assert_eq!(verify(beacon.sign(21)), refused);
        assert_eq!(verify(Beacon::new(b"theirs").sign(20)), refused);
        assert_eq!(verify([7; 48]), Err(Refused::NoPoint(20).into()));
    }

    #[rstest]
    #[case::infinity(&[&[0xc0][..], &[0; 95]].concat(), Refused::NoKey)]
    #[case::infinity_with_a_bit_more(&[&[0xc0][..], &[0; 94], &[1]].concat(), Refused::NoKey)]
    #[case::no_point(&[7; 96], Refused::NoPoint(1))]
    fn a_key_that_verifies_nothing_is_refused(#[case] key: &[u8], #[case] refused: Refused) {
        let api = MockApi::default();
        check_key(&api, &setting(&QUICKNET.public_key)).unwrap();
        let found = check_key(&api, &setting(key));
        assert_eq!(found, Err(RandomnessError::from(refused).into()));
    }
}
