import type { ExecuteMessage } from "../chain/types.js";
import type { Denom } from "../generated/label-escrow.js";
import { campaigns as allCampaigns } from "../reading/lists.js";
import type { PasarClient } from "../wallet/client.js";

/** Most campaigns of one withdrawal. */
const MAX_CAMPAIGNS = 32;

/** What to take, and where to. */
export interface Withdrawal {
  /** Campaigns to look at; all there are by default. */
  campaigns?: Iterable<number>;
  /** These denoms only, where a failing token would block the others. */
  denoms?: Denom[];
  /** Who gets it; the sender by default. */
  to?: string;
}

/**
 * Messages that pay out everything that the client's account has in the escrow: pay, refunds,
 * tips. None where there is nothing. Send them with `trySend`: tips go with the first message that
 * is accepted, and one after it with nothing but tips would be refused.
 */
export async function withdrawals(
  client: Pick<PasarClient, "registry" | "escrow" | "address">,
  withdrawal: Withdrawal = {},
): Promise<ExecuteMessage[]> {
  const { denoms = null, to = null } = withdrawal;
  const messages: ExecuteMessage[] = [];
  for (const campaigns of await chunked(client, withdrawal.campaigns)) {
    const { address } = client;
    const { earnings } = await client.escrow.query("earnings", { address, campaigns });
    if (earnings.some(({ amount }) => BigInt(amount) > 0n)) {
      messages.push(client.escrow.message("withdraw", { campaigns, denoms, to }));
    }
  }
  return messages;
}

async function chunked(
  client: Pick<PasarClient, "registry">,
  wanted: Iterable<number> | undefined,
): Promise<number[][]> {
  const ids = [...new Set(wanted ?? [])];
  if (wanted === undefined) {
    for await (const { campaign } of allCampaigns(client.registry)) ids.push(campaign);
  }
  const chunks: number[][] = [];
  for (let begin = 0; begin < ids.length; begin += MAX_CAMPAIGNS) {
    chunks.push(ids.slice(begin, begin + MAX_CAMPAIGNS));
  }
  return chunks;
}
