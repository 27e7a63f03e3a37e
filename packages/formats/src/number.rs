//! Between the counts of messages and records, which are `u32` or bytes, and the lengths and indices of
//! memory, which are `usize`.
//!
//! In a contract both have 32 bits, so neither way loses anything. A native program has more bits
//! for lengths: there a list of 2^32 entries or more counts as 2^32 - 1, which no list of the market
//! comes near, as a stored value takes 128 KiB at most, and a message less than a block.

/// How many: the length of a list as messages and records say it.
pub fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The same where a byte counts: of a list of 256 entries or more, 255.
pub fn byte_count(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

/// How many, of what is counted in 64 bits, such as periods of time.
pub fn narrow_count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Which, or how many, in memory: what messages and records say as a length or an index.
pub fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_exact_and_what_does_not_is_the_most() {
        for number in [0, 1, 1 << 24, u32::MAX] {
            assert_eq!(count(index(number)), number);
        }
        assert_eq!(count(usize::MAX), u32::MAX);
        assert_eq!([255, 256].map(byte_count), [255; 2]);
        assert_eq!(narrow_count(1 << 32), u32::MAX);
        assert_eq!(narrow_count(7), 7);
    }
}
