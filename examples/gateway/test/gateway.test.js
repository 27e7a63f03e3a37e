import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Secp256k1HdWallet } from "@cosmjs/amino";
import { textSignDoc } from "pasar-client";
import { CHALLENGE_SECONDS, Gateway, serve } from "../src/gateway.js";

const MANIFEST = '{"items":["a.png"]}';

/** Addresses that the chain would say hold a license of campaign 7. */
const licensed = new Set();
let clock = 1_000;
let url = "";
let server;

before(async () => {
  const gateway = new Gateway({
    campaign: 7,
    prefix: "wasm",
    manifest: async () => MANIFEST,
    hasLicense: async (campaign, address) => campaign === 7 && licensed.has(address),
    now: () => clock,
  });
  server = serve(gateway);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

async function account() {
  const wallet = await Secp256k1HdWallet.generate(12, { prefix: "wasm" });
  const [{ address }] = await wallet.getAccounts();
  return { wallet, address };
}

const challenge = async (address) => {
  const response = await fetch(`${url}/challenge?address=${address}`);
  return { status: response.status, ...(await response.json()) };
};

async function answered({ wallet, address }, { nonce, text }) {
  const { signature } = await wallet.signAmino(address, textSignDoc(address, text));
  return { nonce, pub_key: signature.pub_key.value, signature: signature.signature };
}

async function manifest(answer) {
  const body = typeof answer === "string" ? answer : JSON.stringify(answer);
  const response = await fetch(`${url}/manifest`, { method: "POST", body });
  return { status: response.status, text: await response.text() };
}

test("who holds a license and signs gets the manifest", async () => {
  const ai = await account();
  licensed.add(ai.address);
  const found = await manifest(await answered(ai, await challenge(ai.address)));
  assert.deepEqual(found, { status: 200, text: MANIFEST });
});

test("who holds no license gets nothing", async () => {
  const other = await account();
  const { status, text } = await manifest(await answered(other, await challenge(other.address)));
  assert.equal(status, 403);
  assert.match(text, /holds no license of campaign 7/);
});

test("a license is not shown by somebody else's signature", async () => {
  const [ai, thief] = [await account(), await account()];
  licensed.add(ai.address);
  const asked = await challenge(ai.address);
  const answer = await answered(thief, asked);
  assert.equal((await manifest(answer)).status, 401);
});

test("the signature of another text opens nothing", async () => {
  const ai = await account();
  licensed.add(ai.address);
  const asked = await challenge(ai.address);
  const answer = await answered(ai, { ...asked, text: "anything else" });
  assert.equal((await manifest(answer)).status, 401);
});

test("a challenge is answered once, and in time", async () => {
  const ai = await account();
  licensed.add(ai.address);
  const answer = await answered(ai, await challenge(ai.address));
  assert.equal((await manifest(answer)).status, 200);
  assert.equal((await manifest(answer)).status, 401);
  const late = await answered(ai, await challenge(ai.address));
  clock += CHALLENGE_SECONDS + 1;
  assert.equal((await manifest(late)).status, 401);
});

test("what is malformed is refused with its reason", async () => {
  const other = await challenge("cosmos1xyz");
  assert.equal(other.status, 400);
  assert.match(other.error, /begins with wasm1/);
  assert.match((await manifest("no json")).text, /no JSON/);
  assert.match((await manifest({ nonce: 1 })).text, /nonce is no text/);
  assert.equal((await manifest("x".repeat(5_000))).status, 413);
  assert.equal((await fetch(`${url}/elsewhere`)).status, 404);
});
