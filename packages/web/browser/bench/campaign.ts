// A campaign whose only page is as large as a page may be, and a labeler who has a seat of it.

import { manifestUri } from "pasar-client/manifest";
import { classQuestion, MerkleTree, toHex, utf8 } from "pasar-client/reading";
import type { Browser, BrowserContext } from "playwright-core";
import type { Place } from "./place.js";

/** Items of the largest page. */
export const ITEMS = 16_384;
const CLASSES = ["cat", "dog", "neither"];
/** As many as the contract lets so large a page have; the people of the program take fewer. */
const SEATS = 8;
const PRICE = "100";
/** What the requester gets from another account: one gift is less than the deposit. */
const GIFT = "9000000";
const TITLE = "What does it say?";
const MINUTE_MS = 60_000;

export const itemLines = (): string[] =>
  Array.from({ length: ITEMS }, (_, item) => {
    const text = `Sentence ${item} of a list that is as long as a page may be: a ${CLASSES[item % 2]} sat there.`;
    return JSON.stringify({ item: `s${item}`, text });
  });

/** Puts the campaign's files beside the page; where they are, and their root. */
function publish(place: Place): { uri: string; root: string } {
  const lines = itemLines();
  const header = JSON.stringify({
    pasar: "manifest/1",
    title: { en: TITLE },
    instructions: { en: "Say which animal the sentence is about." },
    classes: CLASSES.map((name) => ({ name })),
    view: [{ show: "text", field: "text" }],
    items: { file: "items.jsonl", count: ITEMS },
    access: { kind: "public" },
  });
  place.files.set("/files/items.jsonl", lines.map((line) => `${line}\n`).join(""));
  place.files.set("/files/manifest.json", header);
  const uri = manifestUri(`${place.origin}/files/manifest.json`, utf8(header));
  return { uri, root: toHex(MerkleTree.of(lines.map(utf8)).root) };
}

/** Opens the campaign; its number. */
export async function openCampaign(place: Place): Promise<number> {
  const [{ open, transfer, WINDOWS }, { newcomer }] = await Promise.all([
    import("../campaign.js"),
    import("../setting.js"),
  ]);
  const [requester, giver] = [await newcomer(), await newcomer()];
  for (const { address } of [requester, giver]) {
    const body = JSON.stringify({ address });
    const answer = await fetch(place.entry.faucet, { method: "POST", body });
    if (!answer.ok) throw new Error(`the faucet answers ${answer.status}: ${await answer.text()}`);
  }
  await giver.send([transfer(giver.address, requester.address, GIFT)]);
  return open(requester, publish(place), {
    questions: [classQuestion(CLASSES)],
    domain: "text/animals",
    items: ITEMS,
    page: ITEMS,
    price: PRICE,
    overlap: { min: SEATS, max: SEATS },
    windows: { ...WINDOWS, fill_seconds: 7_200, commit_seconds: 7_200 },
  });
}

/** Takes a seat of the campaign with a key of the browser; who did is who is measured. */
export async function takeSeat(browser: Browser, place: Place, campaign: number) {
  const [{ Visit }, { connect }] = await Promise.all([
    import("../visit.js"),
    import("../label.js"),
  ]);
  const visit = await Visit.open(browser, place, { phone: true, folder: "/" });
  const { page } = visit;
  await visit.go();
  await page
    .locator(".card")
    .first()
    .waitFor({ timeout: 2 * MINUTE_MS });
  await connect(visit, "Key of this browser");
  await visit.go("#/me");
  await visit.press("Get coins for trying out");
  await page.getByText("The coins are there.").waitFor();
  await visit.go(`#/c/${campaign}/join`);
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  await visit.confirm("Add the missing stake");
  await page.getByText("Stake and session are there").waitFor();
  await visit.press("2 · Sign the text");
  await page.getByText("The text is signed").waitFor();
  await page.getByRole("link", { name: "To the pages" }).tap();
  await visit.press("Take a page");
  await page.locator(".desk").waitFor({ timeout: 2 * MINUTE_MS });
  await page.close();
  return visit.context satisfies BrowserContext;
}
