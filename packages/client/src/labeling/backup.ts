// What opens seals as a text that a person can keep: a file, a note, a message to somebody trusted.
// With it anybody can reveal these seats, and do nothing else.

import { coded } from "../chain/coded.js";
import { fromBase64, fromHex, toBase64, toHex } from "../formats/encoding.js";
import { ofLength } from "../formats/bytes.js";
import { SALT_BYTES, type SealContext } from "../formats/seal.js";
import type { Opening } from "../formats/sealed-box.js";

/** A sealed seat and what opens it. */
export interface SealedSeat {
  seat: SealContext;
  opening: Opening;
}

const TITLE = "pasar opening 1";

/** Names of the lines, in their order. */
const LINES = [
  "chain",
  "registry",
  "campaign",
  "task",
  "wave",
  "labeler",
  "salt",
  "labels",
] as const;

/** A suggested name for a backup's file. */
export function backupName({ chainId, campaign, task }: SealContext): string {
  return `pasar-seal-${chainId}-${campaign}-${task}.txt`;
}

/** The text of a backup. */
export function writeBackup(seats: readonly SealedSeat[]): string {
  return seats.map(writeSeat).join("\n");
}

function writeSeat({ seat, opening }: SealedSeat): string {
  const values: Record<(typeof LINES)[number], string | number> = {
    chain: seat.chainId,
    registry: seat.registry,
    campaign: seat.campaign,
    task: seat.task,
    wave: seat.wave,
    labeler: seat.labeler,
    salt: toHex(opening.salt),
    labels: toBase64(opening.labels),
  };
  return [TITLE, ...LINES.map((name) => `${name} ${values[name]}`), ""].join("\n");
}

/** Reads a backup; says which line is wrong. */
export function readBackup(text: string): SealedSeat[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "");
  const seats: SealedSeat[] = [];
  for (let at = 0; at < lines.length; at += 1 + LINES.length) {
    const { line, number } = lines[at]!;
    if (line !== TITLE) throw wrong(number, `line ${number} of the backup: expected "${TITLE}"`);
    seats.push(readSeat(lines.slice(at + 1, at + 1 + LINES.length), number));
  }
  if (seats.length === 0) throw wrong(1, "the backup is empty");
  return seats;
}

function readSeat(lines: readonly { line: string; number: number }[], first: number): SealedSeat {
  const values = LINES.map((name, index) => {
    const { line = "", number = first } = lines[index] ?? {};
    const value = line.startsWith(`${name} `) ? line.slice(name.length + 1).trim() : undefined;
    if (value === undefined) throw wrong(number, `line ${number} of the backup: expected ${name}`);
    return value;
  });
  const [chainId, registry, campaign, task, wave, labeler, salt, labels] = values as [
    string,
    string,
    ...string[],
  ] as [string, string, string, string, string, string, string, string];
  const seat = {
    chainId,
    registry,
    campaign: whole("campaign", campaign, first),
    task: whole("task", task, first),
    wave: whole("wave", wave, first),
    labeler,
  };
  try {
    const opening = {
      salt: ofLength("salt", fromHex(salt), SALT_BYTES),
      labels: fromBase64(labels),
    };
    return { seat, opening };
  } catch (cause) {
    throw wrong(first, `the backup of line ${first}: salt or labels are not readable`, { cause });
  }
}

function whole(name: string, text: string, first: number): number {
  if (!/^\d{1,10}$/.test(text)) {
    throw wrong(first, `the backup of line ${first}: ${name} is ${text}, expected a number`);
  }
  return Number(text);
}

const wrong = (line: number, text: string, options?: ErrorOptions) =>
  coded(new TypeError(text, options), "backup_form", { line });
