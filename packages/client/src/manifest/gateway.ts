// What a page says to a gateway (packages/gateway): one signature for an hour, then pages and media.

import type { StdSignature } from "../chain/types.js";
import { fromUtf8, utf8 } from "../formats/bytes.js";
import { fromHex } from "../formats/encoding.js";
import { ManifestError } from "./error.js";
import { answerOf, bytesOf, getBytes, type FetchOptions } from "./get.js";
import { isWebAddress } from "./header.js";
import { MAX_PAGE_BYTES } from "./lines.js";

/** What an account signs to sign in, and where. */
export interface SignIn {
  /** Host of the gateway, with its port. */
  host: string;
  chainId: string;
  campaign: number;
  address: string;
  /** What the gateway gave, once. */
  nonce: string;
}

/**
 * The text that signs in. Both sides write it by themselves, so that a gateway cannot have somebody sign
 * what opens another one.
 */
export function signInText({ host, chainId, campaign, address, nonce }: SignIn): string {
  return (
    `Pasar: sign in to the gateway ${host}\n\n` +
    `Items of campaign ${campaign} on ${chainId}, for ${address}.\n` +
    `It moves no money and sends no transaction.\n\n` +
    `Number used once: ${nonce}`
  );
}

/** Who signs in. */
export interface SignInOptions extends FetchOptions {
  chainId: string;
  campaign: number;
  address: string;
  /** Signs a text, as `textSignature` does. */
  sign: (text: string) => Promise<StdSignature>;
}

/** A task's items as a gateway gives them. */
export interface GatewayPage {
  lines: Uint8Array[];
  proof: Uint8Array[];
  /** Addresses of media by their path below the header, which hold for a while. */
  media: Readonly<Record<string, string>>;
}

/** An account that signed in to a gateway. */
export class GatewaySession {
  private constructor(
    private readonly url: string,
    private readonly campaign: number,
    private readonly token: string,
    /** Seconds since 1970 at which it ends. */
    readonly until: number,
    private readonly options: FetchOptions,
  ) {}

  /** Signs in: one signature for an hour. */
  static async signIn(gateway: string, options: SignInOptions): Promise<GatewaySession> {
    const { chainId, campaign, address, sign } = options;
    if (!isWebAddress(gateway)) {
      throw new ManifestError("uri", `the gateway's address is ${JSON.stringify(gateway)}`);
    }
    const url = gateway.replace(/\/+$/, "");
    const query = `campaign=${campaign}&address=${encodeURIComponent(address)}`;
    const { nonce } = await json(`${url}/challenge?${query}`, {}, options);
    // It stands in what the wallet signs: a gateway must not write sentences there.
    if (typeof nonce !== "string" || !NONCE.test(nonce)) {
      throw new ManifestError("items", `${url} answers with no number to be used once`);
    }
    const asked = { host: new URL(url).host, chainId, campaign, address, nonce };
    const { pub_key, signature } = await sign(signInText(asked));
    const body = JSON.stringify({ nonce, pub_key: pub_key.value, signature });
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body };
    const { token, until } = await json(`${url}/session`, init, options);
    const { fetch, timeoutMs } = options;
    const kept = { ...(fetch && { fetch }), ...(timeoutMs !== undefined && { timeoutMs }) };
    return new GatewaySession(url, campaign, String(token), Number(until), kept);
  }

  /** A task's items and their proof, which {@link fetchPage} checks. */
  async page(task: number): Promise<GatewayPage> {
    const found = await this.ask(`page/${this.campaign}/${task}`);
    const { lines, proof } = found as { lines: unknown; proof: unknown };
    if (!isTexts(lines) || !isTexts(proof) || !proof.every((hash) => HASH.test(hash))) {
      throw new ManifestError("items", `${this.url} answers with no lines or no proof`);
    }
    return { lines: lines.map(utf8), proof: proof.map(fromHex), media: mediaOf(found) };
  }

  /** Addresses of a task's media anew, before the ones of the page end. */
  async media(task: number): Promise<Readonly<Record<string, string>>> {
    return mediaOf(await this.ask(`links/${this.campaign}/${task}`));
  }

  /** A file of the whole manifest, for licensees and the requester: `manifest.json`, or one it names. */
  async file(path = "manifest.json", most = MAX_PAGE_BYTES): Promise<Uint8Array> {
    const url = `${this.url}/manifest/${this.campaign}/${path}`;
    return getBytes(url, most, { ...this.options, headers: this.headers() });
  }

  private ask(path: string): Promise<Record<string, unknown>> {
    return json(
      `${this.url}/${path}`,
      { headers: this.headers() },
      this.options,
      MAX_PAGE_BYTES * 2,
    );
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}

async function json(
  url: string,
  init: RequestInit,
  options: FetchOptions,
  most = 65_536,
): Promise<Record<string, unknown>> {
  const response = await answerOf(url, init, options);
  const text = fromUtf8(await bytesOf(response, url, most));
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === "object" && found !== null) return found as Record<string, unknown>;
  } catch {
    // Refused below.
  }
  throw new ManifestError("items", `${url} answers with no JSON object`);
}

const NONCE = /^[\w.~+/=-]{1,1024}$/;
const HASH = /^[0-9a-f]{64}$/;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

function mediaOf(found: Record<string, unknown>): Record<string, string> {
  const media = Object.entries((found["media"] ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    media.filter((pair): pair is [string, string] => isWebAddress(String(pair[1]))),
  );
}
