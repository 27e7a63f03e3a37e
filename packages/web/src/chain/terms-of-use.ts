// Terms of use of an offer: whether what stands at their address is the text whose hash the offer has.

import { getBytes, isWebAddress, webAddress } from "pasar-client/manifest";
import { fromHex, seconds, toHex, type labelEscrow } from "pasar-client/reading";
import { askable } from "../logic/safe-text.js";
import { own } from "../words/own.js";
import { network, now, reader } from "./connection.js";
import { account } from "./wallet.js";

/** Most bytes of a text of terms, and how long its host may take. */
const MOST_BYTES = 8 << 20;
const TIMEOUT_MS = 15_000;

export type Checked =
  | { at: "same" }
  /** The SHA-256 of what is there. */
  | { at: "other"; found: string }
  /** It cannot be read. */
  | { at: "unread"; why: unknown };

/** Fetches the terms of an offer and compares their hash. */
export async function checkTerms(
  { terms_uri, terms_hash }: labelEscrow.OfferResponse,
  ipfsGateway = network.value?.ipfsGateway,
): Promise<Checked> {
  try {
    const url = webAddress(askable(terms_uri, network.value?.kind), ipfsGateway);
    if (!isWebAddress(url)) {
      throw own("no_address", "{uri} is no address that a page can read", { uri: terms_uri });
    }
    const bytes = await getBytes(url.split("#")[0]!, MOST_BYTES, { timeoutMs: TIMEOUT_MS });
    const hash = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
    const found = toHex(new Uint8Array(hash));
    return found === toHex(fromHex(terms_hash)) ? { at: "same" } : { at: "other", found };
  } catch (why) {
    return { at: "unread", why };
  }
}

/** The last second of a license that is bought now: one under the same offer goes on where it ends. */
export async function wouldEnd(
  campaign: number,
  { offer, duration_seconds }: labelEscrow.OfferResponse,
): Promise<number | undefined> {
  if (duration_seconds == null) return undefined;
  const address = account.value?.address;
  const body = { campaign, address: address ?? "", offers: [offer] };
  const has = address ? await reader().escrow.query("has_license", body) : undefined;
  const ends = has?.licensed && has.expires ? seconds(has.expires) : 0;
  return Math.max(now(), ends) + duration_seconds;
}
