// Coins for trying out, on a local chain whose host gives some away.

import { own } from "../words/own.js";
import { network } from "./connection.js";
import { account } from "./wallet.js";

/** Whether there is a faucet for the connected account. */
export const hasFaucet = () => network.value?.faucet !== undefined && account.value !== undefined;

/** Asks for coins; done once they are there. */
export async function askFaucet(): Promise<void> {
  const { address } = account.value!;
  const answer = await fetch(network.value!.faucet!, {
    method: "POST",
    body: JSON.stringify({ address }),
  });
  if (answer.ok) return;
  const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
  throw own("faucet", "{said}", { said: error ?? `${answer.status} ${answer.statusText}` });
}
