import assert from "node:assert/strict";
import { before, test } from "node:test";
import { challenge, seats, withdrawals, type PasarClient } from "pasar-client";
import { balance, local, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import {
  crank,
  honest,
  inPhase,
  isClosed,
  open,
  stakeAll,
  withOpinion,
  working,
} from "../src/campaign.js";
import { refused } from "../src/refused.js";
import { ITEMS, PRICE, terms, truth } from "../src/terms.js";
import { until } from "../src/until.js";

const DOMAIN = "animals/challenge";
const FILL_SECONDS = 60;
/** Where the first verdict is wrong; only the first two are challenged. */
const ERRORS = [3, 15, 30];
const NAMED = ERRORS.slice(0, 2);

let requester: PasarClient;
let challenger: PasarClient;
let labelers: PasarClient[];
let experts: PasarClient[];

before(async () => {
  const funder = await local("labeler-4");
  const accounts = await newAccounts(funder, 8);
  [requester, challenger] = accounts as [PasarClient, PasarClient];
  [labelers, experts] = [accounts.slice(2, 5), accounts.slice(5)];
  await stakeAll([...labelers, ...experts]);
});

test("a panel decides the items that a challenge names, and no others", async () => {
  await experience();
  const campaign = await open(
    requester,
    await terms(requester, {
      domain: DOMAIN,
      windows: {
        ticket_blocks: 10,
        fill_seconds: FILL_SECONDS,
        commit_seconds: 120,
        reveal_seconds: 120,
      },
      challenge: { window_seconds: 120, panel_seats: 3, max: 1, bond: "1000" },
    }),
  );
  await judged(campaign);
  const verdict = await labelsOf(campaign);
  for (const item of ERRORS) assert.notEqual(verdict[item], truth(item), `item ${item}`);

  const purse = await balance(challenger);
  const bond = await challenged(campaign);
  assert.equal((await balance(challenger)) - purse, -bond);
  await onlyPanelistsSit(campaign);
  await panelDecides(campaign);

  const corrected = await labelsOf(campaign);
  assert.deepEqual(
    corrected,
    verdict.map((label, item) => (NAMED.includes(item) ? truth(item) : label)),
  );
  await settled(campaign, purse);
});

/** Panelists need a record: they earn it in a campaign before. */
async function experience(): Promise<void> {
  const campaign = await open(requester, await terms(requester, { domain: DOMAIN }));
  const workers = [...honest(experts, campaign), crank(requester, campaign)];
  await working(workers, "the experts' campaign to close", isClosed(requester, campaign));
  for (const { address: labeler } of experts) {
    const record = await requester.staking.query("skill", { labeler, domain: DOMAIN });
    assert.equal(record.newcomer, false);
  }
}

/** The first verdict: two of three err alike on a few items, and each on some of his own. */
async function judged(campaign: number): Promise<void> {
  const workers = labelers.map((client, n) =>
    withOpinion(client, campaign, (item) => {
      const errs =
        (n < 2 && ERRORS.includes(item)) || (item % 5 === n + 1 && !ERRORS.includes(item));
      return (truth(item) + (errs ? 1 : 0)) % 3;
    }),
  );
  const all = [...workers, crank(requester, campaign, ["resolve"])];
  await working(all, "the first verdict", inPhase(requester, campaign, "resolved"));
}

const labelsOf = async (campaign: number) =>
  (await requester.registry.query("verdict", { campaign, task: 0 })).labels;

/** What it cost. */
async function challenged(campaign: number): Promise<bigint> {
  const asked = { campaign, task: 0, items: NAMED.length };
  const { amount, bond } = await requester.registry.query("challenge_bond", asked);
  assert.equal(BigInt(bond), 3n * BigInt(NAMED.length) * PRICE);
  const message = await challenge(challenger, campaign, 0, NAMED);
  const [coin] = message.value.funds ?? [];
  assert.ok(coin);
  const cheap = { ...message.value, funds: [{ ...coin, amount: `${BigInt(coin.amount) - 1n}` }] };
  await refused(challenger.send({ ...message, value: cheap }), new RegExp(`expected.* ${amount}`));
  const [event] = challenger.registry.events(await challenger.send(message), "task_challenged");
  assert.deepEqual([event?.items, event?.seats, event?.bond], ["2", "3", bond]);
  await refused(challenger.send(message), /it is panel, expected resolved/);
  return BigInt(amount);
}

const join = (client: PasarClient, campaign: number) =>
  client.registry.message("join_panel", { campaign, task: 0 });

/** Neither the challenger, nor who sat in the task, nor a newcomer. */
async function onlyPanelistsSit(campaign: number): Promise<void> {
  const [labeler] = labelers as [PasarClient];
  await refused(
    challenger.send(join(challenger, campaign)),
    /the challenger sits in no panel of his own/,
  );
  await refused(labeler.send(join(labeler, campaign)), /has or had a seat in task 0/);
}

async function panelDecides(campaign: number): Promise<void> {
  // The lot lets everybody in at last after half of the filling.
  await until(
    "three panelists to be let in",
    async () => {
      await Promise.all(experts.map((expert) => expert.trySend([join(expert, campaign)])));
      let seated = 0;
      for await (const { wave } of seats(requester.registry, campaign, 0))
        seated += wave > 0 ? 1 : 0;
      return seated === experts.length;
    },
    FILL_SECONDS + 60,
  );
  const workers = experts.map((expert) => withOpinion(expert, campaign, truth));
  const all = [...workers, crank(requester, campaign, ["resolve"])];
  await working(all, "the panel to decide", inPhase(requester, campaign, "resolved"));
}

/** No challenge is left, so that nothing is waited for; the bond is divided to the unit. */
async function settled(campaign: number, purse: bigint): Promise<void> {
  const before = await Promise.all(experts.map((expert) => balance(expert)));
  const settle = requester.registry.message("settle", { campaign, tasks: [0] });
  const [outcome] = requester.registry.events(await requester.send(settle), "challenge_settled");
  assert.ok(outcome);
  const [panel, bounty] = [BigInt(outcome.panel), BigInt(outcome.bounty)];
  // All three found both: each label equals the last one.
  assert.deepEqual([outcome.flipped, panel], ["2", 3n * 2n * PRICE]);
  assert.ok(bounty > 0n, "unearned pay is there for a bounty");
  await assertLedger(requester, campaign);
  assert.equal((await ledger(requester, campaign)).bounties, bounty);
  assert.equal((await ledger(requester, campaign)).bonds, 0n);

  const takers = [challenger, ...experts];
  for (const taker of takers) {
    const tx = await taker.send(taker.escrow.message("withdraw", { campaigns: [] }));
    assert.equal(taker.escrow.events(tx, "withdrawn").length, 1);
  }
  const after = await Promise.all(experts.map((expert) => balance(expert)));
  const shared = after.map((amount, n) => amount - before[n]!);
  // Half of the bounties is the challenger's; he pays the panel and its tip, as all of it was needed.
  const half = bounty / 2n;
  const tip = BigInt((await requester.registry.query("campaign", { campaign })).tip_per_task);
  assert.equal((await balance(challenger)) - purse, half - panel - tip);
  for (const amount of shared) assert.equal(amount, 2n * PRICE + half / 3n);
  assert.equal(await isClosed(requester, campaign)(), true);
  await requester.trySend(await withdrawals(requester, { campaigns: [campaign] }));
  assert.ok(ITEMS > NAMED.length);
  await assertAudit(requester);
}
