import {
  bond,
  createCampaign,
  Labeler,
  native,
  tasks,
  type LabelerOptions,
  type PasarClient,
  type Step,
  type taskRegistry,
} from "pasar-client";
import { MONEY } from "./accounts.js";
import { DRAND } from "./drand.js";
import { nearly, SEAT_STAKE } from "./terms.js";
import { pause, until } from "./until.js";

/** What a labeler says of an item of the campaign. */
export type Opinion = (item: number) => number | null;

/** Opens a campaign; its id. */
export async function open(requester: PasarClient, terms: taskRegistry.Terms): Promise<number> {
  const tx = await requester.send(await createCampaign(requester, terms));
  const [created] = requester.registry.events(tx, "campaign_created");
  if (!created) throw new Error("no campaign_created");
  return Number(created.campaign);
}

/** Stakes enough for so many seats, for each of them. */
export const stakeAll = (labelers: readonly PasarClient[], seats = 8n, denom = MONEY) =>
  Promise.all(
    labelers.map((labeler) => labeler.send(bond(labeler, native(denom), seats * SEAT_STAKE))),
  );

/** A labeler with an opinion on every item. */
export const withOpinion = (
  client: PasarClient,
  campaign: number,
  opinion: Opinion,
  options: Omit<LabelerOptions, "labels" | "drand"> = {},
) =>
  new Labeler(client, campaign, {
    labels: ({ asked, firstItem }) => asked.map((item) => opinion(firstItem + item)),
    drand: DRAND,
    ...options,
  });

/** Honest labelers whose errors differ. */
export const honest = (clients: readonly PasarClient[], campaign: number) =>
  clients.map((client, n) => withOpinion(client, campaign, nearly(9 + 4 * n)));

/** Those who can be asked for a step: labelers and cranks. */
export interface Worker {
  step(): Promise<unknown>;
}

/** Pauses between two steps of a worker, as each asks the chain a dozen questions. */
const WORK_MS = 700;

/** Lets everybody step, each at their own pace, until the chain shows what is wanted. */
export async function working<T>(
  workers: readonly Worker[],
  what: string,
  look: () => Promise<T | undefined | false | null>,
  seconds = 300,
): Promise<T> {
  let over = false;
  const runs = workers.map(async (worker) => {
    while (!over) {
      await worker.step();
      await pause(WORK_MS);
    }
  });
  const lookOn = async () => {
    if (over) throw new Error("a worker failed");
    return look();
  };
  // A worker that fails ends the wait at once, with what it met.
  const failed = Promise.all(runs).then(() => new Promise<never>(() => {}));
  try {
    return await Promise.race([until(what, lookOn, seconds), failed]);
  } finally {
    over = true;
    await Promise.allSettled(runs);
  }
}

/** What a task waits for. */
const CRANKS = { revealing: "resolve", resolved: "settle" } as const;

/** Turns these cranks for all tasks of a campaign, as soon as they are accepted. */
export function crank(
  client: PasarClient,
  campaign: number,
  names: readonly ("resolve" | "settle")[] = ["resolve", "settle"],
): Worker {
  return {
    async step() {
      const due = [];
      for await (const { task, phase } of tasks(client.registry, campaign)) {
        const name = phase in CRANKS && CRANKS[phase as keyof typeof CRANKS];
        if (!name || !names.includes(name)) continue;
        due.push(client.registry.message(name, { campaign, tasks: [task] }));
      }
      return client.trySend(due);
    },
  };
}

/** Whether every one of the tasks is in the phase. */
export const inPhase =
  (client: PasarClient, campaign: number, phase: taskRegistry.Phase, tasks = [0]) =>
  async () => {
    const look = (task: number) => client.registry.query("task", { campaign, task });
    const found = await Promise.all(tasks.map(look));
    return found.every((task) => task.phase === phase) && found;
  };

/** Whether the campaign is closed. */
export const isClosed = (client: PasarClient, campaign: number) => async () =>
  (await client.registry.query("campaign", { campaign })).status === "closed";

/** Steps one labeler until a step did what is wanted. */
export const stepping = (labeler: Labeler, what: string, did: (step: Step) => boolean) =>
  until(what, async () => did(await labeler.step()));
