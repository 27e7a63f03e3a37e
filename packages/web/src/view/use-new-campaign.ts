// What a requester types, and what becomes of it: terms and header, and what the contract says of them.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { ReadingKey, TaskGold } from "pasar-client/signing";
import { toHex, type taskRegistry } from "pasar-client/reading";
import { now } from "../chain/connection.js";
import { unitFor, type Denom } from "../chain/denoms.js";
import * as made from "../chain/new-campaign.js";
import { answersOf, checkRead, goldOf as cut, knownOf } from "../logic/gold.js";
import { itemsOf, type Items } from "../logic/items.js";
import { bind } from "../logic/media-files.js";
import * as form from "../logic/new-campaign.js";
import { blank, columnNames, FieldError, questionsOf, type Show } from "../logic/new-questions.js";
import type { Table } from "../logic/table.js";

const KEPT = "pasar/new";
/** Pause after the last key, before the contract is asked. */
const ASK_MS = 400;
/** Seconds in which gold may be opened. */
const GOLD_SECONDS = 86_400;

export type Typed = form.Typed;

/** SHA-256 in hex of files, by the paths that the table has. */
type Hashes = ReadonlyMap<string, string>;

/** What the form has come to. */
export interface Draft {
  terms?: made.Terms;
  header?: string;
  price?: taskRegistry.QuoteResponse;
  /** What is wrong, and with which field of the terms. */
  fault?: { path: string; error: unknown };
}

function recalled(): Typed {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Typed>;
    const questions = kept.questions?.map((one) => ({ ...blank(one.kind), ...one }));
    return { ...form.EMPTY, ...kept, ...(questions && { questions }) };
  } catch {
    return form.EMPTY;
  }
}

/** What is in the tables that a requester chose: items, and answers that they know. */
function useTables(questions: Typed["questions"]) {
  const [table, setTable] = useState<Table>();
  const [goldTable, setGoldTable] = useState<Table>();
  const [show, setShow] = useState<Readonly<Record<string, Show>>>({});
  const [hashes, setHashes] = useState<Hashes>(new Map());
  const names = columnNames(questions);
  // Columns that are called as a question have answers: no labeler sees them.
  const taken = JSON.stringify(table?.columns.filter((name) => names.has(name)));
  const read = useMemo(() => table && itemsOf(table, names), [table, taken]);
  const items = useMemo(
    () => read && bind(read, form.mediaColumns(read, show), hashes),
    [read, show, hashes],
  );
  /** Takes a table of items, which {@link itemsOf} takes. */
  const setItems = (found: Table) => {
    setTable(found);
    setGoldTable(undefined);
    setHashes(new Map());
  };
  /** Takes a table of known answers to these items. */
  const setKnown = (found: Table) => {
    knownOf(found, items?.names ?? []);
    setGoldTable(found);
  };
  return {
    ...{ items, setItems, setKnown, goldTable, show, setShow, hashes },
    /** Binds files of the table by their hashes; throws where the table has others. */
    setHashes: (found: Hashes) => {
      if (read) bind(read, read.fields, found);
      setHashes(found);
    },
    /** Items to which an answer is known. */
    known: useMemo(() => {
      const columns = [...(items?.known ?? []), ...knownIn(items, goldTable)];
      return new Set(columns.flatMap(({ cells }) => [...cells.keys()])).size;
    }, [items, goldTable]),
  };
}

export function useNewCampaign(denom: Denom) {
  const [typed, setTyped] = useState(recalled);
  const tables = useTables(typed.questions);
  const { items, goldTable, show } = tables;
  const [key, setKey] = useState<{ root: string; key: ReadingKey }>();
  const [draft, setDraft] = useState<Draft & { of?: object }>({});
  const root = useMemo(() => items && made.rootOf(items), [items]);
  const gold = useMemo(
    () => goldOf(items, goldTable, typed),
    [items, goldTable, typed.questions, typed.page],
  );
  const own = key !== undefined && key.root === root ? key.key : undefined;
  const unit = unitFor(denom);
  const parts = useMemo(
    () => items && { typed, items, show, denom, unit, root: root ?? "", gold, key: own },
    [typed, items, show, JSON.stringify(denom), unit.symbol, own, gold],
  );
  useEffect(() => {
    localStorage.setItem(KEPT, JSON.stringify(typed));
    if (!parts) return undefined;
    let over = false;
    const timer = setTimeout(() => {
      void drafted(parts).then((found) => {
        if (!over) setDraft({ ...found, of: parts });
      });
    }, ASK_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [parts]);
  const needsKey = Number(typed.max) > Number(typed.min) || Number(typed.waves) > 1;
  const sign = async () => {
    if (root !== undefined) setKey({ root, key: await made.readingKey(root) });
  };
  const change = (part: Partial<Typed>) => setTyped((last) => ({ ...last, ...part }));
  return {
    ...tables,
    ...{ typed, change, draft, unit, needsKey, sign },
    key: own,
    /** Whether the draft is of what stands in the fields now. */
    settled: parts !== undefined && draft.of === parts,
    gold: gold && "tasks" in gold ? gold.tasks : undefined,
  };
}

export type NewCampaign = ReturnType<typeof useNewCampaign>;

type Gold = { tasks: TaskGold[] } | { wrong: unknown } | undefined;

const knownIn = (items: Items | undefined, table: Table | undefined) =>
  items && table ? knownOf(table, items.names) : [];

function goldOf(items: Items | undefined, table: Table | undefined, typed: Typed): Gold {
  if (!items) return undefined;
  const page = Math.min(items.lines.length, Number(typed.page));
  if (!(page >= 1)) return undefined;
  try {
    const questions = questionsOf(typed.questions);
    const known = knownIn(items, table);
    checkRead(known, items.known, questions);
    const answers = answersOf([...items.known, ...known], questions);
    if (answers.every(({ size }) => size === 0)) return undefined;
    const tasks = cut(answers, questions, items.lines.length, page);
    return {
      tasks: tasks.map((found) => {
        return { salt: crypto.getRandomValues(new Uint8Array(16)), items: found };
      }),
    };
  } catch (error) {
    // What is wrong with a question is said where it stands.
    return error instanceof FieldError ? undefined : { wrong: error };
  }
}

interface Parts {
  typed: Typed;
  items: Items;
  show: Readonly<Record<string, Show>>;
  denom: Denom;
  unit: ReturnType<typeof unitFor>;
  root: string;
  gold: Gold;
  key: ReadingKey | undefined;
}

/** Stands for an address and a key that are not there yet: what a campaign costs does not hang on them. */
const SOMEWHERE = "https://none.invalid/manifest.json";
const SOME_KEY = "09".padEnd(64, "0");

const faultOf = (error: Error, { questions }: Typed) => ({
  path: error instanceof FieldError ? error.path : form.pathOf(error.message, questions),
  error,
});

async function drafted(parts: Parts): Promise<Draft> {
  const { typed, items, show, denom, unit, root, gold, key } = parts;
  try {
    if (gold && "wrong" in gold) return { fault: { path: "gold", error: gold.wrong } };
    questionsOf(typed.questions);
    const header = form.headerOf(typed, items, show);
    const uri = made.boundUri(typed.uri.trim() || SOMEWHERE, header);
    const later = Number(typed.max) > Number(typed.min) || Number(typed.waves) > 1;
    const readingKey = later ? (key ? toHex(key.publicKey) : SOME_KEY) : undefined;
    const bond = gold && form.amount("gold.bond", typed.goldBond, unit);
    const terms = form.termsOf(typed, {
      ...{ items: items.lines.length, denom, unit, root, uri, readingKey, now: now() },
      gold: gold && bond ? await made.goldTerms(gold.tasks, bond, GOLD_SECONDS) : undefined,
    });
    const answer = await made.quote(terms);
    if ("price" in answer) return { terms, header, price: answer.price };
    return { terms, header, fault: faultOf(answer.refused, typed) };
  } catch (error) {
    return { fault: faultOf(error as Error, typed) };
  }
}
