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
import { leads, toAskAgain } from "../logic/votes.js";
import { all } from "./all.js";
import { dueWork, type DueWork } from "./due.js";
import { reader } from "./connection.js";
import { readingKey } from "./new-campaign.js";
import { account, signing } from "./wallet.js";

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
  /** Items that labelers disagree on, as far as a further round would ask for them. */
  again: number[];
}

/** Reads all boxes of a campaign that are not revealed yet; the wallet signs the text of its key once. */
export async function readBoxes(about: taskRegistry.CampaignResponse): Promise<ReadTask[]> {
  const { campaign, terms } = about;
  const { readSeats } = await signing();
  const key = await readingKey(terms.manifest.root);
  const found = await readSeats(account.value!.client, campaign, key);
  const tasks = new Set([...found.seats, ...found.unreadable].map(({ task }) => task));
  return Promise.all(
    [...tasks]
      .sort((a, b) => a - b)
      .map(async (task): Promise<ReadTask> => {
        const { items } = await reader().registry.query("task", { campaign, task });
        const seats = found.seats.filter((seat) => seat.task === task);
        const unreadable = found.unreadable.filter((seat) => seat.task === task).length;
        const again = toAskAgain(leads(items, classNames(terms).length, seats));
        return { task, seats, unreadable, again };
      }),
  );
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
  const { reveals } = await signing();
  const { client } = account.value!;
  const { phase } = await reader().registry.query("task", { campaign, task });
  const close =
    phase === "collecting" ? [client.registry.message("close", { campaign, tasks: [task] })] : [];
  return [...close, ...reveals(client, campaign, seats)];
}
