// Campaigns of the page and of the command line: what either keeps opens the gold in the other. What is paid is what the
// chain quotes, and nothing else is taken.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import type { PasarClient } from "pasar-client/signing";
import { transfer, workInTurn } from "../campaign.js";
import { startHost, type Host } from "../host.js";
import { InjectedWallet } from "../keplr.js";
import { connect } from "../label.js";
import { chooseTable, created, describe, parity, publishMade, saved, table } from "../others.js";
import { clientOf, newcomer, setting, signerOf, until } from "../setting.js";
import { launch, look, Visit } from "../visit.js";
import { texts } from "../../src/words/id-ask.js";

const folder = mkdtempSync(join(tmpdir(), "pasar-gold-"));
const over = new AbortController();
let browser: Browser;
let host: Host;
let requester: PasarClient;

before(async () => {
  [browser, host, requester] = await Promise.all([launch(), startHost(), clientOf("requester")]);
});

after(async () => {
  over.abort();
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a command of the requester's comes to. */
async function pasar(...command: string[]): Promise<{ campaign: number; state: string }> {
  const at = ["--rpc", setting("PASAR_RPC"), "--deployment", setting("PASAR_DEPLOYMENT")];
  const who = ["--network", "local", "--home", folder, "--from", "requester", "--yes", "--json"];
  const run = promisify(execFile);
  const { stdout } = await run(setting("PASAR_BIN"), [...who, ...at, ...command]);
  return JSON.parse(stdout) as { campaign: number; state: string };
}

/** The deposit of a campaign, which is what the chain quotes for its terms. */
async function deposited(campaign: number): Promise<string> {
  const { terms } = await requester.registry.query("campaign", { campaign });
  const { deposit } = await requester.registry.query("quote", { terms });
  const paid = await requester.escrow.query("campaign", { campaign });
  assert.equal(paid.deposited, deposit);
  return deposit;
}

/** The page's campaign, and the file that it kept. While fees change between its look and its press, it pays nothing. */
async function ofPage(visit: Visit): Promise<{ campaign: number; state: string }> {
  const { review } = visit;
  await visit.go("#/new");
  await connect(visit, "Keplr");
  await describe(visit, "Quick");
  await publishMade(visit, host, "/kept");
  const state = await saved(visit, "Save the file");
  const { terms } = JSON.parse(state) as { terms: Parameters<typeof quoted>[0] };
  const owner = await clientOf("owner");
  const { fees } = await owner.escrow.query("config", {});
  const charge = (more: number) =>
    owner.send([owner.escrow.message("update_fees", { ...fees, fee: fees.fee + more })]);
  const deposit = await quoted(terms);
  await visit.meanwhile(
    () => visit.press("Create the campaign"),
    () => charge(100),
  );
  const dearer = await quoted(terms);
  await review
    .getByText(`Refused: paid ${deposit} stake, expected exactly ${dearer} stake`, { exact: true })
    .waitFor();
  await review.getByRole("button", { name: "Close" }).click();
  await charge(0);
  await visit.press("Create the campaign");
  await review.getByTitle(`${deposit} stake`).first().waitFor();
  await review.getByRole("button", { name: "Send", exact: true }).click();
  const campaign = await created(visit);
  assert.equal(await deposited(campaign), deposit);
  return { campaign, state };
}

const quoted = async (
  terms: Awaited<ReturnType<typeof requester.registry.query<"campaign">>>["terms"],
): Promise<string> => (await requester.registry.query("quote", { terms })).deposit;

/** The command line's campaign, and the file that it kept. */
async function ofCommandLine(): Promise<{ campaign: number; state: string }> {
  writeFileSync(join(folder, "items.csv"), table());
  const terms = `items = "items.csv"
manifest_uri = "${host.origin}/told/items.jsonl"
classes = ["even", "odd"]
domain = "numbers/parity"
page = 60
price = 1000
denom = "stake"
overlap = { min = 3, max = 3 }
first_draw_seconds = 1
seat_stake = { amount = 10000 }
gold = { bond = 1000, window_seconds = 3600 }
windows = { opening_seconds = 3, ticket_seconds = 60, commit_seconds = 600, reveal_seconds = 600 }
`;
  writeFileSync(join(folder, "terms.toml"), terms);
  const { campaign, state } = await pasar("create", join(folder, "terms.toml"));
  await deposited(campaign);
  return { campaign, state: readFileSync(state, "utf8") };
}

/** Whether all have revealed, as gold is opened only then. */
const isRevealed = (campaign: number) => async () => {
  // There is no such task before the first draw.
  const asked = requester.registry.query("seats", { campaign, task: 0 });
  const { seats } = await asked.catch(() => ({ seats: [] }));
  return seats.length === 3 && seats.every(({ status }) => status === "revealed");
};

const goldOf = async (campaign: number) =>
  (await requester.registry.query("gold", { campaign, task: 0 })).gold;

const needsPasar = { skip: process.env["PASAR_BIN"] ? false : "PASAR_BIN names no command line" };

test(
  "what page and command line keep of a campaign opens its gold in the other",
  needsPasar,
  async () => {
    const wallet = new InjectedWallet(await signerOf("requester"));
    const visit = await Visit.open(browser, host, { wallet });
    const { page } = visit;
    const own = await ofPage(visit);
    const other = await ofCommandLine();
    const funder = await clientOf("labeler-7");
    const people = await Promise.all([1, 2, 3].map(newcomer));
    await funder.send(people.map(({ address }) => transfer(funder.address, address, "1000000")));
    const campaigns = [own.campaign, other.campaign];
    for (const one of people) {
      workInTurn(one, campaigns, parity, over.signal).catch(() => over.abort());
    }
    for (const campaign of campaigns) await until("the reveals", isRevealed(campaign), 120);

    const file = join(folder, "of-the-page.json");
    writeFileSync(file, own.state);
    await pasar("open-gold", String(own.campaign), "--state", file);
    assert.notEqual(await goldOf(own.campaign), "");
    assert.equal(await goldOf(other.campaign), "");

    await visit.go(`#/c/${other.campaign}/run`);
    await page.getByText("1 page can be opened now").waitFor();
    const give = (text: string) =>
      page.getByLabel("The campaign's file").setInputFiles({
        name: "state.json",
        mimeType: "application/json",
        buffer: Buffer.from(text),
      });
    await give(own.state);
    await page.getByText(/^the file is of another campaign: its items or its gold/).waitFor();
    await give(other.state);
    await visit.send("Open the test items");
    assert.notEqual(await goldOf(other.campaign), "");
    over.abort();
    await visit.leave();
  },
);

test("what is wrong with a new campaign is said in the reader's language, at its field", async () => {
  const visit = await Visit.open(browser, host, { language: "id" });
  const { page } = visit;
  const choose = (text: string) => chooseTable(visit, text, texts["new.file"]);
  await visit.go("#/new");
  await choose("item,note\na,x\na,y\n");
  await page.getByText("baris 3: butir “a” sudah ada di baris 2").waitFor();
  await choose("item,note\na,x\nb,y\n");
  await visit.press("Nilai");
  const name = page.getByLabel("Namanya dalam data");
  await name.fill("Gold");
  const field = page.locator(".field", { has: name });
  const alert = field.getByRole("alert");
  await alert.getByText("kolom “Gold” sudah berarti lain; seharusnya nama selain item,").waitFor();
  await look(visit, "new-id");
  await name.fill("stars");
  await page.getByLabel("Tertinggi", { exact: true }).fill("1");
  await page.getByRole("alert").getByText("kedua ujung “stars” adalah 1,").first().waitFor();
  await visit.leave();
});
