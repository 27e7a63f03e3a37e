// Rounds of drand, by the relays of the network. The curve that verifies them is loaded with the first one.

import type { DueTicket, Relays } from "pasar-client/drand";
import type { taskRegistry } from "pasar-client/reading";
import { network, reader } from "./connection.js";
import { account } from "./wallet.js";

let kept: { urls: string; relays: Promise<Relays> } | undefined;

const loading = () => import("pasar-client/drand");

/** Relays of the network's drand. */
export function relays(): Promise<Relays> {
  const list = network.value?.relays ?? [];
  const urls = list.join(" ");
  if (kept?.urls !== urls)
    kept = { urls, relays: loading().then(({ Relays }) => new Relays(list)) };
  return kept.relays;
}

/** What of a campaign's drand is not quicknet's, which no chain that is worth something should have. */
export async function unlikeQuicknet(of: taskRegistry.Randomness): Promise<string | undefined> {
  return (await loading()).unlikeQuicknet(of);
}

/** Tickets of all campaigns whose round has come. */
export async function dueTickets(): Promise<DueTicket[]> {
  return (await loading()).dueTickets(reader());
}

/** Messages that draw all such tickets of a campaign. */
export async function drawsOf(campaign: number) {
  const [{ draws }, rounds] = await Promise.all([loading(), relays()]);
  return draws(account.value!.client, campaign, rounds);
}
