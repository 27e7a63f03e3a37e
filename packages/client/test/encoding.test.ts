// Texts of bytes, against what CosmJS and scure make of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBech32, toBech32 } from "@cosmjs/encoding";
import { bech32 } from "@scure/base";
import {
  fromAddress,
  fromBase64,
  fromBase64Url,
  fromHex,
  toAddress,
  toBase64,
  toBase64Url,
  toHex,
} from "../src/index.js";

/** Bytes of every length that an address has, and some that none has. */
const LENGTHS = [0, 1, 2, 3, 4, 5, 19, 20, 21, 32];
const bytesOf = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 89 + seed * 151 + (at * at * seed) / 3) & 255);

test("addresses are written and read as CosmJS does it", () => {
  for (const prefix of ["wasm", "cosmosvaloper", "a1b", "x"]) {
    for (const length of LENGTHS) {
      for (let seed = 1; seed <= 20; seed += 1) {
        const bytes = bytesOf(length, seed);
        const address = toAddress(prefix, bytes);
        assert.equal(address, toBech32(prefix, bytes));
        assert.deepEqual(fromAddress(address), { prefix, bytes });
        assert.deepEqual(fromAddress(address.toUpperCase()), { prefix, bytes });
      }
    }
  }
});

test("what is no address is refused, as CosmJS refuses it", () => {
  const good = toAddress("wasm", bytesOf(20, 3));
  const swapped = good.slice(0, 9) + good[10] + good[9] + good.slice(11);
  const wrong = [
    "",
    "wasm1",
    "nonsense",
    `1${good.slice(5)}`,
    good.slice(0, -1),
    good.replace("wasm", "wasn"),
    swapped,
    `${good.slice(0, 8)}b${good.slice(9)}`,
    `W${good.slice(1)}`,
    `wa m1${good.slice(5)}`,
    // Their sums are right: letters of which no whole byte is left, and a rest that is not zero.
    bech32.encode("wasm", [0]),
    bech32.encode("wasm", [0, 0, 0]),
    bech32.encode("wasm", [3, 5]),
  ];
  for (const text of wrong) {
    assert.throws(() => fromBech32(text), text);
    assert.throws(() => fromAddress(text), RangeError, text);
  }
  const long = toBech32("wasm", bytesOf(64, 1), 200);
  assert.throws(() => fromAddress(long), RangeError);
  assert.throws(() => toAddress("wasm", bytesOf(60, 1)), RangeError);
  assert.throws(() => toAddress("", bytesOf(20, 1)), RangeError);
});

test("base64 is Node's, with and without what fills its end", () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = bytesOf(length, length + 1);
    const text = Buffer.from(bytes).toString("base64");
    assert.equal(toBase64(bytes), text);
    assert.deepEqual(fromBase64(text), bytes);
    assert.deepEqual(fromBase64(text.replace(/=+$/, "")), bytes);
    const inAddresses = Buffer.from(bytes).toString("base64url");
    assert.equal(toBase64Url(bytes), inAddresses);
    assert.deepEqual(fromBase64Url(inAddresses), bytes);
  }
  for (const text of [
    "A",
    "AAAAA",
    "AA\nAA",
    " AAAA",
    "AB==",
    "AAB=",
    "A=AA",
    "AAA*",
    "====",
    "é",
  ]) {
    assert.throws(() => fromBase64(text), RangeError, text);
  }
});

test("hex is read in capitals too", () => {
  assert.equal(toHex(Uint8Array.of(0, 10, 255)), "000aff");
  assert.deepEqual(fromHex("000AfF"), Uint8Array.of(0, 10, 255));
  for (const text of ["0", "0g", " 00", "0x00"]) assert.throws(() => fromHex(text), text);
});
