// The campaign that people label in the browser: the repository's pictures, on the local chain.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestUri } from "pasar-client/manifest";
import { Relays } from "pasar-client/drand";
import {
  classQuestion,
  MerkleTree,
  tasks,
  timestamp,
  toHex,
  utf8,
  type taskRegistry,
} from "pasar-client/reading";
import { Panelist } from "pasar-client/panel";
import {
  bond,
  createCampaign,
  Labeler,
  type PasarClient,
  type SeatToLabel,
} from "pasar-client/signing";
import { pause, ROOT, setting } from "./setting.js";

export const CLASSES = ["circle", "square", "triangle"];
const KEYS = ["c", "s", "t"];
const TITLES = [undefined, undefined, undefined].map((_, index) => ({
  id: ["lingkaran", "persegi", "segitiga"][index]!,
}));
const EXAMPLE = join(ROOT, "examples/pictures");
const STAKE = { native: "stake" };
export const SEAT_STAKE = 10_000n;

/** Columns of a table without quotes. */
const columns = (name: string) =>
  readFileSync(join(EXAMPLE, name), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

/** The right class of each picture, by its name. */
export const TRUTH = new Map(
  columns("truth.csv").map(([item = "", label = ""]) => [item, CLASSES.indexOf(label)]),
);

export const ITEMS = TRUTH.size;

export interface Published {
  uri: string;
  root: string;
}

/** Writes what labelers see into a folder that is served at an address; a gateway may guard it. */
export async function publish(folder: string, url: string, gateway?: string): Promise<Published> {
  mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLE, "pictures"), join(folder, "pictures"), { recursive: true });
  const lines = await Promise.all(
    columns("items.csv").map(async ([item, picture = ""]) => {
      const hash = await crypto.subtle.digest("SHA-256", readFileSync(join(EXAMPLE, picture)));
      return JSON.stringify({ item, picture, picture_sha256: toHex(new Uint8Array(hash)) });
    }),
  );
  writeFileSync(join(folder, "items.jsonl"), lines.map((line) => `${line}\n`).join(""));
  const header = JSON.stringify({
    pasar: "manifest/1",
    title: {
      en: gateway ? "Which shape, in private?" : "Which shape is there most often?",
      id: "Bentuk mana yang paling banyak?",
    },
    instructions: {
      en: "Count the circles, the squares and the triangles. Choose the shape that occurs most often; there is always one.\n\n* Color does not matter.\n* Size does not matter.",
      id: "Hitung lingkaran, persegi dan segitiga. Pilih bentuk yang paling banyak; selalu ada satu.",
    },
    license: "Apache-2.0",
    minutes_per_100: 8,
    classes: CLASSES.map((name, index) => ({ name, key: KEYS[index], title: TITLES[index] })),
    view: [{ show: "image", field: "picture", zoom: true }],
    examples: [
      { fields: { picture: "pictures/example-1.svg" }, label: "triangle" },
      { fields: { picture: "pictures/example-2.svg" }, label: "square" },
    ],
    items: { file: "items.jsonl", count: ITEMS },
    access: gateway ? { kind: "gateway", url: gateway } : { kind: "public" },
  });
  writeFileSync(join(folder, "manifest.json"), header);
  const root = toHex(MerkleTree.of(lines.map(utf8)).root);
  return { root, uri: manifestUri(`${url}/manifest.json`, utf8(header)) };
}

/** Short, but for what waits for people. */
export const WINDOWS = {
  opening_seconds: 3,
  ticket_seconds: 60,
  fill_seconds: 900,
  commit_seconds: 600,
  reveal_seconds: 600,
};

/** Opens a campaign of one page, labeled three times. */
export async function open(
  requester: PasarClient,
  manifest: Published,
  change: Partial<taskRegistry.Terms> = {},
): Promise<number> {
  const { seconds } = await requester.block();
  const terms: taskRegistry.Terms = {
    manifest,
    questions: [classQuestion(CLASSES)],
    domain: "pictures/counting",
    items: ITEMS,
    page: ITEMS,
    price: "1000",
    denom: STAKE,
    overlap: { min: 3, max: 3 },
    max_waves: 1,
    windows: WINDOWS,
    ends_at: timestamp(seconds + 86_400),
    eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
    seat_stake: { denom: STAKE, amount: String(SEAT_STAKE) },
    frontier: 1,
    first_draw_seconds: 1,
    pay: { floor: 1_000, full: 7_500 },
    shares: { contributors: 6_000, transferable: false, royalty_denoms: [] },
    related: [],
    ...change,
  };
  const tx = await requester.send(await createCampaign(requester, terms));
  const [created] = requester.registry.events(tx, "campaign_created");
  if (!created) throw new Error("no campaign_created");
  return Number(created.campaign);
}

export const relays = () => new Relays(setting("PASAR_RELAYS").split(","));

/** The right classes, in the order of the items. */
export const RIGHT = [...TRUTH.values()];

/** A labeler without a browser; right about the pictures, unless they have another opinion. */
export function program(
  client: PasarClient,
  campaign: number,
  opinion: (item: number) => number = (item) => RIGHT[item] ?? 0,
): Labeler {
  return new Labeler(client, campaign, {
    labels: ({ asked }) => asked.map(opinion),
    drand: relays(),
  });
}

/** Stakes, and labels until the campaign is over. */
export async function work(
  client: PasarClient,
  campaign: number,
  opinion?: (item: number) => number,
): Promise<void> {
  await client.send(bond(client, STAKE, 2n * SEAT_STAKE));
  await program(client, campaign, opinion).run({ waitMs: 1_000 });
}

/** Registers for the panel of a task, and judges with the right labels until it is over. */
export async function judge(client: PasarClient, campaign: number): Promise<void> {
  const labels = ({ asked }: SeatToLabel) => asked.map((item) => RIGHT[item] ?? 0);
  await new Panelist(client, campaign, 0, { labels, drand: relays() }).run({ waitMs: 1_000 });
}

/** Stakes, and makes a step in each of some campaigns in turn, until it is told to end. */
export async function workInTurn(
  client: PasarClient,
  campaigns: readonly number[],
  opinion: ((item: number) => number) | undefined,
  signal: AbortSignal,
): Promise<void> {
  await client.send(bond(client, STAKE, 4n * SEAT_STAKE));
  const programs = campaigns.map((campaign) => program(client, campaign, opinion));
  while (!signal.aborted) {
    for (const one of programs) await one.step();
    await pause(500);
  }
}

const CRANKS: Partial<Record<taskRegistry.Phase, "resolve" | "settle">> = {
  revealing: "resolve",
  resolved: "settle",
};

/** Turns campaigns as keepers do, until it is told to end. Tickets are left to those who took them. */
export async function keep(
  keeper: PasarClient,
  campaigns: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const campaign of campaigns) {
      const due = [];
      for await (const { task, phase } of tasks(keeper.registry, campaign)) {
        const name = CRANKS[phase];
        if (name) due.push(keeper.registry.message(name, { campaign, tasks: [task] }));
      }
      await keeper.trySend(due);
    }
    await pause(700);
  }
}

/** Coins from one account to another. */
export const transfer = (fromAddress: string, toAddress: string, amount: string) => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: { fromAddress, toAddress, amount: [{ denom: "stake", amount }] },
});
