import { toBase64 } from "@cosmjs/encoding";
import type { MsgExecuteContractEncodeObject } from "@cosmjs/cosmwasm";
import type { PasarClient } from "./client.js";
import { packItems } from "./item-set.js";
import { paid } from "./payment.js";

/**
 * Challenges the verdict of named items of a task, by their indices within it, for exactly the bond
 * that it costs now. A panel of further labelers then decides them.
 */
export async function challenge(
  client: Pick<PasarClient, "registry">,
  campaign: number,
  task: number,
  items: Iterable<number>,
): Promise<MsgExecuteContractEncodeObject> {
  const { registry } = client;
  const named = new Set(items);
  const [header, { amount, denom }] = await Promise.all([
    registry.query("task", { campaign, task }),
    registry.query("challenge_bond", { campaign, task, items: named.size }),
  ]);
  const bitmap = toBase64(packItems(named, header.items));
  return paid(registry, "challenge", { campaign, task, items: bitmap }, denom, amount);
}
