import { concat } from "./bytes.js";

/** What {@link unpack} gives, and {@link pack} takes, for an item without a label. */
export const NO_LABEL = 255;

/** Bits that one label takes: 2, 4 or 8 for up to 3, 15 or 255 values: classes, or levels of a scale. */
export function bitsPerLabel(values: number): 2 | 4 | 8 {
  if (!Number.isInteger(values) || values < 2 || values > 255) {
    throw new RangeError(`${values} values, expected 2 to 255`);
  }
  if (values <= 3) return 2;
  return values <= 15 ? 4 : 8;
}

/** Bytes that a number of labels takes. */
export function packedLength(values: number, count: number): number {
  return Math.ceil((count * bitsPerLabel(values)) / 8);
}

/**
 * Packs labels, low bits first; "no label" is all ones, the last byte is padded with zeros.
 *
 * Labels are in ascending order of the items that were asked. `null` and {@link NO_LABEL} leave
 * an item out.
 */
export function pack(values: number, labels: ArrayLike<number | null>): Uint8Array {
  const bits = bitsPerLabel(values);
  const none = 2 ** bits - 1;
  const packed = new Uint8Array(packedLength(values, labels.length));
  for (let position = 0; position < labels.length; position += 1) {
    const label = labels[position] ?? NO_LABEL;
    const bit = position * bits;
    packed[bit >> 3]! |= (label === NO_LABEL ? none : checked(label, values, position)) << bit % 8;
  }
  return packed;
}

/** Unpacks exactly `count` labels; refuses what the registry would refuse. */
export function unpack(values: number, count: number, packed: Uint8Array): Uint8Array {
  const bits = bitsPerLabel(values);
  const none = 2 ** bits - 1;
  const wanted = packedLength(values, count);
  if (packed.length !== wanted) {
    throw new RangeError(`packed labels have ${packed.length} bytes, expected ${wanted}`);
  }
  const used = (count * bits) % 8;
  if (used !== 0 && packed[wanted - 1]! >> used !== 0) {
    throw new RangeError("the bits after the last label are not zero");
  }
  const labels = new Uint8Array(count);
  for (let position = 0; position < count; position += 1) {
    const bit = position * bits;
    const label = (packed[bit >> 3]! >> bit % 8) & none;
    labels[position] = label === none ? NO_LABEL : checked(label, values, position);
  }
  return labels;
}

function checked(label: number, values: number, position: number): number {
  if (Number.isInteger(label) && label >= 0 && label < values) return label;
  throw new RangeError(
    `label ${label} at position ${position}: expected one below ${values} or no label`,
  );
}

/**
 * Packs labels that answer several questions, each as {@link pack} does, one question after the other.
 *
 * `values` has the number of values of each question. `labels` has one label for every asked item and
 * question: all items' of the first question, then those of the second.
 */
export function packAnswers(
  values: readonly number[],
  items: number,
  labels: ArrayLike<number | null>,
): Uint8Array {
  const wanted = values.length * items;
  if (labels.length !== wanted) {
    throw new RangeError(
      `${labels.length} labels, expected ${wanted}: one for every item and question`,
    );
  }
  const all = Array.from(labels);
  const plane = (question: number) => all.slice(question * items, (question + 1) * items);
  return concat(...values.map((of, question) => pack(of, plane(question))));
}

/** Unpacks the labels of exactly `items` items, laid out question by question. */
export function unpackAnswers(
  values: readonly number[],
  items: number,
  packed: Uint8Array,
): Uint8Array {
  const wanted = answersLength(values, items);
  if (packed.length !== wanted) {
    throw new RangeError(`packed labels have ${packed.length} bytes, expected ${wanted}`);
  }
  let start = 0;
  const planes = values.map((of) => {
    const end = start + packedLength(of, items);
    const plane = unpack(of, items, packed.subarray(start, end));
    start = end;
    return plane;
  });
  return concat(...planes);
}

/** Bytes that the labels of a number of items take. */
export function answersLength(values: readonly number[], items: number): number {
  return values.reduce((bytes, of) => bytes + packedLength(of, items), 0);
}
