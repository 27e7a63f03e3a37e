// Running a campaign while nobody looks: what `pasar adapt --watch --open-gold` does, and what anybody may turn.

import { fromUtf8, type EncodeObject, type taskRegistry } from "pasar-client/reading";
import type { Attempt, GoldBook, PasarClient, SealedReader } from "pasar-client/signing";
import { awaits, isReady, stepsFor, type RunningTask } from "../logic/run.js";
import { t } from "../words/words.js";
import { lookNow, network, reader } from "./connection.js";
import { hearRefusals } from "./drand.js";
import { dueWork, isOver, type DueWork } from "./due.js";
import { goldOfState } from "./new-campaign.js";
import { asking } from "./parts.js";
import { askMessage, openTasks, readTasks, sealedReader } from "./run.js";
import { worker, type SessionKind } from "./session.js";

/** The session of a key that runs campaigns: a week; its gas is that of some hundred pages. */
export const RUNNING: SessionKind = {
  name: "run",
  seconds: 604_800,
  calls: 2_000,
  gas: 400_000_000n,
  messages: ["ask", "close", "reveal", "open_gold", "draw", "advance", "resolve", "settle"],
};

/** Most messages of a transaction: four reveals of 64 KiB stay far below a block's gas. */
const AT_ONCE = 4;
/** How often it is looked whether a block has come. */
const LOOK_MS = 3_000;
const LOCAL_LOOK_MS = 1_000;

/** What was done, or went wrong, and in which block. */
export interface Entry {
  height: number;
  text?: string;
  error?: unknown;
  bad?: boolean;
}

export interface AloneOptions {
  campaign: number;
  /** Signs without asking anybody. */
  client: PasarClient;
  /** When its session ends, in seconds since 1970. */
  expires?: number | undefined;
  /** The campaign's file, once it was given. */
  file: () => string | undefined;
  /** This tab does it from now on; until then another one does. */
  begun: () => void;
  say: (entry: Entry) => void;
  /** Stops it. */
  signal: AbortSignal;
}

/** Runs a campaign block by block in one tab, until it is over or stopped; whether it is over. */
export async function runAlone(options: AloneOptions): Promise<boolean> {
  const { campaign, client, signal, begun } = options;
  const work = () => {
    begun();
    return watch(options);
  };
  if (!("locks" in navigator)) return work();
  const name = `pasar-run/${campaign}/${client.address}`;
  return navigator.locks.request(name, { signal }, work).catch((error: unknown) => {
    if (signal.aborted) return false;
    throw error;
  });
}

async function watch({ expires = Infinity, say, signal, ...of }: AloneOptions): Promise<boolean> {
  const look = network.value?.kind === "local" ? LOCAL_LOOK_MS : LOOK_MS;
  const alone = new Alone({ ...of, say, signal });
  for (let height = 0; !signal.aborted; await pause(look)) {
    try {
      // A page that is not looked at sees no blocks by itself.
      const block = await reader().block();
      if (block.seconds > expires) {
        say({ height: block.height, text: t("alone.ended"), bad: true });
        return false;
      }
      if (block.height > height) {
        height = block.height;
        if (await alone.round(height)) return true;
      }
    } catch (error) {
      say({ height, error, bad: true });
    }
  }
  return false;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What of a campaign is the chain's at one moment. */
interface Look {
  about: taskRegistry.CampaignResponse;
  tasks: RunningTask[];
  due: DueWork[];
}

class Alone {
  private sealed: SealedReader | undefined;
  private book: GoldBook | undefined;

  constructor(
    private readonly of: Pick<AloneOptions, "campaign" | "client" | "file" | "say" | "signal">,
  ) {}

  /** Does what can be done now; whether the campaign is over. */
  async round(height: number): Promise<boolean> {
    const { campaign, client, say } = this.of;
    const about = await client.registry.query("campaign", { campaign });
    if (about.status === "closed") return true;
    const [tasks, due] = await Promise.all([openTasks(campaign), dueWork(campaign)]);
    const look = { about, tasks, due };
    // What one of them cannot do holds up none of the others.
    for (const step of [this.draw, this.adapt, this.finish]) {
      await step.call(this, look).catch((error: unknown) => {
        say({ height, error, bad: true });
      });
    }
    return false;
  }

  /** Draws for everybody: a ticket that nobody draws costs its labeler, and the campaign their labels. */
  private async draw({ due }: Look): Promise<void> {
    for (const { kind, make } of due) if (kind === "draw") await this.send(await make());
  }

  /** Asks further labelers, ends pages that need none, and reveals. */
  private async adapt({ about, tasks }: Look): Promise<void> {
    if (!about.terms.reading_key) return;
    // No wallet is asked here, as it would be at each block.
    if (!worker.value?.secret) throw new Error(t("session.no_secret"));
    const { campaign, client } = this.of;
    const { MAX_BATCH, reveals } = await asking();
    this.sealed ??= await sealedReader(about);
    const ready = tasks.filter(isReady);
    const read = await readTasks(about, this.sealed, ready);
    const { asks, closing, undecided } = stepsFor(ready, read);
    const asked = await Promise.all(asks.map((one) => askMessage(campaign, one, one.more)));
    // Where that is refused, the page has to do with the labels it has.
    closing.push(...(await this.send(asked.flat())).map((message) => parsed(message)[1].task!));
    const messages: EncodeObject[] = [];
    for (let at = 0; at < closing.length; at += MAX_BATCH) {
      const tasks = closing.slice(at, at + MAX_BATCH);
      messages.push(client.registry.message("close", { campaign, tasks }));
    }
    const ends = ({ task }: RunningTask) =>
      task.phase === "revealing" || closing.includes(task.task);
    const ending = new Set(ready.filter(ends).map(({ task }) => task.task));
    const seats = read.flatMap(({ task, seats }) => (ending.has(task) ? seats : []));
    await this.send([...messages, ...reveals(client, campaign, seats)]);
    if (undecided) throw new Error(t("run.nothing"));
  }

  /** Opens test items, and turns what is due. */
  private async finish({ about, tasks, due }: Look): Promise<void> {
    const { campaign, client, file } = this.of;
    const text = about.requester === client.address ? file() : undefined;
    const messages: EncodeObject[] = [];
    const wait = new Set<number>();
    for (const one of tasks) {
      const what = awaits(one, isOver);
      const { task } = one.task;
      if (what === "gold") {
        const { gold } = await client.registry.query("gold", { campaign, task });
        if (gold !== "") continue;
      }
      if (what) wait.add(task);
      if (what !== "gold" || text === undefined) continue;
      this.book ??= await goldOfState(text, about.terms);
      const openings = [this.book.opening(task)];
      messages.push(client.registry.message("open_gold", { campaign, openings }));
    }
    for (const { kind, task, make } of due) {
      if (kind !== "draw" && !wait.has(task ?? -1)) messages.push(...(await make()));
    }
    await this.send(messages);
  }

  /** Sends what is accepted, and says so; those that were refused. */
  private async send(messages: readonly EncodeObject[]): Promise<EncodeObject[]> {
    const { client, say, signal } = this.of;
    if (messages.length === 0) return [];
    const refused: Attempt["refused"] = [];
    for (let at = 0; at < messages.length && !signal.aborted; at += AT_ONCE) {
      const attempt = await client.trySend(messages.slice(at, at + AT_ONCE));
      hearRefusals(attempt);
      refused.push(...attempt.refused);
      const height = attempt.tx?.height ?? 0;
      if (attempt.tx) attempt.sent.forEach((message) => say({ height, text: said(message) }));
    }
    const { height } = await reader().block();
    for (const { message, error } of refused) {
      // Others may turn the same, and be faster: that is no fault.
      if (!ANYBODY.some((name) => name === parsed(message)[0])) {
        say({ height, text: said(message), error, bad: true });
      }
    }
    await lookNow();
    return refused.map(({ message }) => message);
  }
}

/** Messages that anybody may send. */
const ANYBODY = ["draw", "advance", "resolve", "settle"] as const;
type Sent = (typeof ANYBODY)[number] | "ask" | "close" | "reveal" | "open_gold";

interface Body {
  task?: number;
  tasks?: number[];
  labelers?: string[];
  openings?: { task: number }[];
  seats?: number | { task: number }[];
}

function parsed({ value }: EncodeObject): [name: Sent, body: Body] {
  const { msg } = value as { msg: Uint8Array };
  return Object.entries(JSON.parse(fromUtf8(msg)) as object)[0] as [Sent, Body];
}

/** What a message does, and to which pages. */
function said(message: EncodeObject): string {
  const [name, { task, tasks, labelers, openings, seats }] = parsed(message);
  const of = Array.isArray(seats) ? seats : (openings ?? []);
  const pages = [...new Set(tasks ?? (task === undefined ? of.map((one) => one.task) : [task]))];
  const text = t(`alone.${name}`, {
    count: labelers?.length ?? (Array.isArray(seats) ? seats.length : (seats ?? 0)),
  });
  const where = pages.map((page) => t("label.page", { task: page }));
  return [text, ...where].join(" · ");
}
