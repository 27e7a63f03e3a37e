//! Numbers that look random and are the same every time, for tests: SplitMix64. Anybody can compute
//! them; nothing else may be decided by them.

/// The number of a seed.
pub const fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(STEP);
    z = (z ^ (z >> 30u32)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27u32)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31u32)
}

/// What SplitMix64 counts by.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sequence of such numbers.
#[derive(Clone, Debug)]
pub struct Noise(u64);

impl Noise {
    /// The sequence of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, below a bound above 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let seed = self.0;
        self.0 = seed.wrapping_add(STEP);
        mix(seed).checked_rem(bound).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of seed 1234567, as they are published for SplitMix64.
    #[test]
    fn they_are_those_of_splitmix64() {
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        let mut noise = Noise::new(1_234_567);
        assert_eq!([(); 2].map(|()| noise.below(u64::MAX)), published);
        assert_eq!(mix(1_234_567), published[0]);
        assert_eq!(Noise::new(7).below(0), 0);
    }
}
