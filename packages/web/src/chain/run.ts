// A campaign as its requester runs it: how far each page is, and what is sealed to their reading key.

import {
  classNames,
  packItems,
  seats as allSeats,
  tasks as allTasks,
  toBase64,
  type EncodeObject,
  type taskRegistry,
} from "pasar-client/reading";
import type { ReadSeat } from "pasar-client/signing";
import type { SealedPage } from "../logic/inference.js";
import { leads, toAskAgain } from "../logic/votes.js";
import { all } from "./all.js";
import { dueWork, type DueWork } from "./due.js";
import { reader } from "./connection.js";
import { inferPages } from "./inference.js";
import { readingKey } from "./new-campaign.js";
import { asking } from "./parts.js";
import { account } from "./wallet.js";

/** Pages in work that are looked into. */
const MOST_OPEN = 100;

export interface RunningTask {
  task: taskRegistry.TaskResponse;
  /** Seats by where they stand. */
  seats: Record<taskRegistry.SeatStatus, number>;
}

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
    dueWork(),
  ]);
  const withSeats = tasks.map(async (task): Promise<RunningTask> => {
    const seats = { drawn: 0, sealed: 0, revealed: 0, forfeited: 0 };
    for (const { status } of await all(allSeats(registry, campaign, task.task))) seats[status] += 1;
    return { task, seats };
  });
  return {
    about,
    tasks: await Promise.all(withSeats),
    due: due.filter((work) => work.campaign === campaign),
  };
}

/** What the sealed boxes of a page say. */
export interface ReadTask {
  task: number;
  seats: ReadSeat[];
  /** Labelers whose box is junk: only they can reveal. */
  unreadable: number;
  /** Items that a further wave would ask for. */
  again: number[];
  /** Seats that it would ask for; unknown where votes were counted. */
  more: number | undefined;
}

/** Reads all boxes of a campaign that are not revealed yet; the wallet signs the text of its key once. */
export async function readBoxes(about: taskRegistry.CampaignResponse): Promise<ReadTask[]> {
  const { campaign, terms } = about;
  const { readSeats } = await asking();
  const key = await readingKey(terms.manifest.root);
  const found = await readSeats(account.value!.client, campaign, key);
  const tasks = new Set([...found.seats, ...found.unreadable].map(({ task }) => task));
  const read = await Promise.all(
    [...tasks]
      .sort((a, b) => a - b)
      .map(async (task) => ({
        about: await reader().registry.query("task", { campaign, task }),
        seats: found.seats.filter((seat) => seat.task === task),
        unreadable: found.unreadable.filter((seat) => seat.task === task).length,
      })),
  );
  // Pages of forms are inferred by pasar adapt alone.
  const asksClasses = classNames(terms).length > 0;
  const full = read.filter(({ seats }) => asksClasses && seats.length > 0);
  const inferred = await inferPages(full.map(({ about, seats }) => pageOf(terms, about, seats)));
  return read.map(({ about: task, seats, unreadable }): ReadTask => {
    const at = full.findIndex((one) => one.about === task);
    const { items, seats: more } = inferred?.[at] ?? { items: [], seats: 0 };
    const by = { task: task.task, seats, unreadable };
    if (!mayAsk(terms, task) || at < 0) return { ...by, again: [], more: 0 };
    if (inferred) return { ...by, again: items, more };
    const again = toAskAgain(leads(task.items, classNames(terms).length, seats));
    return { ...by, again, more: undefined };
  });
}

/** Whether a page may have a further wave. */
function mayAsk({ max_waves }: taskRegistry.Terms, { phase, wave }: taskRegistry.TaskResponse) {
  return phase === "collecting" && wave + 1 < max_waves;
}

function pageOf(
  terms: taskRegistry.Terms,
  { items, wave, seats_wanted }: taskRegistry.TaskResponse,
  seats: readonly ReadSeat[],
): SealedPage {
  const { pay, overlap } = terms;
  const left = Math.max(0, overlap.max - seats_wanted);
  return { classes: classNames(terms).length, items, pay, wave, left, seats };
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
