// A campaign as its requester runs it: how far each page is, and what is sealed to their reading key.

import {
  packItems,
  seats as allSeats,
  tasks as allTasks,
  toBase64,
  toHex,
  type EncodeObject,
  type taskRegistry,
} from "pasar-client/reading";
import type { ReadSeat, SealedReader } from "pasar-client/signing";
import { questionWords, type SealedPage } from "../logic/inference.js";
import { proposal, type ReadTask, type RunningTask } from "../logic/run.js";
import { own } from "../words/own.js";
import { all } from "./all.js";
import { dueWork, isOver, type DueWork } from "./due.js";
import { reader } from "./connection.js";
import { inferPages } from "./inference.js";
import { readingKey } from "./new-campaign.js";
import { asking } from "./parts.js";
import { account } from "./wallet.js";

/** Pages in work that are looked into. */
const MOST_OPEN = 100;

export interface Running {
  about: taskRegistry.CampaignResponse;
  tasks: RunningTask[];
  due: DueWork[];
}

/** How far a campaign is. */
export async function running(campaign: number): Promise<Running> {
  const { registry } = reader();
  const [about, tasks, due] = await Promise.all([
    registry.query("campaign", { campaign }),
    all(allTasks(registry, campaign), MOST_OPEN),
    dueWork(campaign),
  ]);
  return { about, tasks: await withSeats(campaign, tasks), due };
}

function withSeats(
  campaign: number,
  tasks: readonly taskRegistry.TaskResponse[],
): Promise<RunningTask[]> {
  const { registry } = reader();
  return Promise.all(
    tasks.map(async (task) => {
      return { task, seats: await all(allSeats(registry, campaign, task.task)) };
    }),
  );
}

/** Pages that collect or reveal. */
export async function openTasks(campaign: number): Promise<RunningTask[]> {
  const tasks = await all(allTasks(reader().registry, campaign));
  const open = tasks.filter(({ phase }) => phase === "collecting" || phase === "revealing");
  return withSeats(campaign, open);
}

/** What opens a campaign's boxes; the wallet signs the text of its key once. */
export async function sealedReader({
  campaign,
  created_at_height,
  terms,
}: taskRegistry.CampaignResponse): Promise<SealedReader> {
  const { SealedReader } = await asking();
  const key = await readingKey(terms.manifest.root);
  if (toHex(key.publicKey) !== terms.reading_key) {
    throw own(
      "other_key",
      "labels are sealed to another key than this wallet's: use pasar adapt",
      {},
    );
  }
  return new SealedReader(account.value!.client, campaign, key, created_at_height);
}

/** Reads all boxes of a campaign that are not revealed yet. */
export async function readBoxes(about: taskRegistry.CampaignResponse): Promise<ReadTask[]> {
  return readTasks(about, await sealedReader(about), await openTasks(about.campaign));
}

/** Reads all boxes of these pages that are not revealed yet, and says what further waves would ask for. */
export async function readTasks(
  about: taskRegistry.CampaignResponse,
  sealed: SealedReader,
  tasks: readonly RunningTask[],
): Promise<ReadTask[]> {
  const { terms } = about;
  const found = await sealed.read(tasks.flatMap(({ seats }) => seats));
  const read = tasks.map(({ task }) => ({
    task,
    seats: found.seats.filter((seat) => seat.task === task.task),
    unreadable: found.unreadable.filter((seat) => seat.task === task.task).length,
  }));
  const full = read.filter(({ task, seats }) => seats.length > 0 && mayAsk(about, task));
  const inferred = full.length
    ? await inferPages(full.map(({ task, seats }) => pageOf(terms, task, seats)))
    : [];
  return read
    .filter(({ seats, unreadable }) => seats.length + unreadable > 0)
    .map(({ task, seats, unreadable }): ReadTask => {
      const is = { task: task.task, seats, unreadable };
      const at = full.findIndex((one) => one.task === task);
      if (at < 0) return { ...is, again: [], more: 0, by: "truth" };
      return { ...is, ...proposal(terms, task.items, seats, inferred?.[at]) };
    });
}

/** Whether a page may have a further wave. */
function mayAsk(
  { terms, status }: taskRegistry.CampaignResponse,
  { phase, wave, deadline }: taskRegistry.TaskResponse,
): boolean {
  const open = status === "open" && !isOver(terms.ends_at) && !isOver(deadline);
  return open && phase === "collecting" && wave + 1 < terms.max_waves;
}

function pageOf(
  terms: taskRegistry.Terms,
  { items, wave, seats_wanted }: taskRegistry.TaskResponse,
  seats: readonly ReadSeat[],
): SealedPage {
  const { pay, overlap } = terms;
  const left = Math.max(0, overlap.max - seats_wanted);
  return { questions: terms.questions.map(questionWords), items, pay, wave, left, seats };
}

/** Asks further labelers for items of a page. */
export async function askMessage(
  campaign: number,
  { task, again }: ReadTask,
  seats: number,
): Promise<EncodeObject[]> {
  const { items } = await reader().registry.query("task", { campaign, task });
  const bitmap = toBase64(packItems(again, items));
  return [account.value!.client.registry.message("ask", { campaign, task, items: bitmap, seats })];
}

/** Ends the collecting of a page, where it still collects, and reveals all seats that were read. */
export async function revealMessages(
  campaign: number,
  { task, seats }: ReadTask,
): Promise<EncodeObject[]> {
  const { reveals } = await asking();
  const { client } = account.value!;
  const { phase } = await reader().registry.query("task", { campaign, task });
  const close =
    phase === "collecting" ? [client.registry.message("close", { campaign, tasks: [task] })] : [];
  return [...close, ...reveals(client, campaign, seats)];
}
