// A campaign whose only page is as large as a page may be, and a labeler who has a seat of it.

import type { Browser, BrowserContext } from "playwright-core";
import { largeTerms, publishLarge } from "../large.js";
import type { Place } from "./place.js";

/** As many as the contract lets so large a page have; the people of the program take fewer. */
const SEATS = 8;
/** What the requester gets from another account: one gift is less than the deposit. */
const GIFT = "9000000";
const MINUTE_MS = 60_000;

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
  const put = (file: string, text: string) => place.files.set(`/files/${file}`, text);
  return open(requester, publishLarge(`${place.origin}/files`, put), {
    ...largeTerms(SEATS),
    windows: { ...WINDOWS, fill_seconds: 7_200, commit_seconds: 7_200 },
  });
}

/** Takes a seat of the campaign with a key of the browser; who did is who is measured. */
export async function takeSeat(browser: Browser, place: Place, campaign: number) {
  const [{ Visit }, { connect, takePage }] = await Promise.all([
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
  await takePage(visit, campaign);
  await page.locator(".desk").waitFor({ timeout: 2 * MINUTE_MS });
  await page.close();
  return visit.context satisfies BrowserContext;
}
