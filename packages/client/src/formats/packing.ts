/** What {@link unpack} gives, and {@link pack} takes, for an item without a label. */
export const NO_LABEL = 255;

/** Bits that one label takes: 2, 4 or 8 for up to 3, 15 or 32 classes. */
export function bitsPerLabel(classes: number): 2 | 4 | 8 {
  if (!Number.isInteger(classes) || classes < 2 || classes > 32) {
    throw new RangeError(`${classes} classes, expected 2 to 32`);
  }
  if (classes <= 3) return 2;
  return classes <= 15 ? 4 : 8;
}

/** Bytes that a number of labels takes. */
export function packedLength(classes: number, count: number): number {
  return Math.ceil((count * bitsPerLabel(classes)) / 8);
}

/**
 * Packs labels, low bits first; "no label" is all ones, the last byte is padded with zeros.
 *
 * Labels are in ascending order of the items that were asked. `null` and {@link NO_LABEL} leave
 * an item out.
 */
export function pack(classes: number, labels: ArrayLike<number | null>): Uint8Array {
  const bits = bitsPerLabel(classes);
  const none = 2 ** bits - 1;
  const packed = new Uint8Array(packedLength(classes, labels.length));
  for (let position = 0; position < labels.length; position += 1) {
    const label = labels[position] ?? NO_LABEL;
    const bit = position * bits;
    packed[bit >> 3]! |= (label === NO_LABEL ? none : checked(label, classes, position)) << bit % 8;
  }
  return packed;
}

/** Unpacks exactly `count` labels; refuses what the registry would refuse. */
export function unpack(classes: number, count: number, packed: Uint8Array): Uint8Array {
  const bits = bitsPerLabel(classes);
  const none = 2 ** bits - 1;
  const wanted = packedLength(classes, count);
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
    labels[position] = label === none ? NO_LABEL : checked(label, classes, position);
  }
  return labels;
}

function checked(label: number, classes: number, position: number): number {
  if (Number.isInteger(label) && label >= 0 && label < classes) return label;
  throw new RangeError(
    `label ${label} at position ${position}: expected a class below ${classes} or no label`,
  );
}
