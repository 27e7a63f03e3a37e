import type { ChainEvent } from "../chain/types.js";

/** The chain adds who emitted an event. */
const CONTRACT = "_contract_address";
/** The chain adds in which message of the transaction. */
const MESSAGE = "msg_index";

/**
 * The attributes of all events of one type that a contract emitted, in their order. Prefer
 * `Contract.events`, which knows the names.
 */
export function readEvents(
  events: readonly ChainEvent[],
  contract: string,
  name: string,
): Record<string, string>[] {
  return events
    .filter((event) => event.type === `wasm-${name}`)
    .map((event) => Object.fromEntries(event.attributes.map(({ key, value }) => [key, value])))
    .filter((attributes) => attributes[CONTRACT] === contract)
    .map(({ [CONTRACT]: _contract, [MESSAGE]: _message, ...attributes }) => attributes);
}
