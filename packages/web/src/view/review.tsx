// What sends: it says first what it sends, what that costs and what the chain would answer; then it asks
// the wallet, and tells what came of it.

import {
  fromUtf8,
  native,
  type DeliverTxResponse,
  type EncodeObject,
  type StdFee,
} from "pasar-client/reading";
import type { Attempt } from "pasar-client/signing";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { askAnew, lookNow } from "../chain/connection.js";
import { hearRefusals } from "../chain/drand.js";
import { isSent } from "../chain/once.js";
import { account } from "../chain/wallet.js";
import { sumOf, type Money } from "../logic/money.js";
import { t } from "../words/words.js";
import { Amounts, errorText, Fact, Notice } from "./text.js";

interface Coin {
  denom: string;
  amount: string;
}

/** A part of a transaction that is left out where the chain refuses it. */
export interface Part {
  message: EncodeObject;
  /** What it is called. */
  name: string;
  /** What it brings. */
  back: readonly Money[];
}

type State =
  | { at: "asking" }
  | { at: "ready"; sent: readonly EncodeObject[]; fee: readonly Coin[] }
  | { at: "wallet" }
  | { at: "done"; height: number }
  | { at: "refused"; why: unknown };

/** What is sent. */
export interface Sending {
  /** What it does, in a sentence. */
  does: ComponentChildren;
  /** Makes the messages: all or none of them are sent, but of parts those that are not refused. */
  make: () => Promise<readonly (EncodeObject | Part)[]>;
  /** Once it is in a block. */
  done?:
    | ((tx: DeliverTxResponse, sent: readonly EncodeObject[], fees?: readonly StdFee[]) => unknown)
    | undefined;
}

/** What is in the review of a transaction: its parts by their messages, and what of them is left out. */
class Outgoing {
  readonly parts = new Map<EncodeObject, Part>();
  refused: Attempt["refused"] = [];

  async prepare(make: Sending["make"]): Promise<State> {
    askAnew();
    const messages = (await make()).map((one) => {
      if (!("message" in one)) return one;
      this.parts.set(one.message, one);
      return one.message;
    });
    if (messages.length === 0) return { at: "refused", why: t("send.nothing") };
    const { client } = account.value!;
    if (this.parts.size === 0) {
      return { at: "ready", sent: messages, fee: (await client.fee(messages)).amount };
    }
    const found = this.hear(await client.tryFee(messages));
    return found.fee
      ? { at: "ready", sent: found.sent, fee: found.fee.amount }
      : { at: "refused", why: this.why() };
  }

  async deliver(messages: readonly EncodeObject[], done: Sending["done"]): Promise<State> {
    const { client } = account.value!;
    const { tx, sent, fees } =
      this.parts.size === 0
        ? { tx: await client.send(messages), sent: messages, fees: undefined }
        : this.hear(await client.trySend(messages));
    if (tx) await done?.(tx, sent, fees);
    await lookNow();
    return tx ? { at: "done", height: tx.height } : { at: "refused", why: this.why() };
  }

  /** What is refused, by why. */
  reasons(): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const { message, error } of this.refused) {
      const why = errorText(error);
      const names = found.get(why) ?? new Set();
      found.set(why, names.add(this.parts.get(message)?.name ?? ""));
    }
    return found;
  }

  private why(): string {
    return [...this.reasons().keys()].join("; ");
  }

  private hear<T extends Pick<Attempt, "refused">>(found: T): T {
    hearRefusals(found);
    this.refused = [...this.refused, ...found.refused];
    return found;
  }
}

/** Asks before it sends. */
export function Review({ does, make, done, close }: Sending & { close: () => void }) {
  const [state, setState] = useState<State>({ at: "asking" });
  const [outgoing] = useState(() => new Outgoing());
  const dialog = useRef<HTMLDialogElement>(null);
  const become = (next: Promise<State>) =>
    void next.then(setState, (why) => setState({ at: "refused", why }));
  useEffect(() => {
    dialog.current?.showModal();
    become(outgoing.prepare(make));
  }, []);
  const send = (messages: readonly EncodeObject[]) => {
    isSent.value = false;
    setState({ at: "wallet" });
    become(outgoing.deliver(messages, done));
  };
  const over = state.at === "done" || state.at === "refused";
  return (
    <dialog ref={dialog} class="review" onClose={close} aria-label={t("send.review")}>
      <div class="does">{does}</div>
      {state.at === "ready" && <Costs {...state} parts={outgoing.parts} />}
      <p role="status">
        {state.at === "asking" && t("send.asking")}
        {state.at === "wallet" && t(isSent.value ? "send.sent" : "send.wallet")}
        {state.at === "done" && t("send.done", { height: state.height })}
      </p>
      {state.at !== "refused" &&
        [...outgoing.reasons()].map(([why, names]) => (
          <Notice tone="warn">{t("send.left_out", { what: [...names].join(", "), why })}</Notice>
        ))}
      {state.at === "refused" && (
        <Notice tone="bad">{t("send.refused", { why: errorText(state.why) })}</Notice>
      )}
      <div class="buttons">
        {state.at === "ready" && (
          <button class="primary" onClick={() => send(state.sent)}>
            {t("send.confirm")}
          </button>
        )}
        <button disabled={state.at === "wallet"} onClick={() => dialog.current?.close()}>
          {over ? t("close") : t("back")}
        </button>
      </div>
    </dialog>
  );
}

interface CostsProps {
  sent: readonly EncodeObject[];
  fee: readonly Coin[];
  parts: ReadonlyMap<EncodeObject, Part>;
}

/** What a transaction is made of, what it takes, and what it brings. */
function Costs({ sent, fee, parts }: CostsProps) {
  const inCoins = (coins: readonly Coin[]) =>
    coins.map(({ amount, denom }) => ({ amount, denom: native(denom) }));
  const coins = sent.flatMap(({ value }) => (value as { funds?: Coin[] }).funds ?? []);
  const named = sent.flatMap((message) => parts.get(message) ?? []);
  const back = sumOf(named.flatMap((part) => part.back));
  const rows = [
    ["send.funds", [...inCoins(coins), ...sent.flatMap(tokensOf)]],
    ["send.fee", inCoins(fee)],
    ...(parts.size > 0 ? [["send.back", back] as const] : []),
  ] as const;
  return (
    <>
      {named.length > 0 && (
        <ul>
          {named.map((part) => (
            <li>
              {part.name}
              {part.back.length > 0 && ": "}
              <Amounts of={part.back} />
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        {rows.map(([name, amounts]) => (
          <Fact name={t(name)}>
            {amounts.length === 0 ? t("send.no_funds") : <Amounts of={amounts} />}
          </Fact>
        ))}
      </dl>
    </>
  );
}

/** What a message to a token sends. */
function tokensOf({ value }: EncodeObject): Money[] {
  const { contract, msg } = value as { contract?: string; msg?: Uint8Array };
  if (contract === undefined || !msg) return [];
  const sent = (JSON.parse(fromUtf8(msg)) as { send?: { amount?: string } }).send;
  return sent?.amount === undefined ? [] : [{ amount: sent.amount, denom: { cw20: contract } }];
}
