// What requesters and challengers send beside what everybody does, in a part of its own.

export {
  challenge,
  controlItems,
  createCampaign,
  derivedReadingKey,
  GoldBook,
  packGold,
  readSeats,
  reveals,
} from "pasar-client/signing";
