// The gateway against a real chain: a campaign is labeled, its dataset licensed, and the gateway opens to
// the licensee and to nobody else. PASAR_RPC and PASAR_DEPLOYMENT say where the suite is; LOCALNET is the
// script that knows the test accounts.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Secp256k1HdWallet } from "@cosmjs/amino";
import * as pasar from "pasar-client";

const { PASAR_RPC: rpc, PASAR_DEPLOYMENT: file, LOCALNET: localnet } = process.env;
const deployment = pasar.parseDeployment(readFileSync(file, "utf8"));
const ITEMS = 50;
const native = { native: "stake" };

const mnemonic = (name) => execFileSync(localnet, ["mnemonic", name], { encoding: "utf8" }).trim();

async function client(name) {
  const signer = await pasar.mnemonicSigner(mnemonic(name));
  const options = { gasPrice: "0.025stake", pollMs: 100 };
  return pasar.PasarClient.connect(rpc, signer, deployment, options);
}

/** A campaign that three labelers carry to its close. */
async function closedCampaign(requester, labelers) {
  const ends = (await requester.block()).seconds + 86_400;
  const message = await pasar.createCampaign(requester, {
    manifest: { uri: "https://example.org/items", root: "07".repeat(32) },
    classes: ["cat", "dog"],
    domain: "animals",
    items: ITEMS,
    page: ITEMS,
    price: "1000",
    denom: native,
    overlap: { min: 3, max: 3 },
    max_waves: 1,
    windows: { ticket_blocks: 10, fill_seconds: 600, commit_seconds: 300, reveal_seconds: 300 },
    ends_at: pasar.timestamp(ends),
    eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
    seat_stake: { denom: native, amount: "10000" },
    frontier: 1,
    first_draw_blocks: 1,
    pay: { floor: 1_000, full: 7_500 },
    shares: { contributors: 5_000, transferable: false, royalty_denoms: [] },
    related: [],
  });
  const [created] = requester.registry.events(await requester.send(message), "campaign_created");
  const campaign = Number(created.campaign);
  const seen = (item, n) => ((item % 9 === n ? item + 1 : item) % 2);
  const runs = labelers.map(async (labeler, n) => {
    await labeler.send(pasar.bond(labeler, native, 20_000n));
    const worker = new pasar.Labeler(labeler, campaign, {
      labels: (seat) => Array.from({ length: seat.items }, (_, item) => seen(item, n)),
      salts: pasar.randomSalts(),
    });
    await worker.run();
  });
  const turn = async () => {
    for (;;) {
      const { status } = await requester.registry.query("campaign", { campaign });
      if (status === "closed") return;
      const due = ["resolve", "settle"].map((name) =>
        requester.registry.message(name, { campaign, tasks: [0] }),
      );
      await requester.trySend(due);
      await new Promise((done) => setTimeout(done, 300));
    }
  };
  await Promise.all([...runs, turn()]);
  return campaign;
}

test("a licensee gets the manifest of a dataset on the chain", { timeout: 120_000 }, async (t) => {
  const labelers = await Promise.all(["labeler-1", "labeler-2", "labeler-3"].map(client));
  const [requester, licensee] = [await client("requester"), await client("licensee")];
  const campaign = await closedCampaign(requester, labelers);
  const price = "5000";
  const offer = {
    campaign,
    price,
    denom: native,
    terms_uri: "https://example.org/terms",
    terms_hash: "08".repeat(32),
  };
  await requester.send(requester.escrow.message("offer_license", offer));

  const folder = mkdtempSync(join(tmpdir(), "pasar-gateway-"));
  const manifest = join(folder, "manifest.json");
  writeFileSync(manifest, '{"items":["a.png"]}');
  const main = fileURLToPath(new URL("../src/main.js", import.meta.url));
  const escrow = deployment.contracts["label-escrow"].address;
  const gateway = spawn(process.execPath, [main, rpc, escrow, String(campaign), manifest, "0"]);
  t.after(() => gateway.kill());
  gateway.stderr.pipe(process.stderr);
  const [line] = await once(gateway.stdout, "data");
  const url = /http:\S+/.exec(String(line))[0];

  const wallet = await Secp256k1HdWallet.fromMnemonic(mnemonic("licensee"), { prefix: "wasm" });
  const ask = async () => {
    const { address } = licensee;
    const challenge = await (await fetch(`${url}/challenge?address=${address}`)).json();
    const signed = await wallet.signAmino(address, pasar.textSignDoc(address, challenge.text));
    const { pub_key, signature } = signed.signature;
    const body = JSON.stringify({ nonce: challenge.nonce, pub_key: pub_key.value, signature });
    const response = await fetch(`${url}/manifest`, { method: "POST", body });
    return { status: response.status, text: await response.text() };
  };
  assert.equal((await ask()).status, 403);
  const buy = licensee.escrow.message("buy_license", { campaign, offer: 1 }, [
    { denom: "stake", amount: price },
  ]);
  await licensee.send(buy);
  assert.deepEqual(await ask(), { status: 200, text: '{"items":["a.png"]}' });
});
