// A panel as its pages follow it: looked at with each block, stepped by itself, in one tab at a time.

import { isDecided } from "pasar-client/panel";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { askAnew, block, stayAwake } from "../chain/connection.js";
import { hearRefusals } from "../chain/drand.js";
import { lookAtPanel, panelistOf, type PanelOf } from "../chain/panels.js";
import { useLock, useResource, type Resource } from "../chain/resource.js";
import { worker, worksAlone } from "../chain/session.js";
import { account } from "../chain/wallet.js";
import { Engine } from "../chain/work.js";

export interface Panel {
  found: Resource<PanelOf>;
  engine: Engine | undefined;
  /** Whether there is something that a step could do. */
  due: boolean;
  mine: boolean;
  busy: boolean;
  error: unknown;
  /** Does what is due; registers where that is not done. */
  step: () => Promise<void>;
}

export function usePanel(campaign: number, task: number): Panel {
  const address = account.value?.address;
  const keys = ["panel", campaign, task, address];
  const found = useResource(keys, () => lookAtPanel(campaign, task, address), 1);
  const issuer = found.value?.fit?.issuer;
  const who = worker.value;
  const engine = useMemo(
    () => (who ? new Engine(who, campaign, issuer) : undefined),
    [who, campaign, issuer],
  );
  const mine = useLock(`pasar-panel/${keys.join("/")}`);
  const due = isDue(found.value);
  const steps = useSteps(engine, mine, found, task);
  const alone = worksAlone();
  useEffect(() => (due ? stayAwake() : undefined), [due]);
  useEffect(() => {
    if (alone && due) void steps.step();
  }, [block.value?.height, alone, due, engine, mine]);
  return { found, engine, due, mine, ...steps };
}

function isDue(panel: PanelOf | undefined): boolean {
  const { view } = panel ?? {};
  if (!view) return false;
  const { seat, registration, challenge } = view;
  // Who has revealed ends the panel, where nobody else does.
  const isOpen = seat && seat.status !== "forfeited" && !isDecided(challenge);
  return isOpen === true || registration !== undefined;
}

function useSteps(
  engine: Engine | undefined,
  mine: boolean,
  { value, again }: Resource<PanelOf>,
  task: number,
): Pick<Panel, "busy" | "error" | "step"> {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const stepping = useRef(false);
  const challenge = value?.view?.challenge.challenge;
  const panelist = useMemo(
    () => engine && challenge && panelistOf(engine, task, challenge),
    [engine, task, challenge],
  );
  const step = async () => {
    if (!panelist || stepping.current || !mine) return;
    stepping.current = true;
    setState((last) => ({ ...last, busy: true }));
    askAnew();
    try {
      const { tx, refused, undone } = await (await panelist()).step();
      hearRefusals({ refused });
      setState({ busy: false, error: refused[0]?.error ?? undone });
      if (tx) again();
    } catch (error) {
      setState({ busy: false, error });
    }
    stepping.current = false;
  };
  return { ...state, error: state.error, step };
}
