// A campaign on a local chain, message by message.

import {
  bond,
  classQuestion,
  createCampaign,
  pack,
  randomSalts,
  seal,
  seatsOf,
  seconds,
  signatureOf,
  ticketStage,
  timestamp,
  toBase64,
  type PasarClient,
  type taskRegistry,
} from "../src/index.js";
import { concat } from "../src/formats/bytes.js";
import { deployment, drand, native, nextBlock } from "./chain.js";

const SEAT_STAKE = 10_000n;
/** Most rounds of tickets. */
const MOST_ROUNDS = 20;

/** What a campaign is like. */
export interface Shape {
  classes: number;
  page: number;
  tasks: number;
  overlap: number;
  /** Seats of a ticket. */
  batch: number;
  /** Tasks of a `resolve` and a `settle`. */
  crank: number;
}

interface Sealed {
  task: number;
  salt: Uint8Array;
  labels: Uint8Array;
}

/** Terms of a shape; whatever else is wanted is changed afterwards. */
export async function terms(client: PasarClient, shape: Shape): Promise<taskRegistry.Terms> {
  const ends = (await client.block()).seconds + 86_400;
  return {
    manifest: { uri: "https://example.org/items", root: "07".repeat(32) },
    questions: [classQuestion(Array.from({ length: shape.classes }, (_, n) => `class ${n}`))],
    domain: "animals",
    items: shape.page * shape.tasks,
    page: shape.page,
    price: "1000",
    denom: native,
    overlap: { min: shape.overlap, max: shape.overlap },
    max_waves: 1,
    windows: {
      opening_seconds: 3,
      ticket_seconds: 60,
      fill_seconds: 3_600,
      commit_seconds: 3_600,
      reveal_seconds: 600,
    },
    ends_at: timestamp(ends),
    eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
    seat_stake: { denom: native, amount: SEAT_STAKE.toString() },
    frontier: shape.tasks,
    first_draw_seconds: 1,
    pay: { floor: 1_000, full: 7_500 },
    shares: { contributors: 5_000, transferable: true, royalty_denoms: [] },
    related: [],
  };
}

/** Creates a campaign; its id. */
export async function create(requester: PasarClient, wanted: taskRegistry.Terms): Promise<number> {
  const tx = await requester.send(await createCampaign(requester, wanted));
  const [created] = requester.registry.events(tx, "campaign_created");
  const campaign = Number(created!["campaign"]);
  const { opens_at } = await requester.registry.query("campaign", { campaign });
  while ((await requester.block()).seconds < seconds(opens_at)) await nextBlock(requester);
  return campaign;
}

/** Everybody's stake, enough for so many seats. */
export async function stake(crowd: readonly PasarClient[], seats: number): Promise<void> {
  const amount = SEAT_STAKE * BigInt(seats);
  await Promise.all(crowd.map((labeler) => labeler.send(bond(labeler, native, amount))));
}

/** Four of five labels are those of the item, the others the labeler's own. */
function labelsOf(shape: Shape, task: number, who: number): number[] {
  return Array.from({ length: shape.page }, (_, item) => {
    const mixed = Math.imul(item + 1, 0x9e3779b1) ^ Math.imul(who * 7919 + task, 0x85ebca6b);
    const noise = (mixed >>> 16) % 5 === 0;
    const truth = Math.imul(item + task * shape.page, 0x27d4eb2f) >>> 16;
    return (noise ? mixed >>> 20 : truth) % shape.classes;
  });
}

/** Seats that a labeler may hold until they are revealed: an eighth of the tasks, or two. */
const mostOpen = ({ tasks }: Shape) => Math.max(2, Math.floor(tasks / 8));

/** Tickets, draws and seals, until no seat is free; each in a transaction of its own. */
export async function sealAll(
  crowd: readonly PasarClient[],
  campaign: number,
  shape: Shape,
): Promise<Sealed[][]> {
  const sealed: Sealed[][] = crowd.map(() => []);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { tasks } = await crowd[0]!.registry.query("frontier", { campaign });
    let free = tasks.reduce((sum, task) => sum + task.free, 0);
    if (free === 0) return sealed;
    // First those with the fewest seats: the others may sit already where a seat is free.
    const eager = crowd.map((_, n) => n).sort((a, b) => sealed[a]!.length - sealed[b]!.length);
    const wanted = crowd.map(() => 0);
    for (const n of eager) {
      wanted[n] = Math.max(0, Math.min(shape.batch, mostOpen(shape) - sealed[n]!.length, free));
      free -= wanted[n];
    }
    const claims = crowd.map(async (labeler, n) => {
      const seats = wanted[n]!;
      if (seats === 0) return false;
      await labeler.send(labeler.registry.message("claim", { campaign, seats }));
      return true;
    });
    const waiting = await Promise.all(claims);
    await Promise.all(
      crowd.map(async (labeler, n) => {
        if (!waiting[n]) return;
        await draw(labeler, campaign);
        sealed[n]!.push(...(await commit(labeler, campaign, shape, n)));
      }),
    );
  }
  throw new Error(`campaign ${campaign} has free seats after ${MOST_ROUNDS} rounds`);
}

/** Draws a labeler's ticket once its round has come. */
async function draw(labeler: PasarClient, campaign: number): Promise<void> {
  const { registry, address } = labeler;
  const { ticket } = await registry.query("ticket", { campaign, labeler: address });
  if (!ticket) throw new Error(`${address} has no ticket`);
  while (ticketStage(ticket, await labeler.block()) === "waits") await nextBlock(labeler);
  const { randomness } = (await registry.query("campaign", { campaign })).params;
  const signature = await signatureOf(drand, randomness, ticket.round);
  await labeler.send(registry.message("claim", { campaign, seats: 0, signature }));
}

async function commit(
  labeler: PasarClient,
  campaign: number,
  shape: Shape,
  who: number,
): Promise<Sealed[]> {
  const drawn: Sealed[] = [];
  const seals: Uint8Array[] = [];
  const registry = labeler.registry.address;
  const place = { chainId: deployment.chain_id, registry, campaign, labeler: labeler.address };
  for await (const { task, wave, status } of seatsOf(labeler.registry, campaign, labeler.address)) {
    if (status !== "drawn") continue;
    const context = { ...place, task, wave };
    const [salt, labels] = [
      randomSalts()(context),
      pack(shape.classes, labelsOf(shape, task, who)),
    ];
    drawn.push({ task, salt, labels });
    seals.push(seal(context, salt, labels));
  }
  if (drawn.length === 0) return [];
  const body = {
    campaign,
    tasks: drawn.map(({ task }) => task),
    seals: toBase64(concat(...seals)),
    sealed: [],
  };
  await labeler.send(labeler.registry.message("commit", body));
  return drawn;
}

/** Everybody opens what they sealed, as many seats in a message as a ticket has. */
export async function revealAll(
  crowd: readonly PasarClient[],
  campaign: number,
  shape: Shape,
  sealed: readonly Sealed[][],
): Promise<void> {
  await Promise.all(
    crowd.map(async (labeler, n) => {
      const own = sealed[n] ?? [];
      for (let from = 0; from < own.length; from += shape.batch) {
        const batch = own.slice(from, from + shape.batch);
        const body = {
          campaign,
          seats: batch.map(({ task }) => ({ task, labeler: labeler.address })),
          salts: toBase64(concat(...batch.map(({ salt }) => salt))),
          labels: toBase64(concat(...batch.map(({ labels }) => labels))),
        };
        await labeler.send(labeler.registry.message("reveal", body));
      }
    }),
  );
}

/** Resolves and settles all tasks. */
export async function crank(keeper: PasarClient, campaign: number, shape: Shape): Promise<void> {
  const all = Array.from({ length: shape.tasks }, (_, task) => task);
  for (const name of ["resolve", "settle"] as const) {
    for (let from = 0; from < all.length; from += shape.crank) {
      const tasks = all.slice(from, from + shape.crank);
      await keeper.send(keeper.registry.message(name, { campaign, tasks }));
    }
  }
}
