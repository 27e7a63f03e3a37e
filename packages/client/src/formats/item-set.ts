/**
 * A set of a task's items as messages carry it: one bit for each item of the task, low bits first.
 * For `ask` and `challenge`.
 */
export function packItems(members: Iterable<number>, items: number): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(items / 8));
  for (const item of members) {
    if (!Number.isInteger(item) || item < 0 || item >= items) {
      throw new RangeError(`item ${item}, expected 0 to ${items - 1}`);
    }
    bitmap[item >> 3]! |= 1 << item % 8;
  }
  return bitmap;
}

/** The items of such a set, ascending. */
export function unpackItems(bitmap: Uint8Array): number[] {
  const members: number[] = [];
  bitmap.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if ((byte >> bit) & 1) members.push(8 * index + bit);
  });
  return members;
}
