// Before one begins: what it is, what it pays, what can be lost, and the two things to sign.

import type { EncodeObject } from "pasar-client/reading";
import { useEffect, useRef, useState } from "preact/hooks";
import { reader } from "../chain/connection.js";
import { balance } from "../chain/denoms.js";
import { fitness, type Campaign, type Fitness } from "../chain/fitness.js";
import { manifestOf, type Manifest } from "../chain/manifest.js";
import { granting } from "../chain/parts.js";
import { useResource } from "../chain/resource.js";
import {
  isReadyToLabel,
  loadWorker,
  SESSION_CALLS,
  SESSION_SECONDS,
  worker,
  worksAlone,
} from "../chain/session.js";
import { openSession, signKeyText } from "../chain/sign-once.js";
import { account } from "../chain/wallet.js";
import { showBps } from "../logic/money.js";
import { pagesFree } from "../logic/pages-free.js";
import { href } from "../logic/route.js";
import {
  labelsOf,
  leastLabels,
  missingStake,
  missPenalty,
  payFor,
  rateOf,
  seatOpens,
} from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { StrangeDrand } from "../view/draws.js";
import { Faucet } from "../view/faucet.js";
import { Meaning } from "../view/meaning.js";
import { Practice } from "../view/practice.js";
import { Send } from "../view/send.js";
import {
  amountText,
  durationText,
  errorText,
  Fact,
  Failed,
  Loading,
  Notice,
} from "../view/text.js";
import { fullText, unfitText } from "../view/unfit.js";
import { connecting } from "../view/wallet-button.js";

async function ask(id: number) {
  const { registry } = reader();
  const campaign = await registry.query("campaign", { campaign: id });
  const labeler = account.value?.address;
  const { seat_stake, eligibility } = campaign.terms;
  const [frontier, ticket, fit, funds] = await Promise.all([
    registry.query("frontier", { campaign: id }),
    labeler === undefined ? undefined : registry.query("ticket", { campaign: id, labeler }),
    labeler === undefined ? undefined : fitness(reader(), campaign, labeler),
    labeler === undefined ? 0n : balance(labeler, seat_stake.denom),
  ]);
  const most = fit?.skill.newcomer ? eligibility.newcomer_seats : null;
  const seat = seatOpens(frontier.tasks, ticket?.open ?? [], most);
  const pages = ticket ? pagesFree(frontier, campaign.tasks, ticket, most) : 0;
  return { campaign, fit, funds, seat, pages };
}

export function Join({ campaign: id }: { campaign: number }) {
  const keys = ["join", id, account.value?.address];
  const { value, error, again } = useResource(keys, () => ask(id), 2);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { campaign, fit, funds, seat, pages } = value;
  const full = fullText(campaign, seat);
  return (
    <>
      <h1>
        <CampaignTitle terms={campaign.terms} campaign={id} />
      </h1>
      <What campaign={campaign} />
      <Pays campaign={campaign} fit={fit} />
      <Risks campaign={campaign} />
      <section>
        <h2>4 · {t("join.sign")}</h2>
        {full && <Notice tone="warn">{full}</Notice>}
        {!account.value && (
          <button class="primary" onClick={() => (connecting.value = true)}>
            {t("wallet.connect")}
          </button>
        )}
        {fit && <Signatures {...{ campaign, fit, funds, pages, again }} />}
      </section>
    </>
  );
}

function What({ campaign: { terms } }: { campaign: Campaign }) {
  const { uri } = terms.manifest;
  const { value, error } = useResource<Manifest>(["manifest", uri], () => manifestOf(terms), 0);
  return (
    <section>
      <h2>1 · {t("join.what")}</h2>
      {value === undefined && error === undefined && <Loading />}
      {error !== undefined && (
        <>
          <Failed error={error} />
          <Notice tone="warn">{t("join.no_items")}</Notice>
        </>
      )}
      {value && !value.header && <Notice tone="warn">{t("campaign.no_header")}</Notice>}
      {value?.header && (
        <>
          <Meaning header={value.header} bound={value.bound} />
          <Practice header={value.header} base={value.base} questions={value.terms.questions} />
        </>
      )}
    </section>
  );
}

function Pays({ campaign: { terms }, fit }: { campaign: Campaign; fit: Fitness | undefined }) {
  const { price, denom, page, pay } = terms;
  const labels = labelsOf(terms, page);
  const rate = fit ? rateOf(fit.skill.standing, pay) : undefined;
  const percent = (bps: number) => showBps(bps, language.value);
  return (
    <section>
      <h2>2 · {t("join.pays")}</h2>
      <p>
        {t("join.pay_text", {
          price: amountText(price, denom),
          page: amountText(payFor(BigInt(price), labels, 10_000), denom),
          count: labels,
          full: percent(pay.full),
          floor: percent(pay.floor),
        })}
      </p>
      {fit && rate !== undefined && (
        <p>
          {t(fit.skill.newcomer ? "join.newcomer" : "join.rate", {
            rate: percent(rate),
            page: amountText(payFor(BigInt(price), labels, rate), denom),
          })}
        </p>
      )}
    </section>
  );
}

function Risks({ campaign }: { campaign: Campaign }) {
  const { terms, params } = campaign;
  const { amount, denom } = terms.seat_stake;
  const penalty = missPenalty(BigInt(amount), params.missed_commit);
  return (
    <section>
      <h2>3 · {t("join.risks")}</h2>
      <dl class="facts">
        <Fact name={t("risk.undrawn", { time: durationText(terms.windows.ticket_seconds) })}>
          {amountText(penalty, denom)}
        </Fact>
        <Fact name={t("risk.late", { time: durationText(terms.windows.commit_seconds) })}>
          {amountText(penalty, denom)}
        </Fact>
        <Fact name={t("risk.half", { count: leastLabels(labelsOf(terms, terms.page)) })}>
          {amountText(penalty, denom)}
        </Fact>
        <Fact name={t("risk.vanish")}>{amountText(amount, denom)}</Fact>
        <Fact name={t("risk.wrong")}>{t("risk.wrong_costs")}</Fact>
      </dl>
      <StrangeDrand campaign={campaign} />
    </section>
  );
}

interface SignaturesProps {
  campaign: Campaign;
  fit: Fitness;
  funds: bigint;
  /** Those that they can have now. */
  pages: number;
  again: () => void;
}

/** Pages that are staked for at first, where there are so many. */
const SEATS = 4;

function Signatures({ campaign, fit, funds, pages, again }: SignaturesProps) {
  const { denom } = campaign.terms.seat_stake;
  const [seats, setSeats] = useState(Math.max(1, Math.min(SEATS, pages)));
  const hard = fit.reasons.filter(({ why }) => why !== "stake");
  const missing = missingStake(fit.asked, fit.has, BigInt(seats));
  if (hard.length > 0) {
    return (
      <Notice tone="bad">
        {t("market.not_fit")} {hard.map((reason) => unfitText(reason, denom)).join("; ")}
      </Notice>
    );
  }
  const hasSession = worksAlone();
  const hasStake = missing === 0n || fit.reasons.length === 0;
  return (
    <ol class="steps">
      <li class={hasSession && hasStake ? "done" : ""}>
        <label>
          {t("join.seats")}{" "}
          <input
            type="number"
            min={1}
            max={32}
            value={seats}
            onInput={(event) =>
              setSeats(Math.max(1, Math.min(32, event.currentTarget.valueAsNumber || 1)))
            }
          />
        </label>
        <First {...{ campaign, missing, funds, hasSession, again }} />
      </li>
      <Second />
      <li>
        {isReadyToLabel() && hasStake ? (
          <a class="button primary" href={href({ page: "label", campaign: campaign.campaign })}>
            {t("join.go")}
          </a>
        ) : (
          <a class="button" href={href({ page: "label", campaign: campaign.campaign })}>
            {t("join.go_anyway")}
          </a>
        )}
      </li>
    </ol>
  );
}

interface FirstProps {
  campaign: Campaign;
  missing: bigint;
  funds: bigint;
  hasSession: boolean;
  again: () => void;
}

/** What is signed once, where no pages are taken. */
export function Once(props: FirstProps) {
  return (
    <>
      <li>
        <First {...props} />
      </li>
      <Second />
    </>
  );
}

/** One transaction: what stake is missing, and a session where there is none. */
function First({ campaign, missing, funds, hasSession, again }: FirstProps) {
  const { denom } = campaign.terms.seat_stake;
  const [opened, setOpened] = useState<() => Promise<void>>();
  const make = async (): Promise<EncodeObject[]> => {
    const { bond } = await granting();
    const stake = missing > 0n ? [bond(account.value!.client, denom, missing)] : [];
    if (hasSession) return stake;
    const session = await openSession();
    setOpened(() => session.opened);
    return [...stake, ...session.messages];
  };
  const done = async () => {
    await opened?.();
    again();
  };
  const isDone = missing === 0n && hasSession;
  if (isDone) return <Done word="join.first_done" />;
  const values = {
    amount: amountText(missing, denom),
    calls: SESSION_CALLS,
    time: durationText(SESSION_SECONDS),
  };
  return (
    <>
      {missing > funds && (
        <Notice tone="warn">
          {t("join.no_funds", { missing: amountText(missing - funds, denom) })}{" "}
          <Faucet done={again} />
        </Notice>
      )}
      <Send
        primary
        make={make}
        done={done}
        does={
          <>
            {missing > 0n && <p>{t("join.bond_does", values)}</p>}
            {!hasSession && <p>{t("join.session_does", values)}</p>}
          </>
        }
      >
        {t(hasSession ? "join.bond" : "join.first", values)}
      </Send>
    </>
  );
}

/** A step that is done. The focus comes here where what was done had it, as that is gone now. */
function Done({ word }: { word: "join.first_done" | "join.text_done" }) {
  const here = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) here.current?.focus();
  }, []);
  return (
    <p class="good-text" tabIndex={-1} ref={here}>
      {t(word)}
    </p>
  );
}

function Second() {
  return (
    <li class={worker.value?.secret ? "done" : ""}>
      <KeyText />
    </li>
  );
}

function KeyText() {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  if (worker.value?.secret) return <Done word="join.text_done" />;
  const sign = async () => {
    setState({ busy: true });
    try {
      await signKeyText();
      await loadWorker();
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <>
      <p>{t("join.text_does")}</p>
      <button class="primary" disabled={state.busy} onClick={() => void sign()}>
        {t("join.text")}
      </button>
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </>
  );
}
