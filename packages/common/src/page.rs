//! Pages of lists: every list query takes `start_after` and `limit` and goes through here.

use crate::number::index;

/// Entries of a page where no limit is given.
pub const DEFAULT_LIMIT: u32 = 10;
/// Most entries of a page.
pub const MAX_LIMIT: u32 = 50;

/// Entries of a page for the asked limit.
pub fn page(limit: Option<u32>) -> usize {
    capped(limit, MAX_LIMIT)
}

/// The same with a smaller cap, for heavy entries.
pub fn capped(limit: Option<u32>, cap: u32) -> usize {
    index(limit.unwrap_or(DEFAULT_LIMIT).min(cap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_never_exceeds_the_cap() {
        assert_eq!(page(None), 10);
        assert_eq!(page(Some(u32::MAX)), 50);
        assert_eq!(capped(Some(20), 16), 16);
    }
}
