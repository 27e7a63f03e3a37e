// The whole list of a campaign's items, for whoever wants it as a file.

import { below, splitLines, webAddress, type Manifest } from "pasar-client/manifest";
import { MerkleTree, toHex } from "pasar-client/reading";
import { askable } from "../logic/safe-text.js";
import { own } from "../words/own.js";
import { network } from "./connection.js";
import { sessionOf } from "./manifest.js";

/** The whole list of items as its file has it, proven to be the one of the terms. */
export async function itemsFile(manifest: Manifest, campaign: number): Promise<Uint8Array> {
  const { base, header, terms } = manifest;
  const name = header?.items.file;
  const session = sessionOf(manifest, campaign);
  const address = name === undefined ? base : below(base, name);
  const bytes = await (session && name !== undefined
    ? session.file(name)
    : fetchFile(webAddress(askable(address, network.value?.kind), network.value?.ipfsGateway)));
  const root = toHex(MerkleTree.of(splitLines(bytes, address)).root);
  if (root === terms.manifest.root) return bytes;
  const values = { found: root, wanted: terms.manifest.root };
  throw own("root", "the items were changed: their root is {found}, expected {wanted}", values);
}

async function fetchFile(url: string): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw own("answers", "{url} answers {status}", { url, status: answer.status });
  return new Uint8Array(await answer.arrayBuffer());
}
