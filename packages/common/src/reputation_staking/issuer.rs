//! Credentials: who vouches for experts in a domain, with a bond, and for whom.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Timestamp, Uint128};
use cw20::Denom;

use crate::time::{Seconds, DAY};

/// Length of the periods in each of which an issuer loses at most a hundredth of his bond.
pub const ISSUER_PERIOD: Seconds = 7 * DAY;
/// What an issuer loses at most in a period, basis points of his bond.
pub const ISSUER_PERIOD_BPS: u16 = 100;
/// Most bytes of a reply's URI.
pub const MAX_REPLY_BYTES: usize = 256;

/// See [`super::ExecuteMsg::RegisterIssuer`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct RegisterIssuer {
    /// Field of expertise.
    pub domain: String,
    /// Denom of the bond; the same as before where there is one.
    pub denom: Denom,
    /// How much of the sender's free stake joins the bond.
    pub amount: Uint128,
}

/// Names a domain.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DomainRef {
    /// Field of expertise.
    pub domain: String,
}

/// See [`super::ExecuteMsg::Grant`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Field of expertise.
    pub domain: String,
    /// Who gets the credential.
    pub holder: String,
    /// Last second in which it holds; none: until it is revoked.
    pub expires: Option<Timestamp>,
}

/// See [`super::ExecuteMsg::Revoke`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// Field of expertise.
    pub domain: String,
    /// Whose credential.
    pub holder: String,
}

/// See [`super::ExecuteMsg::Reply`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Field of expertise.
    pub domain: String,
    /// Where the reply is, at most 256 bytes; empty takes it back.
    pub uri: String,
}

/// An issuer.
#[cw_serde]
pub struct IssuerResponse {
    /// Who vouches.
    pub issuer: Addr,
    /// Denom of the bond.
    pub denom: Denom,
    /// The bond, without what was slashed.
    pub bond: Uint128,
    /// What may still be slashed in this period.
    pub slashable: Uint128,
    /// When the bond may leave; none: he vouches.
    pub leaves_at: Option<Timestamp>,
}

/// A page of issuers.
#[cw_serde]
pub struct IssuersResponse {
    /// In the order of canonical addresses.
    pub issuers: Vec<IssuerResponse>,
}

/// A credential.
#[cw_serde]
pub struct CredentialResponse {
    /// Who has it.
    pub holder: Addr,
    /// Whether it lets him in now: it has not expired, and its issuer vouches.
    pub holds: bool,
    /// Last second in which it holds; none: until it is revoked.
    pub expires: Option<Timestamp>,
}

/// A page of credentials.
#[cw_serde]
pub struct CredentialsResponse {
    /// In the order of canonical addresses.
    pub credentials: Vec<CredentialResponse>,
}
