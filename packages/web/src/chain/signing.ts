// What signs and sends, in a part of its own: it is loaded when somebody connects a wallet.

export {
  bond,
  browserWallets,
  connectWallet,
  feeAllowance,
  IndexedStore,
  keySigner,
  paid,
  PasarClient,
  randomPrivateKey,
  revokeAllowance,
  revokeSession,
  secretKey,
  sessionGrant,
  signText,
  textSignature,
  withdrawals,
} from "pasar-client/signing";
export { suggest } from "pasar-client/reading";
