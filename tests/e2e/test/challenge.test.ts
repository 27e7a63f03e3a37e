import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  challenge,
  controlItems,
  fromBase64,
  signatureOf,
  timestamp,
  toBase64,
  unpackItems,
  withdrawals,
  type PasarClient,
  type taskRegistry,
} from "pasar-client";
import { liveChallenge, Panelist } from "pasar-client/panel";
import { balance, local, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import { crank, isClosed, open, stakeAll, withOpinion, working } from "../src/campaign.js";
import { DRAND } from "../src/drand.js";
import { experience, panelKeeper } from "../src/panel.js";
import { refused } from "../src/refused.js";
import { PRICE, terms, truth } from "../src/terms.js";
import { until } from "../src/until.js";

const DOMAIN = "animals/challenge";
const SEATS = 3;
/** Sixty delays of the local chain's randomness: the shortest filling with challenges. */
const FILL_SECONDS = 60;
/** Where the first verdict is wrong; only the first two are challenged. */
const ERRORS = [3, 15, 30];
const DISPUTED = ERRORS.slice(0, 2);
/** What is named beside them: two for each, and ten in all; never the third error. */
const RIGHT = controlItems(DISPUTED, ERRORS[2]!);
const NAMED = [...DISPUTED, ...RIGHT];

let requester: PasarClient;
let challenger: PasarClient;
let newcomer: PasarClient;
let labelers: PasarClient[];
let experts: PasarClient[];

before(async () => {
  const funder = await local("labeler-4");
  const accounts = await newAccounts(funder, 11);
  [requester, challenger, newcomer] = accounts as [PasarClient, PasarClient, PasarClient];
  [labelers, experts] = [accounts.slice(3, 7), accounts.slice(7)];
  await stakeAll([...labelers, ...experts, newcomer]);
});

test("a panel decides the items that a challenge names, beside a campaign that closes", async () => {
  const campaign = await open(
    requester,
    await terms(requester, {
      domain: DOMAIN,
      overlap: { min: 4, max: 4 },
      windows: {
        opening_seconds: 3,
        ticket_seconds: 60,
        fill_seconds: FILL_SECONDS,
        commit_seconds: 60,
        reveal_seconds: 60,
      },
      challenge: { window_seconds: 600, panel_seats: SEATS, max: 1, panel_mass: 20 },
    }),
  );
  await Promise.all([experience(requester, experts, DOMAIN), judged(campaign)]);
  const first = await labelsOf(campaign);
  for (const item of ERRORS) assert.notEqual(first[item], truth(item), `item ${item}`);

  const purse = await balance(challenger);
  const bond = await challenged(campaign);
  assert.equal((await balance(challenger)) - purse, -bond);
  assert.equal((await ledger(requester, campaign)).bonds, bond);
  await notEverybodyRegisters(campaign);
  await panelDecides(campaign);

  const last = first.map((label, item) => (DISPUTED.includes(item) ? truth(item) : label));
  await bothVerdictsStay(campaign, first, last);
  await bondIsDivided(campaign, purse);
});

/** The first verdict: three of four err alike on a few items, and each on some of their own. */
async function judged(campaign: number): Promise<void> {
  const workers = labelers.map((client, n) =>
    withOpinion(client, campaign, (item) => {
      const errs =
        (n < 3 && ERRORS.includes(item)) || (item % 7 === n + 1 && !ERRORS.includes(item));
      return (truth(item) + (errs ? 1 : 0)) % 3;
    }),
  );
  const all = [...workers, crank(requester, campaign)];
  await working(all, "the campaign to close", isClosed(requester, campaign));
}

const verdictOf = (campaign: number) => requester.registry.query("verdict", { campaign, task: 0 });

const labelsOf = async (campaign: number) => (await verdictOf(campaign)).labels;

/** Challenges what a closed campaign says; what it cost. */
async function challenged(campaign: number): Promise<bigint> {
  const asked = { campaign, task: 0, items: NAMED.length };
  const { amount } = await requester.registry.query("challenge_bond", asked);
  assert.equal(2n * BigInt(amount), 3n * BigInt(SEATS * NAMED.length) * PRICE);
  await refused(
    challenger.send(await challenge(challenger, campaign, 0, DISPUTED)),
    /2 items named, expected at least 10/,
  );
  const message = await challenge(challenger, campaign, 0, NAMED);
  const [coin] = message.value.funds ?? [];
  assert.ok(coin);
  const cheap = { ...message.value, funds: [{ ...coin, amount: `${BigInt(coin.amount) - 1n}` }] };
  await refused(challenger.send({ ...message, value: cheap }), new RegExp(`expected.* ${amount}`));
  const [event] = challenger.registry.events(await challenger.send(message), "task_challenged");
  assert.deepEqual(
    [event?.items, event?.seats, event?.bond],
    [`${NAMED.length}`, `${SEATS}`, amount],
  );
  await refused(challenger.send(message), /challenge 1 of it is live, expected none/);
  return BigInt(amount);
}

const register = (client: PasarClient, campaign: number) =>
  client.registry.message("register", { campaign, task: 0, issuer: null });

const sit = (client: PasarClient, campaign: number, signature: string | null) =>
  client.registry.message("sit", { campaign, task: 0, signature });

/** Neither the challenger, nor who sat in the task, nor a newcomer. */
async function notEverybodyRegisters(campaign: number): Promise<void> {
  const [labeler] = labelers as [PasarClient];
  await refused(
    challenger.send(register(challenger, campaign)),
    /the challenger sits in no panel of their own challenge/,
  );
  await refused(labeler.send(register(labeler, campaign)), /has or had a seat in task 0/);
  await refused(newcomer.send(register(newcomer, campaign)), /standing skill is|the record has/);
}

async function panelDecides(campaign: number): Promise<void> {
  const panelists = experts.map(
    (client) =>
      new Panelist(client, campaign, 0, {
        labels: ({ asked, firstItem }) => asked.map((item) => truth(firstItem + item)),
        drand: DRAND,
      }),
  );
  for (const panelist of panelists) assert.equal((await panelist.step()).next, "register");
  await refusedBeforeTheirTurn(campaign);
  const over = async () => !(await liveChallenge(requester, campaign, 0));
  await working(
    [...panelists, panelKeeper(requester, campaign)],
    "the panel to decide",
    over,
    2 * FILL_SECONDS + 120,
  );
  // Who found the panel full takes the stake back.
  for (const panelist of panelists) {
    await until("their part to end", async () => (await panelist.step()).done);
  }
  for (const { address: labeler } of experts) {
    const denom = (await requester.registry.query("campaign", { campaign })).terms.seat_stake.denom;
    const own = await requester.registry.query("registrations", { labeler, denom });
    assert.deepEqual(own.registrations, []);
  }
}

/** Nobody sits before the round that decides, nor by a signature that is none. */
async function refusedBeforeTheirTurn(campaign: number): Promise<void> {
  const [expert] = experts as [PasarClient];
  const live = await liveChallenge(requester, campaign, 0);
  assert.ok(live);
  await refused(expert.send(sit(expert, campaign, null)), /round \d+ (comes|decides)/);
  const { randomness } = (await requester.registry.query("campaign", { campaign })).params;
  const drawn = BigInt(live.drawn_at);
  await until(
    "the round that decides who sits",
    async () => BigInt(timestamp((await requester.block()).seconds)) > drawn,
    FILL_SECONDS,
  );
  const right = fromBase64(await signatureOf(DRAND, randomness, live.round));
  const other = await signatureOf(DRAND, randomness, live.round - 1);
  await refused(expert.send(sit(expert, campaign, other)), /signature/);
  const broken = right.slice(0, 47);
  await refused(expert.send(sit(expert, campaign, toBase64(broken))), /47/);
  await refused(newcomer.send(sit(newcomer, campaign, null)), /has not registered for the panel/);
}

async function bothVerdictsStay(
  campaign: number,
  first: readonly number[],
  last: readonly number[],
): Promise<void> {
  const { labels, changes } = await verdictOf(campaign);
  assert.deepEqual(labels, last);
  const wanted = DISPUTED.map((item) => ({ question: 0, item, first: first[item], challenge: 1 }));
  assert.deepEqual(changes, wanted);
  const [made] = (await requester.registry.query("challenges", { campaign, task: 0 }))
    .challenges as [taskRegistry.ChallengeResponse];
  assert.equal(made.status, "decided");
  assert.deepEqual(unpackItems(fromBase64(made.changed ?? "")), DISPUTED);
  const exported = await requester.registry.query("export", { campaign });
  assert.equal(exported.tasks[0]?.decided, 1);
  assert.ok(exported.tasks[0]?.first);
  const certificate = await requester.registry.query("certificate", { campaign });
  assert.deepEqual([certificate.challenges_upheld, certificate.challenges_lost], [1, 0]);
}

/** To the unit: one and a half prices for each answer that changed, a half for each that stands. */
async function bondIsDivided(campaign: number, purse: bigint): Promise<void> {
  await assertLedger(requester, campaign);
  assert.equal((await ledger(requester, campaign)).bonds, 0n);
  const { seats } = await requester.registry.query("panel", { campaign, task: 0, challenge: 1 });
  const sat = experts.filter(({ address }) => seats.some(({ labeler }) => labeler === address));
  assert.equal(sat.length, SEATS);
  const flipped = BigInt(DISPUTED.length);
  const stood = BigInt(NAMED.length) - flipped;
  const each = (PRICE * (3n * flipped + stood)) / 2n;
  for (const expert of sat) {
    const { earnings } = await expert.escrow.query("earnings", {
      address: expert.address,
      campaigns: [],
    });
    assert.deepEqual(
      earnings.map(({ amount }) => BigInt(amount)),
      [each],
    );
  }
  await challenger.send(challenger.escrow.message("withdraw", { campaigns: [] }));
  assert.equal((await balance(challenger)) - purse, -BigInt(SEATS) * each);
  for (const taker of [requester, ...experts]) {
    await taker.trySend(await withdrawals(taker, { campaigns: [campaign] }));
  }
  await assertAudit(requester);
}
