// Who is connected, in the corner of every page.

import { signal } from "@preact/signals";
import { account } from "../chain/wallet.js";
import { t } from "../words/words.js";

/** Whether the page asks which wallet to connect. */
export const connecting = signal(false);

export function WalletButton() {
  const who = account.value;
  return (
    <button class="wallet" onClick={() => (connecting.value = true)}>
      {who ? shortest(who.address) : t("wallet.connect")}
    </button>
  );
}

/** Short enough for the corner of a phone. */
const shortest = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`;
