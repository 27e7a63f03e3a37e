// What is sent beside pages of labels, in a part of its own: grants of sessions, texts that are signed, stakes, payments, and what
// requesters and challengers send.

export {
  bond,
  challenge,
  controlItems,
  createCampaign,
  derivedReadingKey,
  feeAllowance,
  GoldBook,
  MAX_BATCH,
  packGold,
  paid,
  reveals,
  revokeAllowance,
  revokeSession,
  SealedReader,
  secretKey,
  sessionGrant,
  signText,
  textSignature,
  withdrawals,
} from "pasar-client/signing";
