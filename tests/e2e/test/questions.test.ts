import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  fromBase64,
  unpackAnswers,
  valuesOf,
  type PasarClient,
  type taskRegistry,
} from "pasar-client";
import { balance, local, MONEY, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger, ledger } from "../src/books.js";
import { stakeAll } from "../src/campaign.js";
import { decide } from "../src/disputed-answers.js";
import {
  FORM,
  goldOf,
  looking,
  payOf,
  rightAnswer,
  whole,
  type Answer,
  type People,
} from "../src/questions.js";
import { referenceForm } from "../src/reference-form.js";
import { ITEMS, PRICE, terms } from "../src/terms.js";

const BOND = 5_000n;
/** Seats that each stakes for. */
const STAKED = 8n;
/** Labelers of the money's campaign: three look, one does not. */
const SEATS = 4;
const VALUES = valuesOf({ questions: [...FORM] });
const ANSWERS = FORM.length * ITEMS;
/** The fee of a label: 5 % of its price. */
const FEE = PRICE / 20n;
/** What a verdict has to be sure by: of classes 5 bits, of a scale 3; Q12. */
const SURE = VALUES.map((values) => (values > 2 ? 3 : 5) * 4_096);

const numbers = Array.from({ length: ANSWERS }, (_, number) => number);
const right = (number: number) => rightAnswer(Math.floor(number / ITEMS), number % ITEMS);
/** Some answers of every question are gold: those who look know them. */
const GOLD = new Map(numbers.filter((n) => n % 13 === 6).map((n) => [n, right(n)]));
/** But for one, a tag that all of them miss. */
const HARD = [...GOLD.keys()].find((number) => number >= 2 * ITEMS && right(number) === 1)!;
/** One leaves out an answer in ten to each question but the first. */
const LEFT_OUT = (FORM.length - 1) * (ITEMS / 10);

/** What somebody says who looks. */
const looks = (wrong: number): Answer => {
  const says = looking(wrong);
  return (question, item) => {
    const number = question * ITEMS + item;
    if (number === HARD) return 1 - right(number);
    return GOLD.has(number) ? right(number) : says(question, item);
  };
};
const third = looks(17);
const SAID: readonly Answer[] = [
  looks(9),
  looks(13),
  (question, item) => (question > 0 && item % 10 === question ? null : third(question, item)),
  // The least of everything, without a look.
  () => 0,
];

describe("campaigns that ask several questions", { concurrency: true }, () => {
  let everybody: PasarClient[];

  before(async () => {
    // Signs once at the beginning; the migration's test by the same key later.
    everybody = await newAccounts(await local("challenger"), 25);
  });

  test("ratings, numbers and tags are paid to the unit, and gold names answers", async () => {
    const people = await peopleOf(everybody.slice(0, 6));
    const { requester, labelers } = people;
    const purses = await purseOf(people);
    const gold = goldOf(GOLD);
    const promised = await terms(requester, {
      questions: [...FORM],
      domain: "meals/money",
      overlap: { min: SEATS, max: SEATS },
      gold: gold.terms(BOND, 300),
    });
    const quote = await requester.registry.query("quote", { terms: promised });
    const most = BigInt(SEATS * ANSWERS);
    const quoted = [quote.labels, quote.fee, quote.gold_bonds].map(BigInt);
    assert.deepEqual(quoted, [most * PRICE, most * FEE, BOND]);
    const campaign = await whole(people, promised, SAID, gold);

    const verdict = await verdictOf(requester, campaign);
    assertVerdict(verdict);
    await assertLabels(requester, campaign, labelers);
    await assertExport(requester, campaign, verdict);
    await assertCertificate(requester, campaign, verdict);
    const scores = labelers.map((labeler) => scoreOf(verdict, labeler));
    const given = [ANSWERS, ANSWERS, ANSWERS - LEFT_OUT, ANSWERS];
    assert.deepEqual(
      scores.map(({ labels }) => labels),
      given,
    );
    const pay = await assertPay(scores);
    assert.ok(pay.slice(0, 3).every((of) => 10n * of > 8n * PRICE * BigInt(ANSWERS - LEFT_OUT)));
    assert.equal(pay[3], 0n, "who does not look is paid nothing");

    // What was left out is refunded with its fee; every other label costs its price and its fee.
    await assertBooks(requester, campaign, { quote, pay, labels: sum(given), leftOut: LEFT_OUT });
    await assertTaken(people, purses, campaign, pay);
  });

  test("a form of the reference's vectors comes out on the chain to the bit", async () => {
    const form = referenceForm();
    const people = await peopleOf(everybody.slice(6, 6 + 2 + form.answers.length));
    const { requester, labelers } = people;
    const gold = goldOf(form.gold);
    const promised = await terms(requester, {
      questions: form.questions,
      domain: "meals/reference",
      items: form.items,
      page: form.items,
      overlap: { min: labelers.length, max: labelers.length },
      gold: gold.terms(BOND, 300),
    });
    const campaign = await whole(people, promised, form.answers, gold);
    const { labels, values, margins, confidences, ...verdict } = await verdictOf(
      requester,
      campaign,
    );
    assert.deepEqual({ labels, values, margins, confidences }, form.verdict);
    const found = labelers.map((labeler) => {
      const { labels, skill, rate, paid, change } = scoreOf(verdict, labeler);
      return { labels, skill, rate, paid, change };
    });
    assert.deepEqual(found, form.scores);
    await assertPay(labelers.map((labeler) => scoreOf(verdict, labeler)));
    await assertLedger(requester, campaign);
  });

  test("a challenge changes a tag and a rating, and leaves all other answers", async () => {
    await decide(everybody.slice(13, 25));
  });
});

async function peopleOf(accounts: readonly PasarClient[]): Promise<People> {
  const [requester, cranker, ...labelers] = accounts as [
    PasarClient,
    PasarClient,
    ...PasarClient[],
  ];
  await stakeAll(labelers, STAKED);
  return { requester, cranker, labelers };
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

/** What each of them has. */
const purseOf = ({ requester, cranker, labelers }: People) =>
  Promise.all([requester, cranker, ...labelers].map((client) => balance(client)));

const verdictOf = (client: PasarClient, campaign: number) =>
  client.registry.query("verdict", { campaign, task: 0 });

const scoreOf = ({ scores }: Pick<taskRegistry.VerdictResponse, "scores">, of: PasarClient) =>
  scores.find(({ labeler }) => labeler === of.address)!;

/** Gold decides its answers; nearly all others are right, and numbers are close. */
function assertVerdict(verdict: taskRegistry.VerdictResponse): void {
  const { labels, values } = verdict;
  assert.equal(labels.length, ANSWERS);
  for (const [number, value] of GOLD) assert.equal(labels[number], value, `answer ${number}`);
  assert.deepEqual(
    values.map((of) => of.length),
    [ITEMS, ITEMS, 0, 0, 0],
  );
  values.flat().forEach((value, number) => {
    assert.ok(value !== null);
    assert.equal(labels[number], (value + 128) >> 8, `level ${number} is its value, rounded`);
  });
  const off = (question: number) =>
    sum(
      numbers
        .filter((number) => Math.floor(number / ITEMS) === question)
        .map((number) => Math.abs(labels[number]! - right(number))),
    ) / ITEMS;
  const errors = FORM.map((_, question) => off(question));
  // One who does not look would pull the plain mean of every number a quarter of the way to zero.
  assert.ok(errors[0]! < 0.1 && errors[1]! < 3, `${errors}`);
  assert.ok(
    errors.slice(2).every((error) => error < 0.1),
    `${errors}`,
  );
}

/** What was revealed is what each of them said. */
async function assertLabels(
  requester: PasarClient,
  campaign: number,
  labelers: readonly PasarClient[],
): Promise<void> {
  for (const [n, { address: labeler }] of labelers.entries()) {
    const of = { campaign, task: 0, labeler };
    const { labels } = await requester.registry.query("labels", of);
    const said = numbers.map((number) => SAID[n]!(Math.floor(number / ITEMS), number % ITEMS));
    assert.deepEqual(
      Array.from(unpackAnswers(VALUES, ITEMS, fromBase64(labels))),
      said.map((label) => label ?? 255),
    );
  }
}

async function assertExport(
  requester: PasarClient,
  campaign: number,
  { labels }: taskRegistry.VerdictResponse,
): Promise<void> {
  const { tasks } = await requester.registry.query("export", { campaign });
  const [only] = tasks as [taskRegistry.ExportEntry];
  assert.deepEqual([tasks.length, only.items, only.first ?? null], [1, ITEMS, null]);
  assert.deepEqual(Array.from(unpackAnswers(VALUES, ITEMS, fromBase64(only.labels))), labels);
}

async function assertCertificate(
  requester: PasarClient,
  campaign: number,
  { margins }: taskRegistry.VerdictResponse,
): Promise<void> {
  const found = await requester.registry.query("certificate", { campaign });
  const labels = SEATS * ANSWERS - LEFT_OUT;
  assert.deepEqual([found.items, found.labels, found.labelers], [ITEMS, labels, SEATS - 1]);
  assert.equal(Number(found.mean_overlap), labels / ANSWERS);
  assert.deepEqual([found.gold_items, found.gold_right], [GOLD.size, GOLD.size - 1]);
  const items = numbers.slice(0, ITEMS);
  const isSure = (item: number) =>
    SURE.every((least, question) => margins[question * ITEMS + item]! >= least);
  assert.equal(found.sure, Math.floor((10_000 * items.filter(isSure).length) / ITEMS));
}

/** Everybody is paid what the rules make of the rates that they earned. */
async function assertPay(scores: readonly taskRegistry.ScoreResponse[]): Promise<bigint[]> {
  const pay = payOf(PRICE, scores);
  assert.deepEqual(
    scores.map(({ pay }) => BigInt(pay)),
    pay,
  );
  return pay;
}

interface Sums {
  quote: taskRegistry.QuoteResponse;
  pay: readonly bigint[];
  labels: number;
  leftOut: number;
}

async function assertBooks(
  requester: PasarClient,
  campaign: number,
  { quote, pay, labels, leftOut }: Sums,
): Promise<void> {
  const paid = pay.reduce((all, of) => all + of, 0n);
  await assertLedger(requester, campaign);
  assert.deepEqual(await ledger(requester, campaign), {
    deposited: BigInt(quote.deposit),
    reserved: 0n,
    pay: paid,
    commons: BigInt(labels) * PRICE - paid,
    fee: BigInt(labels) * FEE,
    tips: BigInt(quote.tips),
    refunded: BigInt(leftOut) * (PRICE + FEE) + BOND,
    bonds: 0n,
  });
}

/** All take out what is theirs; their purses show it. */
async function assertTaken(
  people: People,
  purses: readonly bigint[],
  campaign: number,
  pay: readonly bigint[],
): Promise<void> {
  const { requester, cranker, labelers } = people;
  const paid = labelers.filter((_, n) => pay[n]! > 0n);
  for (const client of [requester, cranker, ...paid]) {
    const tx = await client.send(client.escrow.message("withdraw", { campaigns: [campaign] }));
    const taken = client.escrow.events(tx, "withdrawn");
    assert.deepEqual(
      taken.map(({ denom }) => denom),
      [MONEY],
    );
  }
  const books = await ledger(requester, campaign);
  const after = await purseOf(people);
  const gained = after.map((purse, n) => purse - purses[n]!);
  assert.deepEqual(gained, [books.refunded - books.deposited, books.tips, ...pay]);
  await assertAudit(requester);
}
