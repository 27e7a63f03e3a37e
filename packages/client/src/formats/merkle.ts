// Merkle trees of a campaign: over its items for the manifest; gold.ts has the one over its tasks.
//
// leaf = SHA-256(00 ‖ data), node = SHA-256(01 ‖ left ‖ right); of an odd row the last node goes up
// unchanged. A proof has the siblings from the leaf up; index and size say on which side each is.

import { sha256 } from "@noble/hashes/sha2.js";
import { equal, ofLength } from "./bytes.js";

/** Hashers that have taken the byte that tells leaves from nodes. */
const LEAF = sha256.create().update(Uint8Array.of(0));
const NODE = sha256.create().update(Uint8Array.of(1));
/** Trees take thousands of hashes: one hasher makes them all. */
const spare = sha256.create();

function hashOf(begun: typeof LEAF, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = begun._cloneInto(spare);
  for (const part of parts) hasher.update(part);
  const hash = new Uint8Array(hasher.outputLen);
  hasher.digestInto(hash);
  return hash;
}

/** The hash of a leaf's data. */
export function leafHash(data: Uint8Array): Uint8Array {
  return hashOf(LEAF, data);
}

/** The hash of a node over two. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hashOf(NODE, left, right);
}

/** A tree with all its rows, to make proofs from. */
export class MerkleTree {
  /** Leaves first, the root last. */
  private readonly rows: Uint8Array[][];

  /** From the hashes of the leaves, in order; {@link MerkleTree.of} takes their data. */
  constructor(leaves: readonly Uint8Array[]) {
    if (leaves.length === 0) throw new RangeError("a Merkle tree needs at least one leaf");
    let row = leaves.map((leaf) => ofLength("leaf hash", leaf, 32));
    this.rows = [row];
    while (row.length > 1) {
      const above: Uint8Array[] = [];
      for (let index = 0; index < row.length; index += 2) {
        const [left, right] = [row[index]!, row[index + 1]];
        above.push(right ? nodeHash(left, right) : left);
      }
      this.rows.push(above);
      row = above;
    }
  }

  /** From the data of the leaves, in order. */
  static of(data: Iterable<Uint8Array>): MerkleTree {
    return new MerkleTree(Array.from(data, leafHash));
  }

  /** Number of leaves. */
  get size(): number {
    return this.rows[0]!.length;
  }

  /** 32 bytes. */
  get root(): Uint8Array {
    return this.rows.at(-1)![0]!;
  }

  /** Rows above the leaves: the most siblings that a proof has. */
  get depth(): number {
    return this.rows.length - 1;
  }

  /** The proof of consecutive leaves; range.ts says what it has. */
  rangeProof(start: number, count: number): Uint8Array[] {
    checkRange(start, count, this.size);
    const proof: Uint8Array[] = [];
    let [from, end] = [start, start + count];
    for (const row of this.rows.slice(0, -1)) {
      if (from % 2 === 1) proof.push(row[from - 1]!);
      if (end % 2 === 1 && end < row.length) proof.push(row[end]!);
      from >>= 1;
      end = Math.ceil(end / 2);
    }
    return proof;
  }

  /** The siblings of a leaf, from the leaf up. */
  proof(index: number): Uint8Array[] {
    checkIndex(index, this.size);
    const siblings = this.rows.slice(0, -1).map((row, level) => row[(index >> level) ^ 1]);
    return siblings.filter((sibling) => sibling !== undefined);
  }
}

/** The root over leaves that come one by one, such as those of a file that is still on its way. */
export class GrowingRoot {
  /** Roots over as many leaves as a power of two, larger ones first, no two of a size. */
  private readonly peaks: Uint8Array[] = [];
  private count = 0;

  /** Takes the next leaf's data. */
  push(data: Uint8Array): void {
    let hash = leafHash(data);
    for (let rest = this.count; rest % 2 === 1; rest >>= 1)
      hash = nodeHash(this.peaks.pop()!, hash);
    this.peaks.push(hash);
    this.count += 1;
  }

  /** 32 bytes, those of {@link MerkleTree.root}; throws before there is a leaf. */
  get root(): Uint8Array {
    return this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The root that a leaf's data and a proof lead to, for its index in a tree of that size. */
export function rootOfProof(
  data: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array {
  checkIndex(index, size);
  let [hash, used] = [leafHash(data), 0];
  for (let [at, row] = [index, size]; row > 1; at >>= 1, row = Math.ceil(row / 2)) {
    if ((at ^ 1) >= row) continue;
    const sibling = ofLength("sibling", proof[used] ?? new Uint8Array(0), 32);
    hash = at % 2 === 0 ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
    used += 1;
  }
  if (used !== proof.length) {
    throw new RangeError(`the proof has ${proof.length} siblings, expected ${used}`);
  }
  return hash;
}

/** Whether a proof holds. */
export function proves(
  root: Uint8Array,
  data: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): boolean {
  try {
    return equal(rootOfProof(data, index, size, proof), root);
  } catch {
    return false;
  }
}

function checkIndex(index: number, size: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`leaf ${index} of a tree of ${size}`);
  }
}

/** Refuses leaves that are not there, none of them, and a tree that is too large. */
export function checkRange(start: number, count: number, size: number, most = Infinity): void {
  const whole = [start, count, size].every((number) => Number.isSafeInteger(number));
  if (!whole || start < 0 || count < 1 || start + count > size || size > most) {
    throw new RangeError(`${count} leaves from ${start} on, of a tree of ${size}`);
  }
}
