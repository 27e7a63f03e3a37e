//! What may be done with datasets: shares, licenses, royalties; and what they show.

use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::label_escrow::{
    self, Amount, BuyLicense, DatasetResponse, HasLicenseResponse, LicenseOffered, LicenseResponse,
    LicensesResponse, OfferLicense, OfferRef, OfferResponse, OffersResponse, PayRoyalty,
    ReceiveMsg, TransferShares,
};

use crate::chain::{
    emitted::emitted,
    market::{Market, Outcome},
    native::denom,
};

/// An offer in the native denom, forever; everything a test wants otherwise it sets.
pub fn offer(campaign: u32, price: u128) -> OfferLicense {
    OfferLicense {
        campaign,
        price: Uint128::new(price),
        denom: denom(),
        duration_seconds: None,
        terms_uri: "ipfs://terms".into(),
        terms_hash: vec![8; 32].into(),
    }
}

impl Market {
    /// Moves shares.
    #[track_caller]
    pub fn transfer_shares(
        &mut self,
        from: &Addr,
        campaign: u32,
        to: &Addr,
        shares: u128,
    ) -> Outcome {
        let msg = TransferShares {
            campaign,
            to: to.to_string(),
            shares: Uint128::new(shares),
        };
        self.escrow(from, &label_escrow::ExecuteMsg::TransferShares(msg))
    }

    /// Puts a license on sale; returns the offer's number.
    #[track_caller]
    pub fn offer_license(&mut self, sender: &Addr, offer: OfferLicense) -> anyhow::Result<u32> {
        let offer = label_escrow::ExecuteMsg::OfferLicense(offer);
        let response = self.escrow(sender, &offer)?;
        let offered: LicenseOffered = emitted(&response, &self.escrow)
            .next()
            .expect("an offer is announced");
        Ok(offered.offer)
    }

    /// Sells an offer no more.
    #[track_caller]
    pub fn withdraw_offer(&mut self, sender: &Addr, campaign: u32, offer: u32) -> Outcome {
        let offer = OfferRef { campaign, offer };
        self.escrow(sender, &label_escrow::ExecuteMsg::WithdrawOffer(offer))
    }

    /// Buys a license for oneself, at exactly its price.
    #[track_caller]
    pub fn buy_license(&mut self, payer: &Addr, campaign: u32, offer: u32) -> Outcome {
        let stored = self.offers(campaign).into_iter();
        let stored = stored.into_iter().find(|stored| stored.offer == offer);
        let (denom, price) = stored.map_or((denom(), 1), |stored| {
            (stored.denom.clone(), stored.price.u128())
        });
        let buy = BuyLicense {
            campaign,
            offer,
            licensee: None,
        };
        self.buy_license_with(payer, buy, &denom, price)
    }

    /// Buys a license with any payment, native or by CW20 `Send`.
    #[track_caller]
    pub fn buy_license_with(
        &mut self,
        payer: &Addr,
        buy: BuyLicense,
        denom: &Denom,
        amount: u128,
    ) -> Outcome {
        let native = label_escrow::ExecuteMsg::BuyLicense(buy.clone());
        self.pay_escrow(payer, denom, amount, &native, &ReceiveMsg::BuyLicense(buy))
    }

    /// Pays income of a dataset in the native denom.
    #[track_caller]
    pub fn pay_royalty(&mut self, payer: &Addr, campaign: u32, amount: u128) -> Outcome {
        self.pay_royalty_in(payer, campaign, &denom(), amount)
    }

    /// Pays income of a dataset, native or by CW20 `Send`.
    #[track_caller]
    pub fn pay_royalty_in(
        &mut self,
        payer: &Addr,
        campaign: u32,
        denom: &Denom,
        amount: u128,
    ) -> Outcome {
        let pay = PayRoyalty { campaign };
        let native = label_escrow::ExecuteMsg::PayRoyalty(pay.clone());
        self.pay_escrow(payer, denom, amount, &native, &ReceiveMsg::PayRoyalty(pay))
    }

    #[track_caller]
    fn pay_escrow(
        &mut self,
        payer: &Addr,
        denom: &Denom,
        amount: u128,
        native: &label_escrow::ExecuteMsg,
        hook: &ReceiveMsg,
    ) -> Outcome {
        let escrow = self.escrow.clone();
        match denom {
            Denom::Native(denom) => self.execute(payer, &escrow, native, &coins(amount, denom)),
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: escrow.into_string(),
                    amount: Uint128::new(amount),
                    msg: to_json_binary(hook)?,
                };
                self.execute(payer, token, &send, &[])
            }
        }
    }

    /// What a dataset earned.
    #[track_caller]
    pub fn dataset(&self, campaign: u32) -> DatasetResponse {
        self.ask(&self.escrow, &label_escrow::QueryMsg::Dataset { campaign })
    }

    /// The first 50 offers of a campaign.
    #[track_caller]
    pub fn offers(&self, campaign: u32) -> Vec<OfferResponse> {
        let query = label_escrow::QueryMsg::Offers {
            campaign,
            start_after: None,
            limit: Some(50),
        };
        self.ask::<OffersResponse>(&self.escrow, &query).offers
    }

    /// The first 50 licenses of an address to a dataset.
    #[track_caller]
    pub fn licenses_of(&self, campaign: u32, licensee: &Addr) -> Vec<LicenseResponse> {
        let query = label_escrow::QueryMsg::LicensesOf {
            campaign,
            licensee: licensee.to_string(),
            start_after: None,
            limit: Some(50),
        };
        self.ask::<LicensesResponse>(&self.escrow, &query).licenses
    }

    /// Whether an address may use a dataset now.
    #[track_caller]
    pub fn has_license(&self, campaign: u32, address: &Addr) -> HasLicenseResponse {
        self.has_license_under(campaign, address, None)
    }

    /// The same for a gateway that takes some offers only.
    #[track_caller]
    pub fn has_license_under(
        &self,
        campaign: u32,
        address: &Addr,
        offers: Option<Vec<u32>>,
    ) -> HasLicenseResponse {
        let query = label_escrow::QueryMsg::HasLicense {
            campaign,
            address: address.to_string(),
            offers,
        };
        self.ask(&self.escrow, &query)
    }

    /// Royalties that a holder could withdraw from a campaign in a denom.
    #[track_caller]
    pub fn royalties_in(&self, campaign: u32, holder: &Addr, denom: &Denom) -> u128 {
        let royalties = self.holder(campaign, holder).royalties.into_iter();
        let mut own = royalties.filter(|royalty: &Amount| royalty.denom == *denom);
        own.next().map_or(0, |royalty| royalty.amount.u128())
    }

    /// Royalties that a holder could withdraw from a campaign in the native denom.
    #[track_caller]
    pub fn royalties(&self, campaign: u32, holder: &Addr) -> u128 {
        self.royalties_in(campaign, holder, &denom())
    }
}
