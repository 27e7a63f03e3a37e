// Due work: what anybody may do for a tip, so that nobody's pay waits for somebody else.

import { signal } from "@preact/signals";
import { native, RefusedError, type EncodeObject, type StdFee } from "pasar-client/reading";
import { useEffect, useRef, useState } from "preact/hooks";
import { block, lookNow, network, stayAwake } from "../chain/connection.js";
import { unitFor } from "../chain/denoms.js";
import { hearRefusals } from "../chain/drand.js";
import { costsOf, dueWork, type Asked, type DueWork } from "../chain/due.js";
import { useResource } from "../chain/resource.js";
import { account, BROWSER } from "../chain/wallet.js";
import { gainOf, isPast, type Cost } from "../logic/gain.js";
import { readAmount, sumOf, type Money } from "../logic/money.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { drandText } from "../view/draws.js";
import { later } from "../view/later.js";
import { amountText, errorText, Failed, Loading, Notice } from "../view/text.js";
import { connecting } from "../view/wallet-button.js";
import type { Sending } from "../view/review.js";
import { Review } from "../view/send.js";

const Panels = later(async () => (await import("../view/panels.js")).Panels, 0);

/** Messages of one transaction, and rows that are simulated. */
const MOST = 16;
/** Blocks after which what was tried is tried again by itself. */
const REST_BLOCKS = 10;

type Costs = ReadonlyMap<string, Asked>;

/** What was done since the page was loaded: tips by denom, and fees in the coin of fees. */
const session = signal<{ done: number; tips: Money[]; fees: bigint }>({
  done: 0,
  tips: [],
  fees: 0n,
});

const costOf = (costs: Costs, { id }: DueWork): Cost | undefined => {
  const found = costs.get(id);
  return found && "gas" in found ? found : undefined;
};

/** What a row gains; undefined where that is not known, or it is refused. */
function gain(costs: Costs, work: DueWork): bigint | undefined {
  const cost = costOf(costs, work);
  return cost && gainOf(work.tip, cost);
}

/** The coin in which fees are paid. */
const feeDenom = () => native(/[a-z].*$/i.exec(network.value?.gasPrice ?? "")?.[0] ?? "");

/** What each of the first rows takes; the last answer stands while it is asked anew. */
function useCosts(work: readonly DueWork[]): Costs {
  const who = account.value?.address;
  const first = work.slice(0, MOST);
  const last = useRef<Costs>(new Map());
  const ask = async () => (who === undefined ? new Map<string, Asked>() : costsOf(first));
  const { value } = useResource(["costs", who, first.map(({ id }) => id)], ask, 6);
  if (value) last.current = value;
  return last.current;
}

interface Turning {
  busy?: boolean;
  done?: number;
  refused?: unknown[];
}

export function Due() {
  const { value, error, again } = useResource(["due"], () => dueWork(), 3);
  const [state, setState] = useState<Turning>({});
  const [asked, setAsked] = useState<readonly DueWork[]>();
  const costs = useCosts(value ?? []);
  const turn = async (work: readonly DueWork[]): Promise<boolean> => {
    setState({ busy: true });
    const [turned, fine] = await send(work.slice(0, MOST));
    setState(turned);
    await lookNow();
    again();
    return fine;
  };
  const ask = (work: readonly DueWork[]) => {
    if (account.value) setAsked(work.slice(0, MOST));
    else connecting.value = true;
  };
  if (!value) return error === undefined ? <Loading lines={6} /> : <Failed {...{ error, again }} />;
  const busy = state.busy === true;
  // The list is of some blocks ago.
  const rows = value.filter(({ id }) => !isPast(costs.get(id)));
  return (
    <>
      <h1>{t("nav.due")}</h1>
      <p>{t("due.what")}</p>
      {state.done !== undefined && <Notice>{t("due.done", { count: state.done })}</Notice>}
      {state.refused?.map((why) => (
        <Notice tone="warn">
          {t("send.refused", { why: (why instanceof RefusedError ? errorText : drandText)(why) })}
        </Notice>
      ))}
      {rows.length === 0 && <Notice>{t("due.none")}</Notice>}
      <Controls work={rows} {...{ costs, turn, busy, ask }} />
      <ul class="rows">
        {rows.map((work) => (
          <Row key={work.id} {...{ work, costs, busy, ask }} />
        ))}
      </ul>
      <Panels of="anybody" />
      {asked && <Turn work={asked} again={again} close={() => setAsked(undefined)} />}
    </>
  );
}

/** Messages of these, each with what it is of. */
async function messagesOf(work: readonly DueWork[]): Promise<Map<EncodeObject, DueWork>> {
  const made = await Promise.all(
    work.map(async (one) => (await one.make()).map((message) => [message, one] as const)),
  );
  return new Map(made.flat());
}

interface TurnProps {
  work: readonly DueWork[];
  again: () => void;
  close: () => void;
}

/** Does these, after a review. */
function Turn({ work, again, close }: TurnProps) {
  const of = useRef(new Map<EncodeObject, DueWork>());
  const make = async () => {
    of.current = await messagesOf(work).catch((error: unknown) => {
      throw new Error(drandText(error));
    });
    return [...of.current].map(([message, one]) => ({
      message,
      name: [...placeOf(one), t(`due.${one.kind}`, { count: one.tickets ?? 0 })].join(" · "),
      back: one.tip ? [one.tip] : [],
    }));
  };
  const done: Sending["done"] = (_tx, sent, fees) => {
    count(new Set(sent.map((message) => of.current.get(message)!)), fees);
    again();
  };
  return <Review {...{ make, done, close }} does={<p>{t("due.does")}</p>} />;
}

/** Where it is due, in words. */
const placeOf = ({ campaign, task }: DueWork) => [
  t("campaign.number", { campaign }),
  ...(task === undefined ? [] : [t("label.page", { task })]),
];

/** Does these in one transaction; what became of it, and whether the wallet and the node let it go on. */
async function send(work: readonly DueWork[]): Promise<[Turning, boolean]> {
  try {
    const of = await messagesOf(work);
    const attempt = await account.value!.client.trySend([...of.keys()]);
    hearRefusals(attempt);
    const { fees, sent, refused } = attempt;
    const done = new Set(sent.map((message) => of.get(message)!));
    count(done, fees);
    const reasons = new Map(refused.map(({ error }) => [error.reason, error]));
    return [{ done: done.size, refused: [...reasons.values()] }, true];
  } catch (failed) {
    return [{ done: 0, refused: [failed] }, false];
  }
}

function count(done: ReadonlySet<DueWork>, paid: readonly StdFee[] = []): void {
  const last = session.value;
  const tips = sumOf([...last.tips, ...[...done].flatMap(({ tip }) => tip ?? [])]);
  const fees = paid.reduce((sum, { amount: [coin] }) => sum + BigInt(coin?.amount ?? 0), last.fees);
  session.value = { done: last.done + done.size, tips, fees };
}

interface LoopProps {
  work: readonly DueWork[];
  costs: Costs;
  busy: boolean;
  turn: (work: readonly DueWork[]) => Promise<boolean>;
}

type Ask = (work: readonly DueWork[]) => void;

function Controls({ ask, ...loop }: LoopProps & { ask: Ask }) {
  const { work, costs, busy } = loop;
  const gainful = work.filter((one) => (gain(costs, one) ?? -1n) >= 0n);
  const counted = Math.min(MOST, gainful.length);
  return (
    <>
      <div class="buttons">
        {gainful.length > 0 && (
          <button class="primary" disabled={busy} onClick={() => ask(gainful)}>
            {t("due.gainful", { count: counted })}
          </button>
        )}
        {work.length > 1 && (
          <button disabled={busy} onClick={() => ask(work)}>
            {t("due.all", { count: Math.min(MOST, work.length) })}
          </button>
        )}
      </div>
      {account.value && <Loop {...loop} />}
      <Session />
    </>
  );
}

/** Does by itself what gains at least so much, for as long as the page is open. */
function Loop({ work, costs, busy, turn }: LoopProps) {
  const [on, setOn] = useState(false);
  const [floor, setFloor] = useState("0");
  /** When each was tried last: what is refused, or not yet seen to be done, rests. */
  const tried = useRef(new Map<string, number>());
  const unit = unitFor(feeDenom());
  const least = readAmount(floor, unit);
  const height = block.value?.height ?? 0;
  useEffect(() => (on ? stayAwake() : undefined), [on]);
  useEffect(() => {
    if (!on || busy || least === undefined) return;
    const rests = ({ id }: DueWork) =>
      height < (tried.current.get(id) ?? -REST_BLOCKS) + REST_BLOCKS;
    const next = work.filter((one) => !rests(one) && (gain(costs, one) ?? -1n) >= least);
    if (next.length === 0) return;
    next.forEach(({ id }) => tried.current.set(id, height));
    void turn(next).then((fine) => fine || setOn(false));
  }, [on, busy, height, costs]);
  return (
    <div class="buttons">
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
        {t("due.loop")}
      </label>
      <label>
        <input
          inputMode="decimal"
          size={8}
          value={floor}
          aria-label={t("due.floor", { symbol: unit.symbol })}
          aria-invalid={least === undefined}
          onInput={(event) => setFloor(event.currentTarget.value)}
        />{" "}
        {unit.symbol}
      </label>
      {account.value?.wallet !== BROWSER && <span class="quiet">{t("due.loop_asks")}</span>}
    </div>
  );
}

function Session() {
  const { done, tips, fees } = session.value;
  if (done === 0) return null;
  const earned = tips.map(({ amount, denom }) => amountText(amount, denom));
  const values = { tips: earned.join(" + ") || 0, fees: amountText(fees, feeDenom()) };
  return <p role="status">{t("due.session", { count: done, ...values })}</p>;
}

interface RowProps {
  work: DueWork;
  costs: Costs;
  busy: boolean;
  ask: Ask;
}

function Row({ work, costs, busy, ask }: RowProps) {
  const { campaign, task, kind, tickets = 0 } = work;
  return (
    <li class="row due">
      <a
        href={
          task === undefined
            ? href({ page: "campaign", campaign })
            : href({ page: "task", campaign, task })
        }
      >
        {placeOf(work).join(" · ")}
      </a>
      <span>{t(`due.${kind}`, { count: tickets })}</span>
      <span class="quiet">{moneyText(work, costs)}</span>
      <button disabled={busy} onClick={() => ask([work])}>
        {t("due.turn")}
      </button>
    </li>
  );
}

/** Tip, fee and gain of a row, as far as they are known. */
function moneyText(work: DueWork, costs: Costs): string {
  const tip = work.tip ? amountText(work.tip.amount, work.tip.denom) : "";
  const asked = costs.get(work.id);
  if (!asked) return tip && t("due.tip", { tip });
  if ("error" in asked) return t("due.not_yet", { why: drandText(asked.error) });
  const denom = native(asked.denom);
  const fee = amountText(asked.amount, denom);
  const gained = gainOf(work.tip, asked);
  if (!tip) return t("due.no_tip", { fee });
  if (gained === undefined) return t("due.tip_fee", { tip, fee });
  return t("due.gain", { tip, fee, gain: amountText(gained, denom) });
}
