import type { ExecuteMessage } from "../chain/types.js";
import {
  executeMessage,
  type Body,
  type ContractTypes,
  type Names,
  type SigningContract,
} from "../contract/contract.js";
import { utf8 } from "../formats/bytes.js";
import { toBase64 } from "../formats/encoding.js";
import type { Denom, Terms } from "../generated/task-registry.js";
import type { PasarClient } from "../wallet/client.js";

/**
 * A message that must be paid for: with funds where the denom is native, through the token's `send`
 * with the message as hook where it is a CW20.
 */
export function paid<C extends ContractTypes, K extends Names<C["execute"]>>(
  contract: SigningContract<C>,
  name: K,
  body: Body<C["execute"], K>,
  denom: Denom,
  amount: string | bigint,
): ExecuteMessage {
  const { sender, address } = contract;
  const msg = { [name]: body };
  if ("native" in denom) {
    return executeMessage(sender, address, msg, [
      { denom: denom.native, amount: amount.toString() },
    ]);
  }
  const hook = toBase64(utf8(JSON.stringify(msg)));
  return executeMessage(sender, denom.cw20, {
    send: { contract: address, amount: amount.toString(), msg: hook },
  });
}

/** Opens a campaign with exactly the deposit that it needs now. */
export async function createCampaign(
  client: Pick<PasarClient, "registry">,
  terms: Terms,
): Promise<ExecuteMessage> {
  const { denom, deposit } = await client.registry.query("quote", { terms });
  return paid(client.registry, "create_campaign", { terms }, denom, deposit);
}

/** Stakes an amount. */
export function bond(
  client: Pick<PasarClient, "staking">,
  denom: Denom,
  amount: string | bigint,
): ExecuteMessage {
  return paid(client.staking, "bond", {}, denom, amount);
}
