// The connection that all pages share, and the block that they stand on.

import { signal } from "@preact/signals";
import { openChain, PasarReader, type Block } from "pasar-client/reading";
import { chainNow } from "../logic/clock.js";
import { own as failure } from "../words/own.js";
import { chosen, networks, type NetworkEntry } from "./network.js";
import { OnceChain } from "./once.js";

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

/** How often the chain is looked at, at most and at least; one on this machine is quick, and nobody pays for it. */
const LOOK_MS = 3_000;
const LOCAL_LOOK_MS = 1_000;
const SELDOM_MS = 12_000;
/** Parts of the page that go on though nobody sees it, and those for which every other block will do. */
let awake = 0;
let calm = 0;
let looking: ReturnType<typeof setTimeout> | undefined;
/** The block that was seen first, from which on it is known how long one takes. */
let firstSeen: Block | undefined;
let chain: OnceChain | undefined;
let connects = 0;

/**
 * Connects to the chosen network. What `first` asks is asked while nodes are looked at; its answers are dropped where
 * one of them cannot be used. Whoever chooses another network meanwhile is not brought back by what answers late.
 */
export async function connect(first: (reader: PasarReader) => unknown = () => {}): Promise<void> {
  const own = (connects += 1);
  link.value = { state: "connecting" };
  try {
    const known = await networks();
    if (own !== connects) return;
    allNetworks.value = known;
    network.value = chosen(known);
    if (!network.value) {
      link.value = { state: "nowhere" };
      return;
    }
    const { nodes, deployment, kind } = network.value;
    const ahead = new OnceChain(nodes);
    void first(new PasarReader(ahead, deployment));
    const { rpc, last } = await openChain(nodes, deployment.chain_id);
    if (own !== connects) return;
    block.value = undefined;
    chain = rpc.nodes.length === nodes.length ? ahead : new OnceChain(rpc);
    chain.last = last;
    const reader = new PasarReader(chain, deployment);
    await see(reader, last?.block);
    link.value = { state: "ready", reader };
    lookOn(reader, kind === "local" ? LOCAL_LOOK_MS : LOOK_MS);
  } catch (error) {
    if (own === connects) link.value = { state: "broken", error };
  }
}

/** Looks at the chain once a block, as far as it is known how long one takes. */
function lookOn(reader: PasarReader, least: number): void {
  firstSeen = block.value;
  const next = () => {
    if (reader.chain !== chain) return;
    const [from, last] = [firstSeen, block.value];
    const blocks = from && last ? last.height - from.height : 0;
    const pace = blocks > 0 ? (1_000 * (last!.seconds - from!.seconds)) / blocks : 0;
    const wait = Math.min(Math.max(pace, least), SELDOM_MS) * (calm > 0 ? 2 : 1);
    looking = setTimeout(() => void see(reader).then(next, next), wait);
  };
  clearTimeout(looking);
  next();
}

async function see(reader: PasarReader, known?: Block): Promise<void> {
  if (document.hidden && awake === 0 && block.value) return;
  try {
    const found = known ?? (await reader.block());
    if (reader.chain !== chain) return;
    online.value = true;
    if (found.height === block.value?.height) return;
    if (block.value) chain?.forget();
    block.value = { ...found, seenAt: Date.now() };
  } catch (error) {
    if (reader.chain !== chain) return;
    online.value = false;
    if (!block.value) throw error;
  }
}

/** Has the chain be looked at in a tab that is hidden, too, until what it gives is called. */
export function stayAwake(): () => void {
  awake += 1;
  return () => (awake -= 1);
}

/** Has the chain be looked at every other block, until what it gives is called. */
export function lookLess(): () => void {
  calm += 1;
  return () => (calm -= 1);
}

/** Has the next questions be asked, though they were answered in this block: somebody acts on them. */
export const askAnew = () => chain?.forget();

/** Looks at the chain at once, such as after a transaction. */
export async function lookNow(): Promise<void> {
  if (link.value.state === "ready") await see(link.value.reader);
}

/** Whole seconds on the chain now. */
export const now = (): number => chainNow(block.value, Date.now());

/** The reader; only where pages are shown that need one. */
export function reader(): PasarReader {
  if (link.value.state !== "ready") {
    throw failure("not_connected", "not connected to a node", {});
  }
  return link.value.reader;
}
