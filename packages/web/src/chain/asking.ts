// What requesters, challengers and panelists send beside what everybody does, in a part of its own.

export { Panelist } from "pasar-client/panel";
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
