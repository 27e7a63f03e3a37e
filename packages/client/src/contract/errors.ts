import { coded } from "../chain/coded.js";

/** Thrown where a transaction, a simulation or a query was refused. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  constructor(
    /** The contract's own words, or the chain's where no contract refused. */
    readonly reason: string,
    /** Whether a contract refused; else the chain did: no gas, no funds, a wrong sequence. */
    readonly byContract: boolean,
    /** Index of the message that was refused; none where none is to blame. */
    readonly index: number | undefined,
    /** What the chain said, unchanged. */
    readonly raw: string,
  ) {
    super(reason);
  }
}

/** How wasmd ends what a contract answered. */
const CONTRACT_TAIL =
  /^([\s\S]*?)(?:: (?:execute|instantiate|migrate|query) wasm contract failed)+(?![\s\S]*wasm contract failed)/;
/** How nodes and CosmJS begin what went wrong. */
const TRANSPORT_HEAD =
  /^(?:Query failed with \(\d+\): |rpc error: code = \w+ desc = |Broadcasting transaction failed with code \d+ \(codespace: \w+\)\. Log: )+/;
/** How the chain says which message it was. */
const MESSAGE_HEAD = /^failed to execute message; message index: (\d+): /;
/** How an authz grant says it: with the whole message, whose quotes are escaped. */
const GRANTED_HEAD =
  /^failed to execute message; message (?:\w+:(?:"(?:[^"\\]|\\.)*"|<[^>]*>) ?)+: /;
/** A contract's messages to its siblings. */
const NESTED_HEAD = /^(?:dispatch: |submessages: )+/;
/** Where in the chain's own code it happened, and what follows. */
const SOURCE_TAIL =
  /(?: \[[^\]\s]*\.go:\d+\])?(?: with gas (?:wanted: '\d+' and gas )?used: '\d+' ?)?(?:: (?:unknown|invalid) request)*$/i;

/** What the chain itself refuses, by its words. */
const CHAIN_CODES = [
  ["no_funds", /insufficient funds|fee allowance|spendable balance/],
  ["no_gas", /out of gas/],
  ["low_fee", /insufficient fee/],
] as const;

/**
 * What the chain said about a refused call, in the contract's own words.
 *
 * Takes the raw log of a transaction, or what a simulation or a query threw.
 */
export function decodeError(error: unknown): RefusedError {
  if (error instanceof RefusedError) return error;
  const raw = error instanceof Error ? error.message : String(error);
  let text = raw.replace(TRANSPORT_HEAD, "");
  const index = MESSAGE_HEAD.exec(text)?.[1];
  text = text.replace(MESSAGE_HEAD, "").replace(GRANTED_HEAD, "").replace(NESTED_HEAD, "");
  const byContract = CONTRACT_TAIL.exec(text)?.[1];
  const reason = byContract ?? text.replace(SOURCE_TAIL, "");
  const message = index === undefined ? undefined : Number(index);
  const refused = new RefusedError(reason, byContract !== undefined, message, raw);
  const code =
    byContract === undefined ? CHAIN_CODES.find(([, says]) => says.test(text))?.[0] : undefined;
  return code ? coded(refused, code, { said: reason }) : refused;
}
