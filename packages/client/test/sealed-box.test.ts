import assert from "node:assert/strict";
import { test } from "node:test";
import { concat } from "../src/formats/bytes.js";
import { derivedReadingKey, openBox, randomReadingKey, sealBox } from "../src/index.js";
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
