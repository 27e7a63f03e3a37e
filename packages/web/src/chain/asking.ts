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
  packGold,
  paid,
  readSeats,
  reveals,
  revokeAllowance,
  revokeSession,
  secretKey,
  sessionGrant,
  signText,
  textSignature,
  withdrawals,
} from "pasar-client/signing";
