import { MsgExec } from "../chain/codecs.js";
import { encodeMessage, loadCodecs } from "../chain/messages.js";
import type { EncodeObject } from "../chain/types.js";

/** Messages of the wallet, to be signed by its session key. */
export async function inNameOf(
  grantee: string,
  messages: readonly EncodeObject[],
): Promise<EncodeObject> {
  await loadCodecs(messages);
  const msgs = messages.map(encodeMessage);
  return { typeUrl: MsgExec.typeUrl, value: MsgExec.fromPartial({ grantee, msgs }) };
}
