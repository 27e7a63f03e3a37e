import { base64, bech32, hex } from "@scure/base";

/** Bytes in base64. */
export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes);

/**
 * Reads base64 with or without the signs that fill its end: contracts take both, and a box that a stranger
 * sealed so must not hold up those of others.
 */
export const fromBase64 = (text: string): Uint8Array =>
  base64.decode(text.padEnd(4 * Math.ceil(text.length / 4), "="));

/** Bytes in lower-case hex. */
export const toHex = (bytes: Uint8Array): string => hex.encode(bytes);

/** Reads hex. */
export const fromHex = (text: string): Uint8Array => hex.decode(text.toLowerCase());

/** Most characters of an address. */
const LONGEST_ADDRESS = 90;

/** An address in bech32: `wasm1...`. */
export const toAddress = (prefix: string, bytes: Uint8Array): string =>
  bech32.encode(prefix, bech32.toWords(bytes), LONGEST_ADDRESS);

/** Reads an address; throws where its checksum is wrong. */
export function fromAddress(address: string): { prefix: string; bytes: Uint8Array } {
  const { prefix, words } = bech32.decode(address as `${string}1${string}`, LONGEST_ADDRESS);
  return { prefix, bytes: bech32.fromWords(words) };
}
