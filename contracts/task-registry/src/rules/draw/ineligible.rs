//! Refusals of those who want seats.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::ratio::Bps;

/// Why somebody may not take seats.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum Ineligible {
    /// Returned when the requester or a related account wants seats in their own campaign.
    #[error("{labeler} is the requester or a related account")]
    Related {
        /// Who tried.
        labeler: Addr,
    },
    /// Returned when a challenger wants to judge their own challenge.
    #[error("the challenger sits in no panel of their own challenge")]
    Challenger,
    /// Returned when the labeler is out of the domain for spam.
    #[error("suspended in the domain until {until}")]
    Suspended {
        /// Unix seconds; 0: until their evidence fades.
        until: u64,
    },
    /// Returned when the standing skill is too low.
    #[error("standing skill is {found} basis points, expected at least {min}")]
    Skill {
        /// Skill found.
        found: i64,
        /// Least skill.
        min: Bps,
    },
    /// Returned when the record is too short.
    #[error("the record has {found} labels, expected at least {min}")]
    Mass {
        /// Labels found.
        found: i64,
        /// Fewest labels.
        min: u32,
    },
    /// Returned when no issuer is named where one must vouch.
    #[error("no issuer named, expected one of the {named} in the terms")]
    NoIssuer {
        /// Issuers in the terms.
        named: usize,
    },
    /// Returned when the terms do not ask for the issuer who is named.
    #[error("{issuer} is no issuer in the terms")]
    IssuerNotNamed {
        /// The issuer found.
        issuer: Addr,
    },
    /// Returned when the issuer vouches for nobody in the domain any more.
    #[error("{issuer} vouches for nobody in the domain now")]
    IssuerGone {
        /// The issuer.
        issuer: Addr,
    },
    /// Returned when the issuer has granted no credential that holds now.
    #[error("no credential of {issuer} in the domain holds now")]
    NoCredential {
        /// The issuer.
        issuer: Addr,
    },
    /// Returned when the stake is below what the campaign asks for.
    #[error("stake is {found} {denom}, expected at least {min}")]
    MinStake {
        /// Stake found.
        found: Uint128,
        /// Least stake.
        min: Uint128,
        /// In which denom.
        denom: String,
    },
    /// Returned when the free stake does not cover the ticket.
    #[error("free stake is {free} {denom}, expected {wanted} for the ticket")]
    FreeStake {
        /// Stake that is not exposed.
        free: Uint128,
        /// What the ticket exposes.
        wanted: Uint128,
        /// In which denom.
        denom: String,
    },
    /// Returned when the ticket would exceed the open seats that a labeler may have.
    #[error("{open} seats open and {wanted} wanted, expected at most {cap} together")]
    OpenSeats {
        /// Open seats.
        open: usize,
        /// Seats of the ticket.
        wanted: u8,
        /// Most seats.
        cap: u32,
    },
}
