// How much one address may ask: a bucket of requests that fills again by the second.

import { Refused } from "./refused.js";

/** Most buckets; full ones are forgotten first. */
const MAX_BUCKETS = 50_000;

/** @typedef {{ burst: number, perSecond: number }} Rate */

export class Limit {
  /** @type {Map<string, { left: number, at: number }>} */
  #buckets = new Map();

  /** @param {Rate} rate @param {() => number} now Unix seconds. */
  constructor(rate, now) {
    this.rate = rate;
    this.now = now;
  }

  /** Takes a request of an address, or refuses it. @param {string} address */
  take(address) {
    const { burst, perSecond } = this.rate;
    const now = this.now();
    const bucket = this.#buckets.get(address) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + (now - bucket.at) * perSecond);
    this.#buckets.delete(address);
    if (this.#buckets.size >= MAX_BUCKETS) this.#forget();
    if (left < 1) {
      this.#buckets.set(address, { left, at: now });
      const seconds = Math.max(1, Math.ceil((1 - left) / perSecond));
      const wait = { "retry-after": String(seconds) };
      throw new Refused(429, `too many requests: wait ${seconds} seconds`, wait);
    }
    this.#buckets.set(address, { left: left - 1, at: now });
  }

  /** The one that was used longest ago: buckets are in the order of their last use. */
  #forget() {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}

/** Where a request is from; of IPv6 the network that one subscriber has. @param {string} address */
export function subscriber(address) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const start = head.split(":");
  const missing = tail === undefined ? 0 : 8 - start.length - tail.split(":").length;
  const parts = [
    ...start,
    ...Array.from({ length: missing }, () => "0"),
    ...(tail ?? "").split(":"),
  ];
  return `${parts.slice(0, 4).join(":")}::/64`;
}
