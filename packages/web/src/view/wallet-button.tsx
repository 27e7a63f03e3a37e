// Who is connected, in the corner of every page.

import { signal } from "@preact/signals";
import { account } from "../chain/wallet.js";
import { t } from "../words/words.js";
import { shortAddress } from "./text.js";

/** Whether the page asks which wallet to connect. */
export const connecting = signal(false);

export function WalletButton() {
  const who = account.value;
  return (
    <button class="wallet" onClick={() => (connecting.value = true)}>
      {who ? shortAddress(who.address) : t("wallet.connect")}
    </button>
  );
}
