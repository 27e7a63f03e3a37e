// A labeler without a session whose draw does not come: drand is silent, and comes back.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { connect, frames } from "./label.js";
import { ROOT } from "./setting.js";
import type { Visit } from "./visit.js";

/** Stops the local drand, or lets it go on. */
const drand = (what: "pause" | "resume") =>
  execFileSync(join(ROOT, "scripts/localnet"), [what, "drand"]);

/** Takes a page while drand is silent: the page says what it waits for, and draws once it can. */
export async function silence(visit: Visit, campaign: number): Promise<void> {
  const { page } = visit;
  await visit.go(`#/c/${campaign}/label`);
  await connect(visit, "Keplr");
  await visit.button("Take a page").waitFor();
  drand("pause");
  try {
    await visit.press("Take a page");
    await page.getByText("A ticket that nobody draws in time costs 1,000 stake").waitFor();
    await visit.press("Draw");
    await page.getByText(/cannot be drawn yet: .* does not answer within 5000 ms/).waitFor();
  } finally {
    drand("resume");
  }
  await visit.press("Draw");
  await page.locator(".desk").waitFor();
  await frames(visit);
}
