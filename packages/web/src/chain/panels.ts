// Panels of challenged tasks: what an account has there, what it earned, and what works for it.

import { panelView, type PanelView } from "pasar-client/panel";
import {
  fromBase64,
  unpackAnswers,
  unpackItems,
  valuesOf,
  type taskRegistry,
} from "pasar-client/reading";
import { panelPay } from "../logic/panel.js";
import { now, reader } from "./connection.js";
import { fitness, type Fitness } from "./fitness.js";
import { asking, labeling } from "./parts.js";
import type { Engine } from "./work.js";

/** The newest challenge of a task, as an account sees it. */
export interface PanelOf {
  campaign: taskRegistry.CampaignResponse;
  task: taskRegistry.TaskResponse;
  /** None where nobody challenged it. */
  view: PanelView | undefined;
  fit: Fitness | undefined;
}

export async function lookAtPanel(
  campaign: number,
  task: number,
  labeler: string | undefined,
): Promise<PanelOf> {
  const { registry } = reader();
  const [about, header] = await Promise.all([
    registry.query("campaign", { campaign }),
    registry.query("task", { campaign, task }),
  ]);
  const of = { campaign, task, challenge: header.challenges };
  const [view, fit] = await Promise.all([
    of.challenge > 0 ? panelView(reader(), of, about.terms, labeler) : undefined,
    labeler === undefined ? undefined : fitness(reader(), about, labeler),
  ]);
  return { campaign: about, task: header, view, fit };
}

/** Most registrations and challenges that are looked at, the newest ones. */
const MOST = 32;

/** Whose panels: those for which an account registered, those of its challenges, or any that take panelists. */
export type Whose = "labeler" | "challenger" | "anybody";

/** Their tasks, of one campaign or of all, as long as the node finds them. */
export async function panelsOf(whose: Whose, address: string, only?: number) {
  const { chain, registry } = reader();
  const name = whose === "labeler" ? "panel_registered" : "task_challenged";
  const at = `wasm-${name}.`;
  const by = whose === "anybody" ? "" : `${at}${whose}='${address}' AND `;
  const query = `${by}${at}_contract_address='${registry.address}'`;
  const found = await chain.searchTx(query, { order: "desc", most: MOST });
  const own = found
    .flatMap((tx): Record<string, string>[] => registry.events(tx, name))
    .filter((one) => (by ? one[whose] === address : +one["register_by"]! >= now()))
    .map(({ campaign, task }) => ({ campaign: +campaign!, task: +task! }))
    .filter(({ campaign }) => campaign === (only ?? campaign));
  const each = new Map(own.map((one) => [`${one.campaign}/${one.task}`, one]));
  return [...each].map(([key, one]) => ({ key, ...one }));
}

/** What a panelist earned once their panel ended; undefined on scales, where nearness counts. */
export async function earnedOf(
  { campaign: { campaign, terms }, task }: PanelOf,
  { challenge: number, items, changed }: taskRegistry.ChallengeResponse,
  labeler: string,
): Promise<bigint | undefined> {
  const { questions, price } = terms;
  if (!questions.every((question) => "classes" in question)) return undefined;
  const { registry } = reader();
  const of = { campaign, task: task.task };
  const [verdict, { labels }] = await Promise.all([
    registry.query("verdict", of),
    registry.query("panel_labels", { ...of, challenge: number, labeler }),
  ]);
  const named = unpackItems(fromBase64(items));
  const places = questions.flatMap((_, question) =>
    named.map((item) => question * task.items + item),
  );
  const flipped = new Set(changed ? unpackItems(fromBase64(changed)) : []);
  return panelPay(
    BigInt(price),
    unpackAnswers(valuesOf(terms), named.length, fromBase64(labels)),
    places.map((place) => verdict.labels[place]!),
    new Set(places.flatMap((place, at) => (flipped.has(place) ? [at] : []))),
  );
}

/** Makes what registers, sits, seals what was approved, and reveals; one and the same each time. */
export function panelistOf({ worker, campaign, options }: Engine, task: number, challenge: number) {
  const load = async () => {
    const [{ IndexedStore }, { Panelist }] = await Promise.all([labeling(), asking()]);
    const store = new IndexedStore();
    return new Panelist(worker.client, campaign, task, { ...options, store, challenge });
  };
  let made: ReturnType<typeof load> | undefined;
  return () => {
    made ??= load();
    made.catch(() => (made = undefined));
    return made;
  };
}
