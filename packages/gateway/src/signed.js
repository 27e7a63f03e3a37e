// What the gateway gives away and recognizes again, by a key of its own: sessions, numbers used once, links
// to media. Nothing of them is stored, so that nobody fills a memory by asking.

import { createHmac, timingSafeEqual } from "node:crypto";

export class Seals {
  /** @param {Uint8Array} key @param {() => number} now Unix seconds. */
  constructor(key, now) {
    this.key = key;
    this.now = now;
  }

  /**
   * A text that says something until a time. `kind` keeps texts for one thing from passing for another.
   * @param {string} kind @param {object} what @param {number} until
   */
  seal(kind, what, until) {
    const payload = Buffer.from(JSON.stringify({ ...what, until })).toString("base64url");
    return `${payload}.${this.#mac(kind, payload)}`;
  }

  /**
   * What such a text says; undefined where the gateway did not write it, or its time is over.
   * @param {string} kind @param {unknown} text
   * @returns {Record<string, unknown> | undefined}
   */
  open(kind, text) {
    if (typeof text !== "string") return undefined;
    const [payload, mac, ...rest] = text.split(".");
    if (!payload || !mac || rest.length > 0) return undefined;
    const found = Buffer.from(mac);
    const wanted = Buffer.from(this.#mac(kind, payload));
    if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) return undefined;
    const what = JSON.parse(Buffer.from(payload, "base64url").toString());
    return what.until > this.now() ? what : undefined;
  }

  /** @param {string} kind @param {string} payload */
  #mac(kind, payload) {
    return createHmac("sha256", this.key).update(`${kind}\0${payload}`).digest("base64url");
  }
}
