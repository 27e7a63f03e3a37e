// Generated from schema/reward-token.json and schema/events.json by npm run generate; do not edit.

/** A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint128 = string;
/** A ratio of 0 to 10 000 basis points (0 to 100 %). */
export type Bps = number;
/** This is used for uploading logo data, or setting it in InstantiateData */
export type Logo = {
  /** A reference to an externally hosted logo. Must be a valid HTTP or HTTPS URL. */
  url: string;
} | {
  /** Logo content stored on the blockchain. Enforce maximum size of 5KB on all variants */
  embedded: EmbeddedLogo;
};
/** This is used to store the logo on the blockchain in an accepted format. Enforce maximum size of 5KB on all variants. */
export type EmbeddedLogo = {
  /** Store the Logo as an SVG file. The content must conform to the spec at https://en.wikipedia.org/wiki/Scalable_Vector_Graphics (The contract should do some light-weight sanity-check validation) */
  svg: Binary;
} | {
  /** Store the Logo as a PNG file. This will likely only support up to 64x64 or so within the 5KB limit. */
  png: Binary;
};
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/** Starts the token. */
export interface InstantiateMsg {
  /** No more than this can ever exist, in the smallest unit. */
  cap: Uint128;
  /** Decimal places, at most 18. */
  decimals: number;
  /** What is minted, and for what; never changes. Initial balances and all budgets together must fit the cap: `initial + first_budget x 10 000 / (10 000 - keep) <= cap`. */
  emission: Emission;
  /** Balances at the start, at most 100, within the cap; the default is none. */
  initial_balances?: Cw20Coin[];
  /** Address of label-escrow, which counts points and epochs; never changes. */
  label_escrow: string;
  /** What wallets show. */
  marketing?: Marketing | null;
  /** Name, 3 to 50 characters. */
  name: string;
  /** Symbol, 3 to 12 letters or `-`. */
  symbol: string;
}
/** The emission: `budget(epoch) = first_budget x (keep / 10 000)^epoch`, rounded down. */
export interface Emission {
  /** Budget of epoch 0, in the smallest unit. */
  first_budget: Uint128;
  /** What each budget keeps of the one before, basis points, at most 9 999. */
  keep: Bps;
  /** Most that one point mints, in millionths of the smallest unit. */
  mint_per_point: Uint128;
}
export interface Cw20Coin {
  address: string;
  amount: Uint128;
}
/** What wallets show. */
export interface Marketing {
  /** What the token is. */
  description?: string | null;
  /** URL of the logo, or the logo itself. */
  logo?: Logo | null;
  /** Who may change this, and nothing else. */
  marketing?: string | null;
  /** URL of the project. */
  project?: string | null;
}
/**
 * Standard CW20 messages, and the claim of what the emission gives. There is no `mint` and no `update_minter`.
 *
 * Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed` where a stored record does not fit the code, and with `Payment` where it comes with funds that it does not take.
 */
export type ExecuteMsg = {
  /**
   * Moves tokens.
   *
   * **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  transfer: {
    /** How many. */
    amount: Uint128;
    /** Who gets them. */
    recipient: string;
  };
} | {
  /**
   * Destroys tokens.
   *
   * **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  burn: {
    /** How many. */
    amount: Uint128;
  };
} | {
  /**
   * Moves tokens to a contract and tells it.
   *
   * **Who:** anyone, their own tokens. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`, and what the contract refuses.
   */
  send: {
    /** How many. */
    amount: Uint128;
    /** Which contract. */
    contract: string;
    /** What it is told. */
    msg: Binary;
  };
} | {
  /**
   * Allows somebody to move more of the sender's tokens.
   *
   * **Who:** anyone, for their own tokens. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  increase_allowance: {
    /** How many more. */
    amount: Uint128;
    /** Until when. */
    expires?: Expiration | null;
    /** Who may. */
    spender: string;
  };
} | {
  /**
   * Allows somebody to move less of the sender's tokens.
   *
   * **Who:** anyone, for their own tokens. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  decrease_allowance: {
    /** How many less. */
    amount: Uint128;
    /** Until when. */
    expires?: Expiration | null;
    /** Who may. */
    spender: string;
  };
} | {
  /**
   * Moves somebody's tokens within an allowance.
   *
   * **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  transfer_from: {
    /** How many. */
    amount: Uint128;
    /** Whose. */
    owner: string;
    /** Who gets them. */
    recipient: string;
  };
} | {
  /**
   * Moves somebody's tokens to a contract, within an allowance, and tells it.
   *
   * **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`, and what the contract refuses.
   */
  send_from: {
    /** How many. */
    amount: Uint128;
    /** Which contract. */
    contract: string;
    /** What it is told. */
    msg: Binary;
    /** Whose. */
    owner: string;
  };
} | {
  /**
   * Destroys somebody's tokens within an allowance.
   *
   * **Who:** an account with an allowance. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  burn_from: {
    /** How many. */
    amount: Uint128;
    /** Whose. */
    owner: string;
  };
} | {
  /**
   * Changes what wallets show.
   *
   * **Who:** the marketing account. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  update_marketing: {
    /** What the token is. */
    description?: string | null;
    /** Who may change this. */
    marketing?: string | null;
    /** URL of the project. */
    project?: string | null;
  };
} | {
  /**
   * Changes the logo.
   *
   * **Who:** the marketing account. **Funds:** none. **Emits:** no event of its own; the attributes of a CW20. **Fails:** `Cw20`.
   */
  upload_logo: Logo;
} | {
  /**
   * Mints what the sender's labels earned in epochs that ended: `points x min(budget / all points, mint_per_point)` for each, rounded down. What is not claimed, or not earned, is never minted for anybody else.
   *
   * **Who:** a labeler, their own part. **Funds:** none. **Emits:** `emission_claimed` for each epoch. **Fails:** `TooManyEpochs`, `EpochRuns`, `AlreadyClaimed`, `NothingToClaim`, `BudgetExceeded`, `Cw20`, `Overflow`.
   */
  claim_emission: ClaimEmission;
};
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
/** See [`ExecuteMsg::ClaimEmission`]. */
export interface ClaimEmission {
  /** Epochs that ended, at most 16. */
  epochs: number[];
}
/** Standard CW20 queries, and those of the emission. */
export type QueryMsg = {
  /** How many tokens an account has. */
  balance: {
    /** Which account. */
    address: string;
  };
} | {
  /** Name, symbol, decimals and supply. */
  token_info: {};
} | {
  /** The minter, which is the token itself, and the hard cap. */
  minter: {};
} | {
  /** What a spender may still move of an owner's tokens. */
  allowance: {
    /** Whose. */
    owner: string;
    /** Who may. */
    spender: string;
  };
} | {
  /** Allowances that an owner gave. */
  all_allowances: {
    /** Entries wanted. */
    limit?: number | null;
    /** Whose. */
    owner: string;
    /** Last spender of the page before. */
    start_after?: string | null;
  };
} | {
  /** Allowances that a spender got. */
  all_spender_allowances: {
    /** Entries wanted. */
    limit?: number | null;
    /** Who may. */
    spender: string;
    /** Last owner of the page before. */
    start_after?: string | null;
  };
} | {
  /** Accounts that hold tokens. */
  all_accounts: {
    /** Entries wanted. */
    limit?: number | null;
    /** Last account of the page before. */
    start_after?: string | null;
  };
} | {
  /** What wallets show. */
  marketing_info: {};
} | {
  /** The logo, where it is stored on chain. */
  download_logo: {};
} | {
  /** The emission's schedule, and what was minted until now. */
  schedule: {};
} | {
  /** One epoch of the emission. */
  emission: {
    /** Number of the epoch, 0 for the first. */
    epoch: number;
  };
} | {
  /** What a labeler could claim. */
  pending_emission: {
    /** Epochs, at most 16. */
    epochs: number[];
    /** The labeler. */
    labeler: string;
  };
};
/** Nothing to say: a migration changes code and storage version only. */
export interface MigrateMsg {}
export interface AllAccountsResponse {
  accounts: string[];
}
export interface AllAllowancesResponse {
  allowances: AllowanceInfo[];
}
export interface AllowanceInfo {
  allowance: Uint128;
  expires: Expiration;
  spender: string;
}
export interface AllSpenderAllowancesResponse {
  allowances: SpenderAllowanceInfo[];
}
export interface SpenderAllowanceInfo {
  allowance: Uint128;
  expires: Expiration;
  owner: string;
}
export interface AllowanceResponse {
  allowance: Uint128;
  expires: Expiration;
}
export interface BalanceResponse {
  balance: Uint128;
}
/** When we download an embedded logo, we get this response type. We expect a SPA to be able to accept this info and display it. */
export interface DownloadLogoResponse {
  data: Binary;
  mime_type: string;
}
/** One epoch of the emission. */
export interface EmissionResponse {
  /** Most that it mints. */
  budget: Uint128;
  /** Whether it has ended. */
  ended: boolean;
  /** When it ends, or ended. */
  ends_at: Timestamp;
  /** Number of the epoch. */
  epoch: number;
  /** What was minted of it until now. */
  minted: Uint128;
  /** Everybody's points; final once the epoch has ended. */
  points: Uint128;
}
/**
 * This is used to display logo info, provide a link or inform there is one that can be downloaded from the blockchain itself
 *
 * * `embedded`: There is an embedded logo on the chain, make another call to download it.
 */
export type LogoInfo = {
  /** A reference to an externally hosted logo. Must be a valid HTTP or HTTPS URL. */
  url: string;
} | "embedded";
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
export interface MarketingInfoResponse {
  /** A longer description of the token and it's utility. Designed for tooltips or such */
  description?: string | null;
  /** A link to the logo, or a comment there is an on-chain logo stored */
  logo?: LogoInfo | null;
  /** The address (if any) who can update this data structure */
  marketing?: Addr | null;
  /** A URL pointing to the project behind this token. */
  project?: string | null;
}
export interface MinterResponse {
  /** cap is a hard cap on total supply that can be achieved by minting. Note that this refers to total_supply. If None, there is unlimited cap. */
  cap?: Uint128 | null;
  minter: string;
}
/** What a labeler could claim. */
export interface PendingEmissionResponse {
  /** What a claim of them would mint now. */
  claimable: Uint128;
  /** As asked for. */
  epochs: PendingEpoch[];
}
/** What a labeler could claim of one epoch. */
export interface PendingEpoch {
  /** What they mint, as it stands now; what they minted, where they claimed it already. */
  amount: Uint128;
  /** Whether they claimed it already. */
  claimed: boolean;
  /** Whether the epoch has ended: only then can it be claimed, and only then is `amount` final. */
  ended: boolean;
  /** Number of the epoch. */
  epoch: number;
  /** The labeler's points. */
  points: Uint128;
}
/** The emission's schedule. */
export interface ScheduleResponse {
  /** Its budget. */
  budget: Uint128;
  /** The epoch that runs. */
  epoch: number;
  /** Length of an epoch, seconds. */
  epoch_seconds: number;
  /** Start of epoch 0. */
  epoch_zero: Timestamp;
  /** Budget of epoch 0, in the smallest unit. */
  first_budget: Uint128;
  /** What each budget keeps of the one before. */
  keep: Bps;
  /** Address of label-escrow, which counts points and epochs. */
  label_escrow: Addr;
  /** Most that one point mints, in millionths of the smallest unit. */
  mint_per_point: Uint128;
  /** All that was minted until now; initial balances are not in it. */
  minted: Uint128;
}
export interface TokenInfoResponse {
  decimals: number;
  name: string;
  symbol: string;
  total_supply: Uint128;
}

/** What each query answers. */
export interface QueryResponses {
  all_accounts: AllAccountsResponse;
  all_allowances: AllAllowancesResponse;
  all_spender_allowances: AllSpenderAllowancesResponse;
  allowance: AllowanceResponse;
  balance: BalanceResponse;
  download_logo: DownloadLogoResponse;
  emission: EmissionResponse;
  marketing_info: MarketingInfoResponse;
  minter: MinterResponse;
  pending_emission: PendingEmissionResponse;
  schedule: ScheduleResponse;
  token_info: TokenInfoResponse;
}

/** Attributes of each event; like all of the chain's they are strings. */
export interface Events {
  /** Emitted when a labeler's points of an ended epoch were minted. */
  emission_claimed: {
    /** The labeler. */
    labeler: string;
    /** Number of the epoch. */
    epoch: string;
    /** Their points. */
    points: string;
    /** What they minted. */
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
