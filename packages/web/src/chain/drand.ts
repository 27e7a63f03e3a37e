// Rounds of drand, by the relays of the network. The chain verifies what draws; the curve that does so here is
// loaded only once it has refused a signature, to find out which relay lies.

import type { DueTicket, Relays } from "pasar-client/drand";
import { fromUtf8, type taskRegistry } from "pasar-client/reading";
import type { Attempt } from "pasar-client/signing";
import { network, reader } from "./connection.js";
import { draws, rounds } from "./parts.js";
import { account } from "./wallet.js";

let kept: { urls: string; relays: Promise<Relays> } | undefined;
/** Whether the chain has refused what some relay gave. */
let doubted = false;

/** Relays of the network's drand. */
export function relays(): Promise<Relays> {
  const list = network.value?.relays ?? [];
  const urls = list.join(" ");
  if (kept?.urls !== urls) kept = { urls, relays: load(list) };
  return kept.relays;
}

async function load(list: readonly string[]): Promise<Relays> {
  const { Relays, verifyRound } = await rounds();
  return new Relays(list, {
    verify: (chain, round, signature) => !doubted || verifyRound(chain, round, signature),
  });
}

/** Has what relays give be verified here from now on, where the chain refused a message with a signature. */
export function hearRefusals({ refused }: Pick<Attempt, "refused">): void {
  doubted ||= refused.some(({ message }) => hasSignature(message.value));
}

function hasSignature({ msg }: { msg?: Uint8Array }): boolean {
  if (!msg) return false;
  const [body] = Object.values(
    JSON.parse(fromUtf8(msg)) as Record<string, { signature?: unknown }>,
  );
  return !!body?.signature;
}

/** What of a campaign's drand is not quicknet's, which no chain that is worth something should have. */
export async function unlikeQuicknet(of: taskRegistry.Randomness): Promise<string | undefined> {
  return (await rounds()).unlikeQuicknet(of);
}

/** Tickets whose round has come, of one campaign or of all. */
export async function dueTickets(only?: number): Promise<DueTicket[]> {
  return (await draws()).dueTickets(reader(), only);
}

/** Messages that draw all such tickets of a campaign. */
export async function drawsOf(campaign: number) {
  const [found, drand] = await Promise.all([draws(), relays()]);
  return found.draws(account.value!.client, campaign, drand);
}
