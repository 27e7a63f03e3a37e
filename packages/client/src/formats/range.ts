// Proofs for a page of consecutive items in the tree of merkle.ts: from the leaves up, the node left of
// the page's and then the one right of them, where a row has them as siblings.

import { equal, ofLength } from "./bytes.js";
import { checkRange, leafHash, nodeHash } from "./merkle.js";

/** Most items of a campaign, and so of a tree: 2^24. */
export const MAX_TREE_ITEMS = 1 << 24;

/** Calls back for each row below the root: whether it has a sibling left and right of the page's nodes. */
function climb(
  start: number,
  count: number,
  size: number,
  row: (left: boolean, right: boolean) => void,
): void {
  let end = start + count;
  for (let [from, length] = [start, size]; length > 1; length = Math.ceil(length / 2)) {
    row(from % 2 === 1, end % 2 === 1 && end < length);
    from >>= 1;
    end = Math.ceil(end / 2);
  }
}

/** Hashes of the proof for so many items from `start` on, in a tree of that size: at most two a row. */
export function rangeProofLength(start: number, count: number, size: number): number {
  checkRange(start, count, size, MAX_TREE_ITEMS);
  let wanted = 0;
  climb(start, count, size, (left, right) => (wanted += Number(left) + Number(right)));
  return wanted;
}

/** The root that a page's leaf hashes and its proof lead to. Throws where the proof has another length. */
export function rootOfRange(
  leaves: readonly Uint8Array[],
  start: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array {
  const wanted = rangeProofLength(start, leaves.length, size);
  if (proof.length !== wanted) {
    throw new RangeError(`the proof has ${proof.length} hashes, expected ${wanted}`);
  }
  let hashes = leaves.map((leaf) => ofLength("leaf hash", leaf, 32));
  let used = 0;
  const sibling = () => ofLength("hash of the proof", proof[used++]!, 32);
  climb(start, leaves.length, size, (left, right) => {
    if (left) hashes.unshift(sibling());
    if (right) hashes.push(sibling());
    const above: Uint8Array[] = [];
    for (let index = 0; index < hashes.length; index += 2) {
      const [one, two] = [hashes[index]!, hashes[index + 1]];
      above.push(two ? nodeHash(one, two) : one);
    }
    hashes = above;
  });
  return hashes[0]!;
}

/**
 * Whether the data of consecutive items, the first of which has the number `start`, is that of a tree
 * with this root and size. The size is that of the terms: a proof says nothing about it.
 */
export function verifyRange(
  root: Uint8Array,
  size: number,
  start: number,
  data: readonly Uint8Array[],
  proof: readonly Uint8Array[],
): boolean {
  try {
    return equal(rootOfRange(data.map(leafHash), start, size, proof), root);
  } catch {
    return false;
  }
}
