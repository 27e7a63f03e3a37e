import assert from "node:assert/strict";
import { RefusedError, type PasarClient } from "pasar-client";

/** The call is refused, for a reason that reads like this and was decoded by the client. */
export async function refused(
  call: Promise<unknown>,
  reason: RegExp,
  byContract = true,
): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof RefusedError, `not decoded: ${String(error)}`);
    assert.match(error.reason, reason);
    assert.equal(error.byContract, byContract, error.raw);
    assert.doesNotMatch(error.reason, /wasm contract failed|\.go:\d+|message index/, error.raw);
    return true;
  });
}

/** The same of one message to be sent. */
export const refusedMessage = (
  client: PasarClient,
  message: Parameters<PasarClient["send"]>[0],
  reason: RegExp,
  byContract = true,
) => refused(client.send(message), reason, byContract);
