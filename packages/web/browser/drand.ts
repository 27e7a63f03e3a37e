// A labeler without a session whose draw does not come: relays of drand that are stale, that lie or that are
// silent, and one that serves again.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { roundAt, Relays, type DrandRound } from "pasar-client/drand";
import { toHex, type taskRegistry } from "pasar-client/reading";
import type { PasarClient } from "pasar-client/signing";
import type { Host } from "./host.js";
import { connect, frames } from "./label.js";
import { ROOT, setting, until } from "./setting.js";
import { look, type Visit } from "./visit.js";

/** Stops the local drand, or lets it go on. */
export const drand = (what: "pause" | "resume") =>
  execFileSync(join(ROOT, "scripts/localnet"), [what, "drand"]);

/** Seconds by which a relay is late. */
const AGE = 7_200;

const asServed = ({ round, signature }: DrandRound) =>
  JSON.stringify({ round, signature: toHex(signature) });

/** Takes a page while relays fail in one way after the other: the page says which, and draws once it can. */
export async function silence(
  visit: Visit,
  host: Host,
  client: PasarClient,
  campaign: number,
): Promise<void> {
  const { page } = visit;
  const { params } = await client.registry.query("campaign", { campaign });
  const own = setting("PASAR_RELAYS");
  const old = await oldRound(params.randomness);
  host.text("/stale/public/latest", asServed(old));
  await visit.go("#/settings");
  await setRelays(visit, `${host.origin}/stale`);
  await visit.go(`#/c/${campaign}/label`);
  await connect(visit, "Keplr");
  await visit.press("Take a page");
  await page.getByText("A ticket that nobody draws in time costs 1,000 stake").waitFor();
  await visit.press("Draw");
  await page
    .getByText(/cannot be drawn yet: drand has stopped: its last round, .*, is 2 h/)
    .waitFor();
  await look(visit, "drand-stale");

  // A round's number with another one's signature: the chain refuses it, and the relay is passed over from then on.
  const round = await until("the ticket", async () => {
    const { ticket } = await client.registry.query("ticket", { campaign, labeler: client.address });
    return ticket?.round;
  });
  host.text(`/liar/public/${round}`, asServed({ ...old, round }));
  await visit.go("#/settings");
  await setRelays(visit, `${host.origin}/liar ${own}`);
  await visit.go(`#/c/${campaign}/label`);
  drand("pause");
  try {
    await visit.press("Draw");
    await page.getByText(/The chain refused a step: .*signature/).waitFor();
    await visit.press("Draw");
    await page
      .getByText(/cannot be drawn yet: .*\/liar lies: .* does not answer within 5000 ms/)
      .waitFor();
  } finally {
    drand("resume");
  }
  await visit.press("Draw");
  await page.locator(".desk").waitFor();
  await frames(visit);
}

/** A round that was there two hours ago. */
function oldRound(of: taskRegistry.Randomness): Promise<DrandRound> {
  const round = roundAt(of, Date.now() / 1_000 - AGE);
  return new Relays(setting("PASAR_RELAYS")).round(of, round);
}

/** Has the page ask other relays. */
async function setRelays(visit: Visit, addresses: string): Promise<void> {
  const part = visit.page.locator("section", {
    has: visit.page.getByRole("heading", { name: "drand" }),
  });
  await part.getByRole("textbox").fill(addresses);
  await part.getByRole("button", { name: "Use" }).click();
}
