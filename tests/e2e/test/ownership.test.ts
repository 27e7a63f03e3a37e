import assert from "node:assert/strict";
import { before, test } from "node:test";
import { holders, native, withdrawals, type PasarClient } from "pasar-client";
import { balance, local, MONEY, newAccounts } from "../src/accounts.js";
import { assertAudit } from "../src/books.js";
import { crank, honest, isClosed, open, stakeAll, working } from "../src/campaign.js";
import { refused } from "../src/refused.js";
import { terms } from "../src/terms.js";

const LICENSE = 1_000_001n;
const ROYALTY = 333_333n;

let requester: PasarClient;
let licensee: PasarClient;
let heir: PasarClient;
let labelers: PasarClient[];

before(async () => {
  const funder = await local("labeler-5");
  const accounts = await newAccounts(funder, 6);
  [requester, licensee, heir] = accounts as [PasarClient, PasarClient, PasarClient];
  labelers = accounts.slice(3);
  await stakeAll(labelers);
});

const coins = (amount: bigint) => [{ denom: MONEY, amount: amount.toString() }];

const offer = (campaign: number) => ({
  campaign,
  price: LICENSE.toString(),
  denom: native(MONEY),
  duration_seconds: 3_600,
  terms_uri: "https://example.org/terms",
  terms_hash: "08".repeat(32),
});

test("contributors share what a license and a royalty bring, by shares, to the unit", async () => {
  const shares = { contributors: 6_000, transferable: true, royalty_denoms: [] };
  const domain = "animals/ownership";
  const campaign = await open(requester, await terms(requester, { domain, shares }));
  await refused(
    requester.send(requester.escrow.message("offer_license", offer(campaign))),
    /has 1 tasks left, expected none/,
  );
  // A royalty that is paid early waits for the close.
  const royalty = licensee.escrow.message("pay_royalty", { campaign }, coins(ROYALTY));
  await licensee.send(royalty);
  const workers = [...honest(labelers, campaign), crank(requester, campaign)];
  await working(workers, "the campaign to close", isClosed(requester, campaign));
  const made = await Promise.all(
    labelers.map(async (labeler) => (await holding(labeler, campaign)).shares),
  );
  await moved(campaign);
  await sold(campaign);
  await everybodyTakesHisPart(campaign, made);
  await assertAudit(requester);
});

/** The first labeler gives half of their shares away; their pay stays theirs. */
async function moved(campaign: number): Promise<void> {
  const [giver] = labelers as [PasarClient];
  const had = await holding(giver, campaign);
  const half = had.shares / 2n;
  const transfer = (to: string, amount: bigint) =>
    giver.escrow.message("transfer_shares", { campaign, to, shares: amount.toString() });
  await refused(giver.send(transfer(heir.address, had.shares + 1n)), /shares/);
  await refused(
    giver.send(transfer(giver.address, 1n)),
    /would transfer shares to their own account/,
  );
  await giver.send(transfer(heir.address, half));
  const [left, got] = [await holding(giver, campaign), await holding(heir, campaign)];
  assert.deepEqual([left.shares, got.shares], [had.shares - half, half]);
  assert.deepEqual([left.withdrawable, got.withdrawable], [had.withdrawable, 0n]);
}

async function sold(campaign: number): Promise<void> {
  const licensed = async () =>
    (await licensee.escrow.query("has_license", { campaign, address: licensee.address })).licensed;
  await requester.send(requester.escrow.message("offer_license", offer(campaign)));
  assert.equal(await licensed(), false);
  const buy = (funds: bigint) =>
    licensee.escrow.message("buy_license", { campaign, offer: 1 }, coins(funds));
  await refused(licensee.send(buy(LICENSE - 1n)), new RegExp(`expected.* ${LICENSE}`));
  const before = await balance(licensee);
  await licensee.send(buy(LICENSE));
  assert.equal((await balance(licensee)) - before, -LICENSE);
  assert.equal(await licensed(), true);
  const { income, licenses } = await licensee.escrow.query("dataset", { campaign });
  assert.equal(licenses, 1);
  assert.equal(BigInt(income[0]?.paid ?? 0), LICENSE + ROYALTY);
}

/** The early royalty is the makers', the license is whose shares were when it was bought. */
async function everybodyTakesHisPart(campaign: number, made: bigint[]): Promise<void> {
  const up = (income: bigint) => (income * 6_000n + 9_999n) / 10_000n;
  const [early, late] = [up(ROYALTY), up(LICENSE)];
  const total = made.reduce((sum, shares) => sum + shares, 0n);
  let taken = 0n;
  let owners = 0;
  for await (const { holder, shares } of holders(requester.escrow, campaign)) {
    const owner = [...labelers, heir].find(({ address }) => address === holder);
    assert.ok(owner);
    const makes = made[labelers.indexOf(owner)] ?? 0n;
    const { withdrawable } = await holding(owner, campaign);
    const before = await balance(owner);
    const { tx } = await owner.trySend(await withdrawals(owner, { campaigns: [campaign] }));
    assert.ok(tx);
    const royalties = (await balance(owner)) - before - withdrawable;
    const exact = Number(early * makes + late * BigInt(shares)) / Number(total);
    // Each of two incomes is rounded down.
    assert.ok(Number(royalties) <= exact, `${royalties} of ${exact}`);
    assert.ok(Number(royalties) > exact - 2, `${royalties} of ${exact}`);
    taken += royalties;
    owners += 1;
  }
  assert.equal(owners, 4);
  const parts = early + late;
  assert.ok(taken <= parts && taken > parts - 8n, `${taken} of ${parts}`);
  const before = await balance(requester);
  await requester.trySend(await withdrawals(requester, { campaigns: [campaign] }));
  const rest = LICENSE + ROYALTY - parts;
  // With the tips of the one task, all of which they turned.
  const { tip_per_task } = await requester.registry.query("campaign", { campaign });
  assert.equal((await balance(requester)) - before, rest + BigInt(tip_per_task));
}

test("shares that the terms bind to their makers cannot be transferred", async () => {
  const campaign = await open(requester, await terms(requester, { domain: "animals/bound" }));
  const [giver] = labelers as [PasarClient];
  await refused(
    giver.send(
      giver.escrow.message("transfer_shares", { campaign, to: heir.address, shares: "1" }),
    ),
    new RegExp(`shares of campaign ${campaign} are not transferable`),
  );
});

async function holding(owner: PasarClient, campaign: number) {
  const { address } = owner;
  const { shares, withdrawable } = await owner.escrow.query("holder", { campaign, address });
  return { shares: BigInt(shares), withdrawable: BigInt(withdrawable) };
}
