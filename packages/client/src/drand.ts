// Rounds of drand and what they draw, for those who draw. Apart from everything else: only they need it,
// and its curve is loaded when the first round is verified.

export * from "./rounds/chain.js";
export * from "./rounds/relays.js";
export * from "./labeling/draws.js";
