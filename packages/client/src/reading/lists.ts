import type { Body, Contract, ContractTypes, Names, Response } from "../contract/contract.js";
import type * as LabelEscrow from "../generated/label-escrow.js";
import type * as ReputationStaking from "../generated/reputation-staking.js";
import type * as TaskRegistry from "../generated/task-registry.js";

/** Entries wanted of a page; contracts give fewer where entries are heavy. */
const LIMIT = 50;

/** Queries of a contract that give pages. */
export type ListNames<C extends ContractTypes> = {
  [K in Names<C["query"]>]: "start_after" extends keyof Body<C["query"], K> ? K : never;
}[Names<C["query"]>];

/** What a list query is asked, without the page. */
export type ListBody<C extends ContractTypes, K extends string> = Omit<
  Body<C["query"], K>,
  "start_after" | "limit"
>;

/** What a page begins after. */
export type Cursor<C extends ContractTypes, K extends string> =
  Body<C["query"], K> extends { start_after?: infer S | null } ? NonNullable<S> : never;

/**
 * All entries of any list query, page by page. `list` takes them out of a page, `cursor` says
 * after which one to go on. The named lists below are shorter.
 *
 * @example
 * ```ts
 * const asked = { campaign: 1, task: 0 };
 * const list = entries(client.registry, "seats", asked, (page) => page.seats, (seat) => seat.labeler);
 * for await (const { labeler, status } of list) console.log(labeler, status);
 * ```
 */
export async function* entries<C extends ContractTypes, K extends ListNames<C>, E>(
  contract: Contract<C>,
  name: K,
  body: ListBody<C, K>,
  list: (page: Response<C, K>) => readonly E[],
  cursor: (entry: E) => Cursor<C, K>,
): AsyncGenerator<E, void, undefined> {
  // A page may be shorter than asked for and not be the last: only an empty one is.
  let after: Cursor<C, K> | null = null;
  for (;;) {
    const asked: object = { ...body, start_after: after, limit: LIMIT };
    const found = list(await queryUntyped(contract, name, asked));
    const last = found.at(-1);
    if (last === undefined) return;
    yield* found;
    after = cursor(last);
  }
}

/** The body is checked where `entries` is called; its page cannot be for every contract at once. */
function queryUntyped<C extends ContractTypes, K extends Names<C["query"]>>(
  contract: Contract<C>,
  name: K,
  body: object,
): Promise<Response<C, K>> {
  return (contract.query as (name: K, body: object) => Promise<Response<C, K>>).call(
    contract,
    name,
    body,
  );
}

type Registry = Contract<TaskRegistry.Types>;
type Escrow = Contract<LabelEscrow.Types>;
type Staking = Contract<ReputationStaking.Types>;

/** All campaigns, ascending. */
export const campaigns = (registry: Registry) =>
  entries(
    registry,
    "campaigns",
    {},
    (page) => page.campaigns,
    (entry) => entry.campaign,
  );

/** The tasks of a campaign that have started, ascending. */
export const tasks = (registry: Registry, campaign: number) =>
  entries(
    registry,
    "tasks",
    { campaign },
    (page) => page.tasks,
    (entry) => entry.task,
  );

/** The seats of a task, forfeited ones included. */
export const seats = (registry: Registry, campaign: number, task: number) =>
  entries(
    registry,
    "seats",
    { campaign, task },
    (page) => page.seats,
    (entry) => entry.labeler,
  );

/** The challenges of a task, in the order they were made. */
export const challenges = (registry: Registry, campaign: number, task: number) =>
  entries(
    registry,
    "challenges",
    { campaign, task },
    (page) => page.challenges,
    (entry) => entry.challenge,
  );

/** The packed verdicts of a campaign, ascending by task. */
export const verdicts = (registry: Registry, campaign: number) =>
  entries(
    registry,
    "export",
    { campaign },
    (page) => page.tasks,
    (entry) => entry.task,
  );

/** The holders of a dataset's shares. */
export const holders = (escrow: Escrow, campaign: number) =>
  entries(
    escrow,
    "holders",
    { campaign },
    (page) => page.holders,
    (entry) => entry.holder,
  );

/** The licenses to a dataset that were ever on sale, ascending by number. */
export const offers = (escrow: Escrow, campaign: number) =>
  entries(
    escrow,
    "offers",
    { campaign },
    (page) => page.offers,
    (entry) => entry.offer,
  );

/** The denoms that were ever allowed. */
export const denoms = (escrow: Escrow) =>
  entries(
    escrow,
    "denoms",
    {},
    (page) => page.denoms,
    (entry) => entry.terms.denom,
  );

/** The escrow's or the staking contract's books, denom by denom. */
export const audit = (contract: Escrow | Staking) =>
  entries(
    contract as Escrow,
    "audit",
    {},
    (page) => page.denoms,
    (entry) => entry.denom,
  );

/** Everything that an address has staked. */
export const stakes = (staking: Staking, staker: string) =>
  entries(
    staking,
    "stakes",
    { staker },
    (page) => page.stakes,
    (entry) => entry.denom,
  );

/**
 * A labeler's seats of a campaign, ascending by task, forfeited ones included. Looks at every task
 * that has started.
 */
export async function* seatsOf(
  registry: Registry,
  campaign: number,
  labeler: string,
): AsyncGenerator<TaskRegistry.SeatResponse, void, undefined> {
  // The tasks from `next` on have not started: nobody has a seat there.
  const frontier = registry.query("frontier", { campaign });
  // Whoever reads the seats hears of it below.
  frontier.catch(() => undefined);
  for (let after: number | null | undefined = null; ; ) {
    const page: TaskRegistry.SeatsByLabelerResponse = await registry.query("seats_by_labeler", {
      campaign,
      labeler,
      start_after: after,
      limit: LIMIT,
    });
    yield* page.seats;
    after = page.scanned_to;
    if (after === null || after === undefined || after + 1 >= (await frontier).next) return;
  }
}
