// What requesters and challengers send beside what everybody does, in a part of its own.

export {
  challenge,
  controlItems,
  createCampaign,
  derivedReadingKey,
  GoldBook,
  MAX_BATCH,
  packGold,
  reveals,
  SealedReader,
} from "pasar-client/signing";
