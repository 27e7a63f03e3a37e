import assert from "node:assert/strict";
import { test } from "node:test";
import { draws, dueTickets } from "../src/drand.js";
import { timestamp, type Rounds, type taskRegistry } from "../src/index.js";
import { DRAND, FakeCampaign } from "./fake-campaign.js";

interface Sent {
  draw: taskRegistry.Draw;
}

/** A campaign in which these labelers have a ticket of this round, for so many seats. */
function campaignOf(tickets: Record<string, { round: number; seats?: number; late?: boolean }>) {
  const campaign = new FakeCampaign();
  const { chain } = campaign;
  [chain.seconds, chain.height] = [1_100, 300];
  const drawsAt = (round: number) => 1_000 + 10 * round;
  const attributes = (labeler: string, round: number, contract = "wasm1registry") =>
    Object.entries({
      _contract_address: contract,
      campaign: "1",
      labeler,
      draws_at: String(drawsAt(round)),
    }).map(([key, value]) => ({ key, value }));
  const events = Object.entries(tickets).map(([labeler, { round }]) => ({
    type: "wasm-ticket_taken",
    attributes: attributes(labeler, round),
  }));
  // Any contract can emit such an event.
  events.push({ type: "wasm-ticket_taken", attributes: attributes("wasm1x", 1, "wasm1other") });
  chain.found = [{ events } as never];
  chain.answers.set("wasm1registry ticket", ({ labeler }) => {
    const { round, seats = 1, late = false } = tickets[labeler]!;
    const ticket: taskRegistry.Ticket = {
      seats,
      round,
      draws_at: timestamp(drawsAt(round)),
      draw_by: timestamp(late ? 1_099 : 1_200),
      last_height: late ? 299 : 320,
    };
    return { ticket: round === 0 ? null : ticket, open: [], cap: 8 };
  });
  return chain;
}

const look = async (chain: FakeCampaign["chain"], rounds: Rounds = DRAND) => {
  const client = chain.client();
  await client.send(await draws(client, 1, rounds));
  return (chain.last as Sent[]).map(({ draw }) => draw);
};

const signature = (round: number) => Buffer.alloc(48, round).toString("base64");

test("draws each round's tickets by its signature, ends what lapsed by none, leaves what waits", async () => {
  const chain = campaignOf({
    wasm1a: { round: 2 },
    wasm1b: { round: 1 },
    wasm1c: { round: 2 },
    wasm1drawn: { round: 0 },
    wasm1late: { round: 1, late: true },
    wasm1waits: { round: 11 },
  });
  assert.deepEqual(await look(chain), [
    { campaign: 1, labelers: ["wasm1late"], signature: null },
    { campaign: 1, labelers: ["wasm1b"], signature: signature(1) },
    { campaign: 1, labelers: ["wasm1a", "wasm1c"], signature: signature(2) },
  ]);
  assert.match(chain.searches[0]!, /_contract_address='wasm1registry' AND tx.height>=0$/);
  // One that waits is known by the event, and not asked for.
  const asked = chain.asked.filter(({ query }) => query === "ticket");
  assert.equal(asked.length, 5);
});

test("without a campaign the tickets of all are found, with what is due of each", async () => {
  const chain = campaignOf({ wasm1a: { round: 2 }, wasm1late: { round: 1, late: true } });
  const found = await dueTickets(chain.client());
  assert.deepEqual(
    found.map(({ campaign, labeler, stage }) => [campaign, labeler, stage]),
    [
      [1, "wasm1a", "ripe"],
      [1, "wasm1late", "lapsed"],
    ],
  );
  assert.match(chain.searches[0]!, /^wasm-ticket_taken._contract_address=/);
});

test("a message draws at most 32 tickets and 128 seats", async () => {
  const many = (count: number, seats: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`wasm1${n}`, { round: 1, seats }]));
  const sizes = async (count: number, seats: number) =>
    (await look(campaignOf(many(count, seats)))).map(({ labelers }) => labelers.length);
  assert.deepEqual(await sizes(70, 1), [32, 32, 6]);
  assert.deepEqual(await sizes(9, 32), [4, 4, 1]);
});

test("a round that no relay has leaves the others alone; where none has any, it says so", async () => {
  const chain = campaignOf({ wasm1a: { round: 1 }, wasm1b: { round: 2 } });
  const stale = new Error("drand's last round, 1, is 65 seconds old");
  const first: Rounds = {
    round: (chain, round) => (round === 1 ? DRAND.round(chain, round) : Promise.reject(stale)),
  };
  assert.deepEqual(
    (await look(chain, first)).map(({ labelers }) => labelers),
    [["wasm1a"]],
  );
  const silent: Rounds = { round: () => Promise.reject(stale) };
  await assert.rejects(draws(chain.client(), 1, silent), /65 seconds old/);
});
