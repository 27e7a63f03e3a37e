//! What may be done with credentials and records.

use cosmwasm_std::{Addr, StdResult, Timestamp, Uint128};
use pasar_common::{
    reputation_staking::{
        CredentialResponse, DomainRef, ExecuteMsg, Grant, IssuerResponse, QueryMsg, RegisterIssuer,
        Reply, Revoke,
    },
    task_registry as registry,
};

use crate::{
    chain::{
        market::{Market, Outcome},
        native::denom,
    },
    terms::DOMAIN,
};

impl Market {
    /// Makes part of an account's native stake the bond of an issuer of [`DOMAIN`].
    #[track_caller]
    pub fn register_issuer(&mut self, issuer: &Addr, amount: u128) -> Outcome {
        let register = RegisterIssuer {
            domain: DOMAIN.into(),
            denom: denom(),
            amount: Uint128::new(amount),
        };
        self.staking(issuer, &ExecuteMsg::RegisterIssuer(register))
    }

    /// Lets an issuer leave, or takes their bond back.
    #[track_caller]
    pub fn unregister_issuer(&mut self, issuer: &Addr) -> Outcome {
        let domain = DomainRef {
            domain: DOMAIN.into(),
        };
        self.staking(issuer, &ExecuteMsg::UnregisterIssuer(domain))
    }

    /// Grants a credential.
    #[track_caller]
    pub fn grant(&mut self, issuer: &Addr, holder: &Addr, expires: Option<u64>) -> Outcome {
        let grant = Grant {
            domain: DOMAIN.into(),
            holder: holder.to_string(),
            expires: expires.map(Timestamp::from_seconds),
        };
        self.staking(issuer, &ExecuteMsg::Grant(grant))
    }

    /// Revokes a credential.
    #[track_caller]
    pub fn revoke(&mut self, issuer: &Addr, holder: &Addr) -> Outcome {
        let revoke = Revoke {
            domain: DOMAIN.into(),
            holder: holder.to_string(),
        };
        self.staking(issuer, &ExecuteMsg::Revoke(revoke))
    }

    /// Replies to a record.
    #[track_caller]
    pub fn reply(&mut self, labeler: &Addr, uri: &str) -> Outcome {
        let reply = Reply {
            domain: DOMAIN.into(),
            uri: uri.into(),
        };
        self.staking(labeler, &ExecuteMsg::Reply(reply))
    }

    /// An issuer of [`DOMAIN`].
    pub fn issuer(&self, issuer: &Addr) -> IssuerResponse {
        let query = QueryMsg::Issuer {
            issuer: issuer.to_string(),
            domain: DOMAIN.into(),
        };
        self.ask(&self.staking, &query)
    }

    /// A credential in [`DOMAIN`]; none where there is none.
    pub fn credential(&self, issuer: &str, holder: &Addr) -> Option<CredentialResponse> {
        let query = QueryMsg::Credential {
            issuer: issuer.into(),
            domain: DOMAIN.into(),
            holder: holder.to_string(),
        };
        let app = self.app.wrap();
        app.query_wasm_smart(&self.staking, &query).ok()
    }

    /// The first of a campaign's issuers who vouches for an account.
    pub(crate) fn voucher(&self, campaign: u32, labeler: &Addr) -> Option<String> {
        let query = registry::QueryMsg::Campaign(registry::CampaignRef { campaign });
        let campaign: StdResult<registry::CampaignResponse> =
            self.app.wrap().query_wasm_smart(&self.registry, &query);
        let issuers = campaign.ok()?.terms.eligibility.issuers;
        let vouches = |issuer: &String| self.credential(issuer, labeler).is_some();
        issuers.into_iter().find(vouches)
    }
}
