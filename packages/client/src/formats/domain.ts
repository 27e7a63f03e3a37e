import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "./bytes.js";

/**
 * A domain's id in storage keys: the first 8 bytes of SHA-256 of its name. Names are 1 to 64 of
 * a-z, 0-9, / and -.
 */
export function domainId(name: string): Uint8Array {
  if (!/^[a-z0-9/-]{1,64}$/.test(name)) {
    throw new RangeError(`domain ${JSON.stringify(name)}: expected 1 to 64 of a-z, 0-9, / and -`);
  }
  return sha256(utf8(name)).slice(0, 8);
}
