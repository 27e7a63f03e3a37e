// What a contract refuses is said in its own words. What the page would not offer comes about between its look at the
// chain and its question whether a message is taken: somebody else acts for the same account, or a window ends.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { seconds } from "pasar-client/reading";
import {
  bond,
  GoldBook,
  keySigner,
  Labeler,
  randomPrivateKey,
  type PasarClient,
} from "pasar-client/signing";
import {
  CLASSES,
  open,
  publish,
  relays,
  SEAT_STAKE,
  transfer,
  TRUTH,
  WINDOWS,
  workInTurn,
  type Published,
} from "../campaign.js";
import { startHost, type Host } from "../host.js";
import { InjectedWallet } from "../keplr.js";
import { connect } from "../label.js";
import { clientOf, clientBy, newcomer, pause, until } from "../setting.js";
import { launch, Visit } from "../visit.js";

const STAKE = { native: "stake" };
const truth = [...TRUTH.values()];
const folder = mkdtempSync(join(tmpdir(), "pasar-refused-"));
const over = new AbortController();
let browser: Browser;
let host: Host;
let requester: PasarClient;
let funder: PasarClient;
let manifest: Published;

before(async () => {
  [browser, host, requester, funder] = await Promise.all([
    launch(),
    startHost(),
    clientOf("requester"),
    clientOf("labeler-7"),
  ]);
  host.folder("/data/", folder);
  manifest = await publish(folder, `${host.origin}/data`);
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody with coins and stake: a client of theirs, and their wallet for a page. */
async function somebody(): Promise<{ client: PasarClient; wallet: InjectedWallet }> {
  const signer = keySigner(randomPrivateKey());
  const client = await clientBy(signer);
  await funder.send([transfer(funder.address, client.address, "1000000")]);
  await client.send(bond(client, STAKE, 2n * SEAT_STAKE));
  return { client, wallet: new InjectedWallet(signer) };
}

/** A page on which they label a campaign. */
async function labeling(wallet: InjectedWallet, campaign: number): Promise<Visit> {
  const visit = await Visit.open(browser, host, { wallet });
  await visit.go(`#/c/${campaign}/label`);
  await connect(visit, "Keplr");
  await visit.button("Take a page").waitFor();
  return visit;
}

/** Takes a seat elsewhere than on the page; the last second for its seal. */
async function seated(client: PasarClient, campaign: number): Promise<number> {
  const elsewhere = new Labeler(client, campaign, { labels: () => undefined, drand: relays() });
  const seat = { campaign, task: 0, labeler: client.address };
  const drawn = () => client.registry.query("seat", seat).catch(() => undefined);
  const found = await until("a seat", async () => {
    await elsewhere.step();
    await pause(300);
    return drawn();
  });
  return seconds(found.commit_by);
}

/** Says that the chain refuses a step, and why. */
const refused = ({ page }: Visit, why: string | RegExp) =>
  page.getByRole("alert").filter({ hasText: why }).first().waitFor();

/** Labels one item of the page that is shown, and seals it. */
async function sealing(visit: Visit): Promise<() => Promise<void>> {
  const { page } = visit;
  await page.locator(".answers").getByRole("button").first().click();
  await visit.press(/Review and seal/);
  const dialog = page.getByRole("dialog", { name: "Seal this page?" });
  return () => dialog.getByRole("button", { name: "Seal", exact: true }).click();
}

test("without stake: it was taken out meanwhile", async () => {
  const campaign = await open(requester, manifest);
  const { client, wallet } = await somebody();
  const visit = await labeling(wallet, campaign);
  const amount = String(2n * SEAT_STAKE);
  await visit.meanwhile(
    () => visit.press("Take a page"),
    () => client.send([client.staking.message("unbond", { denom: STAKE, amount })]),
  );
  const why = `not eligible: free stake is 0 stake, expected ${SEAT_STAKE} for the ticket`;
  await refused(visit, `The chain refused a step: ${why}`);
  await visit.leave();
});

test("not drawn: the seat was given back meanwhile", async () => {
  const campaign = await open(requester, manifest);
  const { client, wallet } = await somebody();
  const visit = await labeling(wallet, campaign);
  await seated(client, campaign);
  const seal = await sealing(visit);
  await visit.meanwhile(seal, () =>
    client.send([client.registry.message("release", { campaign, tasks: [0] })]),
  );
  const why = `seat of ${client.address} in task 0: it is forfeited, expected drawn`;
  await refused(visit, `The chain refused a step: ${why}`);
  await visit.leave();
});

test("too late: the time for the seal is over meanwhile", async () => {
  const windows = { ...WINDOWS, commit_seconds: 30 };
  const campaign = await open(requester, manifest, { windows });
  const { client, wallet } = await somebody();
  const visit = await labeling(wallet, campaign);
  const end = await seated(client, campaign);
  const now = async () => (await client.block()).seconds;
  const seal = await sealing(visit);
  while ((await now()) < end - 3) await pause(200);
  await visit.meanwhile(seal, async () => {
    while ((await now()) <= end) await pause(200);
  });
  const why = `seat of ${client.address} in task 0: too late: now is \\d+, expected at most ${end}`;
  await refused(visit, new RegExp(`The chain refused a step: ${why}$`));
  await visit.leave();
});

/** Opens a campaign with gold, a quarter of it; its number and its gold. */
async function golden(
  by: PasarClient,
): Promise<{ by: PasarClient; campaign: number; book: GoldBook }> {
  const of = (label: number) => truth.flatMap((found, index) => (found === label ? [index] : []));
  const items = CLASSES.flatMap((_, label) =>
    of(label)
      .slice(0, 5)
      .map((index) => ({ index, class: label })),
  );
  items.sort((one, other) => one.index - other.index);
  const book = new GoldBook([{ salt: crypto.getRandomValues(new Uint8Array(16)), items }]);
  const terms = { gold: await book.terms("1000", 3_600), overlap: { min: 5, max: 5 } };
  return { by, book, campaign: await open(by, manifest, terms) };
}

/** Waits until all seats are revealed, and opens the gold. */
async function opened({ by, campaign, book }: Awaited<ReturnType<typeof golden>>): Promise<void> {
  const isRevealed = async () => {
    const { phase } = await by.registry.query("task", { campaign, task: 0 });
    const { seats } = await by.registry.query("seats", { campaign, task: 0 });
    return phase === "revealing" && seats.every(({ status }) => status === "revealed");
  };
  await until("the reveals", isRevealed, 120);
  const openings = [book.opening(0)];
  await by.send([by.registry.message("open_gold", { campaign, openings })]);
}

test("suspended: what the gold of two requesters says of somebody is counted meanwhile", async () => {
  const { client, wallet } = await somebody();
  const wrong = (item: number) => ((truth[item] ?? 0) + 1) % CLASSES.length;
  const made = [await golden(requester), await golden(await clientOf("labeler-9"))];
  const campaigns = made.map(({ campaign }) => campaign);
  const honest = await Promise.all([1, 2, 3, 4].map(newcomer));
  await funder.send(honest.map(({ address }) => transfer(funder.address, address, "1000000")));
  for (const one of honest) {
    workInTurn(one, campaigns, undefined, over.signal).catch(() => over.abort());
  }
  workInTurn(client, campaigns, wrong, over.signal).catch(() => over.abort());
  for (const one of made) await opened(one);
  over.abort();
  const visit = await labeling(wallet, await open(requester, manifest));
  const owner = await clientOf("owner");
  const turn = (name: "resolve" | "settle") =>
    owner.send(campaigns.map((campaign) => owner.registry.message(name, { campaign, tasks: [0] })));
  await visit.meanwhile(
    () => visit.press("Take a page"),
    async () => {
      await turn("resolve");
      await turn("settle");
    },
  );
  const why = "not eligible: suspended in the domain until \\d+";
  await refused(visit, new RegExp(`The chain refused a step: ${why}$`));
  await visit.leave();
});
