//! What may be asked of the label escrow.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};
use cw20::{Cw20ReceiveMsg, Denom};
use cw_ownable::Action;

use crate::{ratio::Bps, task_registry::ShareTerms};

/// Highest protocol fee.
pub const MAX_FEE_BPS: u16 = 1_000;
/// Highest floor of the contributors' share of a dataset's income.
pub const MAX_CONTRIBUTORS_FLOOR_BPS: u16 = 9_000;
/// Most denoms that were ever allowed.
pub const MAX_DENOMS: u32 = 32;
/// Most campaigns of one withdrawal.
pub const MAX_WITHDRAW_CAMPAIGNS: usize = 32;
/// Most bytes of the URI of a license's terms.
pub const MAX_TERMS_URI_BYTES: usize = 256;
/// Bytes of the hash of a license's terms: SHA-256.
pub const TERMS_HASH_BYTES: usize = 32;
/// Most offers that a gateway names when it asks for a license.
pub const MAX_NAMED_OFFERS: usize = 32;
/// Longest license that is not perpetual: 100 years of 365 days.
pub const MAX_LICENSE_SECONDS: u64 = 100 * 365 * 86_400;

/// Starts the escrow; its siblings are known by prediction (instantiate2).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Who keeps the allowlist of denoms and the fee for future campaigns.
    pub owner: String,
    /// Address of task-registry; never changes.
    pub task_registry: String,
    /// Address of reputation-staking; never changes.
    pub reputation_staking: String,
    /// Where everything punitive and half of the fees go; never changes. No contract of the suite.
    pub commons: String,
    /// Protocol fee on the price of revealed labels, for new campaigns; at most 1 000.
    pub fee: Bps,
    /// Least contributors' share of a dataset's income, for new campaigns; at most 9 000.
    pub contributors_floor: Bps,
    /// Length of an epoch in seconds, 1 hour to 90 days; never changes.
    pub epoch_seconds: u64,
    /// Denoms at the start.
    pub denoms: Vec<DenomTerms>,
}

/// Nothing to say: a migration changes code and storage version only.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// What anyone may ask of the label escrow.
///
/// Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed`
/// where a stored record does not fit the code, and with `Payment` where it comes with funds that
/// it does not take.
#[cw_serde]
pub enum ExecuteMsg {
    /// Takes a campaign's deposit and freezes its prices.
    ///
    /// **Who:** the registry. **Funds:** the deposit where it is native; tokens come just before.
    /// **Emits:** `deposit_taken`. **Fails:** `Asset`, `Unauthorized`, `CampaignExists`,
    /// `DenomNotAllowed`, `PriceTooLow`, `ContributorsTooLow`, `Deposit`, `Shortfall`, `Overflow`.
    Open(OpenCampaign),
    /// Pays tasks out of their campaign's reserve.
    ///
    /// **Who:** the registry. **Funds:** none. **Emits:** `labeler_paid`, `reserve_settled`.
    /// **Fails:** `Unauthorized`, `CampaignNotFound`, `Ledger`, `Dataset`, `Overflow`.
    Settle(SettleBatch),
    /// Refunds the reserve of tasks that never started.
    ///
    /// **Who:** the registry. **Funds:** none. **Emits:** `reserve_released`. **Fails:**
    /// `Unauthorized`, `CampaignNotFound`, `Ledger`, `Dataset`, `Overflow`.
    Release(ReleaseReserve),
    /// Takes a challenge's bond.
    ///
    /// **Who:** the registry. **Funds:** the bond where it is native; tokens come just before.
    /// **Emits:** `bond_taken`. **Fails:** `Unauthorized`, `CampaignNotFound`, `Asset`, `Ledger`,
    /// `Shortfall`, `Overflow`.
    Bond(PostBond),
    /// Divides bonds of challenges that ended, before or after the campaign closed.
    ///
    /// **Who:** the registry. **Funds:** none. **Emits:** `bonds_settled`. **Fails:**
    /// `Unauthorized`, `CampaignNotFound`, `Ledger`, `Overflow`.
    SettleChallenges(ChallengeBatch),
    /// Pays out what the sender has: pay, royalties and refunds of the named campaigns, and tips,
    /// panel pay and bonds.
    ///
    /// **Who:** anyone, their own money. **Funds:** none. **Emits:** `withdrawn` for each denom.
    /// **Fails:** `TooManyCampaigns`, `Asset`, `CampaignNotFound`, `NothingToWithdraw`, `Dataset`,
    /// `Overflow`.
    Withdraw(Withdraw),
    /// Sends the commons what is due to it in one denom.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `commons_flushed`. **Fails:** `Asset`,
    /// `NothingToWithdraw`.
    FlushCommons(DenomRef),
    /// Allows a denom for new campaigns, or changes its settings for them. The registry refuses the
    /// reward token even where it is on the list.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `denom_allowed`. **Fails:** `Unauthorized`,
    /// `Asset`, `TooManyDenoms`.
    AllowDenom(DenomTerms),
    /// Stops new campaigns in a denom; running ones go on.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `denom_disallowed`. **Fails:**
    /// `Unauthorized`, `Asset`, `DenomNotAllowed`.
    DisallowDenom(DenomRef),
    /// Changes the fee and the contributors' floor for new campaigns.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `fees_updated`. **Fails:** `Unauthorized`,
    /// `ParamOutOfRange`.
    UpdateFees(Fees),
    /// Moves dataset shares, where the campaign's terms allowed it from the start. Pay and
    /// royalties that are due stay with their owners.
    ///
    /// **Who:** a holder, their own shares. **Funds:** none. **Emits:** `shares_transferred`.
    /// **Fails:** `SelfTransfer`, `ZeroAmount`, `CampaignNotFound`, `SharesNotTransferable`,
    /// `Dataset`, `Overflow`.
    TransferShares(TransferShares),
    /// Puts a license to a closed campaign's dataset on sale. An offer cannot be altered.
    ///
    /// **Who:** the campaign's requester. **Funds:** none. **Emits:** `license_offered`. **Fails:**
    /// `CampaignNotFound`, `Unauthorized`, `CampaignOpen`, `ZeroAmount`, `Asset`, `IncomeDenom`,
    /// `ParamOutOfRange`.
    OfferLicense(OfferLicense),
    /// Takes an offer off sale; licenses that were bought go on.
    ///
    /// **Who:** the campaign's requester. **Funds:** none. **Emits:** `offer_withdrawn`. **Fails:**
    /// `CampaignNotFound`, `Unauthorized`, `OfferNotFound`, `OfferWithdrawn`.
    WithdrawOffer(OfferRef),
    /// Buys a license, or prolongs one of the same offer. The price goes to contributors and
    /// requester as a royalty does.
    ///
    /// **Who:** anyone. **Funds:** exactly the price, native, or by CW20 `Send` with a
    /// [`super::ReceiveMsg`]. **Emits:** `license_bought`, `royalty_paid`. **Fails:** `Asset`,
    /// `OfferNotFound`, `OfferWithdrawn`, `AlreadyLicensed`, `CampaignNotFound`, `IncomeDenom`,
    /// `Dataset`, `Shortfall`, `Overflow`.
    BuyLicense(BuyLicense),
    /// Pays income of a dataset without a license. The contributors' share, rounded up, is the
    /// holders', by shares; it waits until the campaign is closed. The rest is the requester's.
    ///
    /// **Who:** anyone. **Funds:** one coin of a denom that the campaign takes, or tokens by CW20
    /// `Send` with a [`super::ReceiveMsg`]. **Emits:** `royalty_paid`. **Fails:** `Asset`,
    /// `CampaignNotFound`, `IncomeDenom`, `Dataset`, `Shortfall`, `Overflow`.
    PayRoyalty(PayRoyalty),
    /// Takes tokens that a CW20 sends with a [`super::ReceiveMsg`] as hook.
    ///
    /// **Who:** a token that the named campaign takes. **Funds:** none; the tokens came just
    /// before. **Emits:** as `BuyLicense` or `PayRoyalty`. **Fails:** `ZeroAmount`, and as
    /// `BuyLicense` or `PayRoyalty`.
    Receive(Cw20ReceiveMsg),
    /// Pays out of the stakers' half of the fees.
    ///
    /// **Who:** reputation-staking, for a staker who claims. **Funds:** none. **Emits:**
    /// `staker_paid` for each denom. **Fails:** `Unauthorized`, `Asset`, `FeesExceeded`.
    PayFees(PayFees),
    /// Offers the ownership to another account, accepts it, or renounces it for good. It moves in
    /// two steps: the old owner stays until the new one accepts.
    ///
    /// **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:**
    /// `ownership_updated`. **Fails:** `Ownership`.
    UpdateOwnership(Action),
}

/// What the protocol takes, and what it guarantees to contributors.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// Protocol fee on the price of revealed labels; at most 1 000.
    pub fee: Bps,
    /// Least contributors' share of a dataset's income; at most 9 000.
    pub contributors_floor: Bps,
}

/// Settings of an allowed denom; campaigns freeze them.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DenomTerms {
    /// The denom.
    pub denom: Denom,
    /// Least price of a label.
    pub min_price: Uint128,
    /// Least seat stake.
    pub min_seat_stake: Uint128,
    /// Tip of a task, half to the account that resolves it and half to the one that settles it.
    pub tip_per_task: Uint128,
    /// Fee per label from which evidence counts fully for reputation; 0: labels paid in this denom
    /// give no reputation.
    pub reputation_fee: Uint128,
    /// Emission points of one unit of fee, in millionths; 0, the default: none. Unlike the other
    /// settings it is not frozen by campaigns: a change holds for all labels that are settled from
    /// the next epoch on.
    #[serde(default)]
    pub emission_weight: u32,
}

/// Names a denom.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DenomRef {
    /// The denom.
    pub denom: Denom,
}

/// See [`ExecuteMsg::Open`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OpenCampaign {
    /// Campaign id.
    pub campaign: u32,
    /// Who paid and gets refunds.
    pub requester: String,
    /// In which denom.
    pub denom: Denom,
    /// Price of a label.
    pub price: Uint128,
    /// Number of items, each as often as there are questions about it.
    pub items: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Most labels of an item.
    pub max_overlap: u8,
    /// Whether the campaign has a reading key: then a sealed seat that nobody reveals is paid to
    /// the commons.
    pub reading_key: bool,
    /// Gold bond of a task.
    pub gold_bond: Uint128,
    /// Who owns the dataset.
    pub shares: ShareTerms,
    /// The deposit that the registry computed; must be the escrow's own result too.
    pub deposit: Uint128,
}

/// See [`ExecuteMsg::Settle`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SettleBatch {
    /// Campaign id.
    pub campaign: u32,
    /// Number of tasks that end, void ones included.
    pub tasks: u32,
    /// Number of items in them, each as often as there are questions about it.
    pub items: u32,
    /// What each labeler did in them.
    pub seats: Vec<SettledLabeler>,
    /// What revealed labels cost and nobody earned.
    pub commons: Uint128,
    /// Labels that were sealed and not revealed, where the campaign has a reading key: their price
    /// goes to the commons.
    pub unrevealed: u32,
    /// Gold bonds that are forfeited.
    pub gold_bonds_forfeited: u32,
    /// Who turned the cranks; together exactly one tip for each task.
    pub tips: Vec<Credit>,
    /// Whether the campaign has no task left.
    pub closes: bool,
}

/// What one labeler did in the tasks of a batch.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SettledLabeler {
    /// The labeler.
    pub labeler: String,
    /// Labels revealed.
    pub labels: u32,
    /// What their skill earned, before the lift; emission points follow from it.
    pub earned: Uint128,
    /// What they are paid.
    pub pay: Uint128,
}

/// What an account may withdraw.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Who gets it.
    pub to: String,
    /// How much.
    pub amount: Uint128,
}

/// See [`ExecuteMsg::Release`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ReleaseReserve {
    /// Campaign id.
    pub campaign: u32,
    /// Number of tasks that never started.
    pub tasks: u32,
    /// Number of items in them, each as often as there are questions about it.
    pub items: u32,
    /// Whether the campaign has no task left.
    pub closes: bool,
}

/// See [`ExecuteMsg::Bond`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PostBond {
    /// Campaign id.
    pub campaign: u32,
    /// The bond, in the campaign's denom.
    pub amount: Uint128,
}

/// See [`ExecuteMsg::SettleChallenges`]. Credits and commons are together what the bonds are.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengeBatch {
    /// Campaign id.
    pub campaign: u32,
    /// Bonds of the challenges that ended.
    pub bonds: Uint128,
    /// To panelists and challengers.
    pub credits: Vec<Credit>,
    /// To the commons.
    pub commons: Uint128,
}

/// See [`ExecuteMsg::Withdraw`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Campaigns whose pay, royalties and refunds to take, at most 32, each once.
    pub campaigns: Vec<u32>,
    /// Take these denoms only, so that a failing one cannot block the others; none: all.
    pub denoms: Option<Vec<Denom>>,
    /// Who gets the money; none: the sender.
    pub to: Option<String>,
}

/// See [`ExecuteMsg::TransferShares`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TransferShares {
    /// Campaign id.
    pub campaign: u32,
    /// Who gets them.
    pub to: String,
    /// How many.
    pub shares: Uint128,
}

/// See [`ExecuteMsg::OfferLicense`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OfferLicense {
    /// Campaign id.
    pub campaign: u32,
    /// What one license costs; more than 0.
    pub price: Uint128,
    /// In which denom: the campaign's own, or one of its royalty denoms.
    pub denom: Denom,
    /// How long a license holds, in seconds, at most 100 years; none: forever.
    pub duration_seconds: Option<u64>,
    /// Where the terms of use are, 1 to 256 bytes.
    pub terms_uri: String,
    /// SHA-256 of the terms of use, 32 bytes.
    pub terms_hash: HexBinary,
}

/// Names an offer.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OfferRef {
    /// Campaign id.
    pub campaign: u32,
    /// Number of the offer in its campaign, 1 for the first.
    pub offer: u32,
}

/// See [`ExecuteMsg::BuyLicense`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct BuyLicense {
    /// Campaign id.
    pub campaign: u32,
    /// Number of the offer.
    pub offer: u32,
    /// Who gets the license; none: the payer.
    pub licensee: Option<String>,
}

/// See [`ExecuteMsg::PayRoyalty`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayRoyalty {
    /// Campaign id.
    pub campaign: u32,
}

/// What a CW20 `Send` to the escrow may carry.
#[cw_serde]
pub enum ReceiveMsg {
    /// As [`ExecuteMsg::BuyLicense`], paid with the sent tokens.
    BuyLicense(BuyLicense),
    /// As [`ExecuteMsg::PayRoyalty`], with the sent tokens.
    PayRoyalty(PayRoyalty),
}

/// An amount of a denom.
#[cw_serde]
pub struct Amount {
    /// The denom.
    pub denom: Denom,
    /// How much.
    pub amount: Uint128,
}

/// See [`ExecuteMsg::PayFees`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayFees {
    /// Who gets the money.
    pub to: String,
    /// How much of which denoms; each denom once.
    pub fees: Vec<Amount>,
}

impl From<Denom> for DenomRef {
    fn from(denom: Denom) -> Self {
        Self { denom }
    }
}
