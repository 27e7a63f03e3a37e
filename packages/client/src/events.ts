/** An event as the chain gives it. */
export interface ChainEvent {
  /** Its type; typed events of a contract begin with `wasm-`. */
  readonly type: string;
  /** What it says. */
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** Attributes that the chain adds: who emitted it, and in which message. */
const [CONTRACT, MESSAGE] = ["_contract_address", "msg_index"] as const;

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
