// What the wallet signs beside pages of labels, in a part of its own: grants of sessions, texts, stakes, payments.

export {
  bond,
  feeAllowance,
  paid,
  revokeAllowance,
  revokeSession,
  secretKey,
  sessionGrant,
  signText,
  textSignature,
  withdrawals,
} from "pasar-client/signing";
