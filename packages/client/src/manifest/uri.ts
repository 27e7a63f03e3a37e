// Where a manifest is, as the terms say it, and where what it links to may be fetched.

import { sha256 } from "@noble/hashes/sha2.js";
import { coded } from "../chain/coded.js";
import { equal } from "../formats/bytes.js";
import { fromBase64Url, toBase64Url } from "../formats/encoding.js";
import { ManifestError } from "./error.js";
import { isRelativePath, isWebAddress } from "./header.js";

const IPFS = /^ipfs:\/\/[A-Za-z0-9]+(?:\/[^?#\s\\]*)?$/;

/** What the address in the terms names. */
export type ManifestUri =
  /** A header; `hash` is what its SHA-256 must be, and none where a content address binds it. */
  | { kind: "header"; address: string; hash?: Uint8Array }
  /** A list of items, one JSON object a line, and nothing else. */
  | { kind: "items"; address: string };

/**
 * Reads the address of a manifest: `https://…#sha256=…` or `ipfs://…` is a header, and what has no
 * fragment and ends in `.jsonl` a bare list of items.
 */
export function parseManifestUri(uri: string): ManifestUri {
  const [address, ...fragments] = uri.split("#") as [string, ...string[]];
  const ipfs = IPFS.test(address);
  if (!ipfs && !isWebAddress(address)) {
    throw unfit(uri, "an address that begins with https:// or ipfs://");
  }
  if (fragments.length > 0) {
    const hash = hashOf(fragments.join("#"));
    if (!hash) throw unfit(uri, "a fragment sha256= with 43 characters of base64url");
    return { kind: "header", address, hash };
  }
  if (address.split("?")[0]!.endsWith(".jsonl")) return { kind: "items", address };
  if (ipfs) return { kind: "header", address };
  throw unfit(uri, "the header's hash after #sha256=, or a list of items that ends in .jsonl");
}

/** The address of a header with its hash, for the terms. */
export function manifestUri(address: string, header: Uint8Array): string {
  return `${address}#sha256=${toBase64Url(sha256(header))}`;
}

/** Refuses a header that is not the one that an address names. */
export function checkHash(uri: ManifestUri, header: Uint8Array): void {
  if (uri.kind !== "header" || !uri.hash) return;
  const found = sha256(header);
  if (equal(found, uri.hash)) return;
  const [is, wanted] = [found, uri.hash].map(toBase64Url);
  const text =
    `the header at ${uri.address} has changed since the campaign was created: ` +
    `its hash is ${is}, expected ${wanted}`;
  const values = { url: uri.address, found: is!, wanted: wanted! };
  throw coded(new ManifestError("hash", text), "header_changed", values);
}

function hashOf(fragment: string): Uint8Array | undefined {
  const text = /^sha256=([A-Za-z0-9_-]{43})$/.exec(fragment)?.[1];
  try {
    return text === undefined ? undefined : fromBase64Url(text);
  } catch {
    // The last character has bits that no hash has.
    return undefined;
  }
}

const unfit = (uri: string, wanted: string) =>
  coded(
    new ManifestError(
      "uri",
      `the manifest's address is ${JSON.stringify(uri)}, expected ${wanted}`,
    ),
    "manifest_uri",
    { uri, wanted },
  );

/** What a field's link names; `inside` is its path where it is below the header's folder. */
export interface Link {
  /** An absolute address: `https:`, or `ipfs:`. */
  address: string;
  inside?: string;
}

/** Reads a link of an item: relative to the header, or absolute. Scripts and the like are refused. */
export function parseLink(value: unknown, base: string): Link {
  if (typeof value === "string") {
    if (isWebAddress(value) || IPFS.test(value)) return { address: value };
    if (isRelativePath(value)) return { address: below(base, value), inside: value };
  }
  const found = typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : "no text";
  throw new ManifestError(
    "link",
    `the link is ${found}, expected a path below the header's folder, https:// or ipfs://`,
  );
}

/** The address of a path beside the header. */
export function below(base: string, path: string): string {
  const parts = path.split("/").map((part) => part.replace(/ /g, "%20"));
  return base.split("?")[0]!.replace(/[^/]*$/, "") + parts.join("/");
}

/** The address that a page can fetch: content addresses by a gateway of IPFS that its user chose. */
export function webAddress(address: string, ipfsGateway: string | undefined): string {
  if (!address.startsWith("ipfs://")) return address;
  if (!ipfsGateway) {
    throw coded(
      new ManifestError("uri", `${address} needs a gateway of IPFS, and none was chosen`),
      "ipfs_none",
      { address },
    );
  }
  return `${ipfsGateway.replace(/\/+$/, "")}/ipfs/${address.slice("ipfs://".length)}`;
}
