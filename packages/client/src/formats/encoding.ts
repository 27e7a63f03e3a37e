import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** Characters of base64 that are decoded at once, and what fills the last ones. */
const GROUP = 4;
const FILL = "=";

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * Reads base64 with or without the signs that fill its end: contracts take both, and a box that a stranger
 * sealed so must not hold up those of others.
 */
export function fromBase64(text: string): Uint8Array {
  const whole = text.padEnd(GROUP * Math.ceil(text.length / GROUP), FILL);
  const last = whole.slice(-GROUP);
  let found: string | undefined;
  try {
    // The browser passes over white space, and over bits at the end that no byte has.
    if (!/\s/.test(whole) && btoa(atob(last)) === last) found = atob(whole);
  } catch {
    // Refused below.
  }
  if (found === undefined) {
    throw new RangeError(`${JSON.stringify(text.slice(0, SHOWN))} is no base64`);
  }
  const bytes = new Uint8Array(found.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = found.charCodeAt(at);
  return bytes;
}

/** Most characters of a text that an error quotes. */
const SHOWN = 40;

/** Bytes in the base64 of addresses, without signs that fill its end. */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Reads the base64 of addresses. */
export const fromBase64Url = (text: string): Uint8Array =>
  fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));

/** Bytes in lower-case hex. */
export const toHex = (bytes: Uint8Array): string => bytesToHex(bytes);

/** Reads hex. */
export const fromHex = (text: string): Uint8Array => hexToBytes(text);
