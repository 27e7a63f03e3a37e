// Rounds of drand, in a part of its own.

export { Relays, unlikeQuicknet, verifyRound } from "pasar-client/drand";
