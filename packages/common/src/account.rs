//! Accounts: an address as text is what people and messages know, its canonical form is what records
//! and keys hold. Code that needs both holds both, so that neither is made a second time.

use core::fmt;

use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult};

/// An account, in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// As records and keys hold it.
    pub canonical: CanonicalAddr,
    /// As messages and events write it.
    pub addr: Addr,
}

impl Account {
    /// The account of an address that somebody wrote.
    ///
    /// # Errors
    /// [`cosmwasm_std::StdError`] where it is no address of this chain.
    pub fn of(api: &dyn Api, address: &str) -> StdResult<Self> {
        Self::of_addr(api, api.addr_validate(address)?)
    }

    /// The account of a checked address, such as a message's sender.
    ///
    /// # Errors
    /// [`cosmwasm_std::StdError`] where it is no address of this chain.
    pub fn of_addr(api: &dyn Api, addr: Addr) -> StdResult<Self> {
        Ok(Self {
            canonical: api.addr_canonicalize(addr.as_str())?,
            addr,
        })
    }

    /// The account that a record or a key names.
    ///
    /// # Errors
    /// [`cosmwasm_std::StdError`] where the record holds no address of this chain.
    pub fn of_canonical(api: &dyn Api, canonical: CanonicalAddr) -> StdResult<Self> {
        Ok(Self {
            addr: api.addr_humanize(&canonical)?,
            canonical,
        })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addr.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;

    #[test]
    fn an_account_is_the_same_from_either_form() {
        let api = MockApi::default();
        let addr = api.addr_make("labeler");
        let account = Account::of(&api, addr.as_str()).unwrap();
        assert_eq!(account.to_string(), addr.to_string());
        assert_eq!(Account::of_addr(&api, addr), Ok(account.clone()));
        let canonical = account.canonical.clone();
        assert_eq!(Account::of_canonical(&api, canonical), Ok(account));
    }

    #[test]
    fn no_account_is_made_of_what_is_no_address() {
        let api = MockApi::default();
        for bad in [
            "",
            "labeler",
            &api.addr_make("labeler").as_str().to_uppercase(),
        ] {
            assert!(Account::of(&api, bad).is_err(), "{bad}");
        }
    }
}
