import type { PasarClient } from "pasar-client";
import { draws, Relays } from "pasar-client/drand";
import { setting } from "./setting.js";
import { until } from "./until.js";

/** The drand of the local chain. */
export const DRAND = new Relays(setting("PASAR_RELAYS").split(","));

/** Takes a ticket for so many seats, and waits until it is drawn, by whoever is first. */
export async function takeSeats(
  labeler: PasarClient,
  campaign: number,
  seats: number,
): Promise<void> {
  const { registry, address } = labeler;
  const claim = registry.message("claim", { campaign, seats });
  await until("the ticket", async () => (await labeler.trySend([claim])).tx);
  await until("the draw", async () => {
    await labeler.trySend(await draws(labeler, campaign, DRAND));
    return !(await registry.query("ticket", { campaign, labeler: address })).ticket;
  });
}
