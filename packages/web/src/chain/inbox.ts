// What an account must do itself, in time, over all campaigns: tickets to draw, pages to label, seals to open.

import { seatsOf } from "pasar-client/reading";
import { ticketStage } from "pasar-client/signing";
import { all, everyCampaign } from "./all.js";
import { block, reader } from "./connection.js";

/** Campaigns that are looked at, the newest of those that are not closed. */
const MOST = 64;

/** How many things wait for the account. */
export async function inboxOf(labeler: string): Promise<number> {
  const open = (await everyCampaign()).filter(({ status }) => status !== "closed");
  const counts = await Promise.all(
    open.slice(-MOST).map(({ campaign }) => dueIn(campaign, labeler)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function dueIn(campaign: number, labeler: string): Promise<number> {
  const { registry } = reader();
  const [{ ticket }, seats] = await Promise.all([
    registry.query("ticket", { campaign, labeler }),
    all(seatsOf(registry, campaign, labeler)),
  ]);
  const waits = ticket && block.value ? ticketStage(ticket, block.value) === "waits" : true;
  const open = await Promise.all(
    seats
      .filter(({ status }) => status === "drawn" || status === "sealed")
      .map(async ({ status, task }) => {
        const { phase } = await registry.query("task", { campaign, task });
        return phase === (status === "drawn" ? "collecting" : "revealing");
      }),
  );
  return Number(!waits) + open.filter(Boolean).length;
}
