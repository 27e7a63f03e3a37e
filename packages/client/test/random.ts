// Random inputs that are the same in each run.

/** Numbers below one, after SplitMix32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Whole numbers, texts, bytes and messages. */
export class Dice {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  /** With whatever must be escaped somewhere. */
  text(most = 20): string {
    const signs = ["a", "Z", "0", " ", "<", ">", "&", '"', "\\", "\n", "ä", "世", "🙂", "/"];
    return this.list(most, () => signs[this.below(signs.length)]!).join("");
  }

  coins(): { denom: string; amount: string }[] {
    return this.list(3, () => ({
      denom: `u${this.below(99)}`,
      amount: `${this.below(2 ** 48)}`,
    }));
  }

  json(depth = 3): unknown {
    switch (this.below(depth > 0 ? 6 : 4)) {
      case 0:
        return this.text();
      case 1:
        return this.below(2 ** 31);
      case 2:
        return null;
      case 3:
        return this.below(2) === 0;
      case 4:
        return this.list(4, () => this.json(depth - 1));
      default:
        return Object.fromEntries(this.list(5, () => [this.text(6), this.json(depth - 1)]));
    }
  }
}
