import type { ChainEvent, Coin, EncodeObject, ExecuteMessage } from "../chain/types.js";
import { fromUtf8, utf8 } from "../formats/bytes.js";
import { decodeError } from "./errors.js";
import { readEvents } from "./events.js";

// Nothing here knows any message: all names and bodies come from the generated types.

/** What the generated types say of a contract. */
export interface ContractTypes {
  /** Union of `{ name: body }`. */
  execute: object;
  /** Union of `{ name: body }`. */
  query: object;
  /** Answer of each query, by its name. */
  responses: object;
  /** Attributes of each event, by its name. */
  events: object;
}

/** Names of the variants of a message. */
export type Names<M> = M extends object ? keyof M & string : never;

/** Body of a variant. */
export type Body<M, K extends string> = K extends string
  ? M extends { [P in K]: infer B }
    ? B
    : never
  : never;

/** The answer of a query. */
export type Response<C extends ContractTypes, K> = K extends keyof C["responses"]
  ? C["responses"][K]
  : never;

/** A body may be left out where it has no fields that are needed. */
type Rest<B, Last extends unknown[]> = object extends B ? [body?: B, ...Last] : [body: B, ...Last];

/** What queries need of a connection; `Chain` has it, and so do the clients of CosmJS. */
export interface Querier {
  queryContractSmart(contract: string, query: object): Promise<unknown>;
}

/** A contract that can be asked: `registry.query("campaign", { campaign: 1 })`. */
export class Contract<C extends ContractTypes> {
  constructor(
    private readonly querier: Querier,
    /** Its address. */
    readonly address: string,
  ) {}

  /** Asks a query of the schema, by its name. Throws `RefusedError` where the contract refuses. */
  async query<K extends Names<C["query"]>>(
    name: K,
    ...[body]: Rest<Body<C["query"], K>, []>
  ): Promise<Response<C, K>> {
    const asked = { [name]: body ?? {} };
    try {
      return (await this.querier.queryContractSmart(this.address, asked)) as Response<C, K>;
    } catch (error) {
      // What the contract said, in its own words; a node that does not answer stays what it is.
      const refused = decodeError(error);
      throw refused.byContract ? refused : error;
    }
  }

  /** All events of one type that this contract emitted, of a transaction or a block. */
  events<K extends keyof C["events"] & string>(
    from: { readonly events: readonly ChainEvent[] },
    name: K,
  ): C["events"][K][] {
    return readEvents(from.events, this.address, name) as C["events"][K][];
  }
}

/** A contract that can be told too: `client.send(registry.message("claim", { campaign, seats }))`. */
export class SigningContract<C extends ContractTypes> extends Contract<C> {
  constructor(
    querier: Querier,
    address: string,
    /** In whose name messages go. */
    readonly sender: string,
  ) {
    super(querier, address);
  }

  /** A message of the schema, by its name, to be sent by `PasarClient.send`. */
  message<K extends Names<C["execute"]>>(
    name: K,
    ...[body, funds]: Rest<Body<C["execute"], K>, [funds?: readonly Coin[]]>
  ): ExecuteMessage {
    return executeMessage(this.sender, this.address, { [name]: body ?? {} }, funds);
  }
}

/** Type of a message to a contract. */
export const EXECUTE = "/cosmwasm.wasm.v1.MsgExecuteContract";

/** A message to any contract. */
export function executeMessage(
  sender: string,
  contract: string,
  msg: object,
  funds: readonly Coin[] = [],
): ExecuteMessage {
  const value = { sender, contract, msg: utf8(JSON.stringify(msg)), funds: [...funds] };
  return { typeUrl: EXECUTE, value };
}

/** The JSON inside a message to a contract; for logs and tests. */
export function contractMessage(message: EncodeObject): unknown {
  if (message.typeUrl !== EXECUTE) {
    throw new TypeError(`${message.typeUrl}, expected ${EXECUTE}`);
  }
  return JSON.parse(fromUtf8((message as ExecuteMessage).value.msg));
}
