import {
  classQuestion,
  native,
  timestamp,
  type PasarClient,
  type taskRegistry,
} from "pasar-client";
import { MONEY } from "./accounts.js";

/** Price of a label, unless a test says otherwise. */
export const PRICE = 1_000n;
/** Items of a task. */
export const ITEMS = 60;
/** Stake behind each seat. */
export const SEAT_STAKE = 10_000n;

/** Terms of one task of 60 items and three seats, with windows that no busy machine misses. */
export async function terms(
  client: PasarClient,
  changes: Partial<taskRegistry.Terms> = {},
): Promise<taskRegistry.Terms> {
  const { seconds } = await client.block();
  return {
    manifest: { uri: "https://example.org/items", root: "07".repeat(32) },
    questions: [classQuestion(["cat", "dog", "neither"])],
    domain: "animals",
    items: ITEMS,
    page: ITEMS,
    price: PRICE.toString(),
    denom: native(MONEY),
    overlap: { min: 3, max: 3 },
    max_waves: 1,
    windows: {
      opening_seconds: 3,
      ticket_seconds: 60,
      fill_seconds: 600,
      commit_seconds: 300,
      reveal_seconds: 300,
    },
    ends_at: timestamp(seconds + 86_400),
    eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
    seat_stake: { denom: native(MONEY), amount: SEAT_STAKE.toString() },
    frontier: 8,
    first_draw_seconds: 1,
    pay: { floor: 1_000, full: 7_500 },
    shares: { contributors: 5_000, transferable: false, royalty_denoms: [] },
    related: [],
    ...changes,
  };
}

/** The right class of an item of a campaign. */
export const truth = (item: number) => (item * 7) % 3;

/** The right class, but where the item's number, counted from 1, is divided by `wrong`. */
export const nearly = (wrong: number) => (item: number) =>
  (truth(item) + ((item + 1) % wrong === 0 ? 1 : 0)) % 3;
