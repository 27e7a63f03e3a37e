// Signers from words, for bots and tests: the list of words is large, and no page with a wallet needs it.

export * from "./wallet/mnemonic.js";
