import { sha256 } from "@noble/hashes/sha2.js";
import { concat, short } from "../formats/bytes.js";
import { fromBase64, toBase64, toHex } from "../formats/encoding.js";
import { placeBytes, type SealContext } from "../formats/seal.js";
import type { Opening } from "../formats/sealed-box.js";
import type { MaybePromise } from "../formats/secret.js";

/**
 * Where a labeler keeps what opens their seals until they have revealed them. A `Map` will do for as
 * long as the process lives; `IndexedStore` keeps it in a browser, `FileStore` (`pasar-client/node`)
 * in a file.
 */
export interface Store {
  get(key: string): MaybePromise<string | null | undefined>;
  set(key: string, value: string): unknown;
  delete(key: string): unknown;
}

/** A store in `localStorage` or `sessionStorage`. */
export function webStore(storage: Storage, prefix = "pasar/"): Store {
  return {
    get: (key) => storage.getItem(prefix + key),
    set: (key, value) => storage.setItem(prefix + key, value),
    delete: (key) => storage.removeItem(prefix + key),
  };
}

/** Openings of seals in a {@link Store}. */
export class Openings {
  constructor(private readonly store: Store) {}

  /** What was kept for a seat, if anything. */
  async load(seat: SealContext): Promise<Opening | undefined> {
    const text = await this.store.get(storeKey(seat));
    if (!text) return undefined;
    const [salt = "", labels = ""] = text.split(" ");
    return { salt: fromBase64(salt), labels: fromBase64(labels) };
  }

  /** Keeps what opens a seat's seal. */
  async save(seat: SealContext, opening: Opening): Promise<void> {
    await this.store.set(storeKey(seat), `${toBase64(opening.salt)} ${toBase64(opening.labels)}`);
  }

  /** Forgets a seat. */
  async forget(seat: SealContext): Promise<void> {
    await this.store.delete(storeKey(seat));
  }
}

/** Short, and the same for the same seat only. */
function storeKey(seat: SealContext): string {
  return toHex(sha256(concat(placeBytes(seat), short("labeler", seat.labeler))));
}
