// A campaign's manifest: its header, fetched once, and its items, a page at a time.

import { coded } from "../chain/coded.js";
import { fromHex } from "../formats/encoding.js";
import { equal } from "../formats/bytes.js";
import { GrowingRoot } from "../formats/merkle.js";
import { MAX_TREE_ITEMS, verifyRange } from "../formats/range.js";
import { ManifestError } from "./error.js";
import type { GatewaySession } from "./gateway.js";
import { answerOf, getBytes, readParts, type FetchOptions } from "./get.js";
import { checkHeader, formsOf, headerJson, headerOf, MAX_HEADER_BYTES } from "./header.js";
import { lineReader, MAX_LINE_BYTES, MAX_PAGE_BYTES, parseItem, type Item } from "./lines.js";
import type { Header, ManifestTerms } from "./types.js";
import { below, checkHash, parseManifestUri, webAddress } from "./uri.js";

/** A header that is what its address binds. */
export interface FoundHeader {
  header: Header;
  /** The header's address without a fragment; what is relative is relative to it. */
  base: string;
  /** Whether its hash was checked; else its address is that of its content, which a gateway answers for. */
  bound: "hash" | "address";
}

/** A campaign's manifest, of which pages can be fetched. */
export interface Manifest {
  /** None where the manifest is a bare list of items. */
  header?: Header;
  base: string;
  bound: "hash" | "address" | "none";
  terms: ManifestTerms;
}

/** Fetches a header and checks the hash in its address. {@link openManifest} checks it against terms, too. */
export async function fetchHeader(uri: string, options: FetchOptions = {}): Promise<FoundHeader> {
  const at = parseManifestUri(uri);
  if (at.kind === "items") {
    throw new ManifestError("uri", `${uri} is a bare list of items: it has no header`);
  }
  const url = webAddress(at.address, options.ipfsGateway);
  const bytes = await getBytes(url, MAX_HEADER_BYTES, options);
  checkHash(at, bytes);
  const value = headerJson(bytes);
  const { questions } = (value ?? {}) as { questions?: unknown };
  const header = headerOf(value, await formsOf(questions));
  return { header, base: at.address, bound: at.hash ? "hash" : "address" };
}

/**
 * The manifest of a campaign's terms: its header where it has one, which must be the one of the terms.
 *
 * @example
 * ```ts
 * const { terms } = await reader.registry.query("campaign", { campaign: 1 });
 * const manifest = await openManifest(terms);
 * for (const { name, fields } of await fetchPage(manifest, 0)) console.log(name, fields);
 * ```
 */
export async function openManifest(
  terms: ManifestTerms,
  options: FetchOptions = {},
): Promise<Manifest> {
  const at = parseManifestUri(terms.manifest.uri);
  if (at.kind === "items") return { base: at.address, bound: "none", terms };
  const found = await fetchHeader(terms.manifest.uri, options);
  checkHeader(found.header, terms, await formsOf(found.header.questions));
  return { ...found, terms };
}

/** How to fetch a page. */
export interface PageOptions extends FetchOptions {
  /** Where the header's access is a gateway: who signed in there. */
  session?: GatewaySession;
}

/**
 * The items of a task, each proven to be of the terms.
 *
 * With an index only the page is fetched, else the whole list. Where the header's access is a gateway, it
 * takes a session; without one it throws a {@link ManifestError} whose fault is `sign-in`.
 */
export async function fetchPage(
  manifest: Manifest,
  task: number,
  options: PageOptions = {},
): Promise<Item[]> {
  const { terms } = manifest;
  const start = task * terms.page;
  const count = Math.min(terms.page, terms.items - start);
  if (!Number.isInteger(task) || task < 0 || count < 1) {
    throw new RangeError(`task ${task} of a campaign of ${Math.ceil(terms.items / terms.page)}`);
  }
  return itemsOf(manifest, { task, start, count }, options);
}

interface Page {
  task: number;
  start: number;
  count: number;
}

async function itemsOf(manifest: Manifest, page: Page, options: PageOptions): Promise<Item[]> {
  const { header } = manifest;
  if (header?.access.kind === "gateway") {
    if (!options.session) {
      const { url } = header.access;
      throw new ManifestError("sign-in", `the items are given at ${url} to those who sign in`);
    }
    const { lines, proof } = await options.session.page(page.task);
    return proven(manifest, page, lines, proof, header.access.url);
  }
  const { index, proofs, file } = header?.items ?? {};
  const at = (path: string) => webAddress(below(manifest.base, path), options.ipfsGateway);
  if (index === undefined || proofs === undefined) {
    const url = file === undefined ? webAddress(manifest.base, options.ipfsGateway) : at(file);
    return whole(manifest, page, url, options);
  }
  const span = await spanOf(at(index), manifest.terms, page, options);
  const most = 64 * MAX_DEPTH;
  const [bytes, hashes] = await Promise.all([
    getBytes(at(file!), MAX_PAGE_BYTES, { ...options, span }),
    getBytes(at(`${proofs}/${page.task}`), most, options),
  ]);
  const read = expecting(page.count, at(file!));
  read(bytes);
  return proven(manifest, page, read(), hashesOf(hashes), at(file!));
}

/**
 * Reads a file part by part, and gives its lines once there are no more. It keeps as many as are wanted, and counts the
 * others: millions of empty ones must not fill the memory.
 */
function expecting(wanted: number, url: string, tree?: GrowingRoot) {
  const lines: Uint8Array[] = [];
  let found = 0;
  const read = lineReader(url, (line) => {
    found += 1;
    if (found > wanted) return;
    lines.push(line);
    tree?.push(line);
  });
  return (part?: Uint8Array) => {
    read(part);
    if (part || found === wanted) return lines;
    throw coded(
      new ManifestError("items", `${url} has ${found} items, expected ${wanted}`),
      "items_count",
      { url, found, wanted },
    );
  };
}

/** Rows above the leaves of the largest tree. */
const MAX_DEPTH = Math.log2(MAX_TREE_ITEMS);

/** Hashes of 32 bytes one after the other; the proof's length is checked with the proof. */
function hashesOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / 32);
  return Array.from({ length: count }, (_, at) => bytes.subarray(32 * at, 32 * at + 32));
}

function proven(
  { terms }: Manifest,
  { start, count }: Page,
  lines: Uint8Array[],
  proof: readonly Uint8Array[],
  where: string,
): Item[] {
  const root = fromHex(terms.manifest.root);
  if (lines.length === count && verifyRange(root, terms.items, start, lines, proof)) {
    return lines.map((line, index) => parseItem(line, start + index));
  }
  throw changed(where);
}

function changed(url: string): ManifestError {
  const text = `the items at ${url} are not those of the terms`;
  return coded(new ManifestError("hash", text), "items_changed", { url });
}

/** Where a page's lines stand, by the index. It proves nothing; the proof does. */
async function spanOf(
  url: string,
  { items, page }: ManifestTerms,
  { task, count }: Page,
  options: FetchOptions,
): Promise<{ from: number; to: number }> {
  const most = 8 * (Math.ceil(items / page) + 1);
  const bytes = await getBytes(url, most, {
    ...options,
    span: { from: 8 * task, to: 8 * task + 16 },
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [from, to] = [view.getBigUint64(0), view.getBigUint64(8)].map(Number) as [number, number];
  const largest = Math.min(MAX_PAGE_BYTES, count * (MAX_LINE_BYTES + 1));
  if (!Number.isSafeInteger(to) || to <= from || to - from > largest) {
    throw new ManifestError(
      "items",
      `${url}: page ${task} is from byte ${from} to ${to}, expected 1 to ${largest} bytes`,
    );
  }
  return { from, to };
}

/** A list that was fetched and checked whole, with those of its items that were read. */
interface List {
  lines: readonly Uint8Array[];
  items: Item[];
}

const lists = new WeakMap<Manifest, Promise<List>>();

async function whole(
  manifest: Manifest,
  { start, count }: Page,
  url: string,
  options: FetchOptions,
): Promise<Item[]> {
  const list = lists.get(manifest) ?? wholeList(manifest, url, options);
  lists.set(manifest, list);
  // What failed is asked for again.
  list.catch(() => lists.delete(manifest));
  const { lines, items } = await list;
  for (let item = start; item < start + count; item += 1) {
    items[item] ??= parseItem(lines[item]!, item);
  }
  return items.slice(start, start + count);
}

async function wholeList({ terms }: Manifest, url: string, options: FetchOptions): Promise<List> {
  const tree = new GrowingRoot();
  // Lines are hashed as they come: a slow connection leaves time for it.
  const read = expecting(terms.items, url, tree);
  await readParts(await answerOf(url, {}, options), url, MAX_PAGE_BYTES, read);
  const lines = read();
  if (equal(tree.root, fromHex(terms.manifest.root))) return { lines, items: [] };
  throw changed(url);
}
