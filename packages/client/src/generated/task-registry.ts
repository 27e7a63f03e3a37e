// Generated from schema/task-registry.json and schema/events.json by npm run generate; do not edit.

/** A thin wrapper around u128 that is using strings for JSON encoding/decoding, such that the full u128 range can be used for clients that convert JSON numbers to floats, like JavaScript and jq. */
export type Uint128 = string;
/** A ratio of 0 to 10 000 basis points (0 to 100 %). */
export type Bps = number;
/**
 * This is a wrapper around Vec<u8> to add hex de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is similar to `cosmwasm_std::Binary` but uses hex. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type HexBinary = string;
/** Starts the registry; its siblings are known by prediction (instantiate2). */
export interface InstantiateMsg {
  /** Address of label-escrow; never changes. */
  label_escrow: string;
  /** Who sets parameters for future campaigns and may stop new work. */
  owner: string;
  /** Settings for new campaigns. */
  params: Params;
  /** Address of reputation-staking; never changes. */
  reputation_staking: string;
  /** Address of reward-token; never changes. */
  reward_token: string;
}
/** Settings that a campaign freezes when it is created. */
export interface Params {
  /** Least seat stake in the reward token, in its smallest unit. */
  min_token_seat_stake: Uint128;
  /** Part of its stake that a seat costs that is given back, missed, skipped or lost with its ticket. */
  missed_commit: Bps;
  /** Whose rounds draw its tickets. */
  randomness: Randomness;
}
/** A chain of drand, with the scheme `bls-unchained-g1-rfc9380`, and which of its rounds decide. Quicknet is the one that the League of Entropy runs. */
export interface Randomness {
  /** Least seconds from what a round decides upon to the round, 1 to 3 600: longer than any block's time is off. */
  delay_seconds: number;
  /** When round one comes, Unix seconds. */
  genesis: number;
  /** Seconds from one round to the next, 1 to 3 600. */
  period_seconds: number;
  /** The key that signs every round: a compressed point of G2, 96 bytes. */
  public_key: HexBinary;
  /** Rounds decide whose number is a multiple of it, so that one signature serves many; 1 to 1 000. */
  stride: number;
}
/**
 * What anyone may ask of the task registry.
 *
 * Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed` where a stored record does not fit the code, and with `Payment` where it comes with funds that it does not take.
 */
export type ExecuteMsg = {
  /**
   * Opens a campaign and reserves its whole budget.
   *
   * **Who:** anyone, while the market is active. **Funds:** exactly the deposit (query `Quote`) in the campaign's native denom; in a CW20 denom send the tokens with the same message as hook. **Emits:** `campaign_created`. **Fails:** `Asset`, `ExitOnly`, `Terms`, `RewardToken`, `DenomNotAllowed`, `PriceTooLow`, `ContributorsTooLow`, `SeatStakeTooLow`, `DepositTooLarge`, and what the escrow refuses.
   */
  create_campaign: CreateCampaign;
} | {
  /**
   * Takes tokens that a CW20 sends with a [`ReceiveMsg`] as hook.
   *
   * **Who:** the token of the campaign's denom. **Funds:** none; the tokens came just before. **Emits:** as `CreateCampaign` or `Challenge`. **Fails:** as `CreateCampaign` or `Challenge`.
   */
  receive: Cw20ReceiveMsg;
} | {
  /**
   * Stops new seats; what is in progress finishes and is paid, what never started is refunded.
   *
   * **Who:** the campaign's requester. **Funds:** none. **Emits:** `campaign_cancelled`, `work_released`, and `campaign_closed` where nothing is left. **Fails:** `CampaignNotFound`, `Unauthorized`, `CampaignEnded`.
   */
  cancel_campaign: CampaignRef;
} | {
  /**
   * Draws the sender's ripe ticket into seats by the signature of its round, or ends one that nobody drew in its window, at the penalty of giving all its seats back; then takes a new ticket for `seats`.
   *
   * **Who:** an eligible labeler with free stake; never the requester or a related account. **Funds:** none. **Emits:** `seat_drawn`, `ticket_drawn`, `ticket_voided`, `ticket_taken`, `panel_left`. **Fails:** `CampaignNotFound`, `NothingToDraw`, `TicketPending`, `BatchSize`, `ExitOnly`, `CampaignEnded`, `NotOpenYet`, `TicketTooLate`, `Randomness` (missing, length, refused, no round), `NotEligible` (related, suspended, skill, mass, no issuer, issuer not named, issuer gone, no credential, min stake, free stake, open seats).
   */
  claim: Claim;
} | {
  /**
   * Draws the ripe tickets of a round, and ends those that nobody drew in their window. The earliest round counts that draws one of them; labelers with no ticket, with one that waits or with one of another round are passed over, as others may have been faster.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `seat_drawn` and `ticket_drawn`, or `ticket_voided`. **Fails:** `CampaignNotFound`, `BatchSize`, `NothingToDraw`, `TicketPending`, `Randomness` (missing, length, refused), `TooMuchWork` (more than 128 seats).
   */
  draw: Draw;
} | {
  /**
   * Gives drawn seats back, at the penalty of a missed commit. The sender can never take a seat in those tasks again.
   *
   * **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_forfeited`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `SeatNotFound`, `Seat` (wrong status).
   */
  release: Tasks;
} | {
  /**
   * Seals the labels of drawn seats.
   *
   * **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_sealed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `BatchLength`, `Ciphertexts`, `SeatNotFound`, `Seat` (wrong status, too late).
   */
  commit: Commit;
} | {
  /**
   * Asks for further seats on named items of a task, out of its reserve; all seats so far stay sealed.
   *
   * **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:** `wave_asked`. **Fails:** `CampaignNotFound`, `Unauthorized`, `TaskNotFound`, `CampaignEnded`, `Items`, `WaveTooSmall`, `Task` (wrong phase, seals missing, too late, no wave left, wave seats).
   */
  ask: Ask;
} | {
  /**
   * Ends the collecting of tasks whose wanted seats are all sealed: no more waves.
   *
   * **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:** `task_revealing`. **Fails:** `CampaignNotFound`, `Unauthorized`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, seals missing).
   */
  close: Tasks;
} | {
  /**
   * Opens the gold of tasks, each once, after their reveals and within the gold window.
   *
   * **Who:** the requester. **Funds:** none. **Emits:** `gold_opened`. **Fails:** `CampaignNotFound`, `Unauthorized`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (no gold, wrong phase, too early, gold open, too late), `Gold`.
   */
  open_gold: OpenGold;
} | {
  /**
   * Does for tasks what time alone allows: forfeits late seats, ends collecting, refills or voids. With no tasks: releases what never started after the campaign ended.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `seat_forfeited`, `task_refilled`, `task_revealing`, `task_voided`, `work_released`, `campaign_closed`. **Fails:** `CampaignNotFound`, `NothingToRelease`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, nothing due), `TooMuchWork` (more than 128 late seats).
   */
  advance: Tasks;
} | {
  /**
   * Opens seals. Without a reading key the first reveal of a task ends its collecting. One seat that fails, fails the message; what somebody else has revealed is passed over.
   *
   * **Who:** anyone who knows labels and salts. **Funds:** none. **Emits:** `task_revealing`, `seat_revealed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `SeatNotFound`, `BatchLength`, `Task` (wrong phase, seals missing, too late), `Seat` (wrong status, seal mismatch), `Packing`.
   */
  reveal: Reveal;
} | {
  /**
   * Infers the verdict of tasks and scores their seats.
   *
   * **Who:** anyone; half of each task's tip. **Funds:** none. **Emits:** `task_resolved`, or `task_voided` where nobody revealed; `seat_missed`, `seats_skipped`, `campaign_closed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, too early), `TooMuchWork` (questions of all tasks, labels, classes x labels), `Inference`, which the bounds of terms rule out.
   */
  resolve: Tasks;
} | {
  /**
   * Pays the seats of resolved tasks, writes reputation and mints shares. The last one closes the campaign. Challenges do not delay it.
   *
   * **Who:** anyone; the other half of each task's tip. **Funds:** none. **Emits:** `task_settled`, `seats_skipped`, `campaign_closed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase), `TooManyLabelers`.
   */
  settle: Tasks;
} | {
  /**
   * Challenges a verdict: a panel of further labelers labels the named items, which the bond pays. It delays nothing: the task is settled, and its campaign closes, whatever the panel does.
   *
   * **Who:** anyone, within the window of the terms, while no other challenge of the task is live. **Funds:** exactly the bond (query `ChallengeBond`) in the campaign's native denom; in a CW20 denom send the tokens with the same message as hook. **Emits:** `task_challenged`. **Fails:** `Asset`, `CampaignNotFound`, `NotChallengeable`, `TaskNotFound`, `Items`, `Task` (wrong phase), `Challenge` (still live, too late, too few items, item spent, changed often), `Randomness` (no round), and what the escrow refuses.
   */
  challenge: Challenge;
} | {
  /**
   * Registers for a seat of a panel, and exposes a seat's stake for it. Chance decides among those who registered, by a round of drand that comes after the registration.
   *
   * **Who:** a labeler with a record of at least the terms' `panel_mass` labels, a skill of at least 0.4 and of 0.2 above both the campaign's `min_skill` and its pay's `floor`, and free stake; never the challenger, nor anyone who ever sat in the task. **Funds:** none. **Emits:** `panel_registered`, `panel_left`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `AlreadySeated`, `Challenge` (none live, too late, registered, too many registrations), `NotEligible` (challenger, related, suspended, skill, mass, no issuer, issuer not named, issuer gone, no credential, min stake, free stake).
   */
  register: Register;
} | {
  /**
   * Takes a seat of a panel, from the second on that chance gives to the sender.
   *
   * **Who:** an account that registered. **Funds:** none. **Emits:** `panel_seated`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, not registered, wrong status, too early, too late, full), `NotEligible` (suspended, skill, mass), `Randomness` (too early, missing, length, refused).
   */
  sit: Sit;
} | {
  /**
   * Takes back the stake that registrations expose for panels whose filling is over; a full one may open again. `Claim` and `Register` do it by themselves, and what `Unbond` may take counts it as free.
   *
   * **Who:** an account that registered. **Funds:** none. **Emits:** `panel_left`. **Fails:** `NothingRegistered`, `Asset`.
   */
  unregister: Unregister;
} | {
  /**
   * Seals a panel seat's labels of the named items.
   *
   * **Who:** the panelist. **Funds:** none. **Emits:** `panel_sealed`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live), `BatchLength`, `Ciphertexts`, `SeatNotFound`, `Seat` (wrong status, too late).
   */
  seal_panel: SealPanel;
} | {
  /**
   * Opens seals of a panel. The first one, with every seat sealed, ends its filling; what somebody else has opened is passed over.
   *
   * **Who:** anyone who knows labels and salts. **Funds:** none. **Emits:** `panel_revealing`, `panel_revealed`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, seals missing, too late), `BatchSize`, `BatchLength`, `SeatNotFound`, `Seat` (wrong status, seal mismatch), `Packing`.
   */
  reveal_panel: RevealPanel;
} | {
  /**
   * Does for a live challenge what time or its seals allow: forfeits late seats, ends the filling, and decides or gives up. Deciding divides the bond.
   *
   * **Who:** anyone. **Funds:** none. **Emits:** `panel_seat_lost`, `panel_revealing`, `panel_decided`, `panel_unfilled`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, nothing due, too early), `TooMuchWork` and `Inference`, which the bounds of terms rule out.
   */
  advance_panel: PanelRef;
} | {
  /**
   * Changes the settings that future campaigns freeze.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `params_updated`. **Fails:** `Unauthorized`, `ParamOutOfRange`, `Randomness` (no key).
   */
  update_params: Params;
} | {
  /**
   * Stops or allows new campaigns and tickets; never anything that has begun.
   *
   * **Who:** the owner. **Funds:** none. **Emits:** `mode_set`. **Fails:** `Unauthorized`.
   */
  set_mode: Mode;
} | {
  /**
   * Offers the ownership to another account, accepts it, or renounces it for good. It moves in two steps: the old owner stays until the new one accepts.
   *
   * **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:** `ownership_updated`. **Fails:** `Ownership`, `RenounceWhileExitOnly`.
   */
  update_ownership: Action;
};
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
/** What is asked of every item. An answer to one question is what a label is, and what `price` buys. */
export type Question = {
  /** Which of some classes it is. */
  classes: ClassQuestion;
} | {
  /** Where it lies on a scale. */
  scale: ScaleQuestion;
};
/**
 * How the value of an item is read out of its weighted labels.
 *
 * * `mean`: Their mean: for numbers.
 * * `median`: Their median: for grades.
 */
export type Read = "mean" | "median";
/**
 * Binary is a wrapper around Vec<u8> to add base64 de/serialization with serde. It also adds some helper methods to help encode inline.
 *
 * This is only needed as serde-json-{core,wasm} has a horrible encoding for Vec<u8>. See also <https://github.com/CosmWasm/cosmwasm/blob/main/docs/MESSAGE_TYPES.md>.
 */
export type Binary = string;
/**
 * Whether new work may start.
 *
 * * `active`: Everything may happen.
 * * `exit_only`: No new campaigns and no new tickets; everything that has begun goes on.
 */
export type Mode = "active" | "exit_only";
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
/** See [`ExecuteMsg::CreateCampaign`]. */
export interface CreateCampaign {
  /** What the campaign promises; frozen from now on. */
  terms: Terms;
}
/** Everything a campaign promises. Frozen when the campaign is created. */
export interface Terms {
  /** Whether and how verdicts may be challenged. */
  challenge?: ChallengeTerms | null;
  /** In what the campaign pays; must be allowed by the escrow. */
  denom: Denom;
  /** Field of expertise that the labelers' skill counts for: at most 64 of a-z, 0-9, / and -. */
  domain: string;
  /** Who may take seats. */
  eligibility: Eligibility;
  /** No new seats after this time; at most 180 days away. */
  ends_at: Timestamp;
  /** Seconds from creation to the first ticket, at most a day, so that labelers can hear of it. Tickets are taken from the first opening on that is not earlier. */
  first_draw_seconds: number;
  /** Tasks open for seats at a time, 1 to 256. */
  frontier: number;
  /** Items whose answer the requester has committed to. */
  gold?: GoldTerms | null;
  /** Number of items, at most 2^24. */
  items: number;
  /** Where the items are and what they hash to. */
  manifest: Manifest;
  /** Most waves of a task, the first included: 1 without a reading key, at most 4 with one. */
  max_waves: number;
  /** Seats of an item. */
  overlap: Overlap;
  /** Items of a task, 50 to 16 384 (or all items where there are fewer); the last has the rest. */
  page: number;
  /** How skill becomes pay. */
  pay: PayTerms;
  /** What a revealed label costs, in the smallest unit of `denom`, without the fee: an answer to one question about one item. */
  price: Uint128;
  /** What is asked of every item: 1 to 32 questions. Their names, those of their classes and those of the ends of scales have at most 8 192 bytes in all. */
  questions: Question[];
  /** Who may ask and close beside the requester. */
  reader?: string | null;
  /** X25519 key (32 bytes) to which labelers encrypt labels and salts for the requester. */
  reading_key?: HexBinary | null;
  /** Accounts of the requester, at most 16: like the requester they may take no seat. */
  related: string[];
  /** What a labeler has at stake for each seat. */
  seat_stake: SeatStake;
  /** Who owns the dataset. */
  shares: ShareTerms;
  /** How long everything may take. */
  windows: Windows;
}
/** How verdicts may be challenged. Needs a seat stake of at least a tenth of what a panel seat can earn, a filling of at least sixty delays of the randomness, and a `min_skill` of at most 7 000. */
export interface ChallengeTerms {
  /** Most challenges of an item that a panel decided, 1 to 3. */
  max: number;
  /** Least mass of a panelist's record, 20 to 200 labels. */
  panel_mass: number;
  /** Seats of a panel, at least 3 and fewer than `overlap.min`; with `overlap.max` at most 32. */
  panel_seats: number;
  /** From a verdict to the last challenge of it, seconds. */
  window_seconds: number;
}
/** Who may take seats. */
export interface Eligibility {
  /** Issuers of whom one must have granted a credential in the domain, at most 8. */
  issuers: string[];
  /** Least mass of the record in the domain, in labels, at most 200. */
  min_mass: number;
  /** Least standing skill in the domain; newcomers stand at 3 000. */
  min_skill: Bps;
  /** Least stake in the seat stake's denom, exposed or free. */
  min_stake: Uint128;
  /** Most seats of a task for newcomers (a record of less than 20 labels); none: no bound. */
  newcomer_seats?: number | null;
}
/** Items whose answer the requester has committed to. */
export interface GoldTerms {
  /** Bond per task of 40 items or more, forfeited where gold is hung or stays closed; refunded else. */
  bond: Uint128;
  /** Depth of the tree, at most 24; it has room for every task. */
  depth: number;
  /** Merkle root over one salted leaf per task, 32 bytes; `pasar_formats::gold` has the format. */
  root: HexBinary;
  /** From the end of revealing to the last opening, seconds. */
  window_seconds: number;
}
/** Where the items are. */
export interface Manifest {
  /** Merkle root of the items, 32 bytes. */
  root: HexBinary;
  /** URI, at most 256 bytes. */
  uri: string;
}
/** Seats of an item. */
export interface Overlap {
  /** Most seats of an item: the same without a reading key; at most 32 with a panel's seats. */
  max: number;
  /** Seats that every item gets: at least 3, or 2 with gold. */
  min: number;
}
/** How skill becomes pay: nothing up to the floor, the full price from `full`, linear between. */
export interface PayTerms {
  /** At most 1 500. */
  floor: Bps;
  /** Above the floor, at most 7 500. */
  full: Bps;
}
/** Which of some classes an item is. */
export interface ClassQuestion {
  /** Names of the 2 to 32 classes, each at most 64 bytes; a label is an index into them. */
  classes: string[];
  /** Its name, of which every question has another: at most 64 bytes. */
  name: string;
}
/** Where an item lies on a scale. */
export interface ScaleQuestion {
  /** What the lowest level is called, such as `0` or `not at all`: at most 64 bytes. */
  from: string;
  /** Levels of the scale, 2 to 255; a label is a level, from 0 on. */
  levels: number;
  /** Its name, of which every question has another: at most 64 bytes. */
  name: string;
  /** How the value of an item is read out of its labels. */
  read: Read;
  /** What the highest level is called: at most 64 bytes. */
  to: string;
}
/** What a labeler has at stake for each seat. */
export interface SeatStake {
  /** At least the denom's minimum; may be 0 with `min_mass` or credentials. */
  amount: Uint128;
  /** The campaign's denom or the reward token. */
  denom: Denom;
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
/** How long everything may take. */
export interface Windows {
  /** From the draw of a seat to its commit, seconds; at least five times the delay of the randomness. */
  commit_seconds: number;
  /** From a task's first draw to the end of collecting, seconds; may be refilled twice. */
  fill_seconds: number;
  /** Seats that become free open at the next multiple of it, together, seconds: at least the delay of the randomness, at most an hour. */
  opening_seconds: number;
  /** From the end of collecting to the last reveal, seconds; at least five times the delay of the randomness. */
  reveal_seconds: number;
  /** From its round on in which a ticket can be drawn, seconds: at least the delay of the randomness, at most 300. It can be drawn in 20 blocks at least, as long as the campaign takes seats. */
  ticket_seconds: number;
}
/** Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg */
export interface Cw20ReceiveMsg {
  amount: Uint128;
  msg: Binary;
  sender: string;
}
/** Names a campaign. */
export interface CampaignRef {
  /** Campaign id. */
  campaign: number;
}
/** See [`ExecuteMsg::Claim`]. */
export interface Claim {
  /** Campaign id. */
  campaign: number;
  /** Issuer whose credential the sender shows, where the terms ask for one. */
  issuer?: string | null;
  /** Seats of the new ticket, 0 to 32; 0 only draws. */
  seats: number;
  /** Signature of the round that draws the sender's ticket, 48 bytes; none where they have none, or its window has passed. */
  signature?: Binary | null;
}
/** See [`ExecuteMsg::Draw`]. */
export interface Draw {
  /** Campaign id. */
  campaign: number;
  /** Whose tickets, 1 to 32. */
  labelers: string[];
  /** Signature of the round that draws them, 48 bytes; none where their windows have passed. */
  signature?: Binary | null;
}
/** Names tasks of a campaign. */
export interface Tasks {
  /** Campaign id. */
  campaign: number;
  /** Task indices, at most 32, each once. */
  tasks: number[];
}
/** See [`ExecuteMsg::Commit`]. */
export interface Commit {
  /** Campaign id. */
  campaign: number;
  /** For each task a sealed box (libsodium's `crypto_box_seal`) of the salt, then the packed labels, to the campaign's reading key; empty where the campaign has none; 66 KiB at most together. Not stored. */
  sealed: Binary[];
  /** One seal of 32 bytes for each task, in the same order. */
  seals: Binary;
  /** Task indices, 1 to 32, each once. */
  tasks: number[];
}
/** See [`ExecuteMsg::Ask`]. */
export interface Ask {
  /** Campaign id. */
  campaign: number;
  /** Bitmap of the items, one bit for each item of the task, low bits first: at least 30, or all of a smaller task. */
  items: Binary;
  /** Further seats; with those asked for before at most `overlap.max`. */
  seats: number;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::OpenGold`]. */
export interface OpenGold {
  /** Campaign id. */
  campaign: number;
  /** Tasks and their gold, 1 to 32, with 48 KiB of gold at most. */
  openings: GoldOpening[];
}
/** The gold of a task. */
export interface GoldOpening {
  /** For each gold answer its number in the task (two bytes, big-endian, ascending) and its value (one byte); an answer's number is `question x items + item`. Of one question of classes at least 10 items, at most a quarter of the task's, and at most 60 % of one class. Of other forms at most a quarter of the task's items for each question, and together worth 4.8 labels beyond chance. */
  gold: Binary;
  /** Siblings from the leaf up to the root, 32 bytes each. */
  proof: Binary;
  /** The leaf's salt, 16 bytes. */
  salt: Binary;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::Reveal`]. */
export interface Reveal {
  /** Campaign id. */
  campaign: number;
  /** The packed labels of each seat, one after the other, at most 64 KiB. */
  labels: Binary;
  /** One salt of 16 bytes for each seat, in the same order. */
  salts: Binary;
  /** Seats to open, 1 to 32, each once. */
  seats: SeatRef[];
}
/** Names a seat of a campaign. */
export interface SeatRef {
  /** Who sits there. */
  labeler: string;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::Challenge`](super::ExecuteMsg::Challenge). */
export interface Challenge {
  /** Campaign id. */
  campaign: number;
  /** Bitmap of the items, one bit for each item of the task, low bits first; at least ten, or all. */
  items: Binary;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::Register`](super::ExecuteMsg::Register). */
export interface Register {
  /** Campaign id. */
  campaign: number;
  /** Issuer whose credential the sender shows, where the terms ask for one. */
  issuer?: string | null;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::Sit`](super::ExecuteMsg::Sit). */
export interface Sit {
  /** Campaign id. */
  campaign: number;
  /** Signature of the challenge's round, 48 bytes; whoever sits first brings it. */
  signature?: Binary | null;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::Unregister`](super::ExecuteMsg::Unregister). */
export interface Unregister {
  /** Denom of the exposed stake. */
  denom: Denom;
}
/** See [`ExecuteMsg::SealPanel`](super::ExecuteMsg::SealPanel). */
export interface SealPanel {
  /** Campaign id. */
  campaign: number;
  /** The seal, 32 bytes, of one label for each named item in ascending order; its wave is that of the panel. */
  seal: Binary;
  /** Sealed box of salt and labels to the campaign's reading key, as in `Commit`; none where it has none. */
  sealed?: Binary | null;
  /** Task index. */
  task: number;
}
/** See [`ExecuteMsg::RevealPanel`](super::ExecuteMsg::RevealPanel). */
export interface RevealPanel {
  /** Campaign id. */
  campaign: number;
  /** Whose seals to open, 1 to 32, each once. */
  labelers: string[];
  /** The packed labels of each, one after the other, at most 64 KiB. */
  labels: Binary;
  /** One salt of 16 bytes for each, in the same order. */
  salts: Binary;
  /** Task index. */
  task: number;
}
/** Names a task whose challenge is live. */
export interface PanelRef {
  /** Campaign id. */
  campaign: number;
  /** Task index. */
  task: number;
}
/** What may be asked about the task registry's state. */
export type QueryMsg = {
  /** Siblings, settings and mode. */
  config: {};
} | {
  /** The deposit that a campaign of these terms needs now; fails as `CreateCampaign` would. */
  quote: CreateCampaign;
} | {
  /** One campaign. */
  campaign: CampaignRef;
} | {
  /** Campaigns in ascending order, 10 a page, at most 50. */
  campaigns: CampaignsPage;
} | {
  /** One task. */
  task: TaskRef;
} | {
  /** Tasks that have started, in ascending order, 10 a page, at most 50. */
  tasks: TasksPage;
} | {
  /** The tasks open for seats. */
  frontier: CampaignRef;
} | {
  /** A labeler's ticket and open seats in a campaign. */
  ticket: LabelerRef;
} | {
  /** A labeler's stake that tickets and unsettled seats expose. */
  exposure: StakeRef;
} | {
  /** One seat. */
  seat: TaskSeat;
} | {
  /** Seats of a task, forfeited ones included, in the order of the labelers' canonical addresses; 10 a page, at most 50. */
  seats: SeatsPage;
} | {
  /** A labeler's seats in the tasks from `start_after` on; scans at most 50 tasks. */
  seats_by_labeler: LabelerPage;
} | {
  /** The items that a wave of a task asks its seats for. */
  asked: WaveRef;
} | {
  /** The gold of a task that was opened. */
  gold: TaskRef;
} | {
  /** A resolved task's labels, margins, confidences and scores. */
  verdict: TaskRef;
} | {
  /** The packed labels of a revealed seat. */
  labels: TaskSeat;
} | {
  /** Packed verdicts of resolved tasks in ascending order, 10 a page, at most 16. */
  export: TasksPage;
} | {
  /** What a challenge of that many items of a task costs now: what `Challenge` must be paid exactly. */
  challenge_bond: ChallengeSize;
} | {
  /** Challenges of a task in the order they were made, 10 a page, at most 50. */
  challenges: ChallengesPage;
} | {
  /** All seats of a challenge's panel, forfeited ones included. */
  panel: ChallengeRef;
} | {
  /** The packed labels of the named items by a panelist who revealed. */
  panel_labels: PanelSeat;
} | {
  /** An account's registrations for panels, by the denom of the exposed stake. */
  registrations: StakeRef;
} | {
  /** What a campaign's labels are worth, by its settled tasks: what an offer of licenses can be checked against. */
  certificate: CampaignRef;
} | {
  /** Query the contract's ownership information */
  ownership: {};
};
/** A page of campaigns. */
export interface CampaignsPage {
  /** Entries wanted. */
  limit?: number | null;
  /** Last id of the page before. */
  start_after?: number | null;
}
/** Names a task. */
export interface TaskRef {
  /** Campaign id. */
  campaign: number;
  /** Task index. */
  task: number;
}
/** A page of a campaign's tasks. */
export interface TasksPage {
  /** Campaign id. */
  campaign: number;
  /** Entries wanted. */
  limit?: number | null;
  /** Last index of the page before. */
  start_after?: number | null;
}
/** Names a labeler in a campaign. */
export interface LabelerRef {
  /** Campaign id. */
  campaign: number;
  /** The labeler. */
  labeler: string;
}
/** Names a labeler's stake in a denom. */
export interface StakeRef {
  /** The stake's denom. */
  denom: Denom;
  /** The labeler. */
  labeler: string;
}
/** Names a seat. */
export interface TaskSeat {
  /** Campaign id. */
  campaign: number;
  /** Who sits there. */
  labeler: string;
  /** Task index. */
  task: number;
}
/** A page of a task's seats. */
export interface SeatsPage {
  /** Campaign id. */
  campaign: number;
  /** Entries wanted. */
  limit?: number | null;
  /** Last labeler of the page before. */
  start_after?: string | null;
  /** Task index. */
  task: number;
}
/** A page of a campaign's tasks, for one labeler. */
export interface LabelerPage {
  /** Campaign id. */
  campaign: number;
  /** The labeler. */
  labeler: string;
  /** Tasks to scan. */
  limit?: number | null;
  /** `scanned_to` of the page before. */
  start_after?: number | null;
}
/** Names a wave of a task. */
export interface WaveRef {
  /** Campaign id. */
  campaign: number;
  /** Task index. */
  task: number;
  /** Wave, 0 for the first; that of the seat. */
  wave: number;
}
/** A challenge by its size. */
export interface ChallengeSize {
  /** Campaign id. */
  campaign: number;
  /** Number of items named. */
  items: number;
  /** Task index. */
  task: number;
}
/** Asks for a page of a task's challenges. */
export interface ChallengesPage {
  /** Campaign id. */
  campaign: number;
  /** Entries a page. */
  limit?: number | null;
  /** The last challenge of the page before. */
  start_after?: number | null;
  /** Task index. */
  task: number;
}
/** Names a challenge of a task. */
export interface ChallengeRef {
  /** Campaign id. */
  campaign: number;
  /** Number of the challenge. */
  challenge: number;
  /** Task index. */
  task: number;
}
/** Names a panelist of a challenge. */
export interface PanelSeat {
  /** Campaign id. */
  campaign: number;
  /** Number of the challenge. */
  challenge: number;
  /** The panelist. */
  labeler: string;
  /** Task index. */
  task: number;
}
/** Nothing to say: a migration changes code and storage version only. */
export interface MigrateMsg {}
/** The items that a wave asks for. */
export interface AskedResponse {
  /** One bit for each item of the task, low bits first. Labels are in ascending order of the items that are set. */
  bitmap: Binary;
  /** How many. */
  items: number;
}
/**
 * Whether a campaign takes seats.
 *
 * * `open`: Takes seats.
 * * `ended`: Takes no more seats; what has begun goes on.
 * * `closed`: Every task is settled, void or released.
 */
export type CampaignStatus = "open" | "ended" | "closed";
/** One campaign. */
export interface CampaignResponse {
  /** Campaign id. */
  campaign: number;
  /** Whether its requester cancelled it. */
  cancelled: boolean;
  /** Height of the block in which it was created: none of its events is older. */
  created_at_height: number;
  /** Protocol fee of one label, frozen. */
  fee_per_label: Uint128;
  /** First second of a ticket, with which its first seats open. */
  opens_at: Timestamp;
  /** Penalty settings, frozen. */
  params: Params;
  /** How far a full label's evidence counts for reputation, frozen: 65 536 is fully. */
  reputation_scale: number;
  /** Who pays. */
  requester: Addr;
  /** Whether it takes seats. */
  status: CampaignStatus;
  /** Number of tasks. */
  tasks: number;
  /** Tasks that are settled, void or released. */
  tasks_done: number;
  /** What it promises. */
  terms: Terms;
  /** Tip of one task, frozen. */
  tip_per_task: Uint128;
  /** Whether nothing but the draw protects the verdict: neither gold nor rules of eligibility. */
  unprotected: boolean;
}
/** A page of campaigns. */
export interface CampaignsResponse {
  /** In ascending order. */
  campaigns: CampaignResponse[];
}
/**
 * A fixed-point decimal value with 18 fractional digits, i.e. Decimal(1_000_000_000_000_000_000) == 1.0
 *
 * The greatest possible value that can be represented is 340282366920938463463.374607431768211455 (which is (2^128 - 1) / 10^18)
 */
export type Decimal = string;
/** What a campaign's labels are worth, by its settled tasks. */
export interface CertificateResponse {
  /** Challenges whose panel changed none. */
  challenges_lost: number;
  /** Challenges that changed a label. */
  challenges_upheld: number;
  /** Labels of those for whom an issuer of the terms vouched. */
  credentials: IssuerLabels[];
  /** With 97.5 % of certainty a plain vote is right on at least this part of all answers (Wilson score interval), as far as the gold items are drawn from all of them; 0 without gold. */
  gold_accuracy_at_least: Bps;
  /** Gold answers that were opened and counted. */
  gold_items: number;
  /** Of these on which a plain vote of the seats is right, or their median less than half a standard deviation of the task's verdicts away; the verdict itself takes the gold. */
  gold_right: number;
  /** Items with a verdict. */
  items: number;
  /** Distinct labelers who were paid. */
  labelers: number;
  /** Labels paid for, panels left out. */
  labels: number;
  /** Labels of an item and question, on average. */
  mean_overlap: Decimal;
  /** Part of the items whose first verdict is sure of every question: led by 5 bits or more, and of a scale has an error at least 3 bits smaller than chance. */
  sure: Bps;
}
/** Labels of those for whom an issuer vouched. */
export interface IssuerLabels {
  /** Who vouched. */
  issuer: Addr;
  /** Labels paid for. */
  labels: number;
}
/** What a challenge costs. */
export interface ChallengeBondResponse {
  /** The bond, which is all that a challenge costs. */
  amount: Uint128;
  /** The campaign's denom. */
  denom: Denom;
}
/**
 * Where a challenge stands.
 *
 * * `registering`: Those who want a seat of its panel register.
 * * `seating`: Those who registered take seats when chance says, and seal.
 * * `revealing`: The panel's seals are opened.
 * * `unfilled`: Fewer than three panelists gave labels: the verdict stands.
 * * `decided`: Its panel decided.
 */
export type ChallengeStatus = "registering" | "seating" | "revealing" | "unfilled" | "decided";
/** A page of a task's challenges. */
export interface ChallengesResponse {
  /** In the order they were made. */
  challenges: ChallengeResponse[];
}
/** A challenge. */
export interface ChallengeResponse {
  /** What pays the panel. */
  bond: Uint128;
  /** Its number, 1 for the task's first. */
  challenge: number;
  /** Who bonded it. */
  challenger: Addr;
  /** One bit for each item of the task and each question, those of the first question first: set where its panel changed the label; none where it changed none. */
  changed?: Binary | null;
  /** Last second to sit; while it reveals, to reveal. */
  deadline: Timestamp;
  /** When the round comes, from which on those who registered may sit one after the other. */
  drawn_at: Timestamp;
  /** One bit for each item of the task, low bits first. */
  items: Binary;
  /** When it was made. */
  opened_at: Timestamp;
  /** Randomness of the round, once somebody sits. */
  randomness?: Binary | null;
  /** Last second to register. */
  register_by: Timestamp;
  /** Round of drand that decides who may sit when. */
  round: number;
  /** Seats of its panel. */
  seats: number;
  /** Where it stands. */
  status: ChallengeStatus;
  /** Of these taken now. */
  taken: number;
  /** The wave in the seals of its panel. */
  wave: number;
}
/** Siblings, settings and mode. */
export interface ConfigResponse {
  /** Address of label-escrow. */
  label_escrow: Addr;
  /** Whether new work may start. */
  mode: Mode;
  /** Settings for new campaigns. */
  params: Params;
  /** Address of reputation-staking. */
  reputation_staking: Addr;
  /** Address of reward-token. */
  reward_token: Addr;
}
/** A page of verdicts. */
export interface ExportResponse {
  /** In ascending order. */
  tasks: ExportEntry[];
}
/** A verdict in a page of an export. */
export interface ExportEntry {
  /** Challenges that a panel decided. */
  decided: number;
  /** The first verdict's labels, where a panel changed any. */
  first?: Binary | null;
  /** Index of its first item in the campaign. */
  first_item: number;
  /** Number of items. */
  items: number;
  /** The verdict's labels, packed by the number of values, question by question. */
  labels: Binary;
  /** Task index. */
  task: number;
}
/** A labeler's exposure. */
export interface ExposureResponse {
  /** Stake that tickets and unsettled seats expose. */
  amount: Uint128;
}
/** The tasks open for seats. */
export interface FrontierResponse {
  /** The next task to be opened. */
  next: number;
  /** In the order they were opened, at most the campaign's frontier. */
  tasks: FrontierEntry[];
  /** The highest round of drand that the campaign has verified; zero: none. */
  verified: number;
}
/** A task open for seats. */
export interface FrontierEntry {
  /** Free seats, open or not. */
  free: number;
  /** Seats that newcomers hold. */
  newcomers: number;
  /** When its free seats open, or opened, in ascending order. */
  openings: SeatOpening[];
  /** Task index. */
  task: number;
}
/** Seats of a task that open together. */
export interface SeatOpening {
  /** When: a ticket whose round comes `delay_seconds` later, or later still, may have them. */
  at: Timestamp;
  /** How many; zero where only places of newcomers open. */
  seats: number;
}
/** Opened gold. */
export interface GoldResponse {
  /** For each gold answer its number in the task, `question x items + item` (two bytes, big-endian), and its class or level (one byte); empty where none was opened. */
  gold: Binary;
}
/** The labels of a seat. */
export interface LabelsResponse {
  /** Packed by the number of values, question by question. */
  labels: Binary;
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
/**
 * Where a seat stands.
 *
 * * `drawn`: Drawn; waits for a seal.
 * * `sealed`: Sealed; waits for its reveal.
 * * `revealed`: Revealed.
 * * `forfeited`: Given back, or its commit was missed.
 */
export type SeatStatus = "drawn" | "sealed" | "revealed" | "forfeited";
/** A page of seats. */
export interface SeatsResponse {
  /** In the order of canonical addresses. */
  seats: SeatResponse[];
}
/** One seat. */
export interface SeatResponse {
  /** Last time for its seal. */
  commit_by: Timestamp;
  /** Who sits there. */
  labeler: Addr;
  /** The seal. */
  seal?: Binary | null;
  /** The record it was drawn with. */
  snapshot: HistoryResponse;
  /** Where it stands. */
  status: SeatStatus;
  /** Task index. */
  task: number;
  /** Wave, 0 for the first. */
  wave: number;
}
/** A labeler's record in one domain, or a change of it, all in Q12: 4096 is 1. */
export interface HistoryResponse {
  /** Evidence against being a spammer, in bits; negative is evidence of spam. */
  evidence: number;
  /** Most that `skill` could have been, in labels. */
  mass: number;
  /** Agreement above chance, in labels. */
  skill: number;
}
/** What a campaign costs. */
export interface QuoteResponse {
  /** In which denom. */
  denom: Denom;
  /** The sum of all below: what `CreateCampaign` must be paid exactly. */
  deposit: Uint128;
  /** Protocol fee on them. */
  fee: Uint128;
  /** Gold bonds of all tasks. */
  gold_bonds: Uint128;
  /** Price of all labels that may be asked for. */
  labels: Uint128;
  /** Tips of all tasks. */
  tips: Uint128;
}
/** An account's registrations for panels. */
export interface RegistrationsResponse {
  /** At most 16. */
  registrations: RegistrationResponse[];
}
/** A registration for a panel. */
export interface RegistrationResponse {
  /** Campaign id. */
  campaign: number;
  /** Number of the challenge. */
  challenge: number;
  /** Whether they can sit no more, as the filling is over: the exposure can be taken back. A full panel may open again. */
  over: boolean;
  /** From when on they may sit; none before the round's randomness is known. */
  sits_from?: Timestamp | null;
  /** Stake that it exposes. */
  stake: Uint128;
  /** Task index. */
  task: number;
}
/** A labeler's seats. */
export interface SeatsByLabelerResponse {
  /** Last task scanned; none where all were. */
  scanned_to?: number | null;
  /** In ascending order of tasks. */
  seats: SeatResponse[];
}
/**
 * What became of a task's gold.
 *
 * * `none`: It has none, or is not resolved yet.
 * * `closed`: It stayed closed: the bond is the commons'.
 * * `hung`: No seat passes it: it was ignored, and the bond is the commons'.
 * * `counted`: It counted for verdict and pay, but moved no records: the seats' plurality does not pass it.
 * * `moved`: It counted for verdict and pay, and moved records.
 */
export type GoldOutcome = "none" | "closed" | "hung" | "counted" | "moved";
/**
 * Where a task stands.
 *
 * * `fresh`: Nobody has a seat yet.
 * * `collecting`: Takes seats and seals.
 * * `revealing`: Takes reveals.
 * * `resolved`: Has a verdict that is not paid yet.
 * * `settled`: Paid.
 * * `void`: Ended without a verdict.
 */
export type Phase = "fresh" | "collecting" | "revealing" | "resolved" | "settled" | "void";
/** One task. */
export interface TaskResponse {
  /** Refills used. */
  attempt: number;
  /** Until when the verdict may be challenged, as far as is known; none where the terms or the phase allow none. */
  challenge_by?: Timestamp | null;
  /** Whether a challenge is live. */
  challenged: boolean;
  /** Challenges so far; the last one may be live. */
  challenges: number;
  /** When the phase's window ends: filling or revealing; none in another phase. */
  deadline?: Timestamp | null;
  /** Seats forfeited so far. */
  forfeits: number;
  /** What became of its gold. */
  gold: GoldOutcome;
  /** Until when its gold may be opened, while it is revealing; none where it has no gold. */
  gold_by?: Timestamp | null;
  /** Its number of items. */
  items: number;
  /** Where it stands. */
  phase: Phase;
  /** Who resolved it. */
  resolver?: Addr | null;
  /** Seats wanted up to this wave. */
  seats_wanted: number;
  /** Task index. */
  task: number;
  /** Wave, 0 for the first. */
  wave: number;
}
/** A page of tasks. */
export interface TasksResponse {
  /** In ascending order. */
  tasks: TaskResponse[];
}
/** A labeler's ticket and open seats. */
export interface TicketResponse {
  /** Most open seats, the ticket's included. */
  cap: number;
  /** Tasks in which they have a seat and that still collect. */
  open: number[];
  /** The ticket that waits. */
  ticket?: Ticket | null;
}
/** A ticket. */
export interface Ticket {
  /** Last second at which it can be drawn; after it, it can until `last_height`. */
  draw_by: Timestamp;
  /** When the round comes. */
  draws_at: Timestamp;
  /** Last height at which it can be drawn where `draw_by` has passed. */
  last_height: number;
  /** The round of drand that draws it. */
  round: number;
  /** Seats wanted. */
  seats: number;
}
/** A resolved task. Lists have one entry for every item and question: all items' of the first question, then those of the second. */
export interface VerdictResponse {
  /** Labels that panels changed, ascending by question and item: the first verdict is the labels with these put back. */
  changes: VerdictChange[];
  /** Score of each label of the first verdict, 65 536 is 1; not a probability of being right. */
  confidences: number[];
  /** The label of each item: a class or a level; 255 where nobody labeled it. */
  labels: number[];
  /** How sure each label of the first verdict is, bits in Q12, 4096 being one bit: of classes the lead over the next best, of a scale how many times smaller than chance its error is. */
  margins: number[];
  /** How the seats were scored, in the order of canonical addresses. */
  scores: ScoreResponse[];
  /** Values of the first verdict before they are rounded to levels, one list a question: of a scale one value an item, in levels of 256 parts, none where nobody labeled it; empty for classes. */
  values: (number | null)[][];
}
/** A label that a panel changed. */
export interface VerdictChange {
  /** The last challenge that changed it. */
  challenge: number;
  /** Its label in the first verdict. */
  first: number;
  /** Item of the task. */
  item: number;
  /** Which question. */
  question: number;
}
/** How a seat was scored. */
export interface ScoreResponse {
  /** What the task changes in the record, before scaling. */
  change: HistoryResponse;
  /** Who sat there. */
  labeler: Addr;
  /** Labels they revealed; 0 where they missed the reveal. */
  labels: number;
  /** Part of the price that is paid, with the lift. */
  paid: Bps;
  /** What is paid. */
  pay: Uint128;
  /** Part of the price that the skill earned. */
  rate: Bps;
  /** Skill, Q12: 4096 is 1. */
  skill: number;
}

/** What each query answers. */
export interface QueryResponses {
  asked: AskedResponse;
  campaign: CampaignResponse;
  campaigns: CampaignsResponse;
  certificate: CertificateResponse;
  challenge_bond: ChallengeBondResponse;
  challenges: ChallengesResponse;
  config: ConfigResponse;
  export: ExportResponse;
  exposure: ExposureResponse;
  frontier: FrontierResponse;
  gold: GoldResponse;
  labels: LabelsResponse;
  ownership: OwnershipForString;
  panel: SeatsResponse;
  panel_labels: LabelsResponse;
  quote: QuoteResponse;
  registrations: RegistrationsResponse;
  seat: SeatResponse;
  seats: SeatsResponse;
  seats_by_labeler: SeatsByLabelerResponse;
  task: TaskResponse;
  tasks: TasksResponse;
  ticket: TicketResponse;
  verdict: VerdictResponse;
}

/** Attributes of each event; like all of the chain's they are strings. */
export interface Events {
  /** Emitted when a campaign was created and funded. */
  campaign_created: {
    /** Campaign id. */
    campaign: string;
    /** Who pays. */
    requester: string;
    /** The campaign's denom: native, or cw20: and the token's address. */
    denom: string;
    /** What was deposited. */
    deposit: string;
    /** Price of a label. */
    price: string;
    /** Number of items. */
    items: string;
    /** Number of tasks. */
    tasks: string;
    /** Number of questions. */
    questions: string;
    /** Field of expertise. */
    domain: string;
  };
  /** Emitted when a requester cancelled their campaign. */
  campaign_cancelled: {
    /** Campaign id. */
    campaign: string;
  };
  /** Emitted when every task of a campaign is settled, void or released. */
  campaign_closed: {
    /** Campaign id. */
    campaign: string;
  };
  /** Emitted when tasks that never started were given up and their reserve refunded. */
  work_released: {
    /** Campaign id. */
    campaign: string;
    /** Number of tasks. */
    tasks: string;
    /** Number of items in them. */
    items: string;
  };
  /** Emitted when a labeler took a ticket. */
  ticket_taken: {
    /** Campaign id. */
    campaign: string;
    /** The labeler. */
    labeler: string;
    /** Seats wanted. */
    seats: string;
    /** The round of drand that will draw it. */
    round: string;
    /** When the round comes, Unix time. */
    draws_at: string;
    /** Last second at which it can be drawn, Unix time, unless the chain is slow. */
    draw_by: string;
  };
  /** Emitted when a ticket was drawn. */
  ticket_drawn: {
    /** Campaign id. */
    campaign: string;
    /** The labeler. */
    labeler: string;
    /** Seats drawn. */
    seats: string;
    /** Seats for which there was no room. */
    undrawn: string;
    /** The round of drand that drew it. */
    round: string;
  };
  /** Emitted when a ticket ended without a draw. */
  ticket_voided: {
    /** Campaign id. */
    campaign: string;
    /** The labeler. */
    labeler: string;
    /** The penalty. */
    penalty: string;
  };
  /** Emitted when a labeler was drawn into a seat. */
  seat_drawn: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Wave, 0 for the first. */
    wave: string;
    /** The labeler. */
    labeler: string;
    /** Last second for their seal, Unix time. */
    commit_by: string;
  };
  /** Emitted when a drawn seat was given back or its commit was missed. */
  seat_forfeited: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** The labeler. */
    labeler: string;
    /** The penalty. */
    penalty: string;
  };
  /** Emitted when a labeler sealed their labels. */
  seat_sealed: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Wave that the seat was drawn in, 0 for the first. */
    wave: string;
    /** The labeler. */
    labeler: string;
  };
  /** Emitted when further seats were asked for. */
  wave_asked: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** The new wave. */
    wave: string;
    /** Items asked for. */
    items: string;
    /** Seats asked for. */
    seats: string;
    /** Last second for draws, Unix time. */
    fill_by: string;
  };
  /** Emitted when a task's gold was opened. */
  gold_opened: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Gold answers. */
    items: string;
  };
  /** Emitted when a task got more time to fill its seats. */
  task_refilled: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Refills used. */
    attempt: string;
    /** Last second for draws, Unix time. */
    fill_by: string;
  };
  /** Emitted when a task stopped collecting. */
  task_revealing: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Sealed seats. */
    sealed: string;
    /** Last second for reveals, Unix time. */
    reveal_by: string;
  };
  /** Emitted when a seal was opened. */
  seat_revealed: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Wave that the seat was drawn in, 0 for the first. */
    wave: string;
    /** The labeler. */
    labeler: string;
    /** Labels given; items left out are not counted. */
    labels: string;
  };
  /** Emitted when a sealed seat was not revealed in time. */
  seat_missed: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** The labeler. */
    labeler: string;
    /** The penalty. */
    penalty: string;
  };
  /** Emitted when seats end that gave fewer than half of the labels they were asked for, once a labeler. */
  seats_skipped: {
    /** Campaign id. */
    campaign: string;
    /** The labeler. */
    labeler: string;
    /** How many. */
    seats: string;
    /** The penalty: a missed commit's for each. */
    penalty: string;
  };
  /** Emitted when a task got its verdict. */
  task_resolved: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Seats revealed. */
    seats: string;
    /** Labels revealed. */
    labels: string;
    /** What became of its gold: `none`, `closed`, `hung`, `counted` or `moved`. */
    gold: string;
    /** Base64 of one byte a label, question by question: the margin in quarter bits, at most 255. Empty above 4 096 labels. */
    margins: string;
    /** Base64 of one byte a label, question by question: the confidence, 255 is 1. Empty above 4 096 labels. */
    confidences: string;
  };
  /** Emitted when a task was paid. */
  task_settled: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Labels paid for. */
    labels: string;
    /** What its labelers get. */
    pay: string;
    /** What nobody earned: goes to the commons. */
    unearned: string;
  };
  /** Emitted when a task ended without a verdict. */
  task_voided: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
  };
  /** Emitted when a verdict was challenged. */
  task_challenged: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge, 1 for the task's first. */
    challenge: string;
    /** The challenger. */
    challenger: string;
    /** Items named. */
    items: string;
    /** Seats of the panel. */
    seats: string;
    /** What pays the panel. */
    bond: string;
    /** Last second to register for a seat. */
    register_by: string;
    /** Round of drand that decides who may sit when. */
    round: string;
    /** When the round comes. */
    drawn_at: string;
    /** Last second in which seats can be taken. */
    fill_by: string;
  };
  /** Emitted when somebody registered for a seat of a panel. */
  panel_registered: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** Who registered. */
    labeler: string;
  };
  /** Emitted when stake that registrations for panels exposed is free again. */
  panel_left: {
    /** Whose stake. */
    labeler: string;
    /** Its denom. */
    denom: string;
    /** How much. */
    amount: string;
  };
  /** Emitted when somebody took a seat of a panel. */
  panel_seated: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The panelist. */
    labeler: string;
    /** Last second for the seal. */
    commit_by: string;
  };
  /** Emitted when a panelist sealed their labels. */
  panel_sealed: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The panelist. */
    labeler: string;
  };
  /** Emitted when a panel's seals may be opened. */
  panel_revealing: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** Sealed seats. */
    sealed: string;
    /** Last second to open them. */
    reveal_by: string;
  };
  /** Emitted when a panelist's seal was opened. */
  panel_revealed: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The panelist. */
    labeler: string;
    /** Labels given. */
    labels: string;
  };
  /** Emitted when a panel seat cost a part of its stake, or all of it. */
  panel_seat_lost: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The panelist. */
    labeler: string;
    /** What they had not done: `unsealed`, `unrevealed`, or `skipped` most of the named items. */
    why: string;
    /** What it cost. */
    penalty: string;
  };
  /** Emitted when fewer than three panelists gave labels: the verdict stands. */
  panel_unfilled: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The challenger. */
    challenger: string;
    /** What they get back of the bond. */
    returned: string;
    /** What those panelists get who gave labels. */
    panel: string;
    /** What the commons gets of it. */
    commons: string;
  };
  /** Emitted when a panel decided, and its bond was divided. */
  panel_decided: {
    /** Campaign id. */
    campaign: string;
    /** Task index. */
    task: string;
    /** Number of the challenge. */
    challenge: string;
    /** The challenger. */
    challenger: string;
    /** Panel seats whose labels counted. */
    seats: string;
    /** Labels that changed. */
    changed: string;
    /** Which: a bitmap of the task's labels, all items' of the first question first, base64; empty where none changed. */
    items: string;
    /** Those labels before, packed question by question, base64. */
    before: string;
    /** Those labels now, packed question by question, base64. */
    after: string;
    /** What the challenger gets back of the bond. */
    returned: string;
    /** What the panel earned. */
    panel: string;
    /** What the commons gets. */
    commons: string;
  };
  /** Emitted when the owner changed the settings for new campaigns. */
  params_updated: {
    /** Part of the seat stake that a missed commit costs, basis points. */
    missed_commit: string;
    /** Least seat stake in the reward token. */
    min_token_seat_stake: string;
    /** Drand's public key, in hexadecimal digits. */
    public_key: string;
    /** When its first round comes, Unix seconds. */
    genesis: string;
    /** Seconds from one round to the next. */
    period_seconds: string;
    /** Rounds decide whose number is a multiple of it. */
    stride: string;
    /** Least seconds from what a round decides upon to the round. */
    delay_seconds: string;
  };
  /** Emitted when the owner stopped or allowed new work. */
  mode_set: {
    /** `active` or `exit_only`. */
    mode: string;
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
