import type { PasarClient } from "pasar-client";
import { liveChallenge, panelIsDue, panelView } from "pasar-client/panel";
import { crank, honest, isClosed, open, working, type Worker } from "./campaign.js";
import { terms } from "./terms.js";

/** Panelists need a record: they earn it in a campaign of their own. */
export async function experience(
  requester: PasarClient,
  experts: readonly PasarClient[],
  domain: string,
): Promise<void> {
  const overlap = { min: experts.length, max: experts.length };
  const campaign = await open(requester, await terms(requester, { domain, overlap }));
  const workers = [...honest(experts, campaign), crank(requester, campaign)];
  await working(workers, "the experts' campaign to close", isClosed(requester, campaign));
}

/** Turns the challenge of a campaign's first task where it waits for nobody. */
export function panelKeeper(client: PasarClient, campaign: number): Worker {
  return {
    async step() {
      const live = await liveChallenge(client, campaign, 0);
      if (!live) return undefined;
      const { terms } = await client.registry.query("campaign", { campaign });
      const of = { campaign, task: 0, challenge: live.challenge };
      if (!panelIsDue(await panelView(client, of, terms))) return undefined;
      return client.trySend([client.registry.message("advance_panel", { campaign, task: 0 })]);
    },
  };
}
