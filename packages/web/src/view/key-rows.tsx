// Which key does what, each to be changed by pressing another one.

import { useLayoutEffect, useState } from "preact/hooks";
import { ACTION_KEYS, actionKeys, keyLabel, ownKey, type Action } from "../logic/keys.js";
import { t } from "../words/words.js";
import { ownKeys, takeKey } from "./own-keys.js";
import { Notice } from "./text.js";

/** Something that a key does. */
interface Row {
  /** Of a class, too, that is called as an action is. */
  id: string;
  /** An action, or the name of a class. */
  what: string;
  text: string;
  key: string;
  /** Whether somebody chose the key. */
  own: boolean;
  campaign?: string;
  /** The question of an answer, where there are several: keys of others may be the same. */
  of?: number | undefined;
}

export interface ClassRows {
  campaign: string;
  classes: readonly string[];
  /** What they are called, and their keys. */
  names: readonly string[];
  keys: readonly string[];
  /** Which question each answers, where there are several. */
  of?: readonly number[];
}

function rowsOf(given: ClassRows | undefined): Row[] {
  const own = ownKeys();
  const actions = actionKeys(own);
  const ofClasses = given?.classes.map((what, index) => ({
    id: `class/${what}`,
    what,
    text: given.names[index] ?? what,
    key: given.keys[index] ?? "",
    own: ownKeys(given.campaign)[what] !== undefined,
    campaign: given.campaign,
    of: given.of?.[index],
  }));
  const ofActions = (Object.keys(ACTION_KEYS) as Action[]).map((what) => ({
    id: `action/${what}`,
    what,
    text: t(`key.${what}`),
    key: actions[what],
    own: own[what] !== undefined,
  }));
  return [...(ofClasses ?? []), ...ofActions];
}

export function KeyRows({ classes }: { classes?: ClassRows }) {
  const [waiting, setWaiting] = useState<Row>();
  const [fault, setFault] = useState("");
  const rows = rowsOf(classes);
  usePress(waiting, (event) => {
    setWaiting(undefined);
    setFault("");
    if (event.key === "Escape") return;
    const key = ownKey(event);
    const meets = (row: Row) => [undefined, row.of].includes(waiting?.of) || row.of === undefined;
    const other = rows.find((row) => row.key === key && row.id !== waiting?.id && meets(row));
    if (key === undefined) setFault(t("keys.bad"));
    else if (other) setFault(t("keys.taken", { key: keyLabel(key), name: other.text }));
    else if (waiting) takeKey(waiting.what, key, waiting.campaign);
  });
  return (
    <>
      <p class="quiet">{t("keys.what")}</p>
      {fault !== "" && <Notice tone="warn">{fault}</Notice>}
      <dl class="keys">
        {rows.map((row) => (
          <div key={row.id}>
            <dt>
              <kbd>{keyLabel(row.key)}</kbd>
            </dt>
            <dd dir="auto">{row.text}</dd>
            <dd class="buttons">
              {row.own && (
                <button
                  aria-label={t("keys.reset_of", { name: row.text })}
                  onClick={() => takeKey(row.what, undefined, row.campaign)}
                >
                  {t("keys.reset")}
                </button>
              )}
              <button
                aria-label={t("keys.change_of", { name: row.text })}
                onClick={() => setWaiting(row)}
              >
                {t(waiting?.id === row.id ? "keys.press" : "keys.change")}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <p class="hidden" role="status">
        {waiting && `${waiting.text}: ${t("keys.press")}`}
      </p>
    </>
  );
}

/** Takes the next key that is pressed, before anything else sees it. */
function usePress(waiting: Row | undefined, take: (event: KeyboardEvent) => void): void {
  useLayoutEffect(() => {
    if (!waiting) return undefined;
    const press = (event: KeyboardEvent) => {
      // Shift and its like come before the key that they change.
      if (/^(?:Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process)$/.test(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      take(event);
    };
    addEventListener("keydown", press, { capture: true });
    return () => removeEventListener("keydown", press, { capture: true });
  }, [waiting]);
}
