//! What is owed in a denom.

use cosmwasm_std::Uint128;
use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// What is owed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// All stakes, issuers' bonds, what is unbonding, and what is due to the commons.
    pub liabilities: Uint128,
    /// Of this due to the commons.
    pub commons: Uint128,
}

impl Packed for Books {
    const RECORD: &'static str = "books";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.liabilities).amount(self.commons);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            liabilities: from.amount()?,
            commons: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_are_frozen() {
        let books = Books {
            liabilities: Uint128::new(1_000),
            commons: Uint128::new(5),
        };
        let bytes = [1, 2, 0x03, 0xe8, 1, 5];
        assert_eq!(books.to_bytes(), bytes);
        assert_eq!(Books::from_bytes(&bytes), Ok(books));
    }
}
