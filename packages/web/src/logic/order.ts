// The order in which a labeler sees a page's items: another one for each labeler, so that what people do
// to items that come late does not fall on the same ones; the same one at every visit.

/** FNV-1a, 32 bits: spreads texts, and hides nothing. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return value;
}

/** Numbers that follow from a seed (mulberry32). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

/** 0 to `count - 1`, shuffled by a seed. */
export function shuffled(count: number, seed: string): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const random = numbers(hash(seed));
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.next().value % (last + 1);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
}
