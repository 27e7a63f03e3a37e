// Gold: items whose answer the requester commits to before anybody works. One salted leaf for each
// task, at the place of its index; the tree is padded with zero hashes to a power of two, so that
// every proof has the tree's depth.

import { toBase64, toHex } from "./encoding.js";
import { bigEndian, concat, ofLength, utf8 } from "./bytes.js";
import type { GoldOpening, GoldTerms } from "../generated/task-registry.js";
import { leafHash, MerkleTree } from "./merkle.js";

/** An answer that the requester knows. */
export interface GoldItem {
  /** Index of its item within the task; where several questions are asked, question x items of the task + item. */
  index: number;
  /** The class, or the level of a scale. */
  class: number;
}

/** The gold of one task. */
export interface TaskGold {
  /** 16 bytes, random and secret: they keep others from trying all answers. */
  salt: Uint8Array;
  /**
   * Its answers, ascending by index. Of one question of classes 10 at least; of other forms so many that they are
   * worth 4.8 labels beyond chance. At most a quarter of each question's.
   */
  items: readonly GoldItem[];
}

/** Separates leaves of gold from those of every other tree. */
const GOLD_DOMAIN = "pasar/gold/v1";
/** What stands where there is no task. */
const NO_TASK = new Uint8Array(32);

/** Gold as messages carry it: for each answer its index (u16, big-endian) and its class or level (u8). */
export function packGold(gold: readonly GoldItem[]): Uint8Array {
  return concat(
    ...gold.flatMap((item) => [
      bigEndian("index", item.index, 2),
      bigEndian("class", item.class, 1),
    ]),
  );
}

/** The data of a task's leaf: the domain, task ‖ salt ‖ gold. The task binds its place. */
export function goldLeaf(task: number, salt: Uint8Array, gold: readonly GoldItem[]): Uint8Array {
  const bound = concat(bigEndian("task", task, 4), ofLength("salt", salt, 16));
  return concat(utf8(GOLD_DOMAIN), bound, packGold(gold));
}

/** The tree over the hashes of all tasks' leaves, padded to a power of two. */
export function goldTree(leaves: readonly Uint8Array[]): MerkleTree {
  let places = 1;
  while (places < leaves.length) places *= 2;
  const padding = Array.from({ length: places - leaves.length }, () => NO_TASK);
  return new MerkleTree([...leaves, ...padding]);
}

/**
 * A requester's gold of a whole campaign. Keep what it was made of: gold that cannot be opened
 * counts for the labelers, and its bond is the commons'.
 */
export class GoldBook {
  private readonly tree: MerkleTree;

  /** The gold of every task, in order. */
  constructor(private readonly tasks: readonly TaskGold[]) {
    this.tree = goldTree(
      tasks.map(({ salt, items }, task) => leafHash(goldLeaf(task, salt, items))),
    );
  }

  /** What the campaign's terms say of it. */
  terms(bond: string | bigint, windowSeconds: number): GoldTerms {
    const { root, depth } = this.tree;
    return { root: toHex(root), depth, bond: bond.toString(), window_seconds: windowSeconds };
  }

  /** What opens a task's gold, for `open_gold`. */
  opening(task: number): GoldOpening {
    const gold = this.tasks[task];
    if (!gold) throw new RangeError(`task ${task} of a book of ${this.tasks.length}`);
    return {
      task,
      gold: toBase64(packGold(gold.items)),
      salt: toBase64(gold.salt),
      proof: toBase64(concat(...this.tree.proof(task))),
    };
  }
}
