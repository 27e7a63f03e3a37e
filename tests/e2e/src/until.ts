/** Pauses between two looks at the chain: about a block. */
const LOOK_MS = 400;

/**
 * Looks until there is something, and gives it; fails after so many seconds, saying what it waited
 * for. A busy machine makes blocks slowly: the bound is there to end, not to be reached.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false | null>,
  seconds = 180,
): Promise<T> {
  const end = Date.now() + 1_000 * seconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await pause();
  }
}

/** Lets about a block pass. */
export const pause = (ms = LOOK_MS) => new Promise<void>((done) => setTimeout(done, ms));
