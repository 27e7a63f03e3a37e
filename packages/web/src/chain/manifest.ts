// What a campaign's items are. Everything here comes from a stranger: the client checks it against the
// terms, and the page shows it without ever running it.

import {
  fetchPage,
  linkOf,
  openManifest,
  webAddress,
  type Item,
  type Manifest,
  type ManifestTerms,
} from "pasar-client/manifest";
import type { GatewaySession } from "pasar-client/manifest";
import type { PasarClient } from "pasar-client/signing";
import { manifestKey } from "../logic/manifest-key.js";
import { askable } from "../logic/safe-text.js";
import { network } from "./connection.js";
import { granting, gateway } from "./parts.js";
import { account } from "./wallet.js";

export { checkMedia, getBytes } from "pasar-client/manifest";
export type { Block, Example, Header, Item, Manifest, Texts } from "pasar-client/manifest";

const manifests = new Map<string, Promise<Manifest>>();
/** What was signed in to, by gateway, campaign and account: a token is for one campaign. */
const sessions = new Map<string, GatewaySession>();

function options() {
  const ipfsGateway = network.value?.ipfsGateway;
  return ipfsGateway ? { ipfsGateway } : {};
}

/** A campaign's manifest, fetched once. */
export function manifestOf(terms: ManifestTerms): Promise<Manifest> {
  const key = manifestKey(terms);
  const found = manifests.get(key) ?? open(terms);
  manifests.set(key, found);
  found.catch(() => manifests.delete(key));
  return found;
}

async function open(terms: ManifestTerms): Promise<Manifest> {
  askable(terms.manifest.uri, network.value?.kind);
  return openManifest(terms, options());
}

/** The gateway that has to be signed in at before a campaign's items are given. */
export function gatewayOf(manifest: Manifest, campaign: number): string | undefined {
  const access = manifest.header?.access;
  if (access?.kind !== "gateway" || sessionOf(manifest, campaign)) return undefined;
  return access.url;
}

function keyOf(url: string, campaign: number): string {
  return `${url} ${campaign} ${account.value?.address}`;
}

/** Who signed in to the gateway of a campaign. */
export function sessionOf({ header }: Manifest, campaign: number): GatewaySession | undefined {
  if (header?.access.kind !== "gateway") return undefined;
  const found = sessions.get(keyOf(header.access.url, campaign));
  return found && found.until > Date.now() / 1_000 ? found : undefined;
}

/** Signs in at a campaign's gateway: a signature of the wallet, for an hour. */
export async function signIn(manifest: Manifest, campaign: number): Promise<void> {
  const url = gatewayOf(manifest, campaign);
  const who = account.value;
  if (url === undefined || !who) return;
  const [{ textSignature }, { GatewaySession }] = await Promise.all([granting(), gateway()]);
  const { address, texts } = who;
  const chainId = (who.client as PasarClient).deployment.chain_id;
  const sign = (text: string) => textSignature(texts, address, text);
  askable(url, network.value?.kind);
  const session = await GatewaySession.signIn(url, { chainId, campaign, address, sign });
  sessions.set(keyOf(url, campaign), session);
}

/** A task's items, each proven to be of the terms; links to media that a gateway gave. */
export async function itemsOf(manifest: Manifest, campaign: number, task: number): Promise<Page> {
  const session = sessionOf(manifest, campaign);
  const items = await fetchPage(manifest, task, { ...options(), ...(session && { session }) });
  return { items, media: session ? await session.media(task) : {} };
}

export interface Page {
  items: Item[];
  media: Readonly<Record<string, string>>;
}

/** Where a link of an item leads, and what its bytes must hash to; throws where it leads nowhere. */
export function addressOf(
  fields: Readonly<Record<string, unknown>>,
  field: string,
  { base, media }: { base: string; media: Readonly<Record<string, string>> },
): { url: string; sha256: string | undefined } {
  const { address, inside, sha256 } = linkOf(fields, field, base);
  const signed = inside === undefined ? undefined : media[inside];
  // A gateway of IPFS is the user's own choice, and may be on this machine.
  const url = webAddress(
    askable(signed ?? address, network.value?.kind),
    network.value?.ipfsGateway,
  );
  return { url, sha256 };
}
