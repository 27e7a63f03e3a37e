// What sends: it says first what it sends, what that costs and what the chain would answer; then it asks
// the wallet, and tells what came of it.

import { fromUtf8, native, type DeliverTxResponse, type EncodeObject } from "pasar-client/reading";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lookNow } from "../chain/connection.js";
import { account } from "../chain/wallet.js";
import { t } from "../words/words.js";
import { Amount, errorText, Notice } from "./text.js";
import { connecting } from "./wallet-button.js";

interface Coin {
  denom: string;
  amount: string;
}

type State =
  | { at: "closed" }
  | { at: "asking" }
  | { at: "ready"; messages: EncodeObject[]; fee: readonly Coin[] }
  | { at: "wallet" }
  | { at: "done"; height: number }
  | { at: "refused"; why: string };

export interface SendProps {
  /** What is on the button. */
  children: ComponentChildren;
  /** What it does, in a sentence. */
  does: ComponentChildren;
  /** Makes the messages. */
  make: () => Promise<EncodeObject[]>;
  /** Once it is in a block. */
  done?: ((tx: DeliverTxResponse) => unknown) | undefined;
  primary?: boolean;
  disabled?: boolean;
}

/** A button that sends a transaction. */
export function Send({ children, does, make, done, primary, disabled }: SendProps) {
  const [state, setState] = useState<State>({ at: "closed" });
  const asked = useRef(0);
  const open = () => {
    if (!account.value) {
      connecting.value = true;
      return;
    }
    setState({ at: "asking" });
    const own = (asked.current += 1);
    // Whoever went back meanwhile is not shown it again.
    const answer = (next: State) => asked.current === own && setState(next);
    prepare(make).then(answer, (error) => answer({ at: "refused", why: errorText(error) }));
  };
  const close = () => {
    asked.current += 1;
    setState({ at: "closed" });
  };
  const send = (messages: EncodeObject[]) => {
    setState({ at: "wallet" });
    deliver(messages, done).then(setState, (error) =>
      setState({ at: "refused", why: errorText(error) }),
    );
  };
  return (
    <>
      <button class={primary ? "primary" : ""} disabled={disabled ?? false} onClick={open}>
        {children}
      </button>
      {state.at !== "closed" && <Review state={state} does={does} send={send} close={close} />}
    </>
  );
}

async function prepare(make: SendProps["make"]): Promise<State> {
  const messages = await make();
  if (messages.length === 0) return { at: "refused", why: t("send.nothing") };
  const fee = await account.value!.client.fee(messages);
  return { at: "ready", messages, fee: fee.amount };
}

async function deliver(messages: EncodeObject[], done: SendProps["done"]): Promise<State> {
  const tx = await account.value!.client.send(messages);
  await done?.(tx);
  await lookNow();
  return { at: "done", height: tx.height };
}

interface ReviewProps {
  state: Exclude<State, { at: "closed" }>;
  does: ComponentChildren;
  send: (messages: EncodeObject[]) => void;
  close: () => void;
}

function Review({ state, does, send, close }: ReviewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
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
        <Notice tone="bad">{t("send.refused", { why: state.why })}</Notice>
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
