import { Any, MsgExec, MsgExecuteContract, MsgSend } from "./codecs.js";
import type { EncodeObject } from "./types.js";

/** What encodes and decodes a message. */
export interface Codec<T = any> {
  readonly typeUrl: string;
  encode(message: T): { finish(): Uint8Array };
  fromPartial(message: any): T;
}

/** Every message that can be sent, by its type; those of grants once they are wanted. */
const CODECS = new Map(
  [MsgExec, MsgExecuteContract, MsgSend].map((codec: Codec) => [codec.typeUrl, codec]),
);

/** Loads the codecs of messages that not every page sends. */
export async function loadCodecs(messages: readonly EncodeObject[]): Promise<void> {
  if (messages.every(({ typeUrl }) => CODECS.has(typeUrl))) return;
  const { MsgGrant, MsgGrantAllowance, MsgRevoke, MsgRevokeAllowance } = await import(
    "./grant-codecs.js"
  );
  for (const codec of [MsgGrant, MsgGrantAllowance, MsgRevoke, MsgRevokeAllowance]) {
    CODECS.set(codec.typeUrl, codec);
  }
}

/** A message as transactions carry it; {@link loadCodecs} comes before. */
export function encodeMessage({ typeUrl, value }: EncodeObject): Any {
  const codec = CODECS.get(typeUrl);
  if (!codec) {
    const known = [...CODECS.keys()].join(", ");
    throw new TypeError(`no codec for ${typeUrl}; there are those of ${known}`);
  }
  return any(codec, codec.fromPartial(value));
}

/** A value of a type, packed with its type's name. */
export function any<T>(codec: Pick<Codec<T>, "typeUrl" | "encode">, value: T): Any {
  return { typeUrl: codec.typeUrl, value: codec.encode(value).finish() };
}
