// Generated from schema/label-escrow.json and docs/events.md by npm run generate; do not edit.

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
  /** Denoms to begin with. */
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
  /** Emission points of one unit of fee, in millionths; 0: none. */
  emission_weight: number;
  /** Least price of a label. */
  min_price: Uint128;
  /** Least seat stake. */
  min_seat_stake: Uint128;
  /** Fee per label from which evidence counts fully for reputation; 0: labels paid in this denom give no reputation. */
  reputation_fee: Uint128;
  /** Tip of a task, half to whoever resolves it and half to whoever settles it. */
  tip_per_task: Uint128;
}
/** What anyone may ask of the label escrow. */
export type ExecuteMsg = {
  /**
   * Takes a campaign's deposit and freezes its prices.
   *
   * **Who:** the registry. **Funds:** the deposit where it is native; tokens come just before. **Emits:** `deposit_taken`. **Fails:** `Unauthorized`, `DenomNotAllowed`, `Deposit`, `Shortfall`.
   */
  open: OpenCampaign;
} | {
  /**
   * Pays tasks out of their campaign's reserve.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `labeler_paid`, `reserve_settled`. **Fails:** `Unauthorized`, `Ledger`.
   */
  settle: SettleBatch;
} | {
  /**
   * Refunds the reserve of tasks that never started.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `reserve_released`. **Fails:** `Unauthorized`, `Ledger`.
   */
  release: ReleaseReserve;
} | {
  /**
   * Pays out what the sender has: pay and refunds of the named campaigns, and tips.
   *
   * **Who:** anyone, his own money. **Funds:** none. **Emits:** `withdrawn` for each denom. **Fails:** `NothingToWithdraw`, `TooManyCampaigns`, `CampaignNotFound`.
   */
  withdraw: Withdraw;
} | {
  /**
   * Sends the commons what is due to it in one denom.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `commons_flushed`. **Fails:** `NothingToWithdraw`.
   */
  flush_commons: DenomRef;
} | {
  /**
   * Allows a denom for new campaigns, or changes its settings for them.
   *
   * The registry refuses the reward token, whatever stands here. **Who:** the owner. **Funds:** none. **Emits:** `denom_allowed`. **Fails:** `Unauthorized`, `TooManyDenoms`, `Asset`.
   */
  allow_denom: DenomTerms;
} | {
  /**
   * Stops new campaigns in a denom; running ones go on.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `denom_disallowed`. **Fails:** `Unauthorized`, `DenomNotAllowed`.
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
  /** Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently. */
  update_ownership: Action;
};
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
  /** Number of items. */
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
  /** Number of items in them. */
  items: number;
  /** What each labeler did in them. */
  seats: SettledLabeler[];
  /** Number of tasks that end, void ones included. */
  tasks: number;
  /** Who turned the cranks; together exactly one tip for each task. */
  tips: Tip[];
  /** Labels that were sealed and not revealed, where the campaign has a reading key: their price goes to the commons. */
  unrevealed: number;
}
/** What one labeler did in the tasks of a batch. */
export interface SettledLabeler {
  /** What his skill earned, before the lift; emission points follow from it. */
  earned: Uint128;
  /** The labeler. */
  labeler: string;
  /** Labels revealed. */
  labels: number;
  /** What he is paid. */
  pay: Uint128;
}
/** A tip. */
export interface Tip {
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
  /** Number of items in them. */
  items: number;
  /** Number of tasks that never started. */
  tasks: number;
}
/** See [`ExecuteMsg::Withdraw`]. */
export interface Withdraw {
  /** Campaigns whose pay and refunds to take, at most 32, each once. */
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
/** What may be asked about the label escrow's books. */
export type QueryMsg = {
  /** Siblings, commons, fees and epochs. */
  config: {};
} | {
  /** Settings of a denom; fails where it is not allowed for new campaigns. */
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
  /** One holder of a campaign's shares; zeros where he has none. */
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
  /** Query the contract's ownership information */
  ownership: {};
};
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
  /** What it owes: reserves, pay, refunds, tips, fees and commons. */
  liabilities: Uint128;
  /** What is missing; never anything but 0, unless a token lied or took money away. */
  shortfall: Uint128;
}
/** A campaign's ledger. `deposited = reserved + pay + commons + fee + tips + refunded`. */
export interface LedgerResponse {
  /** Campaign id. */
  campaign: number;
  /** Whether no task is left. */
  closed: boolean;
  /** Credited to the commons out of labels' prices and bonds; fees are not in it. */
  commons: Uint128;
  /** In which denom. */
  denom: Denom;
  /** What was deposited. */
  deposited: Uint128;
  /** Protocol fee charged. */
  fee: Uint128;
  /** Protocol fee of a label, frozen. */
  fee_per_label: Uint128;
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
  /** Begin of epoch 0. */
  epoch_zero: Timestamp;
  /** Fees for new campaigns. */
  fees: Fees;
  /** Address of reputation-staking. */
  reputation_staking: Addr;
  /** Address of task-registry. */
  task_registry: Addr;
}
/** A page of denoms. */
export interface DenomsResponse {
  /** Ascending by key. */
  denoms: DenomEntry[];
}
/** A denom. */
export interface DenomEntry {
  /** Whether new campaigns may use it. */
  allowed: boolean;
  /** Its settings. */
  terms: DenomTerms;
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
/** An amount of a denom. */
export interface Amount {
  /** How much. */
  amount: Uint128;
  /** The denom. */
  denom: Denom;
}
/** What a holder has in a campaign. */
export interface HolderResponse {
  /** The holder. */
  holder: Addr;
  /** Dataset shares: what he was paid. */
  shares: Uint128;
  /** Of the pay not yet withdrawn. */
  withdrawable: Uint128;
}
/** A page of holders. */
export interface HoldersResponse {
  /** In the order of canonical addresses. */
  holders: HolderResponse[];
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

/** What each query answers. */
export interface QueryResponses {
  audit: AuditResponse;
  campaign: LedgerResponse;
  config: ConfigResponse;
  denom: DenomTerms;
  denoms: DenomsResponse;
  due: DueResponse;
  earnings: EarningsResponse;
  holder: HolderResponse;
  holders: HoldersResponse;
  ownership: OwnershipForString;
  points: PointsResponse;
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
    /** What his skill earned, before the lift. */
    earned: string;
    /** What he is paid. */
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
  /** Emitted when somebody took his money out, once for each denom. */
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
}

/** All of it, as `Contract` takes it. */
export interface Types {
  execute: ExecuteMsg;
  query: QueryMsg;
  responses: QueryResponses;
  events: Events;
}
