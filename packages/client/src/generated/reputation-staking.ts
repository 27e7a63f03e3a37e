// Generated from schema/reputation-staking.json and schema/events.json by npm run generate; do not edit.

/** A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint128 = string;
/** Starts the contract; its siblings are known by prediction (instantiate2). */
export interface InstantiateMsg {
  /** Where penalties go; never changes. No contract of the suite. */
  commons: string;
  /** Address of label-escrow; never changes. */
  label_escrow: string;
  /** Least stake of reward tokens that shares fees; with less at its start an epoch's fees are the commons'. Never changes: an owner who could raise it could keep stakers from what is theirs. */
  min_fee_stake: Uint128;
  /** Who sets parameters. */
  owner: string;
  /** Settings. */
  params: Params;
  /** Address of reward-token; never changes. */
  reward_token: string;
  /** Address of task-registry; never changes. */
  task_registry: string;
}
/** Settings for what begins from now on. */
export interface Params {
  /** From unbonding to withdrawal, 60 seconds to 90 days. */
  unbonding_seconds: number;
}
/**
 * What anyone may ask of reputation-staking.
 *
 * Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed` where a stored record does not fit the code, and with `Payment` where it comes with funds that it does not take.
 */
export type ExecuteMsg = {
  /**
   * Stakes the attached native coin.
   *
   * **Who:** anyone. **Funds:** one coin of a denom that the escrow ever allowed. **Emits:** `bonded`. **Fails:** `Asset`, `DenomNotAllowed`, `TooManyDenoms`, `Overflow`.
   */
  bond: {};
} | {
  /**
   * Stakes tokens that a CW20 sends with a [`ReceiveMsg`] as hook.
   *
   * **Who:** a token that the escrow ever allowed, or the reward token. **Funds:** none; the tokens came just before. **Emits:** `bonded`. **Fails:** `DenomNotAllowed`, `ZeroAmount`, `TooManyDenoms`, `Shortfall`, `Overflow`.
   */
  receive: Cw20ReceiveMsg;
} | {
  /**
   * Begins to take stake out; what tickets and unsettled seats expose stays.
   *
   * **Who:** the staker. **Funds:** none. **Emits:** `unbonding_started`. **Fails:** `Asset`, `ZeroAmount`, `Exposed`, `Overflow`.
   */
  unbond: Unbond;
} | {
  /**
   * Pays out what has finished unbonding.
   *
   * **Who:** anyone, their own money. **Funds:** none. **Emits:** `stake_withdrawn`. **Fails:** `Asset`, `NothingToWithdraw`, `Overflow`.
   */
  withdraw: DenomRef;
} | {
  /**
   * Adds what settled tasks showed to the labelers' records. A labeler whose evidence of spam falls to -10 bits loses one seat's stake to the commons, takes no seats in the domain for 90 days, and starts again at -6 bits; the issuer who vouched for them answers in proportion.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `skill_changed`, `slashed`, `issuer_slashed`. **Fails:** `Unauthorized`, `BatchTooLarge`, `Domain`, `Asset`, `Overflow`.
   */
  settle: TrustBatch;
} | {
  /**
   * Takes penalties out of stakes.
   *
   * **Who:** the registry. **Funds:** none. **Emits:** `penalized`. **Fails:** `Unauthorized`, `BatchTooLarge`, `Asset`, `Overflow`.
   */
  penalize: PenaltyBatch;
} | {
  /**
   * Sends the commons what is due to it in one denom.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `commons_flushed`. **Fails:** `Asset`, `NothingToWithdraw`.
   */
  flush_commons: DenomRef;
} | {
  /**
   * Changes the settings for what begins from now on.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `params_updated`. **Fails:** `Unauthorized`, `ParamOutOfRange`.
   */
  update_params: Params;
} | {
  /**
   * Pays out the sender's part of the fees. Everyone who stakes reward tokens shares the stakers' half of all protocol fees from the epoch after bonding, by the stake at the start of each epoch, once it is over; the escrow, which has the money, sends it.
   *
   * **Who:** anyone, their own part. **Funds:** none. **Emits:** `fees_claimed` for each denom. **Fails:** `NothingToClaim`, `Overflow`.
   */
  claim_fees: ClaimFees;
} | {
  /**
   * Makes the sender an issuer of credentials in a domain, or adds to their bond: part of their free stake becomes a bond, which answers for those they vouch for. An issuer who was leaving stays.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `issuer_registered`. **Fails:** `Asset`, `Domain`, `IssuerDenom`, `ZeroAmount`, `Exposed`, `Overflow`.
   */
  register_issuer: RegisterIssuer;
} | {
  /**
   * Begins to take the bond out, and vouches for nobody from now on; sent again after the time of unbonding, gives the bond back, to be withdrawn.
   *
   * **Who:** the issuer. **Funds:** none. **Emits:** `issuer_leaving`, then `issuer_left`. **Fails:** `Domain`, `NoIssuer`, `IssuerLeaving`, `Overflow`.
   */
  unregister_issuer: DomainRef;
} | {
  /**
   * Gives a credential, or changes when it expires.
   *
   * **Who:** an issuer of the domain. **Funds:** none. **Emits:** `credential_granted`. **Fails:** `Domain`, `NoIssuer`, `Expired`.
   */
  grant: Grant;
} | {
  /**
   * Takes a credential back. Seats that were drawn with it go on, and so do tickets.
   *
   * **Who:** its issuer. **Funds:** none. **Emits:** `credential_revoked`. **Fails:** `Domain`, `NoCredential`.
   */
  revoke: Revoke;
} | {
  /**
   * Puts a reply beside the sender's record in a domain.
   *
   * **Who:** a labeler with a record there. **Funds:** none. **Emits:** `replied`. **Fails:** `ReplyTooLong`, `Domain`, `NoRecord`.
   */
  reply: Reply;
} | {
  /**
   * Offers the ownership to another account, accepts it, or renounces it for good. It moves in two steps: the old owner stays until the new one accepts.
   *
   * **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:** `ownership_updated`. **Fails:** `Ownership`.
   */
  update_ownership: Action;
};
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
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
/**
 * A point in time in nanosecond precision.
 *
 * This type can represent times from 1970-01-01T00:00:00Z to 2554-07-21T23:34:33Z.
 */
export type Timestamp = Uint64;
/** A thin wrapper around u64 that is using strings for JSON encoding/decoding, such that the full u64 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint64 = string;
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
/** Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg */
export interface Cw20ReceiveMsg {
  amount: Uint128;
  msg: Binary;
  sender: string;
}
/** See [`ExecuteMsg::Unbond`]. */
export interface Unbond {
  /** How much. */
  amount: Uint128;
  /** The stake's denom. */
  denom: Denom;
}
/** Names a denom. */
export interface DenomRef {
  /** The denom. */
  denom: Denom;
}
/** See [`ExecuteMsg::Settle`]. */
export interface TrustBatch {
  /** Each labeler once. */
  deltas: SkillDelta[];
  /** Field of expertise. */
  domain: string;
  /** Requester whose campaign the evidence comes from: what one requester in a row shows against a labeler is bounded. */
  requester: string;
  /** What is at stake for each seat: the most that a slash takes. */
  seat_stake: SeatStake;
}
/** What settled tasks showed of one labeler, already scaled by their fees. */
export interface SkillDelta {
  /** Change of the evidence of spam (E), Q12 bits. */
  evidence: number;
  /** Issuer whose credential let them in, where the campaign asked for one. */
  issuer?: string | null;
  /** The labeler. */
  labeler: string;
  /** Change of its mass (H), Q12 labels. */
  mass: number;
  /** Change of skill evidence (G), Q12 labels. */
  skill: number;
}
/** What a labeler has at stake for each seat. */
export interface SeatStake {
  /** At least the denom's minimum; may be 0 with `min_mass` or credentials. */
  amount: Uint128;
  /** The campaign's denom or the reward token. */
  denom: Denom;
}
/** See [`ExecuteMsg::Penalize`]. */
export interface PenaltyBatch {
  /** Denom of the stakes. */
  denom: Denom;
  /** One entry for each seat or ticket. */
  penalties: Penalty[];
}
/** A penalty. */
export interface Penalty {
  /** How much, to the commons. */
  amount: Uint128;
  /** Whose stake. */
  labeler: string;
}
/** See [`ExecuteMsg::ClaimFees`]. */
export interface ClaimFees {
  /** Claim these denoms only, so that a failing one cannot block the others; none: all. */
  denoms?: Denom[] | null;
  /** Who gets the money; none: the sender. */
  to?: string | null;
}
/** See [`ExecuteMsg::RegisterIssuer`]. */
export interface RegisterIssuer {
  /** How much of the sender's free stake joins the bond. */
  amount: Uint128;
  /** Denom of the bond; the same as before where there is one. */
  denom: Denom;
  /** Field of expertise. */
  domain: string;
}
/** Names a domain. */
export interface DomainRef {
  /** Field of expertise. */
  domain: string;
}
/** See [`ExecuteMsg::Grant`]. */
export interface Grant {
  /** Field of expertise. */
  domain: string;
  /** Last second in which it holds; none: until it is revoked. */
  expires?: Timestamp | null;
  /** Who gets the credential. */
  holder: string;
}
/** See [`ExecuteMsg::Revoke`]. */
export interface Revoke {
  /** Field of expertise. */
  domain: string;
  /** Whose credential. */
  holder: string;
}
/** See [`ExecuteMsg::Reply`]. */
export interface Reply {
  /** Field of expertise. */
  domain: string;
  /** Where the reply is, at most 256 bytes; empty takes it back. */
  uri: string;
}
/** What may be asked about stakes and records. */
export type QueryMsg = {
  /** Siblings and settings. */
  config: {};
} | {
  /** What an address has staked in a denom. */
  stake: {
    /** The denom. */
    denom: Denom;
    /** The staker. */
    staker: string;
  };
} | {
  /** An address's stakes in all denoms, ascending by denom, 10 a page, at most 50. */
  stakes: {
    /** Entries wanted. */
    limit?: number | null;
    /** The staker. */
    staker: string;
    /** Last denom of the page before. */
    start_after?: Denom | null;
  };
} | {
  /** A labeler's record in a domain. */
  skill: {
    /** The domain. */
    domain: string;
    /** The labeler. */
    labeler: string;
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
  /** What a staker of reward tokens shares in, and what they could claim now. */
  fee_share: {
    /** The staker. */
    staker: string;
  };
} | {
  /** One issuer. */
  issuer: {
    /** Field of expertise. */
    domain: string;
    /** Who vouches. */
    issuer: string;
  };
} | {
  /** Issuers of a domain, 10 a page, at most 50. */
  issuers: {
    /** Field of expertise. */
    domain: string;
    /** Entries wanted. */
    limit?: number | null;
    /** Last issuer of the page before. */
    start_after?: string | null;
  };
} | {
  /** One credential. */
  credential: {
    /** Field of expertise. */
    domain: string;
    /** For whom. */
    holder: string;
    /** Who vouches. */
    issuer: string;
  };
} | {
  /** Credentials of an issuer in a domain, 10 a page, at most 50. */
  credentials: {
    /** Field of expertise. */
    domain: string;
    /** Who vouches. */
    issuer: string;
    /** Entries wanted. */
    limit?: number | null;
    /** Last holder of the page before. */
    start_after?: string | null;
  };
} | {
  /** The stake that shares the stakers' half of the fees. */
  fee_pool: {};
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
  /** What it owes: reserves, pay, royalties, refunds, tips, fees and commons. */
  liabilities: Uint128;
  /** What is missing; never anything but 0, unless a token lied or took money away. */
  shortfall: Uint128;
}
/** Siblings and settings. */
export interface ConfigResponse {
  /** Where penalties go. */
  commons: Addr;
  /** Address of label-escrow. */
  label_escrow: Addr;
  /** Least stake of reward tokens that shares fees. */
  min_fee_stake: Uint128;
  /** Settings. */
  params: Params;
  /** Address of reward-token. */
  reward_token: Addr;
  /** Address of task-registry. */
  task_registry: Addr;
}
/** A credential. */
export interface CredentialResponse {
  /** Last second in which it holds; none: until it is revoked. */
  expires?: Timestamp | null;
  /** Who has it. */
  holder: Addr;
  /** Whether it lets them in now: it has not expired, and its issuer vouches. */
  holds: boolean;
}
/** A page of credentials. */
export interface CredentialsResponse {
  /** In the order of canonical addresses. */
  credentials: CredentialResponse[];
}
/** All stakes that share fees. */
export interface FeePoolResponse {
  /** Stake at the start of this epoch, by which its fees are shared. */
  active: Uint128;
  /** The epoch that runs. */
  epoch: number;
  /** Least stake that shares fees; with less the stakers' half of an epoch is the commons'. */
  min_fee_stake: Uint128;
  /** Stake now, by which those of the next epoch are shared unless it changes. */
  next: Uint128;
}
/** A staker's part of the fees. */
export interface FeeShareResponse {
  /** Their stake of reward tokens at the start of this epoch, by which its fees are shared. */
  active: Uint128;
  /** What they could claim now, in each denom with any: of epochs that are over, and where their stake changed in more than 8 of these, of the first ones. */
  fees: Amount[];
  /** Their stake now, by which those of the next epoch are shared unless it changes. */
  next: Uint128;
}
/** An amount of a denom. */
export interface Amount {
  /** How much. */
  amount: Uint128;
  /** The denom. */
  denom: Denom;
}
/** An issuer. */
export interface IssuerResponse {
  /** The bond, without what was slashed. */
  bond: Uint128;
  /** Denom of the bond. */
  denom: Denom;
  /** Who vouches. */
  issuer: Addr;
  /** When the bond may leave; none: they vouch. */
  leaves_at?: Timestamp | null;
  /** What may still be slashed in this period. */
  slashable: Uint128;
}
/** A page of issuers. */
export interface IssuersResponse {
  /** In the order of canonical addresses. */
  issuers: IssuerResponse[];
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
/** A labeler's record in a domain, faded to the block's time. All numbers in Q12: 4 096 is 1. */
export interface SkillResponse {
  /** Evidence of spam (E), bits; negative is bad. */
  evidence: number;
  /** Last settlement that changed it; none where there is no record. */
  last?: Timestamp | null;
  /** Its mass (H), labels. */
  mass: number;
  /** Whether the record has less than 20 labels. */
  newcomer: boolean;
  /** What the labeler says to it: a URI. */
  reply?: string | null;
  /** Skill evidence (G), labels. */
  skill: number;
  /** Standing skill: agreement above chance; newcomers stand at 0.3. */
  standing: number;
  /** Whether they take no new seats in the domain now. */
  suspended: boolean;
}
/** A stake. */
export interface StakeResponse {
  /** The denom. */
  denom: Denom;
  /** Staked, exposed or free. */
  staked: Uint128;
  /** On its way out, at most 8 entries. */
  unbonding: UnbondingEntry[];
}
/** An amount on its way out. */
export interface UnbondingEntry {
  /** How much. */
  amount: Uint128;
  /** When it may be withdrawn. */
  ready_at: Timestamp;
}
/** A page of stakes. */
export interface StakesResponse {
  /** Ascending by denom. */
  stakes: StakeResponse[];
}

/** What each query answers. */
export interface QueryResponses {
  audit: AuditResponse;
  config: ConfigResponse;
  credential: CredentialResponse;
  credentials: CredentialsResponse;
  fee_pool: FeePoolResponse;
  fee_share: FeeShareResponse;
  issuer: IssuerResponse;
  issuers: IssuersResponse;
  ownership: OwnershipForString;
  skill: SkillResponse;
  stake: StakeResponse;
  stakes: StakesResponse;
}

/** Attributes of each event; like all of the chain's they are strings. */
export interface Events {
  /** Emitted when stake was added. */
  bonded: {
    /** The staker. */
    staker: string;
    /** The denom: native, or cw20: and the token's address. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when stake began to leave. */
  unbonding_started: {
    /** The staker. */
    staker: string;
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
    /** When it may be withdrawn, Unix seconds. */
    ready_at: string;
  };
  /** Emitted when unbonded stake was paid out. */
  stake_withdrawn: {
    /** The staker. */
    staker: string;
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when a labeler's record changed. */
  skill_changed: {
    /** The labeler. */
    labeler: string;
    /** The domain. */
    domain: string;
    /** Skill evidence (G) now, Q12 labels. */
    skill: string;
    /** Its mass (H) now, Q12 labels. */
    mass: string;
    /** Evidence of spam (E) now, Q12 bits. */
    evidence: string;
  };
  /** Emitted when a stake paid a penalty. */
  penalized: {
    /** The labeler. */
    labeler: string;
    /** The denom. */
    denom: string;
    /** How much, to the commons. */
    amount: string;
  };
  /** Emitted when counted gold of several campaigns has shown a labeler to be spam. */
  slashed: {
    /** The labeler. */
    labeler: string;
    /** Field of expertise. */
    domain: string;
    /** Denom of the stake. */
    denom: string;
    /** How much went to the commons: at most one seat's stake. */
    amount: string;
    /** No seats in the domain before this time, Unix seconds. */
    suspended_until: string;
  };
  /** Emitted when the commons got what was due to it. */
  commons_flushed: {
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when the owner changed the settings. */
  params_updated: {
    /** From unbonding to withdrawal. */
    unbonding_seconds: string;
  };
  /** Emitted when the ownership was transferred, accepted or renounced. */
  ownership_updated: {
    /** The owner now, or `none`. */
    owner: string;
    /** The owner to be, or `none`. */
    pending_owner: string;
  };
  /** Emitted when a staker claimed their part of the fees, once for each denom. */
  fees_claimed: {
    /** The staker. */
    staker: string;
    /** Who gets the money. */
    to: string;
    /** The denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when an account began to vouch in a domain, or added to its bond. */
  issuer_registered: {
    /** The issuer. */
    issuer: string;
    /** Field of expertise. */
    domain: string;
    /** Denom of the bond. */
    denom: string;
    /** What joined the bond. */
    amount: string;
    /** The bond now. */
    bond: string;
  };
  /** Emitted when an issuer began to leave. */
  issuer_leaving: {
    /** The issuer. */
    issuer: string;
    /** Field of expertise. */
    domain: string;
    /** When the bond may leave, Unix seconds. */
    leaves_at: string;
  };
  /** Emitted when an issuer's bond was given back, to be withdrawn. */
  issuer_left: {
    /** The issuer. */
    issuer: string;
    /** Field of expertise. */
    domain: string;
    /** Denom of the bond. */
    denom: string;
    /** What is left of it. */
    amount: string;
  };
  /** Emitted when an issuer answered for somebody they vouched for. */
  issuer_slashed: {
    /** The issuer. */
    issuer: string;
    /** The slashed holder of their credential. */
    holder: string;
    /** Field of expertise. */
    domain: string;
    /** Denom of the bond. */
    denom: string;
    /** How much went to the commons. */
    amount: string;
  };
  /** Emitted when a credential was granted, or its end changed. */
  credential_granted: {
    /** The issuer. */
    issuer: string;
    /** Who has it. */
    holder: string;
    /** Field of expertise. */
    domain: string;
    /** Last second in which it holds, Unix seconds; 2^40 - 1: until it is revoked. */
    expires: string;
  };
  /** Emitted when a credential was revoked. */
  credential_revoked: {
    /** The issuer. */
    issuer: string;
    /** Who had it. */
    holder: string;
    /** Field of expertise. */
    domain: string;
  };
  /** Emitted when a labeler replied to their record, or took the reply back. */
  replied: {
    /** The labeler. */
    labeler: string;
    /** Field of expertise. */
    domain: string;
    /** The reply's URI; empty where it was taken back. */
    uri: string;
  };
}

/** All of it, as `Contract` takes it. */
export interface Types {
  execute: ExecuteMsg;
  query: QueryMsg;
  responses: QueryResponses;
  events: Events;
}
