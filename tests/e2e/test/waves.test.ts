import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toBase64, toHex } from "@cosmjs/encoding";
import {
  packItems,
  randomReadingKey,
  readSeats,
  reveals,
  sealedBoxes,
  type PasarClient,
  type ReadingKey,
  type ReadSeat,
  type SeatToLabel,
} from "pasar-client";
import { local, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import { crank, honest, isClosed, open, stakeAll, working } from "../src/campaign.js";
import { DRAND } from "../src/drand.js";
import { refused } from "../src/refused.js";
import { ITEMS, nearly, PRICE, terms, truth } from "../src/terms.js";
import { Labeler } from "pasar-client";

/** Least items of a later wave. */
const MIN_WAVE = 30;

let requester: PasarClient;
let labelers: PasarClient[];
let key: ReadingKey;

before(async () => {
  const funder = await local("labeler-2");
  [requester, ...labelers] = (await newAccounts(funder, 6)) as [PasarClient, ...PasarClient[]];
  key = await randomReadingKey();
});

test("a requester reads the seals, asks where they disagree, and reveals for everybody", async () => {
  const campaign = await open(
    requester,
    await terms(requester, {
      items: 2 * ITEMS,
      domain: "animals/waves",
      overlap: { min: 3, max: 5 },
      max_waves: 2,
      reading_key: toHex(key.publicKey),
    }),
  );
  await stakeAll(labelers);
  await working(
    honest(labelers.slice(0, 3), campaign),
    "six sealed seats",
    sealedSeats(requester, campaign, 6),
  );
  await nothingIsPublic(campaign);

  const first = await read(campaign);
  assert.equal(first.length, 6);
  for (const { asked, labels, labeler, task } of first) {
    const n = labelers.findIndex(({ address }) => address === labeler);
    const says = nearly(9 + 4 * n);
    assert.deepEqual(
      [...labels],
      asked.map((item) => says(task * ITEMS + item)),
    );
  }
  const named = disputed(first.filter(({ task }) => task === 0));
  await onlyTheReaderAsks(campaign, named);
  const items = toBase64(packItems(named, ITEMS));
  await requester.send(requester.registry.message("ask", { campaign, task: 0, items, seats: 2 }));

  const seen: SeatToLabel[] = [];
  const second = labelers.slice(3).map(
    (client) =>
      new Labeler(client, campaign, {
        labels: (seat) => (seen.push(seat), seat.asked.map((item) => truth(item))),
        drand: DRAND,
      }),
  );
  await working(second, "two more seals", sealedSeats(requester, campaign, 8));
  for (const seat of seen) assert.deepEqual([seat.wave, seat.asked], [1, named]);

  const all = await read(campaign);
  assert.equal(all.length, 8);
  await requester.send([
    requester.registry.message("close", { campaign, tasks: [0, 1] }),
    ...reveals(requester, campaign, all),
  ]);
  await working([crank(requester, campaign)], "the close", isClosed(requester, campaign));

  const { labels } = await requester.registry.query("verdict", { campaign, task: 0 });
  for (const item of named) assert.equal(labels[item], truth(item), `item ${item}`);
  const books = await ledger(requester, campaign);
  await assertLedger(requester, campaign);
  const labelsPaid = BigInt(6 * ITEMS + 2 * named.length);
  assert.equal(books.pay + books.commons, labelsPaid * PRICE);
  // The two further seats of either task, but for the items that were asked.
  assert.equal(books.refunded, (BigInt(10 * ITEMS) - labelsPaid) * (PRICE + 50n));
  await assertAudit(requester);
});

/** Every seat of every wave is sealed before any is revealed. */
async function nothingIsPublic(campaign: number): Promise<void> {
  const [{ address: labeler }] = labelers as [PasarClient];
  const seat = { campaign, task: 0, labeler };
  await refused(
    requester.registry.query("labels", seat),
    /in task 0: it is sealed, expected revealed/,
  );
  const boxes = await sealedBoxes(requester.chain, requester.registry.address, campaign);
  assert.equal(boxes.length, 6);
  const other = await randomReadingKey();
  const { seats, unreadable } = await readSeats(requester, campaign, other);
  assert.deepEqual([seats.length, unreadable.length], [0, 6]);
}

async function onlyTheReaderAsks(campaign: number, named: number[]): Promise<void> {
  const [stranger] = labelers as [PasarClient];
  const few = toBase64(packItems(named.slice(1), ITEMS));
  const items = toBase64(packItems(named, ITEMS));
  const ask = { campaign, task: 0, items, seats: 2 };
  await refused(
    stranger.send(stranger.registry.message("ask", ask)),
    /only the requester or reader may do this/,
  );
  await refused(
    requester.send(requester.registry.message("ask", { ...ask, items: few })),
    /29 items asked for, expected at least 30/,
  );
  await refused(
    requester.send(requester.registry.message("ask", { ...ask, seats: 3 })),
    /3 further seats, expected 1 to 2/,
  );
}

async function read(campaign: number): Promise<ReadSeat[]> {
  const { seats, unreadable } = await readSeats(requester, campaign, key);
  assert.deepEqual(unreadable, []);
  return seats;
}

/** Items on which the seats disagree, and others up to the least number of a wave. */
function disputed(seats: readonly ReadSeat[]): number[] {
  const all = Array.from({ length: ITEMS }, (_, item) => item);
  const agree = (item: number) => new Set(seats.map(({ labels }) => labels[item])).size === 1;
  const [same, other] = [all.filter(agree), all.filter((item) => !agree(item))];
  assert.ok(other.length > 0 && other.length < MIN_WAVE, `${other.length} disputed`);
  return [...other, ...same].slice(0, MIN_WAVE).sort((a, b) => a - b);
}

const sealedSeats = (client: PasarClient, campaign: number, wanted: number) => async () => {
  const pages = [0, 1].map((task) => client.registry.query("seats", { campaign, task, limit: 50 }));
  const seats = (await Promise.all(pages)).flatMap((page) => page.seats);
  return seats.filter(({ status }) => status === "sealed").length === wanted;
};
