// A gateway: gives a dataset's manifest to whoever proves to hold a license. The proof is a wallet's
// signature of a text that the gateway made up (ADR-36), so nobody pays gas and nothing is stored; the
// license is one query to the label escrow.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { pubkeyToAddress, encodeSecp256k1Pubkey } from "@cosmjs/amino";
import { Secp256k1, Secp256k1Signature, sha256 } from "@cosmjs/crypto";
import { fromBase64, fromBech32 } from "@cosmjs/encoding";
import { textSignBytes } from "pasar-client";

/** Seconds in which a challenge can be answered. */
export const CHALLENGE_SECONDS = 300;
/** Most challenges that wait for an answer: more would be somebody who asks and never answers. */
export const MAX_CHALLENGES = 10_000;
/** Most bytes of an answer. */
const MAX_BODY = 4_096;

/** A refusal, with the status that HTTP has for it. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @typedef {object} Options
 * @property {number} campaign Whose dataset.
 * @property {string} prefix Of the chain's addresses, such as `wasm`.
 * @property {() => Promise<string | Uint8Array>} manifest What is served.
 * @property {(campaign: number, address: string) => Promise<boolean>} hasLicense Asks the chain.
 * @property {() => number} [now] Unix seconds.
 */

/** Whoever asks gets a challenge, answers it, and gets the manifest. */
export class Gateway {
  /** @type {Map<string, { address: string, until: number }>} */
  #waiting = new Map();

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.now = options.now ?? (() => Math.floor(Date.now() / 1_000));
  }

  /** The text that an address has to sign. @param {string} address */
  challenge(address) {
    this.#check(address);
    this.#forget();
    if (this.#waiting.size >= MAX_CHALLENGES) throw new Refused(503, "too many challenges wait");
    const nonce = randomBytes(16).toString("hex");
    this.#waiting.set(nonce, { address, until: this.now() + CHALLENGE_SECONDS });
    return { nonce, text: this.#text(address, nonce), seconds: CHALLENGE_SECONDS };
  }

  /**
   * The manifest, for a signed challenge of somebody with a license. A challenge is answered once.
   * @param {{ nonce: string, pub_key: string, signature: string }} answer
   */
  async manifest({ nonce, pub_key: pubKey, signature }) {
    this.#forget();
    const waiting = this.#waiting.get(nonce);
    if (!waiting) throw new Refused(401, "no such challenge waits: ask for a new one");
    this.#waiting.delete(nonce);
    const { address } = waiting;
    if (!signed(address, this.#text(address, nonce), pubKey, signature, this.options.prefix)) {
      throw new Refused(401, `the signature is not that of ${address}`);
    }
    const { campaign, hasLicense, manifest } = this.options;
    if (!(await hasLicense(campaign, address))) {
      throw new Refused(403, `${address} holds no license of campaign ${campaign}`);
    }
    return manifest();
  }

  /** @param {string} address @param {string} nonce */
  #text(address, nonce) {
    return `Pasar gateway: manifest of campaign ${this.options.campaign} for ${address}, ${nonce}`;
  }

  /** @param {string} address */
  #check(address) {
    const { prefix } = this.options;
    try {
      if (fromBech32(address).prefix === prefix) return;
    } catch {
      // Refused below, whatever is wrong with it.
    }
    throw new Refused(400, `${JSON.stringify(address)} is no address that begins with ${prefix}1`);
  }

  #forget() {
    for (const [nonce, { until }] of this.#waiting) {
      if (until < this.now()) this.#waiting.delete(nonce);
    }
  }
}

/**
 * Whether a key that belongs to the address signed the text.
 * @param {string} address @param {string} text @param {string} pubKey @param {string} signature
 * @param {string} prefix
 */
function signed(address, text, pubKey, signature, prefix) {
  try {
    const key = fromBase64(pubKey);
    if (pubkeyToAddress(encodeSecp256k1Pubkey(key), prefix) !== address) return false;
    const hash = sha256(textSignBytes(address, text));
    const parsed = Secp256k1Signature.fromFixedLength(fromBase64(signature));
    return Secp256k1.verifySignature(parsed, hash, key);
  } catch {
    return false;
  }
}

/**
 * The gateway over HTTP: `GET /challenge?address=`, then `POST /manifest` with
 * `{nonce, pub_key, signature}`, both base64.
 * @param {Gateway} gateway
 */
export function serve(gateway) {
  return createServer((request, response) => {
    answer(gateway, request)
      .then((body) => {
        const text = typeof body === "string" || body instanceof Uint8Array;
        const type = text ? "application/octet-stream" : "application/json";
        response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
        response.end(text ? body : JSON.stringify(body));
      })
      .catch((error) => {
        // What the chain or the disk says is nobody's business.
        const known = error instanceof Refused;
        if (!known) console.error(error);
        response.writeHead(known ? error.status : 502, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: known ? error.message : "the chain or the file fails" }));
      });
  });
}

/** @param {Gateway} gateway @param {import("node:http").IncomingMessage} request */
async function answer(gateway, request) {
  const url = new URL(request.url ?? "/", "http://gateway");
  if (request.method === "GET" && url.pathname === "/challenge") {
    return gateway.challenge(url.searchParams.get("address") ?? "");
  }
  if (request.method === "POST" && url.pathname === "/manifest") {
    return gateway.manifest(await body(request));
  }
  throw new Refused(404, `${request.method} ${url.pathname}: expected GET /challenge or POST /manifest`);
}

/** @param {import("node:http").IncomingMessage} request */
async function body(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Refused(413, `expected at most ${MAX_BODY} bytes`);
  }
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Refused(400, "the body is no JSON");
  }
  for (const field of ["nonce", "pub_key", "signature"]) {
    if (typeof found?.[field] !== "string") throw new Refused(400, `${field} is no text`);
  }
  return found;
}
