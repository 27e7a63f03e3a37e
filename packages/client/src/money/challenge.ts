import type { ExecuteMessage } from "../chain/types.js";
import { toBase64 } from "../formats/encoding.js";
import { packItems } from "../formats/item-set.js";
import type { PasarClient } from "../wallet/client.js";
import { paid } from "./payment.js";

/** Fewest items that a challenge names, where the task has more. */
export const MIN_CHALLENGED_ITEMS = 10;

/** Items named as right for each that is disputed. */
const RIGHT_FOR_EACH = 2;

/**
 * Items to name beside those that are disputed, drawn by chance from the rest of the task: two for each, and
 * ten in all. A panelist who knew that every named item is disputed could say the opposite without looking.
 */
export function controlItems(
  disputed: Iterable<number>,
  items: number,
  chance: () => number = Math.random,
): number[] {
  const named = new Set(disputed);
  const rest = Array.from({ length: items }, (_, item) => item).filter((item) => !named.has(item));
  const wanted = Math.max(RIGHT_FOR_EACH * named.size, MIN_CHALLENGED_ITEMS - named.size);
  const drawn: number[] = [];
  while (drawn.length < wanted && rest.length > 0) {
    drawn.push(...rest.splice(Math.floor(chance() * rest.length), 1));
  }
  return drawn.sort((a, b) => a - b);
}

/**
 * Challenges the verdict of named items of a task, by their indices within it, for exactly the bond
 * that it costs now. A panel of further labelers then labels them anew. `controlItems` gives what to
 * name beside those that are wrong.
 */
export async function challenge(
  client: Pick<PasarClient, "registry">,
  campaign: number,
  task: number,
  items: Iterable<number>,
): Promise<ExecuteMessage> {
  const { registry } = client;
  const named = new Set(items);
  const [header, { amount, denom }] = await Promise.all([
    registry.query("task", { campaign, task }),
    registry.query("challenge_bond", { campaign, task, items: named.size }),
  ]);
  const bitmap = toBase64(packItems(named, header.items));
  return paid(registry, "challenge", { campaign, task, items: bitmap }, denom, amount);
}
