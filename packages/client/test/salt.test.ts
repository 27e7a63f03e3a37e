import assert from "node:assert/strict";
import { test } from "node:test";
import { Secp256k1HdWallet, type OfflineAminoSigner } from "@cosmjs/amino";
import {
  derivedReadingKey,
  derivedSalts,
  randomSalts,
  secretKey,
  signText,
  toHex,
} from "../src/index.js";
import { mnemonicSigner } from "../src/mnemonic.js";

const PLACE = { chainId: "pasar-1", registry: "wasm1r", campaign: 1, task: 2, wave: 0 };

test("one signature gives every seat its own salt, the same on every device", async () => {
  const wallet = await Secp256k1HdWallet.generate(12, { prefix: "wasm" });
  const again = await Secp256k1HdWallet.fromMnemonic(wallet.mnemonic, { prefix: "wasm" });
  const { address } = (await wallet.getAccounts())[0]!;
  const salts = derivedSalts(await signText(wallet, address, undefined, { twice: true }));
  const elsewhere = derivedSalts(await signText(again, address));
  const places = [
    PLACE,
    { ...PLACE, chainId: "pasar-2" },
    { ...PLACE, registry: "wasm1s" },
    { ...PLACE, campaign: 2 },
    { ...PLACE, task: 1 },
    { ...PLACE, wave: 1 },
  ];
  const all = await Promise.all(places.map(async (place) => toHex(await salts(place))));
  assert.equal(new Set(all).size, places.length);
  assert.deepEqual(
    all,
    await Promise.all(places.map(async (place) => toHex(await elsewhere(place)))),
  );
  assert.equal((await salts(PLACE)).length, 16);
});

test("a wallet that signs differently each time is refused", async () => {
  let count = 0;
  const moody = {
    signAmino: async () => {
      count += 1;
      const signature = Buffer.alloc(64, count).toString("base64");
      return { signature: { signature } };
    },
  } as unknown as OfflineAminoSigner;
  await assert.rejects(signText(moody, "wasm1a", "text", { twice: true }), /differently/);
});

test("a key that no script can read derives what the signature does", async () => {
  const signature = new Uint8Array(64).fill(9);
  const key = await secretKey(signature);
  assert.equal(key.extractable, false);
  await assert.rejects(globalThis.crypto.subtle.exportKey("raw", key));
  assert.deepEqual(await derivedSalts(key)(PLACE), await derivedSalts(signature)(PLACE));
  const [ofKey, ofSignature] = [
    await derivedReadingKey(key, "birds"),
    await derivedReadingKey(signature, "birds"),
  ];
  assert.deepEqual(ofKey, ofSignature);
  await assert.rejects(secretKey(new Uint8Array(16)), RangeError);
});

test("random salts differ", () => {
  const salts = randomSalts();
  assert.notDeepEqual(salts(PLACE), salts(PLACE));
});

test("a short signature is no key", () => {
  assert.throws(() => derivedSalts(new Uint8Array(16)), RangeError);
});

test("a bot's signer is one account for transactions and texts", async () => {
  const wallet = await Secp256k1HdWallet.generate(12, { prefix: "wasm" });
  const signer = await mnemonicSigner(wallet.mnemonic);
  const { address } = (await signer.getAccounts())[0]!;
  assert.equal((await wallet.getAccounts())[0]?.address, address);
  const written = `\ufeff${wallet.mnemonic.toUpperCase().replaceAll(" ", "\t ")}\r\n`;
  assert.equal((await (await mnemonicSigner(written)).getAccounts())[0]?.address, address);
  assert.deepEqual(await signText(signer, address), await signText(wallet, address));
});
