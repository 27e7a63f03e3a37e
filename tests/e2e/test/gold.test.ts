import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromBase64, toBase64 } from "@cosmjs/encoding";
import { GoldBook, type PasarClient } from "pasar-client";
import { local, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import {
  crank,
  inPhase,
  isClosed,
  open,
  stakeAll,
  withOpinion,
  working,
  type Opinion,
} from "../src/campaign.js";
import { refused } from "../src/refused.js";
import { ITEMS, nearly, PRICE, terms, truth } from "../src/terms.js";

const BOND = 5_000n;
const TASKS = 3;
const ALL = [0, 1, 2];
/** An item of each task on which all labelers are wrong. */
const HARD = 10;

let requester: PasarClient;
/** One more than a task seats: each holds two open seats at most, so three alone could wait forever. */
let labelers: PasarClient[];

before(async () => {
  const funder = await local("labeler-3");
  [requester, ...labelers] = (await newAccounts(funder, 5)) as [PasarClient, ...PasarClient[]];
  await stakeAll(labelers);
});

/** Every fifth item of each task is gold, as somebody has it. */
const goldBook = (says: (item: number) => number) =>
  new GoldBook(
    ALL.map((task) => ({
      salt: globalThis.crypto.getRandomValues(new Uint8Array(16)),
      items: Array.from({ length: ITEMS / 5 }, (_, n) => ({
        index: 5 * n,
        class: says(task * ITEMS + 5 * n),
      })),
    })),
  );

/** A campaign with this gold, whose seats are all revealed. */
async function revealed(book: GoldBook, domain: string): Promise<number> {
  const campaign = await open(
    requester,
    await terms(requester, { items: TASKS * ITEMS, domain, gold: book.terms(BOND, 300) }),
  );
  const wrong = (opinion: Opinion) => (item: number) =>
    item % ITEMS === HARD ? (truth(item) + 1) % 3 : opinion(item);
  const workers = labelers.map((client, n) =>
    withOpinion(client, campaign, wrong(nearly(9 + 4 * n))),
  );
  await working(workers, "all reveals", async () => {
    const phases = await inPhase(requester, campaign, "revealing", ALL)();
    if (!phases) return false;
    const seats = await seatedIn(campaign);
    return seats.filter(({ status }) => status === "revealed").length === 3 * TASKS;
  });
  return campaign;
}

async function seatedIn(campaign: number) {
  const pages = ALL.map((task) => requester.registry.query("seats", { campaign, task }));
  return (await Promise.all(pages)).flatMap((page) => page.seats);
}

const openGold = (campaign: number, openings: ReturnType<GoldBook["opening"]>[]) =>
  requester.registry.message("open_gold", { campaign, openings });

test("gold that the seats pass decides the verdict, moves records, and its bond comes back", async () => {
  const book = goldBook(truth);
  const campaign = await revealed(book, "animals/gold");
  await refusedGold(campaign, book);
  await requester.send(
    openGold(
      campaign,
      ALL.map((task) => book.opening(task)),
    ),
  );
  await working([crank(requester, campaign)], "the close", isClosed(requester, campaign));
  for (const task of ALL) {
    const { labels } = await requester.registry.query("verdict", { campaign, task });
    // All three said otherwise.
    assert.equal(labels[HARD], truth(task * ITEMS + HARD), `task ${task}`);
    assert.equal((await requester.registry.query("task", { campaign, task })).gold, "moved");
  }
  const books = await ledger(requester, campaign);
  await assertLedger(requester, campaign);
  assert.equal(books.refunded, BOND * BigInt(TASKS));
  for (const { labeler } of await seatedIn(campaign)) {
    const record = { labeler, domain: "animals/gold" };
    const { evidence } = await requester.staking.query("skill", record);
    assert.ok(evidence > 0, `evidence ${evidence}`);
  }
  await assertAudit(requester);
});

test("gold that nobody passes is hung: its bond is the commons', labels cost the same", async () => {
  const book = goldBook((item) => (truth(item) + 1) % 3);
  const campaign = await revealed(book, "animals/false-gold");
  await requester.send(
    openGold(
      campaign,
      ALL.map((task) => book.opening(task)),
    ),
  );
  await working([crank(requester, campaign)], "the close", isClosed(requester, campaign));
  assert.ok(await inPhase(requester, campaign, "settled", ALL)());
  for (const task of ALL)
    assert.equal((await requester.registry.query("task", { campaign, task })).gold, "hung");
  const books = await ledger(requester, campaign);
  await assertLedger(requester, campaign);
  assert.equal(books.refunded, 0n);
  assert.equal(books.pay + books.commons, BigInt(3 * TASKS * ITEMS) * PRICE + BOND * BigInt(TASKS));
  for (const { address: labeler } of labelers) {
    const record = { labeler, domain: "animals/false-gold" };
    const { skill, evidence } = await requester.staking.query("skill", record);
    assert.deepEqual([skill, evidence], [0, 0]);
  }
});

/** Other gold than what the root commits to, and another's hands. */
async function refusedGold(campaign: number, book: GoldBook): Promise<void> {
  const opening = book.opening(1);
  const gold = fromBase64(opening.gold);
  gold[2] = (gold[2]! + 1) % 3;
  const noProof = /gold of task \d: salt, gold and proof do not lead to the root of the terms/;
  await refused(
    requester.send(openGold(campaign, [{ ...opening, gold: toBase64(gold) }])),
    noProof,
  );
  await refused(requester.send(openGold(campaign, [{ ...opening, task: 2 }])), noProof);
  const [stranger] = labelers as [PasarClient];
  const stolen = stranger.registry.message("open_gold", { campaign, openings: [opening] });
  await refused(stranger.send(stolen), /only the requester may do this/);
}
