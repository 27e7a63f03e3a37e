// A campaign as its requester types it, and the terms and header that it becomes.

import type { taskRegistry } from "pasar-client/reading";
import { own } from "../words/own.js";
import type { Items } from "./items.js";
import { readAmount, type Unit } from "./money.js";
import {
  blank,
  FieldError,
  isPlain,
  meaningsOf,
  ownersOf,
  questionsOf,
  texts,
  viewOf,
  type Show,
  type Typed as Question,
} from "./new-questions.js";

/** What stands in the fields: texts, as they were typed. */
export interface Typed {
  title: string;
  titleId: string;
  instructions: string;
  instructionsId: string;
  /** What is asked of every item. */
  questions: readonly Question[];
  license: string;
  domain: string;
  page: string;
  min: string;
  max: string;
  waves: string;
  price: string;
  stake: string;
  minSkill: string;
  minMass: string;
  minStake: string;
  newcomers: string;
  issuers: string;
  challengeHours: string;
  panelSeats: string;
  panelMass: string;
  commitMinutes: string;
  fillHours: string;
  revealHours: string;
  openingSeconds: string;
  ticketSeconds: string;
  firstDraw: string;
  days: string;
  goldBond: string;
  contributors: string;
  uri: string;
}

export const EMPTY: Typed = {
  title: "",
  titleId: "",
  instructions: "",
  instructionsId: "",
  questions: [blank("class")],
  license: "",
  domain: "",
  page: "100",
  min: "3",
  max: "3",
  waves: "1",
  price: "",
  stake: "",
  minSkill: "0",
  minMass: "0",
  minStake: "0",
  newcomers: "",
  issuers: "",
  challengeHours: "0",
  panelSeats: "3",
  panelMass: "20",
  commitMinutes: "60",
  fillHours: "24",
  revealHours: "6",
  openingSeconds: "300",
  ticketSeconds: "300",
  firstDraw: "60",
  days: "7",
  goldBond: "",
  contributors: "60",
  uri: "",
};

/** Presets of who and how: quick, with a further round where labelers disagree, and strict. */
export const PRESETS = {
  quick: { min: "3", max: "3", waves: "1", minSkill: "0", challengeHours: "0" },
  good: { min: "3", max: "5", waves: "2", minSkill: "0", challengeHours: "0" },
  strict: { min: "5", max: "9", waves: "3", minSkill: "30", challengeHours: "24" },
} as const satisfies Record<string, Partial<Typed>>;

/** Columns that are shown as media, whose files can be bound by their hashes. */
export function mediaColumns(items: Items, show: Readonly<Record<string, Show>>): string[] {
  return items.fields.filter((field) => ["image", "audio", "video"].includes(show[field] ?? ""));
}

const noNumber = (path: string, found: string) =>
  new FieldError(path, own("number", '{path} is "{found}", expected a number', { path, found }));

function whole(path: string, text: string, factor = 1): number {
  const value = Number(text.trim().replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) throw noNumber(path, text);
  return Math.round(value * factor);
}

export function amount(path: string, text: string, unit: Unit): string {
  const found = readAmount(text, unit);
  if (found === undefined) throw noNumber(path, text);
  return found.toString();
}

const optional = (path: string, text: string) => (text.trim() === "" ? null : whole(path, text));

/** How verdicts can be challenged: not at all where there is no time for it. */
function challengeOf(typed: Typed): taskRegistry.ChallengeTerms | null {
  const window_seconds = whole("challenge.window_seconds", typed.challengeHours, 3_600);
  if (window_seconds === 0) return null;
  const panel_mass = whole("challenge.panel_mass", typed.panelMass);
  const panel_seats = whole("challenge.panel_seats", typed.panelSeats);
  return { max: 1, panel_mass, panel_seats, window_seconds };
}

export interface Around {
  items: number;
  denom: taskRegistry.Denom;
  unit: Unit;
  root: string;
  /** With the header's hash. */
  uri: string;
  /** Hex; where there are further rounds. */
  readingKey: string | undefined;
  gold: taskRegistry.GoldTerms | undefined;
  /** Of the chain, seconds. */
  now: number;
}

/** The terms; throws {@link FieldError} where a number is none, or a question is not whole. The contract checks the rest. */
export function termsOf(typed: Typed, around: Around): taskRegistry.Terms {
  const { items, denom, unit, root, uri, readingKey, gold, now } = around;
  const ends = now + whole("ends_at", typed.days, 86_400);
  return {
    manifest: { uri, root },
    questions: questionsOf(typed.questions),
    domain: typed.domain.trim(),
    items,
    page: Math.min(items, whole("page", typed.page)),
    price: amount("price", typed.price, unit),
    denom,
    overlap: { min: whole("overlap.min", typed.min), max: whole("overlap.max", typed.max) },
    max_waves: whole("max_waves", typed.waves),
    reading_key: readingKey ?? null,
    windows: {
      opening_seconds: whole("windows.opening_seconds", typed.openingSeconds),
      ticket_seconds: whole("windows.ticket_seconds", typed.ticketSeconds),
      fill_seconds: whole("windows.fill_seconds", typed.fillHours, 3_600),
      commit_seconds: whole("windows.commit_seconds", typed.commitMinutes, 60),
      reveal_seconds: whole("windows.reveal_seconds", typed.revealHours, 3_600),
    },
    ends_at: (BigInt(Math.floor(ends)) * 1_000_000_000n).toString(),
    eligibility: {
      min_skill: whole("eligibility.min_skill", typed.minSkill, 100),
      min_mass: whole("eligibility.min_mass", typed.minMass),
      min_stake: amount("eligibility.min_stake", typed.minStake, unit),
      issuers: typed.issuers.split(/[\s,;]+/).filter(Boolean),
      newcomer_seats: optional("eligibility.newcomer_seats", typed.newcomers),
    },
    seat_stake: { denom, amount: amount("seat_stake.amount", typed.stake, unit) },
    frontier: 64,
    first_draw_seconds: whole("first_draw_seconds", typed.firstDraw),
    pay: { floor: 1_000, full: 7_500 },
    shares: {
      contributors: whole("shares.contributors", typed.contributors, 100),
      transferable: false,
      royalty_denoms: [],
    },
    related: [],
    gold: gold ?? null,
    challenge: challengeOf(typed),
  };
}

/** The header's file, as JSON. */
export function headerOf(typed: Typed, items: Items, show: Readonly<Record<string, Show>>): string {
  const header = {
    pasar: "manifest/1",
    title: texts(typed.title, typed.titleId),
    instructions: texts(typed.instructions, typed.instructionsId),
    ...(typed.license.trim() !== "" && { license: typed.license.trim() }),
    ...meaningsOf(typed.questions, texts(typed.title, typed.titleId)),
    view: viewOf(items.fields, show, typed.questions),
    items: { file: "items.jsonl", count: items.lines.length },
  };
  return `${JSON.stringify(header, undefined, 1)}\n`;
}

/** Parts of the header that are one field of the form each. */
const WHOLE = ["title", "instructions", "domain"];

/** Which field a refusal is about, by the path or the question that it begins with. */
export function pathOf(reason: string, asked: readonly Question[] = []): string {
  if (reason.startsWith("seat stake")) return "seat_stake.amount";
  if (/^(?:page|classes) x /.test(reason)) return "page";
  const several = /^question (\d+): (.*)|^questions\[(\d+)\]\.(.*)/.exec(reason);
  const [, index = several?.[3], rest = several?.[4]] = several ?? [];
  if (index !== undefined) {
    return `questions[${ownersOf(asked)[Number(index)] ?? 0}].${partOf(rest ?? "")}`;
  }
  const path = /^[a-z_]+(?:\[\d+\])?(?:\.[a-z_]+)*/.exec(reason)?.[0] ?? "";
  const first = path.split(/[.[]/)[0] ?? "";
  if (first === "classes" || first === "class") return "questions[0].classes";
  if (first === "questions") return isPlain(asked) ? "questions[0].classes" : first;
  return WHOLE.includes(first) ? first : path;
}

/**
 * What the requester sees of a question that a refusal names by its place in the terms: its number from one on, its name,
 * and how many characters of the refusal say so.
 */
export function placeOf(
  reason: string,
  asked: readonly Question[],
): { number: number; name: string; length: number } | undefined {
  const found = /^question (\d+): |^questions\[(\d+)\]\.?/.exec(reason);
  if (!found || isPlain(asked)) return undefined;
  const index = ownersOf(asked)[Number(found[1] ?? found[2])];
  const name = index === undefined ? undefined : asked[index]?.name.trim();
  return name === undefined ? undefined : { number: index! + 1, name, length: found[0].length };
}

/** The field of a question that a refusal is about: the contract's words, or a member of the header. */
function partOf(reason: string): string {
  if (/^class/.test(reason)) return "classes";
  if (/^(?:title|group)/.test(reason)) return "title";
  if (/^hint/.test(reason)) return "classes";
  const end = /^scale\.(from|to)/.exec(reason)?.[1];
  if (end !== undefined) return `${end}Means`;
  return /levels|scale/.test(reason) ? "to" : "name";
}
