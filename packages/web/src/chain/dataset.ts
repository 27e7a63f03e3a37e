// A campaign's labels, put together out of the verdicts of its tasks, and of their seats where those are wanted.

import {
  fromBase64,
  NO_LABEL,
  seats as allSeats,
  tasks as allTasks,
  unpackAnswers,
  unpackItems,
  valuesOf,
  type taskRegistry,
} from "pasar-client/reading";
import type { Decided, NamedItem, SeatLabels, Source, Wanted } from "../logic/files/columns.js";
import { all } from "./all.js";
import { reader } from "./connection.js";
import { gatewayOf, itemsOf, manifestOf } from "./manifest.js";

/** Phases in which a task has a verdict. */
const DECIDED: readonly taskRegistry.Phase[] = ["resolved", "settled"];
/** Tasks that are asked for at a time. */
const AT_ONCE = 16;

export interface Dataset extends Source {
  /** Tasks there are, decided or not. */
  of: number;
  /** Why the items are called by their numbers: `private` before one signs in, or what went wrong. */
  unnamed?: unknown;
}

/** All labels that there are until now, with the items where they can be had. */
export async function dataset(
  about: taskRegistry.CampaignResponse,
  wanted: Wanted,
): Promise<Dataset> {
  const { campaign, terms } = about;
  const tasks = await all(allTasks(reader().registry, campaign));
  const numbers = tasks.filter(({ phase }) => DECIDED.includes(phase)).map(({ task }) => task);
  const withSeats = wanted.raw === true || wanted.counts === true;
  const [found, named] = await Promise.all([
    inTurn(numbers, (task) => decided(about, task, withSeats)),
    itemsOfTasks(about, numbers).then(
      (items) => (items ? { items } : { unnamed: "private" }),
      // Labels alone are of use too; the page says why they are.
      (unnamed: unknown) => ({ unnamed }),
    ),
  ]);
  const { questions, challenge } = terms;
  return { questions, challenges: challenge != null, tasks: found, of: about.tasks, ...named };
}

async function decided(
  { campaign, terms }: taskRegistry.CampaignResponse,
  task: number,
  withSeats: boolean,
): Promise<Decided> {
  const first = task * terms.page;
  const items = Math.min(terms.page, terms.items - first);
  const [verdict, seats] = await Promise.all([
    reader().registry.query("verdict", { campaign, task }),
    withSeats ? seatsOf(campaign, terms, { task, items }) : undefined,
  ]);
  return { first, items, verdict, ...(seats && { seats }) };
}

/** What the revealed seats of a task said. */
async function seatsOf(
  campaign: number,
  terms: taskRegistry.Terms,
  { task, items }: { task: number; items: number },
): Promise<SeatLabels[]> {
  const { registry } = reader();
  const seats = (await all(allSeats(registry, campaign, task))).filter(
    ({ status }) => status === "revealed",
  );
  const waves = new Map<number, Promise<number[]>>();
  const askedIn = (wave: number) => {
    const asked = waves.get(wave) ?? itemsAsked(campaign, task, wave, items);
    waves.set(wave, asked);
    return asked;
  };
  const values = valuesOf(terms);
  return Promise.all(
    seats.map(async ({ labeler, wave }) => {
      const [asked, packed] = await Promise.all([
        askedIn(wave),
        registry.query("labels", { campaign, task, labeler }),
      ]);
      const given = unpackAnswers(values, asked.length, fromBase64(packed.labels));
      const labels = new Uint8Array(values.length * items).fill(NO_LABEL);
      given.forEach((label, at) => {
        const question = Math.floor(at / asked.length);
        labels[question * items + (asked[at % asked.length] ?? 0)] = label;
      });
      return { labeler, labels };
    }),
  );
}

/** The items that a wave is asked for; all of them by the first one. */
async function itemsAsked(campaign: number, task: number, wave: number, items: number) {
  if (wave === 0) return Array.from({ length: items }, (_, index) => index);
  const { bitmap } = await reader().registry.query("asked", { campaign, task, wave });
  return unpackItems(fromBase64(bitmap));
}

/** The items of tasks by their numbers, each proven to be of the terms; none before one signs in to their gateway. */
async function itemsOfTasks(
  { campaign, terms }: taskRegistry.CampaignResponse,
  tasks: readonly number[],
): Promise<ReadonlyMap<number, NamedItem> | undefined> {
  const manifest = await manifestOf(terms);
  if (gatewayOf(manifest, campaign) !== undefined) return undefined;
  const pages = await inTurn(tasks, (task) => itemsOf(manifest, campaign, task));
  return new Map(pages.flatMap(({ items }) => items.map((item) => [item.number, item] as const)));
}

/** Some at a time, so that neither a node nor a host is asked for everything at once. */
async function inTurn<T, R>(list: readonly T[], make: (entry: T) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  for (let from = 0; from < list.length; from += AT_ONCE) {
    found.push(...(await Promise.all(list.slice(from, from + AT_ONCE).map(make))));
  }
  return found;
}
