// What time or others' work has made possible, and anybody may do for a tip.

import {
  tasks as allTasks,
  seconds,
  type EncodeObject,
  type taskRegistry,
} from "pasar-client/reading";
import { all, everyCampaign } from "./all.js";
import { now, reader } from "./connection.js";
import { drawsOf, dueTickets } from "./drand.js";
import { account } from "./wallet.js";
import type { Cost, Tip } from "../logic/gain.js";

/** One thing that may be done. */
export interface DueWork {
  id: string;
  kind: "draw" | "advance" | "resolve" | "settle" | "release";
  campaign: number;
  /** None for what concerns the campaign itself. */
  task: number | undefined;
  /** What it is tipped with; penalties may tip it besides. */
  tip: Tip | undefined;
  /** Tickets that it draws. */
  tickets?: number;
  make: () => Promise<EncodeObject[]>;
}

/** What doing it now takes, or why it cannot be done. */
export type Asked = Cost | { error: unknown };

/** What each of these takes by itself, by a simulation. Whoever does several at once pays less for each. */
export async function costsOf(work: readonly DueWork[]): Promise<ReadonlyMap<string, Asked>> {
  const found = await Promise.all(
    work.map(async ({ id, make }): Promise<[string, Asked]> => {
      try {
        const { amount, gas } = await account.value!.client.fee(await make());
        const [coin = { denom: "", amount: "0" }] = amount;
        return [id, { denom: coin.denom, amount: BigInt(coin.amount), gas: BigInt(gas) }];
      } catch (error) {
        return [id, { error }];
      }
    }),
  );
  return new Map(found);
}

/** All that looks due, of one campaign or of all; the chain has the last word, and a simulation asks it for nothing. */
export async function dueWork(only?: number): Promise<DueWork[]> {
  const { registry } = reader();
  const drawn = undrawn(only);
  const found =
    only === undefined
      ? await everyCampaign()
      : [await registry.query("campaign", { campaign: only })];
  const open = found.filter(({ status }) => status !== "closed");
  const works = await Promise.all(
    open.map(async (about) => {
      const tasks = await all(allTasks(registry, about.campaign));
      const due = tasks.flatMap((task) => dueOf(about, task));
      return [...due, ...releaseOf(about, tasks.length)];
    }),
  );
  return [...(await drawn), ...works.flat()];
}

/** Tickets that wait for somebody to draw them, by campaign; none where the node does not search. */
async function undrawn(only?: number): Promise<DueWork[]> {
  const found = await dueTickets(only).catch(() => []);
  const counts = new Map<number, number>();
  for (const { campaign } of found) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  return [...counts].map(([campaign, tickets]) => ({
    id: `draw/${campaign}`,
    kind: "draw",
    campaign,
    task: undefined,
    tip: undefined,
    tickets,
    make: () => drawsOf(campaign),
  }));
}

function dueOf(about: taskRegistry.CampaignResponse, task: taskRegistry.TaskResponse): DueWork[] {
  const over = isOver(task.deadline);
  const kind = kindOf(task.phase, over);
  if (!kind) return [];
  const { campaign, terms } = about;
  const whole = BigInt(about.tip_per_task);
  const half = whole / 2n;
  // Who pays has the unit that cannot be halved.
  const tipped = { advance: undefined, resolve: half, settle: whole - half }[kind];
  const body = { campaign, tasks: [task.task] };
  return [
    {
      id: `${kind}/${campaign}/${task.task}`,
      kind,
      campaign,
      task: task.task,
      tip: tipped === undefined ? undefined : { amount: tipped, denom: terms.denom },
      make: async () => [account.value!.client.registry.message(kind, body)],
    },
  ];
}

/** Whether a moment of the chain has passed. */
export const isOver = (deadline: string | null | undefined): boolean =>
  !!deadline && seconds(deadline) < now();

function kindOf(
  phase: taskRegistry.Phase,
  over: boolean,
): "advance" | "resolve" | "settle" | undefined {
  if (phase === "collecting") return over ? "advance" : undefined;
  // Where all seats are revealed it may be resolved before its time.
  if (phase === "revealing") return "resolve";
  return phase === "resolved" ? "settle" : undefined;
}

/** Frees the reserve of what never started, once the campaign has ended. */
function releaseOf(about: taskRegistry.CampaignResponse, started: number): DueWork[] {
  const { campaign, status, tasks, terms } = about;
  if (status === "open" && !isOver(terms.ends_at)) return [];
  if (started >= tasks) return [];
  const make = async () => [
    account.value!.client.registry.message("advance", { campaign, tasks: [] }),
  ];
  return [
    { id: `release/${campaign}`, kind: "release", campaign, task: undefined, tip: undefined, make },
  ];
}
