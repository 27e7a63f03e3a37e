// Places on a scale between two ends, as people read and write them.

import type { Question } from "../generated/task-registry.js";

/** A scale of the terms. */
export type Scale = Extract<Question, { scale: unknown }>["scale"];

/** Digits, a sign before them or none, a point among them or none, and an exponent as programs write it. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number as tables and terms have it; undefined for any other text. */
export function readNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The ends of a scale, where they are two numbers. */
export function scaleEnds({ from, to }: Pick<Scale, "from" | "to">): [number, number] | undefined {
  const ends = [readNumber(from), readNumber(to)] as const;
  if (ends[0] === undefined || ends[1] === undefined || ends[0] === ends[1]) return undefined;
  return [ends[0], ends[1]];
}

/**
 * A place in levels, in units of the scale's ends where they are numbers, to three decimals; else in levels.
 *
 * A verdict's value has 256 parts a level: divide it by them.
 */
export function scaleValue(scale: Pick<Scale, "from" | "to" | "levels">, levels: number): number {
  const ends = scaleEnds(scale);
  const last = Math.max(scale.levels - 1, 1);
  const shown = ends ? ends[0] + ((ends[1] - ends[0]) * levels) / last : levels;
  return round(shown * 1_000) / 1_000;
}

/** The level that is nearest to a number between the ends, or that has this number where they are words. */
export function scaleLevel(
  scale: Pick<Scale, "from" | "to" | "levels">,
  value: number,
): number | undefined {
  const ends = scaleEnds(scale);
  const last = scale.levels - 1;
  if (!ends) return Number.isInteger(value) && value >= 0 && value <= last ? value : undefined;
  if (!(value >= Math.min(...ends) && value <= Math.max(...ends))) return undefined;
  return round(((value - ends[0]) / (ends[1] - ends[0])) * last);
}

/** The nearest whole number; halves away from zero, as the other programs round. */
function round(number: number): number {
  // Zero has no sign.
  return Math.sign(number) * Math.round(Math.abs(number)) + 0;
}
