/** Largest file of an item that a page fetches to check its hash. */
export const MOST_BYTES = 64 << 20;
