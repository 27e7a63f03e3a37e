// The connection that all pages share, and the block that they stand on.

import { signal } from "@preact/signals";
import { PasarReader, type Block } from "pasar-client/reading";
import { chainNow } from "../logic/clock.js";
import { own } from "../words/own.js";
import { chosen, networks, type NetworkEntry } from "./network.js";

/** How the page stands to the chain. */
export type Link =
  | { state: "connecting" }
  /** No network is known. */
  | { state: "nowhere" }
  /** No node can be used. */
  | { state: "broken"; error: unknown }
  | { state: "ready"; reader: PasarReader };

/** The last block, and when this device saw it. */
export type SeenBlock = Block & { seenAt: number };

export const link = signal<Link>({ state: "connecting" });
export const network = signal<NetworkEntry | undefined>(undefined);
export const allNetworks = signal<readonly NetworkEntry[]>([]);
export const block = signal<SeenBlock | undefined>(undefined);
/** Whether the last look at the chain was answered. */
export const online = signal(true);

/** How often the chain is looked at; one on this machine is quick, and nobody pays for it. */
const LOOK_MS = 3_000;
const LOCAL_LOOK_MS = 1_000;
/** Parts of the page that go on though nobody sees it. */
let awake = 0;
let looking: ReturnType<typeof setInterval> | undefined;

/** Connects to the chosen network. */
export async function connect(): Promise<void> {
  link.value = { state: "connecting" };
  try {
    allNetworks.value = await networks();
    network.value = chosen(allNetworks.value);
    if (!network.value) {
      link.value = { state: "nowhere" };
      return;
    }
    const { nodes, deployment, kind } = network.value;
    const reader = await PasarReader.open(nodes, deployment);
    await see(reader, reader.chain.last?.block);
    link.value = { state: "ready", reader };
    clearInterval(looking);
    looking = setInterval(() => void see(reader), kind === "local" ? LOCAL_LOOK_MS : LOOK_MS);
  } catch (error) {
    link.value = { state: "broken", error };
  }
}

async function see(reader: PasarReader, known?: Block): Promise<void> {
  if (document.hidden && awake === 0 && block.value) return;
  try {
    const found = known ?? (await reader.block());
    online.value = true;
    if (found.height !== block.value?.height) block.value = { ...found, seenAt: Date.now() };
  } catch (error) {
    online.value = false;
    if (!block.value) throw error;
  }
}

/** Has the chain be looked at in a tab that is hidden, too, until what it gives is called. */
export function stayAwake(): () => void {
  awake += 1;
  return () => (awake -= 1);
}

/** Looks at the chain at once, such as after a transaction. */
export async function lookNow(): Promise<void> {
  if (link.value.state === "ready") await see(link.value.reader);
}

/** Seconds on the chain now. */
export function now(): number {
  return block.value ? chainNow(block.value, Date.now()) : Date.now() / 1_000;
}

/** The reader; only where pages are shown that need one. */
export function reader(): PasarReader {
  if (link.value.state !== "ready") {
    throw own("not_connected", "not connected to a node", {});
  }
  return link.value.reader;
}
