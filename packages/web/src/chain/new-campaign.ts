// What a new campaign takes: the root of its items, its gold, its reading key, and what the chain says of it.

import {
  checkMedia,
  fetchPage,
  getBytes,
  manifestUri,
  mediaFields,
  openManifest,
  parseHeader,
} from "pasar-client/manifest";
import {
  fromHex,
  MerkleTree,
  RefusedError,
  toHex,
  utf8,
  type taskRegistry,
} from "pasar-client/reading";
import type { GoldBook, ReadingKey, TaskGold } from "pasar-client/signing";
import type { Items } from "../logic/items.js";
import { readJson } from "../logic/json.js";
import { MOST_BYTES } from "../logic/media-bytes.js";
import { own } from "../words/own.js";
import { network, reader } from "./connection.js";
import { addressOf } from "./manifest.js";
import { asking } from "./parts.js";
import { worker } from "./session.js";
import { signKeyText } from "./sign-once.js";

export type Terms = taskRegistry.Terms;

/** The root of the tree over the items' lines, hex. */
export const rootOf = (items: Items): string => toHex(MerkleTree.of(items.lines.map(utf8)).root);

/** Gold as the terms have it. */
export async function goldTerms(
  gold: readonly TaskGold[],
  bond: string,
  windowSeconds: number,
): Promise<taskRegistry.GoldTerms> {
  const { GoldBook } = await asking();
  return new GoldBook(gold).terms(bond, windowSeconds);
}

/** The key to which labels are sealed: by the wallet's signature, so that no device can lose it. */
export async function readingKey(root: string): Promise<ReadingKey> {
  if (!worker.value?.secret) await signKeyText();
  const { derivedReadingKey } = await asking();
  const secret = worker.value?.secret;
  if (secret === undefined) {
    throw own("text_unsigned", "the text of the seals is not signed", {});
  }
  return derivedReadingKey(secret, root);
}

/** What a campaign costs, or why the contract refuses it. */
export async function quote(
  terms: Terms,
): Promise<{ price: taskRegistry.QuoteResponse } | { refused: RefusedError }> {
  try {
    return { price: await reader().registry.query("quote", { terms }) };
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error };
    throw error;
  }
}

/** The address of a header with its hash; throws where a page would refuse the header. */
export function boundUri(address: string, header: string): string {
  parseHeader(header);
  return manifestUri(address, utf8(header));
}

/** Files of media that are looked at before a campaign is created. */
const LOOKED_AT = 10;

/**
 * Fetches what was published as a stranger's page does, and some of the files that are bound by their hashes;
 * throws where something is wrong.
 */
export async function checkPublished(terms: Terms): Promise<void> {
  const ipfsGateway = network.value?.ipfsGateway;
  const options = ipfsGateway ? { ipfsGateway } : {};
  const manifest = await openManifest(terms, options);
  const items = await fetchPage(manifest, 0, options);
  const fields = manifest.header ? mediaFields(manifest.header) : [];
  const bound = items.flatMap((item) =>
    fields
      .filter((field) => item.fields[field] && item.fields[`${field}_sha256`])
      .map((field) => ({ item, field })),
  );
  for (const { item, field } of bound.slice(0, LOOKED_AT)) {
    const { url, sha256 } = addressOf(item.fields, field, { base: manifest.base, media: {} });
    const bytes = await getBytes(url, MOST_BYTES);
    if (sha256 !== undefined) checkMedia(bytes, sha256, `${item.name}, ${field}`);
  }
}

/** What its requester must not lose; the members are those of the files of `pasar create`. */
interface State {
  chain_id: string;
  terms: Terms;
  items: string;
  reading_key: string | null;
  gold: { tasks: { salt: number[]; gold: string }[] } | null;
}

/** The state of a campaign, as a file. */
export async function writeState(
  terms: Terms,
  key: ReadingKey | undefined,
  gold: readonly TaskGold[] | undefined,
): Promise<string> {
  const { packGold } = await asking();
  const state: State = {
    chain_id: reader().deployment.chain_id,
    terms,
    items: "items.jsonl",
    reading_key: key ? toHex(key.privateKey) : null,
    gold: gold
      ? {
          tasks: gold.map(({ salt, items }) => ({ salt: [...salt], gold: toHex(packGold(items)) })),
        }
      : null,
  };
  return `${JSON.stringify(state, undefined, 1)}\n`;
}

/** The gold of such a file; throws where it is of another campaign. */
export async function goldOfState(text: string, terms: Terms): Promise<GoldBook> {
  const { gold, terms: kept } = (readJson(text) ?? {}) as Partial<State>;
  if (kept?.manifest?.root !== terms.manifest.root || kept.gold?.root !== terms.gold?.root) {
    const text = "the file is of another campaign: its items or its gold have another root";
    throw own("other_state", text, {});
  }
  const { GoldBook } = await asking();
  const tasks = (gold?.tasks ?? []).map(({ salt, gold: packed }) => ({
    salt: Uint8Array.from(salt),
    items: unpackGold(fromHex(packed)),
  }));
  return new GoldBook(tasks);
}

/** Three bytes an answer: its place among those of the page, and its label. */
function unpackGold(bytes: Uint8Array): { index: number; class: number }[] {
  return Array.from({ length: Math.floor(bytes.length / 3) }, (_, at) => {
    const [high = 0, low = 0, label = 0] = bytes.subarray(3 * at, 3 * at + 3);
    return { index: 256 * high + low, class: label };
  });
}
