// Parts of the client that are loaded when they are wanted.

/** What signs and sends. */
export const signing = () => import("./signing.js");
/** What seals and reveals. */
export const labeling = () => import("./labeling.js");
/** What the wallet signs beside pages of labels. */
export const granting = () => import("./granting.js");
/** What requesters, challengers and panelists send beside. */
export const asking = () => import("./asking.js");
/** What opens sealed seats as a file. */
export const backups = () => import("./backups.js");
/** What signs in to gateways. */
export const gateway = () => import("./gateway.js");
/** Rounds of drand; without the curve that verifies them. */
export const rounds = () => import("./rounds.js");
/** What draws for anybody. */
export const draws = () => import("./draws.js");
