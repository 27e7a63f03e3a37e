/** A chain of drand, as a campaign names it: whose key signs its rounds, and when they come. */
export interface DrandChain {
  /** Compressed point of G2, hex. */
  public_key: string;
  /** When round one comes, seconds since 1970. */
  genesis: number;
  /** Seconds from one round to the next. */
  period_seconds: number;
}

/** The chain that the League of Entropy runs, with a round every three seconds. */
export const QUICKNET: DrandChain = {
  public_key:
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  genesis: 1_692_803_367,
  period_seconds: 3,
};

/** Quicknet's name in the addresses of relays that serve several chains. */
export const QUICKNET_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

/** When a round comes, seconds since 1970. */
export const timeOfRound = ({ genesis, period_seconds }: DrandChain, round: number): number =>
  genesis + (round - 1) * period_seconds;

/** The newest round at a time; 0 before the first one. */
export const roundAt = ({ genesis, period_seconds }: DrandChain, seconds: number): number =>
  seconds < genesis ? 0 : Math.floor((seconds - genesis) / period_seconds) + 1;

/**
 * What of a chain is not quicknet's, in words; nothing where all is. Whoever holds another chain's key
 * knows its rounds, and so every draw, before anybody else: on a public network it is worth a warning.
 */
export function unlikeQuicknet(chain: DrandChain): string | undefined {
  const keys = ["public_key", "genesis", "period_seconds"] as const;
  const other = keys.filter((key) => chain[key] !== QUICKNET[key]);
  if (other.length === 0) return undefined;
  const found = other.map((key) => `${key} is ${chain[key]}, expected ${QUICKNET[key]}`);
  return `draws are not by drand's quicknet: ${found.join("; ")}`;
}
