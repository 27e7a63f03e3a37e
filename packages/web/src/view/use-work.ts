// A labeler's work in a campaign as the label page follows it: looked at with each block, stepped by itself,
// in one tab at a time.

import { seconds } from "pasar-client/reading";
import type { Step } from "pasar-client/signing";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { block, lookLess, now, reader, stayAwake } from "../chain/connection.js";
import { fitness, type Fitness } from "../chain/fitness.js";
import { manifestOf } from "../chain/manifest.js";
import { useLock, useResource, type Resource } from "../chain/resource.js";
import { worker, worksAlone } from "../chain/session.js";
import { account } from "../chain/wallet.js";
import { Engine, lookAtWork, type Work } from "../chain/work.js";

/** What the steps of a campaign came to. */
export interface Steps {
  /** Whether this tab makes them; another one does otherwise. */
  mine: boolean;
  busy: boolean;
  error: unknown;
  /** Why the ticket could not be drawn at the last step. */
  undrawn: Error | undefined;
  /** The last transaction that was sent. */
  tx: Step["tx"];
  /** Tasks whose seal nobody here can open. */
  lost: readonly number[];
  /** Steps now, and takes a ticket for so many seats. */
  step: (seats?: number) => Promise<void>;
}

export interface WorkOf {
  found: Resource<{ work: Work; fit: Fitness }>;
  engine: Engine | undefined;
  steps: Steps;
}

async function look(campaign: number, address: string) {
  const asked = reader().registry.query("campaign", { campaign });
  const [work, fit] = await Promise.all([
    lookAtWork(reader(), campaign, address, asked),
    asked.then((about) => {
      // What labelers read is wanted next; whoever wants it is told if it does not come.
      void manifestOf(about.terms).catch(() => undefined);
      return fitness(reader(), about, address);
    }),
  ]);
  return { work, fit };
}

export function useWork(campaign: number): WorkOf {
  const address = account.value?.address ?? "";
  const keys = ["work", campaign, address];
  const found = useResource(
    keys,
    () => look(campaign, address),
    (last) => (isCalm(last?.work) ? CALM_BLOCKS : 1),
  );
  const issuer = found.value?.fit.issuer;
  const who = worker.value;
  const engine = useMemo(
    () => (who ? new Engine(who, campaign, issuer) : undefined),
    [who, campaign, issuer],
  );
  const mine = useLock(`pasar-label/${campaign}/${address}`);
  const steps = useSteps(engine, mine, found);
  return { found, engine, steps };
}

function useSteps(
  engine: Engine | undefined,
  mine: boolean,
  found: Resource<{ work: Work }>,
): Steps {
  const [state, setState] = useState<Omit<Steps, "mine" | "step">>({
    busy: false,
    error: undefined,
    undrawn: undefined,
    tx: undefined,
    lost: [],
  });
  const stepping = useRef(false);
  const step = async (seats = 0) => {
    if (!engine || stepping.current || !mine) return;
    stepping.current = true;
    setState((last) => ({ ...last, busy: true }));
    try {
      const { lost, refused, tx, undrawn } = await engine.step(seats);
      setState((last) => ({
        busy: false,
        error: refused[0]?.error,
        undrawn,
        lost,
        tx: tx ?? last.tx,
      }));
      // Where nobody looks each block, what became of the seat is looked at now; another tab may have sealed it.
      if (tx || isCalm(found.value?.work)) found.again();
    } catch (error) {
      setState((last) => ({ ...last, busy: false, error }));
    }
    stepping.current = false;
  };
  // Without a session each step would open the wallet: then only the buttons step.
  const alone = worksAlone();
  const busy = isBusy(found.value?.work);
  useEffect(() => (busy ? stayAwake() : undefined), [busy]);
  // What was sealed but not sent is tried again with each block.
  const calm = isCalm(found.value?.work) && state.error === undefined;
  useEffect(() => (calm ? lookLess() : undefined), [calm]);
  const height = calm ? undefined : block.value?.height;
  useEffect(() => {
    if (alone && busy) void step();
  }, [height, alone, engine, mine, calm]);
  return { ...state, mine, step };
}

/** Blocks between two looks while nothing but the labeler moves. */
const CALM_BLOCKS = 8;
/** Seconds before a deadline in which each block counts again. */
const LAST_SECONDS = 60;

/** Whether nothing is to happen before the labeler has labeled: then a look now and then will do. */
function isCalm(work: Work | undefined): boolean {
  if (!work || work.ticket.ticket) return false;
  const open = work.seats.filter(({ seat }) => ["drawn", "sealed"].includes(seat.status));
  const waits = ({ seat, task }: Work["seats"][number]) =>
    seat.status === "drawn" &&
    task.phase === "collecting" &&
    seconds(seat.commit_by) > now() + LAST_SECONDS;
  return open.length > 0 && open.every(waits);
}

/** Whether there is anything that a step could do. */
export function isBusy(work: Work | undefined): boolean {
  if (!work) return false;
  const open = ({ seat }: Work["seats"][number]) => ["drawn", "sealed"].includes(seat.status);
  return !!work.ticket.ticket || work.seats.some(open);
}
