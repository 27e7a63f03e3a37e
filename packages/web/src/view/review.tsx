// What sends: it says first what it sends, what that costs and what the chain would answer; then it asks
// the wallet, and tells what came of it.

import { fromUtf8, native, type DeliverTxResponse, type EncodeObject } from "pasar-client/reading";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lookNow } from "../chain/connection.js";
import { account } from "../chain/wallet.js";
import { t } from "../words/words.js";
import { Amount, errorText, Notice } from "./text.js";

interface Coin {
  denom: string;
  amount: string;
}

type State =
  | { at: "asking" }
  | { at: "ready"; messages: EncodeObject[]; fee: readonly Coin[] }
  | { at: "wallet" }
  | { at: "done"; height: number }
  | { at: "refused"; why: unknown };

/** What is sent. */
export interface Sending {
  /** What it does, in a sentence. */
  does: ComponentChildren;
  /** Makes the messages. */
  make: () => Promise<EncodeObject[]>;
  /** Once it is in a block. */
  done?: ((tx: DeliverTxResponse) => unknown) | undefined;
}

async function prepare(make: Sending["make"]): Promise<State> {
  const messages = await make();
  if (messages.length === 0) return { at: "refused", why: t("send.nothing") };
  const fee = await account.value!.client.fee(messages);
  return { at: "ready", messages, fee: fee.amount };
}

async function deliver(messages: EncodeObject[], done: Sending["done"]): Promise<State> {
  const tx = await account.value!.client.send(messages);
  await done?.(tx);
  await lookNow();
  return { at: "done", height: tx.height };
}

/** Asks before it sends. */
export function Review({ does, make, done, close }: Sending & { close: () => void }) {
  const [state, setState] = useState<State>({ at: "asking" });
  const dialog = useRef<HTMLDialogElement>(null);
  const become = (next: Promise<State>) =>
    void next.then(setState, (why) => setState({ at: "refused", why }));
  useEffect(() => {
    dialog.current?.showModal();
    become(prepare(make));
  }, []);
  const send = (messages: EncodeObject[]) => {
    setState({ at: "wallet" });
    become(deliver(messages, done));
  };
  const over = state.at === "done" || state.at === "refused";
  return (
    <dialog ref={dialog} class="review" onClose={close} aria-label={t("send.review")}>
      <div class="does">{does}</div>
      {state.at === "ready" && <Costs messages={state.messages} fee={state.fee} />}
      <p role="status">
        {state.at === "asking" && t("send.asking")}
        {state.at === "wallet" && t("send.wallet")}
        {state.at === "done" && t("send.done", { height: state.height })}
      </p>
      {state.at === "refused" && (
        <Notice tone="bad">{t("send.refused", { why: errorText(state.why) })}</Notice>
      )}
      <div class="buttons">
        {state.at === "ready" && (
          <button class="primary" onClick={() => send(state.messages)}>
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

function Costs({ messages, fee }: { messages: readonly EncodeObject[]; fee: readonly Coin[] }) {
  const coins = messages.flatMap(({ value }) => (value as { funds?: Coin[] }).funds ?? []);
  const tokens = messages.flatMap(tokensOf);
  return (
    <dl class="facts">
      <div class="fact">
        <dt>{t("send.funds")}</dt>
        <dd>
          {coins.length + tokens.length === 0 && t("send.no_funds")}
          {coins.map(({ amount, denom }) => (
            <Amount of={amount} denom={native(denom)} />
          ))}
          {tokens.map(({ amount, token }) => (
            <Amount of={amount} denom={{ cw20: token }} />
          ))}
        </dd>
      </div>
      <div class="fact">
        <dt>{t("send.fee")}</dt>
        <dd>
          {fee.map(({ amount, denom }) => (
            <Amount of={amount} denom={native(denom)} />
          ))}
        </dd>
      </div>
    </dl>
  );
}

/** What a message to a token sends. */
function tokensOf({ value }: EncodeObject): { amount: string; token: string }[] {
  const { contract, msg } = value as { contract?: string; msg?: Uint8Array };
  if (contract === undefined || !msg) return [];
  const sent = (JSON.parse(fromUtf8(msg)) as { send?: { amount?: string } }).send;
  return sent?.amount === undefined ? [] : [{ amount: sent.amount, token: contract }];
}
