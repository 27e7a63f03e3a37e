import assert from "node:assert/strict";
import { test } from "node:test";
import { native, type PasarClient } from "pasar-client";
import { balance, local, MONEY, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import { crank, honest, isClosed, open, stakeAll, withOpinion, working } from "../src/campaign.js";
import { nearly, PRICE, SEAT_STAKE, terms, truth } from "../src/terms.js";
import { until } from "../src/until.js";

const SEATS = 8n;
const UNBONDING_SECONDS = 60;

test("what a requester pays in is pay, commons, fee, tips and refund, to the unit", async () => {
  const funder = await local("labeler-1");
  const everybody = await newAccounts(funder, 6);
  const [requester, cranker, ...labelers] = everybody as [
    PasarClient,
    PasarClient,
    ...PasarClient[],
  ];
  const before = await Promise.all(everybody.map((client) => balance(client)));

  // Two tasks, the second smaller, as each may hold two open seats; one of four labelers spams.
  const promised = await terms(requester, { items: 110, overlap: { min: 4, max: 4 } });
  const quote = await requester.registry.query("quote", { terms: promised });
  const campaign = await open(requester, promised);
  assert.equal((await balance(requester)) - before[0]!, -BigInt(quote.deposit));
  await stakeAll(labelers, SEATS);

  const [first, second] = honest(labelers, campaign);
  // Leaves every tenth item out: what is not labeled is refunded.
  const skips = (item: number) => (item % 10 === 4 ? null : nearly(17)(item));
  const third = withOpinion(labelers[2]!, campaign, skips);
  const spammer = withOpinion(labelers[3]!, campaign, () => 0);
  assert.ok(first && second);
  const cranks = crank(cranker, campaign);
  const workers = [first, second, third, spammer, cranks];
  await working(workers, "the campaign to close", isClosed(requester, campaign));

  const books = await ledger(requester, campaign);
  await assertLedger(requester, campaign);
  assert.equal(books.deposited, BigInt(quote.deposit));
  assert.equal(books.reserved, 0n);
  // 11 labels were left out; each would have cost its price and a fee of 5 %.
  assert.equal(books.refunded, 11n * (PRICE + 50n));
  assert.equal(books.fee, (4n * 110n - 11n) * 50n);
  assert.equal(books.tips, BigInt(quote.tips));
  assert.equal(books.pay + books.commons, (4n * 110n - 11n) * PRICE);
  assert.ok(books.commons > 0n, "the spammer's price went to the commons");

  const pay = await Promise.all(labelers.map((labeler) => sharesOf(labeler, campaign)));
  assert.equal(sum(pay), books.pay);
  assert.ok(pay[3]! * 20n < pay[0]!, "spam earns next to nothing");

  const paid = labelers.filter((_, n) => pay[n]! > 0n);
  for (const client of [requester, cranker, ...paid]) await withdraw(client, campaign);
  await stakesComeBack(labelers);
  const gained = (await Promise.all(everybody.map((client) => balance(client)))).map(
    (after, n) => after - before[n]!,
  );
  assert.equal(gained[0], books.refunded - books.deposited);
  assert.equal(gained[1], books.tips);
  assert.deepEqual(gained.slice(2), pay);
  await assertAudit(requester);
});

test("every verdict is the truth, and everybody's record shows their skill", async () => {
  const funder = await local("labeler-1");
  const accounts = await newAccounts(funder, 4);
  const [requester, ...labelers] = accounts as [PasarClient, ...PasarClient[]];
  const campaign = await open(requester, await terms(requester, { domain: "animals/records" }));
  await stakeAll(labelers);
  const workers = [...honest(labelers, campaign), crank(requester, campaign)];
  await working(workers, "the campaign to close", isClosed(requester, campaign));
  const { labels } = await requester.registry.query("verdict", { campaign, task: 0 });
  assert.deepEqual(
    labels,
    labels.map((_, item) => truth(item)),
  );
  for (const labeler of labelers) {
    const record = { labeler: labeler.address, domain: "animals/records" };
    const found = await requester.staking.query("skill", record);
    // Of 60 labels in three even classes 40 are evidence, of which one task adds 25 at most.
    assert.deepEqual([Math.round(found.mass / 4_096), found.newcomer], [25, false]);
    // What so little evidence shows for certain of a skill of 0.8.
    assert.ok(found.standing > 0.45 * 4_096, `standing ${found.standing}`);
  }
});

const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);

async function sharesOf(labeler: PasarClient, campaign: number): Promise<bigint> {
  const { address } = labeler;
  return BigInt((await labeler.escrow.query("holder", { campaign, address })).shares);
}

/** Exactly what the escrow said beforehand. */
async function withdraw(client: PasarClient, campaign: number): Promise<void> {
  const asked = { address: client.address, campaigns: [campaign] };
  const { earnings } = await client.escrow.query("earnings", asked);
  const tx = await client.send(client.escrow.message("withdraw", { campaigns: [campaign] }));
  const taken = client.escrow.events(tx, "withdrawn");
  assert.deepEqual(
    taken.map(({ denom, amount }) => [denom, amount]),
    earnings.map(({ amount }) => [MONEY, amount]),
  );
  const nothing = await client.escrow.query("earnings", asked);
  assert.ok(nothing.earnings.every(({ amount }) => amount === "0"));
}

/** Nobody was penalized: all of it comes back after the time of unbonding. */
async function stakesComeBack(labelers: readonly PasarClient[]): Promise<void> {
  const denom = native(MONEY);
  const amount = (SEATS * SEAT_STAKE).toString();
  await Promise.all(
    labelers.map((labeler) => labeler.send(labeler.staking.message("unbond", { denom, amount }))),
  );
  await until(
    "all stakes to come back",
    async () => {
      const tries = labelers.map(async (labeler) => {
        const { unbonding } = await labeler.staking.query("stake", {
          staker: labeler.address,
          denom,
        });
        if (unbonding.length === 0) return true;
        await labeler.trySend([labeler.staking.message("withdraw", { denom })]);
        return false;
      });
      return (await Promise.all(tries)).every(Boolean);
    },
    UNBONDING_SECONDS + 90,
  );
}
