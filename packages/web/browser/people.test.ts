// Five people label examples/campaign in five browsers; programs that say the same label its twin. Both come to the same
// labels and the same pay, to the unit, whatever happened to the browsers meanwhile.

import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { manifestUri } from "pasar-client/manifest";
import { classQuestion, MerkleTree, toHex, utf8 } from "pasar-client/reading";
import { keySigner, randomPrivateKey, type PasarClient } from "pasar-client/signing";
import { keep, open, transfer, work, type Published } from "./campaign.js";
import { labelsOf, PATIENTS, Person } from "./crowd.js";
import { startHost, type Host } from "./host.js";
import { InjectedWallet } from "./keplr.js";
import { saved } from "./others.js";
import { clientOf, newcomer, pause, setting, until } from "./setting.js";
import { launch, type Visit } from "./visit.js";

const GRADES = ["1", "2", "3", "4"];
const LABELERS = [1, 2, 3, 4, 5];
const folder = mkdtempSync(join(tmpdir(), "pasar-crowd-"));
const over = new AbortController();
const background: Promise<unknown>[] = [];
let browser: Browser;
let host: Host;
let requester: PasarClient;
let funder: PasarClient;
/** The campaign for people and the one for programs. */
let people = 0;
let programs = 0;

/** The patients as labelers see them. */
function publish(): Published {
  const lines = PATIENTS.map((patient) => JSON.stringify(patient));
  const header = JSON.stringify({
    pasar: "manifest/1",
    title: { en: "How fit are these patients?", id: "Seberapa siap pasien ini?" },
    instructions: { en: "Give the grade that their health alone deserves." },
    classes: GRADES.map((name) => ({ name })),
    view: [{ show: "text", field: "note" }],
    items: { file: "items.jsonl", count: lines.length },
    access: { kind: "public" },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "items.jsonl"), lines.map((line) => `${line}\n`).join(""));
  writeFileSync(join(folder, "manifest.json"), header);
  const root = toHex(MerkleTree.of(lines.map(utf8)).root);
  return { root, uri: manifestUri(`${host.origin}/patients/manifest.json`, utf8(header)) };
}

before(async () => {
  [browser, host, requester, funder] = await Promise.all([
    launch(),
    startHost(),
    clientOf("requester"),
    clientOf("labeler-7"),
  ]);
  host.folder("/patients/", folder);
  const terms = {
    questions: [classQuestion(GRADES)],
    domain: "anesthesia/fitness",
    items: PATIENTS.length,
    page: PATIENTS.length,
    overlap: { min: LABELERS.length, max: LABELERS.length },
  };
  const manifest = publish();
  people = await open(requester, manifest, terms);
  programs = await open(requester, manifest, terms);
  background.push(keep(await clientOf("owner"), [people, programs], over.signal));
  const clients = await Promise.all(LABELERS.map(newcomer));
  await fund(clients.map(({ address }) => address));
  clients.forEach((client, at) => {
    const labels = labelsOf(at + 1).map((label) => GRADES.indexOf(label));
    background.push(work(client, programs, (item) => labels[item] ?? 255));
  });
  background.forEach((one) => one.catch(() => over.abort()));
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const fund = (addresses: readonly string[]) =>
  funder.send(addresses.map((address) => transfer(funder.address, address, "1000000")));

/** A wallet with coins. */
async function withCoins(ledger = false): Promise<{ address: string; wallet: InjectedWallet }> {
  const signer = keySigner(randomPrivateKey());
  const [{ address } = { address: "" }] = await signer.getAccounts();
  return { address, wallet: new InjectedWallet(signer, ledger) };
}

/** What they are paid, by what the page says. */
const paid = (person: Person) => person.reads("earned.paid", 120_000);

/** A second tab of the same browser takes no label while the first one works, and goes on once that is closed. */
async function secondTab(person: Person, labels: readonly string[]): Promise<void> {
  const { visit } = person;
  const first = visit.page;
  const second = await visit.context.newPage();
  await second.goto(first.url());
  await second.getByText(person.says("label.other_tab")).waitFor();
  await second.keyboard.press("1");
  assert.equal(await second.locator(".desk").count(), 0);
  await person.answer(labels, 5);
  await person.reads("desk.saved");
  await first.close();
  visit.page = second;
}

/** Loses the node's answer to the next transaction, and the network after it: it is sent, and the page cannot know. */
async function loseAnswer({ context }: Visit): Promise<() => boolean> {
  let lost = false;
  const node = setting("PASAR_RPC");
  await context.route(
    ({ href }) => href.startsWith(node),
    async (route) => {
      const sends = route.request().postData()?.includes("broadcast_tx") === true;
      if (lost || !sends) return route.continue();
      lost = true;
      await route.fetch();
      await context.setOffline(true);
      await route.abort();
      await pause(3_000);
      await context.setOffline(false);
    },
  );
  return () => lost;
}

/** How many transactions a labeler has paid for, those that failed too, and how often each step was made. */
async function stepsOf(labeler: string): Promise<Record<string, number>> {
  const txs = await requester.chain.searchTx(`tx.fee_payer='${labeler}'`);
  const names = ["ticket_taken", "ticket_drawn", "seat_sealed", "seat_revealed"] as const;
  const counts = names.map((name) => {
    const found = txs.flatMap((tx) => requester.registry.events(tx, name));
    return [name, found.filter((one) => one.labeler === labeler).length];
  });
  return { transactions: txs.length, ...Object.fromEntries(counts) };
}

/** At a desk: the page is loaded anew, opened twice, and crashes; the network fails, at last while the page is sealed. */
async function careless(person: Person, address: string): Promise<void> {
  const { visit } = person;
  const labels = labelsOf(1);
  const has = (count: number) =>
    visit.page.locator(`.desk-top progress[value="${count}"]`).waitFor();
  await person.connect(people);
  await person.begin(true);
  await person.take(people);
  await person.answer(labels, 10);
  await person.reads("desk.saved");
  await visit.page.reload();
  await has(10);
  await secondTab(person, labels);
  await has(15);
  await person.answer(labels, 5);
  await person.reads("desk.saved");
  await visit.crash();
  await has(20);
  await visit.context.setOffline(true);
  await person.answer(labels, 15);
  await visit.context.setOffline(false);
  await person.answer(labels, 10);
  const lost = await loseAnswer(visit);
  await person.seal();
  assert.ok(lost());
  await paid(person);
  assert.equal(person.wallet?.asked, 2);
  await visit.leave();
  // Stake and session, ticket, draw, seal, reveal.
  assert.deepEqual(await stepsOf(address), {
    transactions: 5,
    ticket_taken: 1,
    ticket_drawn: 1,
    seat_sealed: 1,
    seat_revealed: 1,
  });
}

/** With a wallet that signs JSON alone. */
async function ledger(person: Person): Promise<void> {
  await person.connect(people);
  await person.begin(true);
  await person.take(people);
  await person.answer(labelsOf(2), PATIENTS.length);
  await person.seal();
  await paid(person);
  assert.equal(person.wallet?.asked, 2);
  await person.visit.leave();
}

/** On a phone, by touch, in Indonesian, with a key of the browser. */
async function phone(person: Person): Promise<string> {
  await person.connect(people);
  await person.visit.go("#/me");
  const address = await person.visit.page.getByText(/^wasm1[0-9a-z]{38}$/).innerText();
  await fund([address]);
  await person.visit.go(`#/c/${people}/join`);
  await person.begin(true);
  await person.take(people);
  await person.answer(labelsOf(3), PATIENTS.length);
  await person.seal();
  await paid(person);
  await person.visit.leave();
  return address;
}

/** Never signs the text, so that salts are random; the browser forgets all, and a file opens the seal. */
async function forgetful(person: Person): Promise<void> {
  await person.connect(people);
  await person.begin(false);
  await person.take(people);
  await person.answer(labelsOf(4), PATIENTS.length);
  await person.seal();
  const copy = await saved(person.visit, person.says("backup.save"));
  await person.visit.leave();
  const later = await Person.open(browser, host, person.wallet);
  await later.connect(people);
  await later.visit.go(`#/c/${people}/label`);
  await later.visit.page.getByText(later.says("backup.restore")).click();
  await later.visit.page.getByLabel(later.says("backup.restore")).setInputFiles({
    name: "copy.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(copy),
  });
  await later.visit.page.getByText("1 page can be revealed with it.").waitFor();
  await reveal(later);
}

/** The browser forgets all, and the wallet's signature opens the seal elsewhere. */
async function elsewhere(person: Person): Promise<void> {
  await person.connect(people);
  await person.begin(true);
  await person.take(people);
  await person.answer(labelsOf(5), PATIENTS.length);
  await person.seal();
  await person.visit.leave();
  const later = await Person.open(browser, host, person.wallet, { language: "id" });
  await later.connect(people);
  await later.signText();
  await later.visit.go(`#/c/${people}/label`);
  await reveal(later);
}

/** Sends what is due by the wallet, once it is. */
async function reveal(person: Person): Promise<void> {
  await until(
    "the reveal",
    async () => {
      const { phase } = await requester.registry.query("task", { campaign: people, task: 0 });
      return phase === "revealing";
    },
    120,
  );
  await person.press("label.step");
  await paid(person);
  await person.visit.leave();
}

/** Labels, margins, and pay by labeler. */
async function outcome(campaign: number) {
  const verdict = await until(
    "the pay",
    async () => {
      const { phase } = await requester.registry.query("task", { campaign, task: 0 });
      return (
        phase === "settled" && (await requester.registry.query("verdict", { campaign, task: 0 }))
      );
    },
    120,
  );
  return verdict;
}

test(
  "five people in five browsers come to what programs come to that say the same",
  { concurrency: true },
  async (t) => {
    const wallets = await Promise.all([0, 1, 2, 3].map((at) => withCoins(at === 1)));
    await fund(wallets.map(({ address }) => address));
    const [first, second, fourth, fifth] = await Promise.all(
      wallets.map(({ wallet }) => Person.open(browser, host, wallet)),
    );
    const third = await Person.open(browser, host, undefined, { touches: true, language: "id" });
    let own = "";
    await Promise.all([
      t.test("at a desk, with two tabs, a crash, and without a network for a while", () =>
        careless(first!, wallets[0]!.address),
      ),
      t.test("with a wallet that signs JSON alone", () => ledger(second!)),
      t.test("on a phone, by touch, in Indonesian", async () => {
        own = await phone(third);
      }),
      t.test("with random salts, and the file of the seal", () => forgetful(fourth!)),
      t.test("in another browser, by the wallet's signature", () => elsewhere(fifth!)),
    ]);
    const [here, there] = await Promise.all([people, programs].map(outcome));
    const { scores: byPeople, ...labels } = here!;
    const { scores: byPrograms, ...same } = there!;
    assert.deepEqual(labels, same);
    const sorted = (scores: typeof byPeople) =>
      scores
        .map(({ pay, labels: count, skill }) => ({ pay, count, skill }))
        .sort((a, b) => a.skill - b.skill);
    assert.deepEqual(sorted(byPeople), sorted(byPrograms));
    assert.ok(byPeople.some(({ labeler }) => labeler === own));
  },
);
