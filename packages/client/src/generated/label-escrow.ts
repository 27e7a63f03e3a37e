// Generated from schema/label-escrow.json and schema/events.json by npm run generate; do not edit.

/** A ratio of 0 to 10 000 basis points (0 to 100 %). */
export type Bps = number;
export type Denom = {
  native: string;
} | {
  cw20: Addr;
};
/**
 * A human readable address.
 *
 * In Cosmos, this is typically bech32 encoded. But for multi-chain smart contracts no assumptions should be made other than being UTF-8 encoded and of reasonable length.
 *
 * This type represents a validated address. It can be created in the following ways 1. Use `Addr::unchecked(input)` 2. Use `let checked: Addr = deps.api.addr_validate(input)?` 3. Use `let checked: Addr = deps.api.addr_humanize(canonical_addr)?` 4. Deserialize from JSON. This must only be done from JSON that was validated before such as a contract's state. `Addr` must not be used in messages sent by the user because this would result in unvalidated instances.
 *
 * This type is immutable. If you really need to mutate it (Really? Are you sure?), create a mutable copy using `let mut mutable = Addr::to_string()` and operate on that `String` instance.
 */
export type Addr = string;
/** A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint128 = string;
/** Starts the escrow; its siblings are known by prediction (instantiate2). */
export interface InstantiateMsg {
  /** Where everything punitive and half of the fees go; never changes. No contract of the suite. */
  commons: string;
  /** Least contributors' share of a dataset's income, for new campaigns; at most 9 000. */
  contributors_floor: Bps;
  /** Denoms at the start. */
  denoms: DenomTerms[];
  /** Length of an epoch in seconds, 1 hour to 90 days; never changes. */
  epoch_seconds: number;
  /** Protocol fee on the price of revealed labels, for new campaigns; at most 1 000. */
  fee: Bps;
  /** Who keeps the allowlist of denoms and the fee for future campaigns. */
  owner: string;
  /** Address of reputation-staking; never changes. */
  reputation_staking: string;
  /** Address of task-registry; never changes. */
  task_registry: string;
}
/** Settings of an allowed denom; campaigns freeze them. */
export interface DenomTerms {
  /** The denom. */
  denom: Denom;
  /** Emission points of one unit of fee, in millionths; 0, the default: none. Unlike the other settings it is not frozen by campaigns: a change holds for all labels that are settled from the next epoch on. */
  emission_weight?: number;
  /** Least price of a label. */
  min_price: Uint128;
  /** Least seat stake. */
  min_seat_stake: Uint128;
  /** Fee per label from which evidence counts fully for reputation; 0: labels paid in this denom give no reputation. */
  reputation_fee: Uint128;
  /** Tip of a task, half to the account that resolves it and half to the one that settles it. */
  tip_per_task: Uint128;
}
/**
 * What anyone may ask of the label escrow.
 *
 * Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed` where a stored record does not fit the code, and with `Payment` where it comes with funds that it does not take.
 */
export type ExecuteMsg = {
  /**
   * Takes a campaign's deposit and freezes its prices.
   *
   * **Who:** the registry. **Funds:** the deposit where it is native; tokens come just before. **Emits:** `deposit_taken`. **Fails:** `Asset`, `Unauthorized`, `CampaignExists`, `DenomNotAllowed`, `PriceTooLow`, `ContributorsTooLow`, `Deposit`, `Shortfall`, `Overflow`.
   */
  open: OpenCampaign;
} | {
  /**
   * Pays tasks out of their campaign's reserve.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `labeler_paid`, `reserve_settled`. **Fails:** `Unauthorized`, `CampaignNotFound`, `Ledger`, `Dataset`, `Overflow`.
   */
  settle: SettleBatch;
} | {
  /**
   * Refunds the reserve of tasks that never started.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `reserve_released`. **Fails:** `Unauthorized`, `CampaignNotFound`, `Ledger`, `Dataset`, `Overflow`.
   */
  release: ReleaseReserve;
} | {
  /**
   * Takes a challenge's bond.
   *
   * **Who:** the registry. **Funds:** the bond where it is native; tokens come just before. **Emits:** `bond_taken`. **Fails:** `Unauthorized`, `CampaignNotFound`, `Asset`, `Ledger`, `Shortfall`, `Overflow`.
   */
  bond: PostBond;
} | {
  /**
   * Divides bonds of challenges that ended, before or after the campaign closed.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `bonds_settled`. **Fails:** `Unauthorized`, `CampaignNotFound`, `Ledger`, `Overflow`.
   */
  settle_challenges: ChallengeBatch;
} | {
  /**
   * Pays out what the sender has: pay, royalties and refunds of the named campaigns, and tips, panel pay and bonds.
   *
   * **Who:** anyone, their own money. **Funds:** none. **Emits:** `withdrawn` for each denom. **Fails:** `TooManyCampaigns`, `Asset`, `CampaignNotFound`, `NothingToWithdraw`, `Dataset`, `Overflow`.
   */
  withdraw: Withdraw;
} | {
  /**
   * Sends the commons what is due to it in one denom.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `commons_flushed`. **Fails:** `Asset`, `NothingToWithdraw`.
   */
  flush_commons: DenomRef;
} | {
  /**
   * Allows a denom for new campaigns, or changes its settings for them. The registry refuses the reward token even where it is on the list.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `denom_allowed`. **Fails:** `Unauthorized`, `Asset`, `TooManyDenoms`.
   */
  allow_denom: DenomTerms;
} | {
  /**
   * Stops new campaigns in a denom; running ones go on.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `denom_disallowed`. **Fails:** `Unauthorized`, `Asset`, `DenomNotAllowed`.
   */
  disallow_denom: DenomRef;
} | {
  /**
   * Changes the fee and the contributors' floor for new campaigns.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `fees_updated`. **Fails:** `Unauthorized`, `ParamOutOfRange`.
   */
  update_fees: Fees;
} | {
  /**
   * Moves dataset shares, where the campaign's terms allowed it from the start. Pay and royalties that are due stay with their owners.
   *
   * **Who:** a holder, their own shares. **Funds:** none. **Emits:** `shares_transferred`. **Fails:** `SelfTransfer`, `ZeroAmount`, `CampaignNotFound`, `SharesNotTransferable`, `Dataset`, `Overflow`.
   */
  transfer_shares: TransferShares;
} | {
  /**
   * Puts a license to a closed campaign's dataset on sale. An offer cannot be altered.
   *
   * **Who:** the campaign's requester. **Funds:** none. **Emits:** `license_offered`. **Fails:** `CampaignNotFound`, `Unauthorized`, `CampaignOpen`, `ZeroAmount`, `Asset`, `IncomeDenom`, `ParamOutOfRange`.
   */
  offer_license: OfferLicense;
} | {
  /**
   * Takes an offer off sale; licenses that were bought go on.
   *
   * **Who:** the campaign's requester. **Funds:** none. **Emits:** `offer_withdrawn`. **Fails:** `CampaignNotFound`, `Unauthorized`, `OfferNotFound`, `OfferWithdrawn`.
   */
  withdraw_offer: OfferRef;
} | {
  /**
   * Buys a license, or prolongs one of the same offer. The price goes to contributors and requester as a royalty does.
   *
   * **Who:** anyone. **Funds:** exactly the price, native, or by CW20 `Send` with a [`super::ReceiveMsg`]. **Emits:** `license_bought`, `royalty_paid`. **Fails:** `Asset`, `OfferNotFound`, `OfferWithdrawn`, `AlreadyLicensed`, `CampaignNotFound`, `IncomeDenom`, `Dataset`, `Shortfall`, `Overflow`.
   */
  buy_license: BuyLicense;
} | {
  /**
   * Pays income of a dataset without a license. The contributors' share, rounded up, is the holders', by shares; it waits until the campaign is closed. The rest is the requester's.
   *
   * **Who:** anyone. **Funds:** one coin of a denom that the campaign takes, or tokens by CW20 `Send` with a [`super::ReceiveMsg`]. **Emits:** `royalty_paid`. **Fails:** `Asset`, `CampaignNotFound`, `IncomeDenom`, `Dataset`, `Shortfall`, `Overflow`.
   */
  pay_royalty: PayRoyalty;
} | {
  /**
   * Takes tokens that a CW20 sends with a [`super::ReceiveMsg`] as hook.
   *
   * **Who:** a token that the named campaign takes. **Funds:** none; the tokens came just before. **Emits:** as `BuyLicense` or `PayRoyalty`. **Fails:** `ZeroAmount`, and as `BuyLicense` or `PayRoyalty`.
   */
  receive: Cw20ReceiveMsg;
} | {
  /**
   * Pays out of the stakers' half of the fees.
   *
   * **Who:** reputation-staking, for a staker who claims. **Funds:** none. **Emits:** `staker_paid` for each denom. **Fails:** `Unauthorized`, `Asset`, `FeesExceeded`.
   */
  pay_fees: PayFees;
} | {
  /**
   * Offers the ownership to another account, accepts it, or renounces it for good. It moves in two steps: the old owner stays until the new one accepts.
   *
   * **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:** `ownership_updated`. **Fails:** `Ownership`.
   */
  update_ownership: Action;
};
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * Actions that can be taken to alter the contract's ownership
 *
 * * `accept_ownership`: Accept the pending ownership transfer.
 *
 * Can only be called by the pending owner.
 * * `renounce_ownership`: Give up the contract's ownership and the possibility of appointing a new owner.
 *
 * Can only be invoked by the contract's current owner.
 *
 * Any existing pending ownership transfer is canceled.
 */
export type Action = {
  /**
   * Propose to transfer the contract's ownership to another account, optionally with an expiry time.
   *
   * Can only be called by the contract's current owner.
   *
   * Any existing pending ownership transfer is overwritten.
   */
  transfer_ownership: {
    expiry?: Expiration | null;
    new_owner: string;
  };
} | "accept_ownership" | "renounce_ownership";
/** Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future) */
export type Expiration = {
  /** AtHeight will expire when `env.block.height` >= height */
  at_height: number;
} | {
  /** AtTime will expire when `env.block.time` >= time */
  at_time: Timestamp;
} | {
  /** Never will never expire. Used to express the empty variant */
  never: {};
};
/**
 * A point in time in nanosecond precision.
 *
 * This type can represent times from 1970-01-01T00:00:00Z to 2554-07-21T23:34:33Z.
 */
export type Timestamp = Uint64;
/** A thin wrapper around u64 that is using strings for JSON encoding/decoding, such that the full u64 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint64 = string;
/** See [`ExecuteMsg::Open`]. */
export interface OpenCampaign {
  /** Campaign id. */
  campaign: number;
  /** In which denom. */
  denom: Denom;
  /** The deposit that the registry computed; must be the escrow's own result too. */
  deposit: Uint128;
  /** Gold bond of a task. */
  gold_bond: Uint128;
  /** Number of items, each as often as there are questions about it. */
  items: number;
  /** Most labels of an item. */
  max_overlap: number;
  /** Price of a label. */
  price: Uint128;
  /** Whether the campaign has a reading key: then a sealed seat that nobody reveals is paid to the commons. */
  reading_key: boolean;
  /** Who paid and gets refunds. */
  requester: string;
  /** Who owns the dataset. */
  shares: ShareTerms;
  /** Number of tasks. */
  tasks: number;
}
/** Who owns the dataset. */
export interface ShareTerms {
  /** The contributors' part of license income and royalties; at least the protocol's floor. */
  contributors: Bps;
  /** Denoms in which royalties are taken beside the campaign's own, at most 3. */
  royalty_denoms: Denom[];
  /** Whether shares may be transferred. */
  transferable: boolean;
}
/** See [`ExecuteMsg::Settle`]. */
export interface SettleBatch {
  /** Campaign id. */
  campaign: number;
  /** Whether the campaign has no task left. */
  closes: boolean;
  /** What revealed labels cost and nobody earned. */
  commons: Uint128;
  /** Gold bonds that are forfeited. */
  gold_bonds_forfeited: number;
  /** Number of items in them, each as often as there are questions about it. */
  items: number;
  /** What each labeler did in them. */
  seats: SettledLabeler[];
  /** Number of tasks that end, void ones included. */
  tasks: number;
  /** Who turned the cranks; together exactly one tip for each task. */
  tips: Credit[];
  /** Labels that were sealed and not revealed, where the campaign has a reading key: their price goes to the commons. */
  unrevealed: number;
}
/** What one labeler did in the tasks of a batch. */
export interface SettledLabeler {
  /** What their skill earned, before the lift; emission points follow from it. */
  earned: Uint128;
  /** The labeler. */
  labeler: string;
  /** Labels revealed. */
  labels: number;
  /** What they are paid. */
  pay: Uint128;
}
/** What an account may withdraw. */
export interface Credit {
  /** How much. */
  amount: Uint128;
  /** Who gets it. */
  to: string;
}
/** See [`ExecuteMsg::Release`]. */
export interface ReleaseReserve {
  /** Campaign id. */
  campaign: number;
  /** Whether the campaign has no task left. */
  closes: boolean;
  /** Number of items in them, each as often as there are questions about it. */
  items: number;
  /** Number of tasks that never started. */
  tasks: number;
}
/** See [`ExecuteMsg::Bond`]. */
export interface PostBond {
  /** The bond, in the campaign's denom. */
  amount: Uint128;
  /** Campaign id. */
  campaign: number;
}
/** See [`ExecuteMsg::SettleChallenges`]. Credits and commons are together what the bonds are. */
export interface ChallengeBatch {
  /** Bonds of the challenges that ended. */
  bonds: Uint128;
  /** Campaign id. */
  campaign: number;
  /** To the commons. */
  commons: Uint128;
  /** To panelists and challengers. */
  credits: Credit[];
}
/** See [`ExecuteMsg::Withdraw`]. */
export interface Withdraw {
  /** Campaigns whose pay, royalties and refunds to take, at most 32, each once. */
  campaigns: number[];
  /** Take these denoms only, so that a failing one cannot block the others; none: all. */
  denoms?: Denom[] | null;
  /** Who gets the money; none: the sender. */
  to?: string | null;
}
/** Names a denom. */
export interface DenomRef {
  /** The denom. */
  denom: Denom;
}
/** What the protocol takes, and what it guarantees to contributors. */
export interface Fees {
  /** Least contributors' share of a dataset's income; at most 9 000. */
  contributors_floor: Bps;
  /** Protocol fee on the price of revealed labels; at most 1 000. */
  fee: Bps;
}
/** See [`ExecuteMsg::TransferShares`]. */
export interface TransferShares {
  /** Campaign id. */
  campaign: number;
  /** How many. */
  shares: Uint128;
  /** Who gets them. */
  to: string;
}
/** See [`ExecuteMsg::OfferLicense`]. */
export interface OfferLicense {
  /** Campaign id. */
  campaign: number;
  /** In which denom: the campaign's own, or one of its royalty denoms. */
  denom: Denom;
  /** How long a license holds, in seconds, at most 100 years; none: forever. */
  duration_seconds?: number | null;
  /** What one license costs; more than 0. */
  price: Uint128;
  /** SHA-256 of the terms of use, 32 bytes. */
  terms_hash: HexBinary;
  /** Where the terms of use are, 1 to 256 bytes. */
  terms_uri: string;
}
/** Names an offer. */
export interface OfferRef {
  /** Campaign id. */
  campaign: number;
  /** Number of the offer in its campaign, 1 for the first. */
  offer: number;
}
/** See [`ExecuteMsg::BuyLicense`]. */
export interface BuyLicense {
  /** Campaign id. */
  campaign: number;
  /** Who gets the license; none: the payer. */
  licensee?: string | null;
  /** Number of the offer. */
  offer: number;
}
/** See [`ExecuteMsg::PayRoyalty`]. */
export interface PayRoyalty {
  /** Campaign id. */
  campaign: number;
}
/** Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg */
export interface Cw20ReceiveMsg {
  amount: Uint128;
  msg: Binary;
  sender: string;
}
/** See [`ExecuteMsg::PayFees`]. */
export interface PayFees {
  /** How much of which denoms; each denom once. */
  fees: Amount[];
  /** Who gets the money. */
  to: string;
}
/** An amount of a denom. */
export interface Amount {
  /** How much. */
  amount: Uint128;
  /** The denom. */
  denom: Denom;
}
/** What may be asked about the label escrow's books. */
export type QueryMsg = {
  /** Siblings, commons, fees and epochs. */
  config: {};
} | {
  /** A denom that was ever allowed: its settings, and whether new campaigns may use it. */
  denom: {
    /** The denom. */
    denom: Denom;
  };
} | {
  /** Denoms that were ever allowed, ascending by key, 10 a page, at most 50. */
  denoms: {
    /** Entries wanted. */
    limit?: number | null;
    /** Last denom of the page before. */
    start_after?: Denom | null;
  };
} | {
  /** A campaign's ledger. */
  campaign: {
    /** Campaign id. */
    campaign: number;
  };
} | {
  /** One holder of a campaign's shares; zeros where they have none. */
  holder: {
    /** The holder. */
    address: string;
    /** Campaign id. */
    campaign: number;
  };
} | {
  /** Holders of a campaign's shares, in the order of canonical addresses, 10 a page, at most 50. */
  holders: {
    /** Campaign id. */
    campaign: number;
    /** Entries wanted. */
    limit?: number | null;
    /** Last holder of the page before. */
    start_after?: string | null;
  };
} | {
  /** What an address could withdraw now from these campaigns (at most 32), tips included. */
  earnings: {
    /** The address. */
    address: string;
    /** Campaign ids. */
    campaigns: number[];
  };
} | {
  /** Balance, liabilities and what is free, for each denom; 10 a page, at most 50. */
  audit: {
    /** Entries wanted. */
    limit?: number | null;
    /** Last denom of the page before. */
    start_after?: Denom | null;
  };
} | {
  /** Emission points of a labeler in an epoch, and of all. */
  points: {
    /** Number of the epoch, 0 for the first. */
    epoch: number;
    /** The labeler. */
    labeler: string;
  };
} | {
  /** Fees, tips and commons that wait in one denom. */
  due: {
    /** The denom. */
    denom: Denom;
  };
} | {
  /** What a campaign's dataset earns. */
  dataset: {
    /** Campaign id. */
    campaign: number;
  };
} | {
  /** License offers of a campaign, ascending by number, 10 a page, at most 50. */
  offers: {
    /** Campaign id. */
    campaign: number;
    /** Entries wanted. */
    limit?: number | null;
    /** Last offer of the page before. */
    start_after?: number | null;
  };
} | {
  /** Licenses to a campaign's dataset, 10 a page, at most 50. */
  licenses: {
    /** Campaign id. */
    campaign: number;
    /** Entries wanted. */
    limit?: number | null;
    /** Last license of the page before. */
    start_after?: LicenseCursor | null;
  };
} | {
  /** Licenses of one address to a campaign's dataset, ascending by offer, 10 a page, at most 50. */
  licenses_of: {
    /** Campaign id. */
    campaign: number;
    /** The address. */
    licensee: string;
    /** Entries wanted. */
    limit?: number | null;
    /** Last offer of the page before. */
    start_after?: number | null;
  };
} | {
  /** Whether an address may use a campaign's dataset now: one read, for gateways. Without offers the same is answered by the raw key of `pasar_common::raw::LICENSES`. */
  has_license: {
    /** The address. */
    address: string;
    /** Campaign id. */
    campaign: number;
    /** Offers whose terms of use the gateway takes, at most 32; none: the license that stands for the address is asked for, whatever its offer. */
    offers?: number[] | null;
  };
} | {
  /** What a staked reward token got of the stakers' half of the fees, in every denom. */
  staker_fees: {
    /** Epochs before which it is asked for, none later than the one that runs; at most 9. */
    epochs: number[];
  };
} | {
  /** Query the contract's ownership information */
  ownership: {};
};
/** Where a page of licenses begins. */
export interface LicenseCursor {
  /** Licensee of the last license of the page before. */
  licensee: string;
  /** Offer of the last license of the page before. */
  offer: number;
}
/** Nothing to say: a migration changes code and storage version only. */
export interface MigrateMsg {}
/** The books. */
export interface AuditResponse {
  /** Ascending by denom. */
  denoms: AuditEntry[];
}
/** The books of a denom. `balance = liabilities + free - shortfall`. */
export interface AuditEntry {
  /** What the escrow has; 0 where a token does not answer. */
  balance: Uint128;
  /** The denom. */
  denom: Denom;
  /** What nobody is owed, such as gifts. */
  free: Uint128;
  /** What it owes: reserves, pay, royalties, refunds, tips, fees and commons. */
  liabilities: Uint128;
  /** What is missing; never anything but 0, unless a token lied or took money away. */
  shortfall: Uint128;
}
/** A campaign's ledger. `deposited = reserved + pay + commons + fee + tips + refunded`. */
export interface LedgerResponse {
  /** Bonds of challenges that have not ended; not part of the deposit. */
  bonds: Uint128;
  /** Campaign id. */
  campaign: number;
  /** Whether no task is left. */
  closed: boolean;
  /** Credited to the commons out of labels' prices and gold bonds; fees are not in it. */
  commons: Uint128;
  /** In which denom. */
  denom: Denom;
  /** What was deposited. */
  deposited: Uint128;
  /** Protocol fee charged. */
  fee: Uint128;
  /** Protocol fee of a label, frozen. */
  fee_per_label: Uint128;
  /** Distinct labelers who were paid. */
  labelers: number;
  /** Labels paid for. */
  labels: number;
  /** Credited to labelers; also the number of all dataset shares. */
  pay: Uint128;
  /** Price of a label, frozen. */
  price: Uint128;
  /** Of this not yet withdrawn. */
  refundable: Uint128;
  /** Refunded to the requester, withdrawn or not. */
  refunded: Uint128;
  /** Who paid and gets refunds. */
  requester: Addr;
  /** What is reserved for tasks that have not ended. */
  reserved: Uint128;
  /** Who owns the dataset, frozen. */
  shares: ShareTerms;
  /** Tip of a task, frozen. */
  tip_per_task: Uint128;
  /** Tips credited. */
  tips: Uint128;
}
/** Siblings, commons, fees and epochs. */
export interface ConfigResponse {
  /** Where everything punitive and half of the fees go. */
  commons: Addr;
  /** Length of an epoch, seconds. */
  epoch_seconds: number;
  /** Start of epoch 0. */
  epoch_zero: Timestamp;
  /** Fees for new campaigns. */
  fees: Fees;
  /** Address of reputation-staking. */
  reputation_staking: Addr;
  /** Address of task-registry. */
  task_registry: Addr;
}
/** What a dataset earns. */
export interface DatasetResponse {
  /** Whether the campaign is closed, so that shares and claims are final. */
  closed: boolean;
  /** The campaign's own denom first, then its royalty denoms. */
  income: IncomeResponse[];
  /** Licenses sold, renewals included. */
  licenses: number;
  /** Offers made. */
  offers: number;
  /** All shares: what labelers were paid until now. */
  shares: Uint128;
}
/** Income of a dataset in one denom. */
export interface IncomeResponse {
  /** Of this the shares'; nothing where the campaign closed without shares. */
  contributors: Uint128;
  /** The denom. */
  denom: Denom;
  /** All that was paid for licenses and as royalties. */
  paid: Uint128;
  /** Of this withdrawn by holders. */
  taken: Uint128;
}
/** A denom. */
export interface DenomEntry {
  /** Whether new campaigns may use it. */
  allowed: boolean;
  /** Its settings. */
  terms: DenomTerms;
}
/** A page of denoms. */
export interface DenomsResponse {
  /** Ascending by key. */
  denoms: DenomEntry[];
}
/** What waits in a denom. */
export interface DueResponse {
  /** What the commons will get. */
  commons: Uint128;
  /** The stakers' half of the fees. */
  stakers: Uint128;
}
/** What an address could withdraw. */
export interface EarningsResponse {
  /** Ascending by denom. */
  earnings: Amount[];
}
/** Whether an address may use a dataset now. */
export interface HasLicenseResponse {
  /** Its last second; none: forever, or there is none. */
  expires?: Timestamp | null;
  /** Whether a license holds now: under one of the named offers, or else the one that stands for the address. */
  licensed: boolean;
  /** Offer that it was bought under; none: there is no license. */
  offer?: number | null;
}
/** What a holder has in a campaign. */
export interface HolderResponse {
  /** The holder. */
  holder: Addr;
  /** Royalties that they could withdraw now, in each denom of the campaign with any. */
  royalties: Amount[];
  /** Dataset shares: what they were paid, and what was transferred to or from them. */
  shares: Uint128;
  /** Of the pay not yet withdrawn. */
  withdrawable: Uint128;
}
/** A page of holders. */
export interface HoldersResponse {
  /** In the order of canonical addresses. */
  holders: HolderResponse[];
}
/** A page of licenses. */
export interface LicensesResponse {
  /** In the order of the licensees' canonical addresses, then by offer. */
  licenses: LicenseResponse[];
}
/** A license that was bought, running or not. */
export interface LicenseResponse {
  /** Last second in which it holds; none: forever. */
  expires?: Timestamp | null;
  /** Who may use the dataset. */
  licensee: Addr;
  /** Offer it was bought under, which names the terms. */
  offer: number;
  /** Whether it holds now. */
  valid: boolean;
}
/** A page of offers. */
export interface OffersResponse {
  /** Ascending by number. */
  offers: OfferResponse[];
}
/** A license on sale. Nothing of it but `withdrawn` ever changes. */
export interface OfferResponse {
  /** In which denom. */
  denom: Denom;
  /** How long a license holds, in seconds; none: forever. */
  duration_seconds?: number | null;
  /** Number of the offer in its campaign, 1 for the first. */
  offer: number;
  /** What one license costs. */
  price: Uint128;
  /** SHA-256 of the terms of use. */
  terms_hash: HexBinary;
  /** Where the terms of use are. */
  terms_uri: string;
  /** Whether it is sold no more. Licenses that were bought go on. */
  withdrawn: boolean;
}
/** The contract's ownership info */
export interface OwnershipForString {
  /** The contract's current owner. `None` if the ownership has been renounced. */
  owner?: string | null;
  /** The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline. */
  pending_expiry?: Expiration | null;
  /** The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer. */
  pending_owner?: string | null;
}
/** Emission points. */
export interface PointsResponse {
  /** The labeler's. */
  points: Uint128;
  /** Everybody's. */
  total: Uint128;
}
/** An implementation of u256 that is using strings for JSON encoding/decoding, such that the full u256 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint256 = string;
/** The stakers' half of the fees. */
export interface StakerFeesResponse {
  /** The epoch that runs. */
  epoch: number;
  /** Ascending by denom; at most 32. */
  fees: StakerFees[];
}
/** The stakers' half of the fees of one denom. */
export interface StakerFees {
  /** All that settled labels paid to stakers until now, whether it was claimed or not. Never shrinks. */
  accrued: Uint128;
  /** The denom. */
  denom: Denom;
  /** What one staked unit got before each of the epochs asked for, in parts of [`FEE_UNIT`]. Never shrinks from one epoch to a later one. */
  indexes: Uint256[];
}

/** What each query answers. */
export interface QueryResponses {
  audit: AuditResponse;
  campaign: LedgerResponse;
  config: ConfigResponse;
  dataset: DatasetResponse;
  denom: DenomEntry;
  denoms: DenomsResponse;
  due: DueResponse;
  earnings: EarningsResponse;
  has_license: HasLicenseResponse;
  holder: HolderResponse;
  holders: HoldersResponse;
  licenses: LicensesResponse;
  licenses_of: LicensesResponse;
  offers: OffersResponse;
  ownership: OwnershipForString;
  points: PointsResponse;
  staker_fees: StakerFeesResponse;
}

/** Attributes of each event; like all of the chain's they are strings. */
export interface Events {
  /** Emitted when a campaign's deposit was taken. */
  deposit_taken: {
    /** Campaign id. */
    campaign: string;
    /** Who gets refunds. */
    requester: string;
    /** The denom: native, or cw20: and the token's address. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when a labeler was credited with pay and as many shares. */
  labeler_paid: {
    /** Campaign id. */
    campaign: string;
    /** The labeler. */
    labeler: string;
    /** Labels paid for. */
    labels: string;
    /** What their skill earned, before the lift. */
    earned: string;
    /** What they are paid. */
    pay: string;
  };
  /** Emitted when the reserve of ended tasks was divided. */
  reserve_settled: {
    /** Campaign id. */
    campaign: string;
    /** Number of tasks. */
    tasks: string;
    /** Credited to labelers. */
    pay: string;
    /** Credited to the commons. */
    commons: string;
    /** Protocol fee. */
    fee: string;
    /** Tips. */
    tips: string;
    /** Credited to the requester. */
    refund: string;
  };
  /** Emitted when the reserve of tasks that never started was refunded. */
  reserve_released: {
    /** Campaign id. */
    campaign: string;
    /** Number of tasks. */
    tasks: string;
    /** Credited to the requester. */
    refund: string;
  };
  /** Emitted when somebody took their money out, once for each denom. */
  withdrawn: {
    /** Whose money. */
    owner: string;
    /** Who got it. */
    to: string;
    /** The denom. */
    denom: string;
    /** Pay, refunds and tips together. */
    amount: string;
  };
  /** Emitted when the bond of a challenge was taken. */
  bond_taken: {
    /** Campaign id. */
    campaign: string;
    /** The campaign's denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when bonds of challenges were divided. */
  bonds_settled: {
    /** Campaign id. */
    campaign: string;
    /** Bonds that ended. */
    bonds: string;
    /** Credited to panelists and challengers. */
    credited: string;
    /** To the commons. */
    commons: string;
  };
  /** Emitted when the commons got what was due to it. */
  commons_flushed: {
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when the owner allowed a denom or changed its settings. */
  denom_allowed: {
    /** The denom. */
    denom: string;
    /** Least price of a label. */
    min_price: string;
    /** Least seat stake. */
    min_seat_stake: string;
    /** Tip of a task. */
    tip_per_task: string;
    /** Fee per label from which evidence counts fully. */
    reputation_fee: string;
    /** Emission points of one unit of fee, in millionths. */
    emission_weight: string;
  };
  /** Emitted when the owner stopped new campaigns in a denom. */
  denom_disallowed: {
    /** The denom. */
    denom: string;
  };
  /** Emitted when the owner changed the fees for new campaigns. */
  fees_updated: {
    /** Protocol fee, basis points. */
    fee: string;
    /** Least contributors' share, basis points. */
    contributors_floor: string;
  };
  /** Emitted when the ownership was transferred, accepted or renounced. */
  ownership_updated: {
    /** The owner now, or `none`. */
    owner: string;
    /** The owner to be, or `none`. */
    pending_owner: string;
  };
  /** Emitted when dataset shares changed hands. */
  shares_transferred: {
    /** Campaign id. */
    campaign: string;
    /** Whose they were. */
    from: string;
    /** Whose they are. */
    to: string;
    /** How many. */
    shares: string;
  };
  /** Emitted when a license was put on sale. */
  license_offered: {
    /** Campaign id. */
    campaign: string;
    /** Number of the offer. */
    offer: string;
    /** What one license costs. */
    price: string;
    /** In which denom. */
    denom: string;
    /** How long a license holds, seconds; 0: forever. */
    duration_seconds: string;
    /** SHA-256 of the terms of use, hexadecimal. */
    terms_hash: string;
  };
  /** Emitted when an offer is sold no more. */
  offer_withdrawn: {
    /** Campaign id. */
    campaign: string;
    /** Number of the offer. */
    offer: string;
  };
  /** Emitted when a license was bought or prolonged. */
  license_bought: {
    /** Campaign id. */
    campaign: string;
    /** Number of the offer. */
    offer: string;
    /** Who may use the dataset. */
    licensee: string;
    /** Last second in which it holds, Unix seconds; 1 099 511 627 775: forever. */
    expires: string;
  };
  /** Emitted when a dataset had income, of a license or not. */
  royalty_paid: {
    /** Campaign id. */
    campaign: string;
    /** Who paid. */
    payer: string;
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
    /** Of this the contributors', or the commons' where the campaign closed without shares. */
    contributors: string;
  };
  /** Emitted when a staker was paid out of the stakers' half of the fees, once for each denom. */
  staker_paid: {
    /** Who got it. */
    to: string;
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
}

/** All of it, as `Contract` takes it. */
export interface Types {
  execute: ExecuteMsg;
  query: QueryMsg;
  responses: QueryResponses;
  events: Events;
}
