import { fromBase64 } from "../formats/encoding.js";
import { equal } from "../formats/bytes.js";
import { answersLength } from "../formats/packing.js";
import { valuesOf } from "../formats/questions.js";
import { derivedSalts } from "../formats/salt.js";
import { seal } from "../formats/seal.js";
import type { Secret } from "../formats/secret.js";
import { openSelfBox } from "../formats/self-box.js";
import type { SeatResponse } from "../generated/task-registry.js";
import type { PasarClient } from "../wallet/client.js";
import { askedItems } from "./asked.js";
import type { SealedSeat } from "./backup.js";
import { commitTxs, type CommitTx } from "./commits.js";

/** What recovery needs of a client. */
export type RecoveryClient = Pick<PasarClient, "chain" | "registry" | "address" | "deployment">;

/**
 * What opens the labeler's sealed seats of a campaign, out of the self-boxes in the memos of their own
 * commits: for a device that has nothing but the wallet. Gives only what fits its seal.
 *
 * @example
 * ```ts
 * const secret = await signText(texts, client.address);
 * const seats = await recoverOpenings(client, 1, secret);
 * await client.send(reveals(client, 1, seats.map(({ seat, opening }) => ({ ...seat, opening }))));
 * ```
 */
export async function recoverOpenings(
  client: RecoveryClient,
  campaign: number,
  secret: Secret,
): Promise<SealedSeat[]> {
  const { chain, registry, address: labeler } = client;
  const found: SealedSeat[] = [];
  for (const tx of await commitTxs(chain, { registry: registry.address, campaign, labeler })) {
    found.push(...(await openTx(client, campaign, secret, tx)));
  }
  return found;
}

async function openTx(
  client: RecoveryClient,
  campaign: number,
  secret: Secret,
  { memo, commits }: CommitTx,
): Promise<SealedSeat[]> {
  if (memo === "") return [];
  const { registry, deployment, address: labeler } = client;
  const tasks = commits.flatMap(({ commit }) => commit.tasks);
  const seats = await Promise.all(
    tasks.map((task) => registry.query("seat", { campaign, task, labeler })),
  );
  const place = { chainId: deployment.chain_id, registry: registry.address, campaign, labeler };
  const plain = await openSelfBox(secret, place, seats, memo);
  if (!plain) return [];
  const { terms } = await registry.query("campaign", { campaign });
  const salts = derivedSalts(secret);
  const found: SealedSeat[] = [];
  let from = 0;
  for (const seat of seats) {
    const asked = await askedItems(registry, campaign, seat);
    const until = from + answersLength(valuesOf(terms), asked.length);
    const context = { ...place, task: seat.task, wave: seat.wave };
    const opening = { salt: await salts(context), labels: plain.slice(from, until) };
    from = until;
    if (fits(seat, seal(context, opening.salt, opening.labels))) {
      found.push({ seat: context, opening });
    }
  }
  return found;
}

function fits({ status, seal: wanted }: SeatResponse, made: Uint8Array): boolean {
  return status === "sealed" && !!wanted && equal(made, fromBase64(wanted));
}
