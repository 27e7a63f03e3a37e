import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hkdfSync } from "node:crypto";
import {
  fromBase64,
  fromHex,
  MAX_MEMO,
  MAX_SELF_BOX,
  openSelfBox,
  secretKey,
  selfBox,
  toHex,
} from "../src/index.js";
import { HOME } from "./home.js";
import { referenceDecrypt } from "./reference-box.js";

interface Vector {
  signature: string;
  chain_id: string;
  registry: string;
  campaign: number;
  labeler: string;
  seats: { task: number; wave: number; labels: string }[];
  memo: string;
}

const SECRET = new Uint8Array(64).fill(3);
const PLACE = { chainId: "pasar-1", registry: "wasm1r", campaign: 1, labeler: "wasm1a" };
const seat = (task: number, labels: number[], wave = 0) => {
  return { task, wave, labels: Uint8Array.from(labels) };
};

function vectors(): Vector[] {
  const file = join(HOME, "../formats/vectors/self-box.json");
  return JSON.parse(readFileSync(file, "utf8")) as Vector[];
}

test("makes and opens the published memos, with a signature and with a key", async () => {
  assert.ok(vectors().length >= 4);
  for (const { signature, chain_id: chainId, seats, memo, ...place } of vectors()) {
    const of = seats.map(({ labels, ...one }) => ({ ...one, labels: fromHex(labels) }));
    const context = { chainId, ...place };
    const plain = seats.map(({ labels }) => labels).join("");
    for (const secret of [fromHex(signature), await secretKey(fromHex(signature))]) {
      assert.equal(await selfBox(secret, context, of), memo);
      assert.equal(toHex((await openSelfBox(secret, context, of, memo))!), plain);
    }
    assert.ok(memo.length <= MAX_MEMO);
  }
});

test("libsodium opens the published memos", async () => {
  for (const { signature, chain_id, registry, campaign, labeler, seats, memo } of vectors()) {
    const short = (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
    const number = (value: number) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    };
    const info = [short(chain_id), short(registry), number(campaign), short(labeler)];
    const keys = hkdfSync(
      "sha256",
      fromHex(signature),
      "pasar/self-box/v1",
      Buffer.concat(info),
      64,
    );
    const each = seats.map(({ task, wave }) => Buffer.concat([number(task), Buffer.of(wave)]));
    const bound = Buffer.concat([Buffer.of(seats.length), ...each]);
    const box = Buffer.from(memo, "base64");
    const key = new Uint8Array(keys).slice(0, 32);
    const plain = await referenceDecrypt(key, box.subarray(0, 24), box.subarray(24), bound);
    assert.equal(toHex(plain), seats.map(({ labels }) => labels).join(""));
  }
});

test("other labels have another nonce, the same ones the same memo", async () => {
  const memo = await selfBox(SECRET, PLACE, [seat(1, [1, 2])]);
  assert.equal(await selfBox(SECRET, PLACE, [seat(1, [1, 2])]), memo);
  const nonce = (text: string | undefined) => toHex(fromBase64(`${text}==`.slice(0, 32)));
  const others = [
    await selfBox(SECRET, PLACE, [seat(1, [1, 3])]),
    await selfBox(SECRET, PLACE, [seat(2, [1, 2])]),
    await selfBox(SECRET, PLACE, [seat(1, [1, 2], 1)]),
    await selfBox(SECRET, PLACE, [seat(1, [1]), seat(2, [2])]),
    await selfBox(SECRET, { ...PLACE, campaign: 2 }, [seat(1, [1, 2])]),
  ];
  assert.equal(new Set([memo, ...others].map(nonce)).size, 6);
});

test("opens for the same secret, place and seats only", async () => {
  const seats = [seat(1, [1, 2]), seat(4, [7])];
  const memo = (await selfBox(SECRET, PLACE, seats))!;
  assert.deepEqual(await openSelfBox(SECRET, PLACE, seats, memo), Uint8Array.of(1, 2, 7));
  const wrong: [Uint8Array, typeof PLACE, { task: number; wave: number }[], string][] = [
    [new Uint8Array(64), PLACE, seats, memo],
    [SECRET, { ...PLACE, labeler: "wasm1b" }, seats, memo],
    [SECRET, { ...PLACE, registry: "wasm1s" }, seats, memo],
    [SECRET, PLACE, [seats[1]!, seats[0]!], memo],
    [SECRET, PLACE, seats.slice(1), memo],
    [SECRET, PLACE, [], memo],
    [SECRET, PLACE, seats, `A${memo.slice(1)}`],
    [SECRET, PLACE, seats, "a note of somebody"],
    [SECRET, PLACE, seats, "AAAA"],
    [SECRET, PLACE, seats, ""],
  ];
  for (const [secret, place, of, text] of wrong) {
    assert.equal(await openSelfBox(secret, place, of, text), undefined);
  }
});

test("what does not fit a memo makes none", async () => {
  const most = new Uint8Array(MAX_SELF_BOX);
  assert.equal(MAX_SELF_BOX, 152);
  assert.equal((await selfBox(SECRET, PLACE, [seat(1, [...most])]))?.length, MAX_MEMO);
  assert.equal(await selfBox(SECRET, PLACE, [seat(1, [...most]), seat(2, [1])]), undefined);
  assert.equal(await selfBox(SECRET, PLACE, []), undefined);
});
