// Signing in: a wallet signs a text once and gets a token for an hour. No transaction, no gas.

import { randomBytes } from "node:crypto";
import { fromAddress, fromBase64, isSignedBy, textSignBytes } from "pasar-client";
import { signInText } from "pasar-client/manifest";
import { Refused } from "./refused.js";

/** Seconds in which a challenge can be answered. */
export const CHALLENGE_SECONDS = 300;
/** Seconds of a session. */
export const SESSION_SECONDS = 3_600;

/** @typedef {{ campaign: number, address: string }} Session */
/** @typedef {{ nonce: string, pub_key: string, signature: string }} Answer */

export class Sessions {
  /** Numbers that were used, until they are over. @type {Map<string, number>} */
  #used = new Map();

  /**
   * @param {import("./signed.js").Seals} seals
   * @param {{ host: string, chainId: string, prefix: string }} options
   */
  constructor(seals, options) {
    this.seals = seals;
    this.options = options;
  }

  /** A number that an address signs, once. @param {number} campaign @param {string} address */
  challenge(campaign, address) {
    this.#check(address);
    const until = this.seals.now() + CHALLENGE_SECONDS;
    const once = randomBytes(12).toString("base64url");
    const nonce = this.seals.seal("challenge", { campaign, address, once }, until);
    return { nonce, text: this.#text(campaign, address, nonce), seconds: CHALLENGE_SECONDS };
  }

  /** A token for a signed number. @param {Answer} answer */
  open({ nonce, pub_key: pubKey, signature }) {
    const asked = /** @type {Session | undefined} */ (this.seals.open("challenge", nonce));
    if (!asked || this.#used.has(nonce)) {
      throw new Refused(401, "no such challenge waits: ask for a new one");
    }
    const { campaign, address } = asked;
    if (!signed(address, this.#text(campaign, address, nonce), pubKey, signature)) {
      throw new Refused(401, `the signature is not that of ${address}`);
    }
    this.#use(nonce);
    const until = this.seals.now() + SESSION_SECONDS;
    const token = this.seals.seal("session", { campaign, address }, until);
    return { token, until, campaign, address };
  }

  /** Whose token it is. @param {string | undefined} header Of `Authorization`. @param {number} campaign */
  of(header, campaign) {
    const token = /^Bearer (\S+)$/.exec(header ?? "")?.[1];
    const challenge = { "www-authenticate": "Bearer" };
    if (!token) throw new Refused(401, "sign in first: no token was sent", challenge);
    const found = /** @type {Session | undefined} */ (this.seals.open("session", token));
    if (!found) throw new Refused(401, "the token is over or not ours: sign in again", challenge);
    if (found.campaign !== campaign) {
      const wrong = `the token is for campaign ${found.campaign}, not for ${campaign}`;
      throw new Refused(403, wrong);
    }
    return found;
  }

  /** @param {number} campaign @param {string} address @param {string} nonce */
  #text(campaign, address, nonce) {
    const { host, chainId } = this.options;
    return signInText({ host, chainId, campaign, address, nonce });
  }

  /** Only who can sign gets here, so that nobody else fills the list. @param {string} nonce */
  #use(nonce) {
    const now = this.seals.now();
    for (const [used, until] of this.#used) if (until < now) this.#used.delete(used);
    this.#used.set(nonce, now + CHALLENGE_SECONDS);
  }

  /** @param {string} address */
  #check(address) {
    const { prefix } = this.options;
    try {
      if (fromAddress(address).prefix === prefix) return;
    } catch {
      // Refused below, whatever is wrong with it.
    }
    throw new Refused(400, `${JSON.stringify(address)} is no address that begins with ${prefix}1`);
  }
}

/**
 * Whether a key that belongs to the address signed the text.
 * @param {string} address @param {string} text @param {string} pubKey @param {string} signature
 */
function signed(address, text, pubKey, signature) {
  try {
    const bytes = textSignBytes(address, text);
    return isSignedBy(address, bytes, fromBase64(pubKey), fromBase64(signature));
  } catch {
    return false;
  }
}
