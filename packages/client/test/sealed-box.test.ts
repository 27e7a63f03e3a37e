import assert from "node:assert/strict";
import { test } from "node:test";
import { concat } from "../src/formats/bytes.js";
import {
  isNative,
  older as olderBrowsers,
  publicKeyOf,
  sharedSecret,
} from "../src/formats/x25519.js";
import { derivedReadingKey, openBox, randomReadingKey, sealBox } from "../src/index.js";
import { Dice } from "./random.js";
import { referenceOpen, referenceSeal } from "./reference-box.js";

const OPENING = { salt: new Uint8Array(16).fill(7), labels: Uint8Array.of(1, 2, 3) };

test("a box opens with its key only", async () => {
  const [key, other] = [await randomReadingKey(), await randomReadingKey()];
  const box = await sealBox(OPENING, key.publicKey);
  assert.deepEqual(await openBox(box, key), OPENING);
  await assert.rejects(openBox(box, other));
  box[40]! ^= 1;
  await assert.rejects(openBox(box, key));
});

test("another implementation opens our boxes, salt first", async () => {
  const key = await randomReadingKey();
  const box = await sealBox(OPENING, key.publicKey);
  assert.deepEqual(
    await referenceOpen(box, key),
    new Uint8Array(concat(OPENING.salt, OPENING.labels)),
  );
});

test("we open the boxes of another implementation", async () => {
  const key = await randomReadingKey();
  const box = await referenceSeal(concat(OPENING.salt, OPENING.labels), key.publicKey);
  assert.deepEqual(await openBox(box, key), OPENING);
});

test("a derived reading key is the same on every device, and another for each name", async () => {
  const signature = new Uint8Array(64).fill(1);
  const key = await derivedReadingKey(signature, "birds");
  assert.deepEqual(await derivedReadingKey(signature, "birds"), key);
  assert.notDeepEqual(await derivedReadingKey(signature, "planes"), key);
  assert.deepEqual(await openBox(await sealBox(OPENING, key.publicKey), key), OPENING);
});

test("a box without room for a salt is refused", async () => {
  const key = await randomReadingKey();
  await assert.rejects(
    openBox(await referenceSeal(Uint8Array.of(1), key.publicKey), key),
    RangeError,
  );
});

test("keys and secrets are the same in browsers with X25519 and in older ones", async () => {
  assert.ok(await isNative());
  const older = await olderBrowsers();
  const dice = new Dice(25519);
  for (let round = 0; round < 32; round += 1) {
    // Any bits, those that keys do not use too.
    const [own, other] = [dice.bytes(32), dice.bytes(32)];
    assert.deepEqual(await publicKeyOf(own), new Uint8Array(older.publicKeyOf(own)));
    const shared = new Uint8Array(older.sharedSecret(own, other));
    assert.deepEqual(await sharedSecret(own, other), shared);
  }
  // A point that shares the same secret with everybody.
  const low = new Uint8Array(32).fill(1, 0, 1);
  assert.throws(() => older.sharedSecret(dice.bytes(32), low));
  await assert.rejects(sharedSecret(dice.bytes(32), low));
});
