import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import {
  backupName,
  derivedSalts,
  IndexedStore,
  Openings,
  readBackup,
  secretKey,
  webStore,
  writeBackup,
  type SealedSeat,
  type Store,
} from "../src/index.js";
import { FileStore } from "../src/node.js";

const SEAT = {
  chainId: "pasar-1",
  registry: "wasm1r",
  campaign: 1,
  task: 2,
  wave: 0,
  labeler: "wasm1a",
};
const OPENING = { salt: new Uint8Array(16).fill(7), labels: Uint8Array.of(1, 2, 3) };

/** A web page's storage. */
function storage(): Storage {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as unknown as Storage;
}

/** The second one opens what the first one wrote. */
async function keeps(open: () => Store): Promise<void> {
  const openings = new Openings(open());
  assert.equal(await openings.load(SEAT), undefined);
  await openings.save(SEAT, OPENING);
  await openings.save({ ...SEAT, task: 3 }, OPENING);
  const again = new Openings(open());
  assert.deepEqual(await again.load(SEAT), OPENING);
  assert.equal(await again.load({ ...SEAT, wave: 1 }), undefined);
  await again.forget(SEAT);
  const last = new Openings(open());
  assert.equal(await last.load(SEAT), undefined);
  assert.deepEqual(await last.load({ ...SEAT, task: 3 }), OPENING);
}

test("every store keeps openings until they are forgotten", async (t) => {
  const memory = new Map<string, string>();
  await keeps(() => memory);
  const page = storage();
  await keeps(() => webStore(page));
  const browser = new IDBFactory();
  await keeps(() => new IndexedStore("pasar", browser));
  const folder = mkdtempSync(join(tmpdir(), "pasar-store-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "seals.json");
  await keeps(() => new FileStore(file));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(Object.keys(JSON.parse(readFileSync(file, "utf8")) as object).length, 1);
});

test("a browser keeps a key for each account, and never shows it", async () => {
  const factory = new IDBFactory();
  const signature = new Uint8Array(64).fill(9);
  await new IndexedStore("pasar", factory).keepSecret("wasm1a", await secretKey(signature));
  const store = new IndexedStore("pasar", factory);
  const key = (await store.secret("wasm1a"))!;
  assert.equal(key.extractable, false);
  assert.deepEqual(await derivedSalts(key)(SEAT), await derivedSalts(signature)(SEAT));
  assert.equal(await store.secret("wasm1b"), undefined);
  await store.forgetSecret("wasm1a");
  assert.equal(await store.secret("wasm1a"), undefined);
});

test("a browser without a database says so", async () => {
  const broken = { open: () => assert.fail("no database here") } as unknown as IDBFactory;
  await assert.rejects(new IndexedStore("pasar", broken).get("a"), /no database here/);
});

test("a backup is a text that reads back, whatever an editor did to its lines", () => {
  const seats: SealedSeat[] = [
    { seat: SEAT, opening: OPENING },
    {
      seat: { ...SEAT, task: 70_000, wave: 3 },
      opening: { ...OPENING, labels: new Uint8Array(0) },
    },
  ];
  const text = writeBackup([seats[0]!]);
  assert.equal(
    text,
    [
      "pasar opening 1",
      "chain pasar-1",
      "registry wasm1r",
      "campaign 1",
      "task 2",
      "wave 0",
      "labeler wasm1a",
      "salt 07070707070707070707070707070707",
      "labels AQID",
      "",
    ].join("\n"),
  );
  assert.deepEqual(readBackup(text), [seats[0]]);
  assert.equal(backupName(SEAT), "pasar-seal-pasar-1-1-2.txt");
  const both = writeBackup([seats[0]!, { ...seats[1]!, opening: OPENING }]);
  const edited = `\uFEFF${both.replaceAll("\n", "\r\n")}\r\n\r\n`;
  assert.deepEqual(readBackup(edited), [seats[0], { ...seats[1]!, opening: OPENING }]);
});

test("a backup that is broken says where", () => {
  const text = writeBackup([{ seat: SEAT, opening: OPENING }]);
  assert.throws(() => readBackup(""), /the backup is empty/);
  assert.throws(() => readBackup("hello"), /line 1 of the backup: expected "pasar opening 1"/);
  assert.throws(() => readBackup(text.replace("task 2\n", "")), /line 5 .*expected task/);
  assert.throws(() => readBackup(text.replace("task 2", "task x")), /task is x, expected a number/);
  assert.throws(() => readBackup(text.replace(/salt 07/, "salt ")), /salt or labels/);
  assert.throws(() => readBackup(text.replace("AQID", "%")), /salt or labels/);
});
