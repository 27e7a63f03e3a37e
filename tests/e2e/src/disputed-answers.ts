import assert from "node:assert/strict";
import {
  challenge,
  controlItems,
  fromBase64,
  native,
  unpackAnswers,
  unpackItems,
  valuesOf,
  type PasarClient,
  type taskRegistry,
} from "pasar-client";
import { liveChallenge, Panelist } from "pasar-client/panel";
import { balance, MONEY } from "./accounts.js";
import { assertAudit, assertLedger, ledger } from "./books.js";
import { crank, isClosed, open, stakeAll, working } from "./campaign.js";
import { DRAND } from "./drand.js";
import { experience, panelKeeper } from "./panel.js";
import { FORM, rightAnswer, withAnswers, type Answer } from "./questions.js";
import { ITEMS, PRICE, SEAT_STAKE, terms } from "./terms.js";

const DOMAIN = "meals/challenge";
const VALUES = valuesOf({ questions: [...FORM] });
const SEATS = 3;
const LABELERS = 4;
/** The shortest filling of a campaign with challenges on the local chain. */
const FILL_SECONDS = 60;
/** A tenth of what a seat could earn in a panel on all items: so much a seat must stake. */
const STAKE = (3n * BigInt(FORM.length * ITEMS) * PRICE) / 20n;
/** Number of the answer to a question about an item. */
const number = (question: number, item: number) => question * ITEMS + item;
/** What three of four labelers get wrong: a rating by two levels or more, and a rare tag. */
const ERRORS = [number(0, 15), number(4, 3)];
/** The items of these answers, and others that nobody gets wrong: the same ones in every run. */
const DISPUTED = [3, 15];
const NAMED = [...DISPUTED, ...controlItems(DISPUTED, ITEMS, () => 0.5)].sort((a, b) => a - b);

/** The farther end of the scale, or the other class. */
function opposite(question: number, item: number): number {
  const right = rightAnswer(question, item);
  const highest = VALUES[question]! - 1;
  return 2 * right < highest ? highest : 0;
}

interface People {
  requester: PasarClient;
  challenger: PasarClient;
  labelers: readonly PasarClient[];
  experts: readonly PasarClient[];
}

/** A panel decides the answers about the items that a challenge names, each by itself. */
export async function decide(accounts: readonly PasarClient[]): Promise<void> {
  const [requester, challenger] = accounts as [PasarClient, PasarClient];
  const labelers = accounts.slice(2, 2 + LABELERS);
  const experts = accounts.slice(2 + LABELERS);
  const people = { requester, challenger, labelers, experts };
  await stakeAll([...labelers, ...experts], (2n * STAKE) / SEAT_STAKE);
  const campaign = await open(
    requester,
    await terms(requester, {
      questions: [...FORM],
      domain: DOMAIN,
      overlap: { min: LABELERS, max: LABELERS },
      seat_stake: { denom: native(MONEY), amount: STAKE.toString() },
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
  await Promise.all([experience(requester, experts, DOMAIN), judged(people, campaign)]);
  const first = await verdictOf(requester, campaign);
  for (const item of NAMED) {
    FORM.forEach((_, question) => {
      const said = ERRORS.includes(number(question, item)) ? opposite : rightAnswer;
      assert.equal(
        first.labels[number(question, item)],
        said(question, item),
        `${question} ${item}`,
      );
    });
  }

  const purse = await balance(challenger);
  const bond = await challenged(people, campaign);
  assert.equal((await balance(challenger)) - purse, -bond);
  assert.equal((await ledger(requester, campaign)).bonds, bond);
  await judgedAnew(people, campaign);
  await bothVerdictsStay(requester, campaign, first);
  await bondIsDivided(people, campaign, purse);
}

const verdictOf = (client: PasarClient, campaign: number) =>
  client.registry.query("verdict", { campaign, task: 0 });

/**
 * The first verdict. Of the named items all know everything but what three get wrong; of the others each gets a
 * fifth wrong, so that nobody's word is beyond doubt.
 */
async function judged({ requester, labelers }: People, campaign: number): Promise<void> {
  const workers = labelers.map((client, n) => {
    const answer: Answer = (question, item) => {
      const errs = NAMED.includes(item)
        ? n < 3 && ERRORS.includes(number(question, item))
        : (item + question) % 5 === n;
      return (errs ? opposite : rightAnswer)(question, item);
    };
    return withAnswers(client, campaign, answer);
  });
  const all = [...workers, crank(requester, campaign)];
  await working(all, "the campaign to close", isClosed(requester, campaign));
}

/** Challenges the items, of which the bond pays every answer; what it cost. */
async function challenged({ challenger }: People, campaign: number): Promise<bigint> {
  const asked = { campaign, task: 0, items: NAMED.length };
  const { amount } = await challenger.registry.query("challenge_bond", asked);
  assert.equal(2n * BigInt(amount), 3n * BigInt(SEATS * NAMED.length * FORM.length) * PRICE);
  const tx = await challenger.send(await challenge(challenger, campaign, 0, NAMED));
  const [event] = challenger.registry.events(tx, "task_challenged");
  assert.deepEqual(
    [event?.items, event?.seats, event?.bond],
    [`${NAMED.length}`, `${SEATS}`, amount],
  );
  return BigInt(amount);
}

/** The panel says what is right of every answer. */
async function judgedAnew({ requester, experts }: People, campaign: number): Promise<void> {
  const panelists = experts.map(
    (client) =>
      new Panelist(client, campaign, 0, {
        labels: ({ asked, firstItem, questions }) =>
          questions.flatMap((_, question) =>
            asked.map((item) => rightAnswer(question, firstItem + item)),
          ),
        drand: DRAND,
      }),
  );
  const over = async () => !(await liveChallenge(requester, campaign, 0));
  const workers = [...panelists, panelKeeper(requester, campaign)];
  await working(workers, "the panel to decide", over, 2 * FILL_SECONDS + 120);
}

async function bothVerdictsStay(
  client: PasarClient,
  campaign: number,
  first: taskRegistry.VerdictResponse,
): Promise<void> {
  const last = [...first.labels];
  const changes = ERRORS.map((error) => {
    const [question, item] = [Math.floor(error / ITEMS), error % ITEMS];
    last[error] = rightAnswer(question, item);
    return { question, item, first: first.labels[error], challenge: 1 };
  });
  const found = await verdictOf(client, campaign);
  assert.deepEqual(found.changes, changes);
  assert.deepEqual(found.labels, last);
  // Values, margins and scores are the first verdict's.
  assert.deepEqual(found, { ...first, labels: last, changes });
  const { challenges } = await client.registry.query("challenges", { campaign, task: 0 });
  const [made] = challenges as [taskRegistry.ChallengeResponse];
  assert.equal(made.status, "decided");
  assert.deepEqual(unpackItems(fromBase64(made.items)), NAMED);
  assert.deepEqual(unpackItems(fromBase64(made.changed ?? "")), ERRORS);
  const { tasks } = await client.registry.query("export", { campaign });
  const [exported] = tasks as [taskRegistry.ExportEntry];
  const unpacked = (labels: string) => Array.from(unpackAnswers(VALUES, ITEMS, fromBase64(labels)));
  assert.equal(exported.decided, 1);
  assert.deepEqual(unpacked(exported.labels), last);
  assert.deepEqual(unpacked(exported.first ?? ""), first.labels);
  const certificate = await client.registry.query("certificate", { campaign });
  assert.deepEqual([certificate.challenges_upheld, certificate.challenges_lost], [1, 0]);
}

/** One and a half prices for each answer that changed, a half for each that stands, to each panelist. */
async function bondIsDivided(
  { requester, challenger, experts }: People,
  campaign: number,
  purse: bigint,
): Promise<void> {
  await assertLedger(requester, campaign);
  assert.equal((await ledger(requester, campaign)).bonds, 0n);
  const { seats } = await requester.registry.query("panel", { campaign, task: 0, challenge: 1 });
  const sat = experts.filter(({ address }) => seats.some(({ labeler }) => labeler === address));
  assert.equal(sat.length, SEATS);
  const flipped = BigInt(ERRORS.length);
  const stood = BigInt(NAMED.length * FORM.length) - flipped;
  const each = (PRICE * (3n * flipped + stood)) / 2n;
  for (const expert of sat) {
    const asked = { address: expert.address, campaigns: [] };
    const { earnings } = await expert.escrow.query("earnings", asked);
    assert.deepEqual(
      earnings.map(({ amount }) => BigInt(amount)),
      [each],
    );
  }
  // The price of each answer that stands comes back: what it cost is what the panel earned.
  await challenger.send(challenger.escrow.message("withdraw", { campaigns: [] }));
  assert.equal((await balance(challenger)) - purse, -BigInt(SEATS) * each);
  await assertAudit(requester);
}
