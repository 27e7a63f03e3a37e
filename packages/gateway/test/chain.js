// The gateway against a real chain: three labelers label what they see through it, and nobody else sees it; then
// the dataset is licensed, and the licensee gets the manifest. PASAR_RPC, PASAR_RELAYS and PASAR_DEPLOYMENT say
// where chain, drand and suite are; LOCALNET is the script that knows the test accounts.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as pasar from "pasar-client";
import { fetchPage, GatewaySession, manifestUri, openManifest } from "pasar-client/manifest";
import { Relays } from "pasar-client/drand";
import { mnemonicSigner } from "pasar-client/mnemonic";

const { PASAR_RPC: rpc = "", PASAR_DEPLOYMENT: file = "", LOCALNET: localnet = "" } = process.env;
const drand = new Relays((process.env.PASAR_RELAYS ?? "").split(","));
const deployment = pasar.parseDeployment(readFileSync(file, "utf8"));
const ITEMS = 50;
const CLASSES = ["cat", "dog"];
const native = { native: "stake" };

/** @typedef {pasar.PasarClient} Client */

/** @param {string} name */
const mnemonic = (name) => execFileSync(localnet, ["mnemonic", name], { encoding: "utf8" }).trim();

/** @param {string} name */
async function client(name) {
  const signer = await mnemonicSigner(mnemonic(name));
  const options = { gasPrice: "0.025stake", pollMs: 100 };
  return pasar.PasarClient.connect(rpc, signer, deployment, options);
}

/** A port that nobody has. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((done) => server.close(done));
  return port;
}

/** The folder of a campaign whose items a gateway gives. @param {string} url */
function publish(url) {
  const folder = mkdtempSync(join(tmpdir(), "pasar-gateway-"));
  mkdirSync(join(folder, "img"));
  const lines = Array.from({ length: ITEMS }, (_, n) =>
    JSON.stringify({ item: `i${n}`, image: `img/${n}.svg`, says: CLASSES[n % 2] }),
  );
  lines.forEach((_, n) => writeFileSync(join(folder, `img/${n}.svg`), `<svg id="${n}"/>`));
  writeFileSync(join(folder, "items.jsonl"), lines.map((line) => `${line}\n`).join(""));
  const header = Buffer.from(
    JSON.stringify({
      pasar: "manifest/1",
      title: { en: "Cat or dog?" },
      instructions: { en: "Look." },
      classes: CLASSES.map((name) => ({ name })),
      view: [
        { show: "image", field: "image" },
        { show: "text", field: "says" },
      ],
      items: { file: "items.jsonl", count: ITEMS },
      access: { kind: "gateway", url },
    }),
  );
  writeFileSync(join(folder, "manifest.json"), header);
  const root = pasar.toHex(pasar.MerkleTree.of(lines.map((line) => Buffer.from(line))).root);
  return { folder, root, uri: manifestUri(`${url}/pets/manifest.json`, header) };
}

/** @param {Client} requester @param {{ root: string, uri: string }} manifest */
async function createCampaign(requester, { root, uri }) {
  const ends = (await requester.block()).seconds + 86_400;
  const message = await pasar.createCampaign(requester, {
    manifest: { uri, root },
    questions: [pasar.classQuestion(CLASSES)],
    domain: "animals",
    items: ITEMS,
    page: ITEMS,
    price: "1000",
    denom: native,
    overlap: { min: 3, max: 3 },
    max_waves: 1,
    windows: {
      opening_seconds: 3,
      ticket_seconds: 60,
      fill_seconds: 600,
      commit_seconds: 300,
      reveal_seconds: 300,
    },
    ends_at: pasar.timestamp(ends),
    eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
    seat_stake: { denom: native, amount: "10000" },
    frontier: 1,
    first_draw_seconds: 1,
    pay: { floor: 1_000, full: 7_500 },
    shares: { contributors: 5_000, transferable: false, royalty_denoms: [] },
    related: [],
  });
  const [created] = requester.registry.events(await requester.send(message), "campaign_created");
  return Number(created?.campaign);
}

/** A gateway of the folder. @param {import("node:test").TestContext} t @param {string} folder @param {number} port @param {number} campaign */
async function start(t, folder, port, campaign) {
  const config = join(folder, "..", `gateway-${port}.json`);
  const datasets = { pets: { folder, campaign } };
  writeFileSync(config, JSON.stringify({ rpc, deployment: file, port, datasets }));
  const main = fileURLToPath(new URL("../src/main.js", import.meta.url));
  const gateway = spawn(process.execPath, [main, config]);
  t.after(() => gateway.kill());
  gateway.stderr.pipe(process.stderr);
  const [line] = await once(gateway.stdout, "data");
  assert.match(String(line), /^1 datasets at http/);
}

/** @param {string} url @param {number} campaign @param {string} name */
async function signIn(url, campaign, name) {
  const wallet = await mnemonicSigner(mnemonic(name));
  const [account] = await wallet.getAccounts();
  const address = String(account?.address);
  const sign = (/** @type {string} */ text) => pasar.textSignature(wallet, address, text);
  return GatewaySession.signIn(url, { chainId: deployment.chain_id, campaign, address, sign });
}

/**
 * Labels what the gateway shows. @param {Client} labeler @param {string} name @param {string} url @param {number} campaign
 */
async function label(labeler, name, url, campaign) {
  const { terms } = await labeler.registry.query("campaign", { campaign });
  const session = await signIn(url, campaign, name);
  // There is no seat yet.
  await assert.rejects(session.page(0), { fault: "status", status: 403 });
  await labeler.send(pasar.bond(labeler, native, 20_000n));
  let shown = "";
  const worker = new pasar.Labeler(labeler, campaign, {
    labels: async () => {
      const items = await fetchPage(await openManifest(terms), 0, { session });
      const { media } = await session.page(0);
      shown = await (await fetch(String(media["img/7.svg"]))).text();
      return items.map(({ fields }) => CLASSES.indexOf(String(fields["says"])));
    },
    salts: pasar.randomSalts(),
    drand,
  });
  await worker.run();
  assert.equal(shown, '<svg id="7"/>');
}

/**
 * Draws the tickets whose round has come, as any keeper may.
 * @param {Client} keeper @param {number} campaign @param {readonly string[]} labelers
 */
async function draw(keeper, campaign, labelers) {
  const { seconds } = await keeper.block();
  for (const labeler of labelers) {
    const { ticket } = await keeper.registry.query("ticket", { campaign, labeler });
    if (!ticket || Number(ticket.draws_at) / 1e9 > seconds) continue;
    const response = await fetch(`${process.env["PASAR_RELAYS"]}/public/${ticket.round}`);
    const { signature } = await response.json();
    const base64 = Buffer.from(signature, "hex").toString("base64");
    const asked = { campaign, labelers: [labeler], signature: base64 };
    // Who drew in the meantime is no fault.
    await keeper.trySend([keeper.registry.message("draw", asked)]);
  }
}

/**
 * Turns a campaign to its close.
 * @param {Client} keeper @param {number} campaign @param {readonly string[]} labelers
 */
async function turn(keeper, campaign, labelers) {
  for (;;) {
    await draw(keeper, campaign, labelers);
    const { status } = await keeper.registry.query("campaign", { campaign });
    if (status === "closed") return;
    const due = /** @type {const} */ (["resolve", "settle"]).map((name) =>
      keeper.registry.message(name, { campaign, tasks: [0] }),
    );
    await keeper.trySend(due);
    await new Promise((done) => setTimeout(done, 300));
  }
}

test(
  "labelers see their task through the gateway, licensees everything",
  { timeout: 240_000 },
  async (t) => {
    const names = ["labeler-1", "labeler-2", "labeler-3"];
    const labelers = await Promise.all(names.map(client));
    const [requester, licensee] = [await client("requester"), await client("licensee")];
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const published = publish(url);
    const campaign = await createCampaign(requester, published);
    await start(t, published.folder, port, campaign);

    const owner = await signIn(url, campaign, "requester");
    assert.equal((await owner.page(0)).lines.length, ITEMS);
    const buyer = await signIn(url, campaign, "licensee");
    const work = labelers.map((labeler, n) => label(labeler, String(names[n]), url, campaign));
    await Promise.all([
      ...work,
      turn(
        requester,
        campaign,
        labelers.map(({ address }) => address),
      ),
    ]);
    const { labels } = await requester.registry.query("verdict", { campaign, task: 0 });
    const wanted = Array.from({ length: ITEMS }, (_, n) => n % 2);
    assert.deepEqual(labels, wanted);

    const price = "5000";
    const offer = {
      campaign,
      price,
      denom: native,
      terms_uri: "https://example.org/terms",
      terms_hash: "08".repeat(32),
    };
    await requester.send(requester.escrow.message("offer_license", offer));
    await assert.rejects(buyer.file(), { fault: "status", status: 403 });
    const funds = [{ denom: "stake", amount: price }];
    await licensee.send(licensee.escrow.message("buy_license", { campaign, offer: 1 }, funds));
    const lines = readFileSync(join(published.folder, "items.jsonl"));
    assert.deepEqual(Buffer.from(await buyer.file("items.jsonl")), lines);
  },
);
