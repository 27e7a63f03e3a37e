// What sends transactions, and what labelers and requesters do with them.

export * from "./chain/gas-price.js";
export * from "./chain/sender.js";
export * from "./formats/gold.js";
export * from "./formats/salt.js";
export * from "./formats/sealed-box.js";
export * from "./formats/secret.js";
export * from "./formats/self-box.js";
export * from "./labeling/backup.js";
export * from "./labeling/batch.js";
export * from "./labeling/commits.js";
export * from "./labeling/indexed-store.js";
export * from "./labeling/labeler.js";
export * from "./labeling/options.js";
export * from "./labeling/recovery.js";
export * from "./labeling/reveals.js";
export * from "./labeling/sealed-boxes.js";
export * from "./labeling/store.js";
export * from "./labeling/tickets.js";
export * from "./money/challenge.js";
export * from "./money/payment.js";
export * from "./money/withdraw.js";
export * from "./wallet/client.js";
export * from "./wallet/grants.js";
export * from "./wallet/key-signer.js";
export * from "./wallet/text.js";
export * from "./wallet/wallets.js";
