// The key of this browser, as its owner brings it here and takes it away.

import { own } from "../words/own.js";
import { BROWSER, connectTo, disconnect } from "./wallet.js";
import { forgetKey, keepKey } from "./vault.js";

/** Uses these 32 bytes in hex as the key of this browser. */
export async function useBrowserKey(hex: string): Promise<void> {
  const text = hex.trim();
  if (!/^[0-9a-f]{64}$/i.test(text)) throw own("hex", "expected 64 characters of hex", {});
  await keepKey(
    BROWSER,
    Uint8Array.from(text.match(/../g)!, (byte) => parseInt(byte, 16)),
  );
  await connectTo(BROWSER);
}

/** Forgets the key of this browser, and what it has. */
export async function dropBrowserKey(): Promise<void> {
  disconnect();
  await forgetKey(BROWSER);
}
