// Everybody else in the browser: a licensee, a staker, a requester, and who only looks.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { files, saved } from "./files.js";
import { connect } from "./label.js";
import type { Host } from "./host.js";
import type { InjectedWallet } from "./keplr.js";
import { ROOT, until } from "./setting.js";
import { look, type Visit } from "./visit.js";

export { saved };

/** Says of offers whether their terms are those that they promise: same, others, and none that can be read. */
async function terms({ page, review }: Visit): Promise<void> {
  const said = [
    /are those of the offer: their hash fits/,
    /are others than those of the offer.* has the hash SHA-256 [0-9a-f]{64}/,
    /were not checked: .* answers 404/,
  ];
  for (const [at, text] of said.entries()) {
    const card = page.locator("li.card").nth(at);
    await card.getByRole("button", { name: "Check the terms of use" }).click();
    await card.getByText(text).waitFor();
  }
  // Whoever did not look is told before they sign.
  await page.locator("li.card").nth(1).getByRole("button", { name: "Buy", exact: true }).click();
  await review.getByText(said[1]!).waitFor();
  await review.getByRole("button", { name: "Back" }).click();
}

/** Buys a license and fetches what it is of; nobody gets it before. */
export async function licensee(visit: Visit, campaign: number, file: string): Promise<void> {
  const { page } = visit;
  await visit.go(`#/c/${campaign}/data`);
  await connect(visit, "Keplr");
  await page.getByText(/The items are private\. Licensees/).waitFor();
  assert.equal(await visit.button("Sign in").count(), 0);
  assert.match(await saved(visit, "CSV"), /^item,label,margin_bits,confidence,label_count\n0,/);
  await page.getByText("they are called by their numbers").waitFor();
  await terms(visit);
  await look(visit, "data-offers");
  await page
    .getByText(/until .* if it is bought now/)
    .first()
    .waitFor();
  await visit.press("Buy");
  await visit.review.getByText(/^Buys a license for your account: .*, until /).waitFor();
  await visit.review.getByText(/their hash fits/).waitFor();
  await visit.review.getByRole("button", { name: "Send", exact: true }).click();
  await visit.review.getByText(/Done, in block/).waitFor();
  await visit.review.getByRole("button", { name: "Close" }).click();
  await page.getByText(/^Licensed until/).waitFor();
  await look(visit, "data");
  await visit.press("Sign in");
  assert.equal(await saved(visit, "Save the items"), readFileSync(file, "utf8"));
  await page.getByText(/its root fits/).waitFor();
  await files(visit, campaign);
  const pictures = (await saved(visit, "ImageFolder")).split("\n");
  assert.equal(
    pictures[0],
    "file_name,item,label,margin_bits,confidence,label_count,picture_sha256",
  );
  assert.match(pictures[1]!, /^pictures\/[\w-]+\.svg,/);
}

/** Narrows the market down, and back again: what is not shown is counted. */
export async function narrow(visit: Visit): Promise<void> {
  const { page } = visit;
  const shows = (count: number) =>
    until("the cards", async () => (await page.locator(".card").count()) === count, 10);
  const all = await page.locator(".card").count();
  await page
    .getByText(/an hour, at \d+ items an hour as the requester expects/)
    .first()
    .waitFor();
  await page.getByText("Kind, price, order").click();
  await page.getByLabel("Kind").selectOption("image");
  const pictures = await page.locator(".card", { hasText: "picture" }).count();
  assert.ok(pictures > 0);
  await shows(pictures);
  await page.getByLabel("Pays more than").fill("999999999");
  await page.getByText("No campaign fits this choice.").waitFor();
  await page.getByText(/more (?:is|are) not shown/).waitFor();
  await page.getByLabel("Pays more than").fill("");
  await page.getByLabel("Kind").selectOption("");
  await shows(all);
  await page.getByLabel("Best paid an hour first").check();
  await look(visit, "market-narrowed");
  const hours = (await page.locator(".card p", { hasText: / an hour, / }).allInnerTexts()).map(
    (text) => Number(text.replace(/^About ([\d,]+) .*$/s, "$1").replaceAll(",", "")),
  );
  assert.deepEqual(
    hours,
    [...hours].sort((a, b) => b - a),
  );
}

/** What the account was paid for a page that was right on all its items, and how its record came of it. */
export async function history(visit: Visit, items: number): Promise<void> {
  const { page } = visit;
  const row = page.getByRole("row", {
    name: new RegExp(` ${items} .* stake \\(100%\\) .* stake$`),
  });
  await row.waitFor();
  await page.getByText("Why", { exact: true }).first().click();
  await page
    .getByText(/labels beyond chance: skill/)
    .first()
    .waitFor();
}

/** Stakes and takes it out again; what a wallet or a contract refuses is said in words. */
export async function staker(visit: Visit, wallet: InjectedWallet): Promise<void> {
  const { page } = visit;
  await visit.go("#/stake");
  await connect(visit, "Keplr");
  const card = page.locator("section.card", { has: page.getByRole("heading", { name: "stake" }) });
  await card.getByLabel("Amount in stake").fill("12345");
  const open = async (name: string) => card.getByRole("button", { name, exact: true }).click();
  const { review } = visit;
  const confirm = () => review.getByRole("button", { name: "Send", exact: true }).click();
  const close = () => review.getByRole("button", { name: "Close" }).click();

  wallet.refuses = true;
  await open("Stake");
  await confirm();
  assert.match(await review.getByText(/^Refused:/).innerText(), /Request rejected/);
  await close();
  wallet.refuses = false;

  await open("Withdraw");
  const why = await review.getByText(/^Refused:/).innerText();
  assert.match(why, /nothing to withdraw|no stake|nothing/i);
  await close();

  for (const name of ["Stake", "Take out"]) {
    await open(name);
    await confirm();
    await review.getByText(/Done, in block/).waitFor();
    await close();
  }
  await card.getByText("Leaving").waitFor();
  await page.getByRole("img", { name: /^Tokens for labels, at most: / }).waitFor();
  await page.getByText(/^Fees of each epoch for /).waitFor();
  await look(visit, "stake");
}

/** Claims under Mine what has left the stake. */
export async function claimStake(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.go("#/me");
  await page.getByText("Stake that is free again").waitFor({ timeout: 90_000 });
  await visit.send("Claim what is checked");
}

/** A table of sixty items with twelve known answers. */
export function table(): string {
  const rows = Array.from({ length: 60 }, (_, n) => {
    const gold = n % 5 === 0 ? ["even", "odd"][n % 2] : "";
    return `n-${n},"The number ${n}, in words or not",${gold}`;
  });
  return `item,note,gold\n${rows.join("\n")}\n`;
}

/** The right class of an item of the table. */
export const parity = (item: number): number => item % 2;

/** Chooses a table of items. */
export const chooseTable = ({ page }: Visit, text: string, label = "A table (CSV)") =>
  page.getByLabel(label).setInputFiles({
    name: "items.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });

/** Chooses a table of pictures and the folder that they are in: each is bound by its hash. */
async function pictures(visit: Visit): Promise<void> {
  const { page } = visit;
  const folder = join(ROOT, "examples/pictures");
  await page.getByLabel("A table (CSV)").setInputFiles(join(folder, "items.csv"));
  await page.getByText("60 items. The answers to 12 are known.").waitFor();
  await page.getByLabel("The folder with the files").setInputFiles(join(folder, "pictures"));
  await page.getByText("All 60 files are bound by their hashes.").waitFor();
  await look(visit, "new-pictures");
}

const fillIn = ({ page }: Visit, label: string, text: string) =>
  page.getByLabel(label, { exact: true }).fill(text);

/** Says of the table what is asked, of whom and for how much. */
export async function describe(visit: Visit, preset: "Quick" | "Good"): Promise<void> {
  const { page } = visit;
  const fill = (label: string, text: string) => fillIn(visit, label, text);
  await chooseTable(visit, table());
  await page.getByText("60 items. The answers to 12 are known.").waitFor();
  await fill("The question, as a title", "Is the number even?");
  await fill("Instructions", "Look at the **last digit**.");
  await fill("Answers, one a line", "even | divisible by two | e\nodd");
  await fill("Field", "numbers/parity");
  await visit.press(preset);
  await fill("Price of a label in stake", "1000");
  await fill("Stake of a page in stake", "10000");
  await fill("Items of a page", "60");
  await fill("Bond of a page's test items in stake", "1000");
  await page.getByText("More terms").click();
  await fill("Seconds between openings of pages", "3");
  await fill("Seconds until the first ticket", "1");
}

/** Publishes what the page made in a folder of the host, and has the page look at it as a stranger's does. */
export async function publishMade(visit: Visit, host: Host, folder: string): Promise<void> {
  const { page } = visit;
  await page.getByText("You pay", { exact: true }).first().waitFor();
  host.text(`${folder}/items.jsonl`, await saved(visit, "items.jsonl"));
  host.text(`${folder}/manifest.json`, await saved(visit, "manifest.json"));
  await fillIn(visit, "Address of manifest.json", `${host.origin}${folder}/manifest.json`);
  await visit.press("Look as a stranger would");
  await page.getByText(/Labelers' pages can read it/).waitFor();
}

/** The number of the campaign that was just created. */
export async function created({ page }: Visit): Promise<number> {
  await page.waitForURL(/#\/c\/\d+\/run$/);
  return Number(/c\/(\d+)\/run/.exec(page.url())?.[1]);
}

/** Makes a campaign out of a table, publishes what the page made, and sends it; its number. */
export async function request(
  visit: Visit,
  host: Host,
): Promise<{ campaign: number; state: string }> {
  const { page } = visit;
  const fill = (label: string, text: string) => fillIn(visit, label, text);
  await visit.go("#/new");
  await connect(visit, "Keplr");
  await chooseTable(visit, "item,note\na,x\na,y\n");
  await page.getByText('line 3: item "a" stands in line 2 too').waitFor();
  await pictures(visit);
  await describe(visit, "Good");
  await fill("Seconds between openings of pages", "0");
  // The contract's own words, at the field that they name.
  const fault = page.getByRole("alert").filter({ hasText: "windows.opening_seconds is 0" });
  await fault.first().waitFor();
  await fill("Seconds between openings of pages", "3");
  await publishMade(visit, host, "/asked");
  assert.match(await saved(visit, "manifest.json"), /"key": "e"/);
  await visit.press("Sign the text");
  const state = await saved(visit, "Save the file");
  await look(visit, "new");
  await visit.confirm("Create the campaign");
  return { campaign: await created(visit), state };
}

/** A table of sixty reviews, twelve of which have known stars and tags. */
function reviews(): string {
  const rows = Array.from({ length: 60 }, (_, n) => {
    const gold =
      n % 5 === 0 ? [1 + (n % 4), n % 2 ? "yes" : "no", n % 3 ? "no" : "yes"] : ["", "", ""];
    return `m-${n},"Review ${n}, of a meal",${gold.join(",")}`;
  });
  return `item,review,stars,says/friendly,says/cheap\n${rows.join("\n")}\n`;
}

/** Makes a campaign with a rating and tags out of a table, and sends it; its number. */
export async function requestForm(visit: Visit, host: Host): Promise<number> {
  const { page } = visit;
  await visit.go("#/new");
  await connect(visit, "Keplr");
  await chooseTable(visit, reviews());
  await page.getByText("60 items.").waitFor();
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await fill("The question, as a title", "What do guests say?");
  await fill("Instructions", "Stars are for the **food** alone.");
  const add = page.getByRole("group", { name: "Add a question" });
  await add.getByRole("button", { name: "Tags" }).click();
  await add.getByRole("button", { name: "Rating" }).click();
  await visit.press("Move up: rating");
  await page.locator(".card:focus", { hasText: "1 · Rating" }).waitFor();
  const card = (name: string) => page.getByRole("group", { name });
  const type = (name: string, label: string, text: string) =>
    card(name).getByLabel(label, { exact: true }).fill(text);
  await type("1 · Rating", "The question", "How good was the food?");
  await type("1 · Rating", "The same in Indonesian", "Seberapa enak makanannya?");
  await type("1 · Rating", "Its name in data", "stars");
  await type("1 · Rating", "What the lowest means", "sent back");
  await type("1 · Rating", "What the highest means", "excellent");
  await type("2 · Tags", "The question", "What does the review say?");
  await type("2 · Tags", "Its name in data", "says");
  await type("2 · Tags", "Tags, one a line", "friendly | Somebody was kind. | f\ncheap | | c");
  await page.getByText("60 items. The answers to 12 are known.").waitFor();
  await page.getByText(/which labelers never see: stars, says\/friendly, says\/cheap/).waitFor();
  await fill("Field", "reviews/meals");
  await fill("Price of a label in stake", "1000");
  await fill("Stake of a page in stake", "10000");
  await fill("Items of a page", "60");
  await fill("Bond of a page's test items in stake", "1000");
  await page.getByText("More terms").click();
  await fill("Seconds between openings of pages", "3");
  await fill("Seconds until the first ticket", "1");
  // What is wrong with a question stands at its field.
  await type("1 · Rating", "Highest", "1000");
  const fault = card("1 · Rating").getByRole("alert");
  await fault.getByText(/"stars" is from 1 to 1000, expected whole numbers/).waitFor();
  await type("1 · Rating", "Highest", "5");
  await page.getByRole("group", { name: "How good was the food?" }).waitFor();
  await publishMade(visit, host, "/form");
  const state = JSON.parse(await saved(visit, "Save the file")) as {
    gold: { tasks: { gold: string }[] };
  };
  // Three bytes an answer, to three questions of twelve items.
  assert.equal(state.gold.tasks[0]?.gold.length, 2 * 3 * 36);
  await look(visit, "new-form");
  await visit.confirm("Create the campaign");
  return created(visit);
}

/** Reads what is sealed, asks further labelers, reveals for everybody, opens gold, and has it paid. */
export async function run(
  visit: Visit,
  campaign: number,
  state: string,
  more: () => void,
): Promise<void> {
  const { page } = visit;
  const sealed = (count: number, wanted: number) =>
    page.getByText(`${count} of ${wanted} sealed`).waitFor({ timeout: 90_000 });
  await visit.go("#/me");
  await page.getByRole("link", { name: "Is the number even?" }).click();
  await sealed(3, 3);
  await visit.press("Read what is sealed");
  await page.getByText("3 labelers can be read. As the chain infers, a further wave").waitFor();
  await look(visit, "run");
  await visit.send("Ask them");
  more();
  await sealed(5, 5);
  await visit.press("Read what is sealed");
  await page.getByText("5 labelers can be read.").waitFor();
  await visit.send("End and reveal");
  await page.getByText("1 page can be opened now").waitFor();
  await page.getByLabel("The campaign's file").setInputFiles({
    name: "state.json",
    mimeType: "application/json",
    buffer: Buffer.from(state),
  });
  await visit.send("Open the test items");
  await until(
    "the pay",
    async () => (await page.getByText("paid", { exact: true }).count()) > 0,
    90,
  );
  await visit.go(`#/c/${campaign}/data`);
  const rows = (await saved(visit, "JSON lines")).trim().split("\n");
  const labels = rows.map((row) => (JSON.parse(row) as { label: string }).label);
  assert.deepEqual(
    labels,
    Array.from({ length: 60 }, (_, n) => ["even", "odd"][parity(n)]),
  );
  await files(visit, campaign);
}
