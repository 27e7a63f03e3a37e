// The switch that has this page run a campaign by itself, and what it has done.

import { native, type taskRegistry } from "pasar-client/reading";
import { useEffect, useRef, useState } from "preact/hooks";
import { runAlone, RUNNING, type Entry } from "../chain/alone.js";
import { network } from "../chain/connection.js";
import { readingKey } from "../chain/new-campaign.js";
import { useResource } from "../chain/resource.js";
import { findSession, worker, type SessionBounds } from "../chain/session.js";
import { closing, forgetSession, openSession, sessionFees } from "../chain/sign-once.js";
import { account, BROWSER } from "../chain/wallet.js";
import { t } from "../words/words.js";
import type { Sending } from "./review.js";
import { Send } from "./send.js";
import { amountText, dateText, durationText, errorText, Notice } from "./text.js";

/** Most lines of what was done. */
const MOST_LINES = 40;

interface AloneProps {
  about: taskRegistry.CampaignResponse;
  /** The campaign's file, where it was given. */
  file: string | undefined;
}

/** Who signs without asking: the key of this browser, or the key of a session. */
async function signer() {
  const { client, wallet } = account.value!;
  return wallet === BROWSER ? { client, bounds: undefined } : findSession(RUNNING);
}

export function Alone({ about, file }: AloneProps) {
  const { address } = account.value!;
  const { campaign, terms } = about;
  const ask = async () => ({ by: await signer() });
  const { value: signs, again } = useResource(["alone", address], ask, 0);
  const by = signs?.by;
  const [on, turn] = useSwitch(`pasar-run/${campaign}/${address}`);
  const [error, setError] = useState<unknown>();
  const focuses = useRef(false);
  const ended = (isOver: boolean) => (isOver ? turn(false) : again());
  const runs = on && by !== undefined && worker.value !== undefined;
  const { log, waits } = useRun({ about, by, file, runs, ended });
  const start = async () => {
    try {
      // The wallet is asked now, for the text of the reading key, and not again.
      if (terms.reading_key) await readingKey(terms.manifest.root);
      turn(true);
      setError(undefined);
    } catch (failed) {
      setError(failed);
    }
  };
  const granted = () => {
    focuses.current = true;
    again();
    void start();
  };
  const revoke = async () => {
    turn(false);
    const messages = await closing(RUNNING);
    if (messages.length === 0) again();
    return messages;
  };
  const revoked = async () => {
    await forgetSession(RUNNING);
    again();
  };
  if (about.status === "closed") return <Log lines={log} />;
  const lacks = terms.gold && about.requester === address && file === undefined;
  return (
    <section>
      <h2>{t("alone.title")}</h2>
      <p>{t("alone.what")}</p>
      {signs && !by && <Grant done={granted} />}
      {by && (
        <Switch on={on} focuses={focuses.current} turn={() => (on ? turn(false) : void start())} />
      )}
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {waits && <Notice>{t("label.other_tab")}</Notice>}
      {runs && lacks && <Notice tone="warn">{t("alone.no_file")}</Notice>}
      <Log lines={log} />
      {terms.reading_key && (
        <p class="quiet">
          {t("alone.server")} <code>pasar adapt {campaign} --watch --open-gold --state FILE</code>
        </p>
      )}
      {by?.bounds && <Permission of={by.bounds} make={revoke} done={revoked} />}
    </section>
  );
}

interface SwitchProps {
  on: boolean;
  turn: () => void;
  /** Whether it comes where the dialog was that had the focus. */
  focuses: boolean;
}

function Switch({ on, turn, focuses }: SwitchProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focuses) box.current?.focus();
  }, []);
  return (
    <label class="check">
      <input ref={box} type="checkbox" role="switch" checked={on} onChange={turn} />{" "}
      {t("alone.switch")}
    </label>
  );
}

interface PermissionProps extends Pick<Sending, "make" | "done"> {
  of: SessionBounds;
}

function Permission({ of, make, done }: PermissionProps) {
  return (
    <>
      <p class="quiet">
        {t("session.what", { calls: of.calls, until: dateText(of.expires) })}{" "}
        <span class="breaks">{of.key}</span>
      </p>
      <Send {...{ make, done }} does={<p>{t("session.stop_does")}</p>}>
        {t("alone.revoke")}
      </Send>
    </>
  );
}

/** Whether it is on, which stays so in this tab when the page is loaded anew. */
function useSwitch(name: string): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(sessionStorage.getItem(name) !== null);
  const turn = (wanted: boolean) => {
    if (wanted) sessionStorage.setItem(name, "");
    else sessionStorage.removeItem(name);
    setOn(wanted);
  };
  return [on, turn];
}

interface RunProps extends AloneProps {
  by: Awaited<ReturnType<typeof signer>>;
  runs: boolean;
  /** Once the campaign is over, or who signs may sign no more. */
  ended: (isOver: boolean) => void;
}

/** After so many milliseconds without a lock another tab is supposed to have it. */
const WAITS_MS = 1_000;

/** Runs the campaign as long as it is on and this is shown. */
function useRun({ about: { campaign }, by, file, runs, ended }: RunProps) {
  const [log, setLog] = useState<Entry[]>([]);
  const [waits, setWaits] = useState(false);
  const given = useRef(file);
  given.current = file;
  useEffect(() => {
    if (!runs || !by) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const say = (entry: Entry) =>
      setLog((lines) => {
        // What goes wrong at each block is said once.
        const older = lines.filter((one) => !one.bad || wordsOf(one) !== wordsOf(entry));
        return [entry, ...older].slice(0, MOST_LINES);
      });
    const timer = setTimeout(() => setWaits(true), WAITS_MS);
    const begun = () => {
      clearTimeout(timer);
      setWaits(false);
    };
    const { client, bounds } = by;
    const options = { campaign, client, expires: bounds?.expires, file: () => given.current };
    runAlone({ ...options, begun, say, signal }).then(
      (isOver) => signal.aborted || ended(isOver),
      (error: unknown) => say({ height: 0, error, bad: true }),
    );
    return () => {
      stop.abort();
      begun();
    };
  }, [runs, by?.client, campaign]);
  return { log, waits };
}

/** Lets a key of this browser run campaigns, where the wallet would be asked at each step. */
function Grant({ done }: { done: () => void }) {
  const [opened, setOpened] = useState<() => Promise<void>>();
  const make = async () => {
    const session = await openSession(RUNNING);
    setOpened(() => session.opened);
    return session.messages;
  };
  const fees = sessionFees(network.value!.gasPrice, RUNNING);
  const values = {
    calls: RUNNING.calls,
    time: durationText(RUNNING.seconds),
    fees: fees ? amountText(fees.amount, native(fees.denom)) : "",
  };
  return (
    <Send
      primary
      make={make}
      done={async () => {
        await opened?.();
        done();
      }}
      does={<p>{t("alone.grant_does", values)}</p>}
    >
      {t("alone.grant")}
    </Send>
  );
}

const wordsOf = ({ text, error }: Entry) =>
  [text, error !== undefined && errorText(error)].filter(Boolean).join(": ");

function Log({ lines }: { lines: readonly Entry[] }) {
  return (
    <ul class="log" aria-live="polite">
      {lines.map((entry) => (
        <li class={entry.bad ? "bad-text" : ""}>
          <small>{t("alone.block", { height: entry.height })}</small> {wordsOf(entry)}
        </li>
      ))}
    </ul>
  );
}
