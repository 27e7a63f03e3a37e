// What is published: its size in a page, its files, and that nothing below it is CommonJS. Needs
// `npm run build`, of the sources as they are.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { AuthInfo, TxBody } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import * as codecs from "../src/chain/codecs.js";
import type * as Codecs from "../src/chain/codecs.js";
import { HOME } from "./home.js";
import { Dice } from "./random.js";

interface Manifest {
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(join(HOME, "package.json"), "utf8")) as Manifest;

/** Bundles an entry for a browser, as a page does; `later` is what it loads only when it is needed. */
async function bundle(entry: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(HOME, "dist", entry)],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    outdir: "out",
  });
  const outputs = Object.values(metafile.outputs);
  const zipped = outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length);
  const first = new Set<number>();
  const load = (index: number) => {
    if (first.has(index)) return;
    first.add(index);
    for (const { path, kind } of outputs[index]!.imports) {
      if (kind === "import-statement") load(Object.keys(metafile.outputs).indexOf(path));
    }
  };
  load(outputs.findIndex(({ entryPoint }) => entryPoint?.endsWith(entry)));
  const inputs = [...first].flatMap((index) => Object.entries(outputs[index]!.inputs));
  const sum = (some: readonly number[]) => some.reduce((all, bytes) => all + bytes, 0);
  return {
    bytes: sum(zipped.filter((_, index) => first.has(index))),
    later: sum(zipped.filter((_, index) => !first.has(index))),
    used: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
    formats: Object.values(metafile.inputs).map(({ format }) => format),
  };
}

test("dist is of the sources as they are", () => {
  const sources = ["index", "manifest/manifest", "wallet/client", "chain/rpc", "labeling/labeler"];
  for (const path of sources) {
    const [source, made] = [join(HOME, `src/${path}.ts`), join(HOME, `dist/${path}.js`)];
    assert.ok(statSync(made).mtimeMs > statSync(source).mtimeMs, `${path}: run npm run build`);
  }
});

test("a page that only reads loads at most 20 KB, and no codec", async () => {
  const { bytes, used, formats } = await bundle("reading.js");
  assert.ok(bytes <= 20_000, `${bytes} bytes`);
  assert.deepEqual(
    used.filter((path) => /codecs|curves|ciphers|wallet\/client/.test(path)),
    [],
  );
  assert.deepEqual(new Set(formats), new Set(["esm"]));
});

test("everything is at most 60 KB, without the list of words, and without CommonJS", async () => {
  const { bytes, used, formats } = await bundle("index.js");
  assert.ok(bytes <= 60_000, `${bytes} bytes`);
  assert.deepEqual(
    used.filter((path) => /bip39|bip32|cosmjs|libsodium/.test(path)),
    [],
  );
  assert.deepEqual(new Set(formats), new Set(["esm"]));
});

test("a page that draws loads 5 KB more, and the curve when it verifies its first round", async () => {
  const { bytes, later, used } = await bundle("drand.js");
  assert.ok(bytes <= 5_000, `${bytes} bytes`);
  assert.ok(later <= 30_000, `${later} bytes later`);
  assert.deepEqual(
    used.filter((path) => /curves/.test(path)),
    [],
  );
});

test("what shows items is 13 KB more at most, and signs nothing", async () => {
  const { bytes, used, formats } = await bundle("manifest.js");
  assert.ok(bytes <= 13_000, `${bytes} bytes`);
  assert.deepEqual(
    used.filter((path) => /codecs|curves|ciphers|wallet/.test(path)),
    [],
  );
  assert.deepEqual(new Set(formats), new Set(["esm"]));
});

test("the codecs of dist write and read what those of cosmjs-types do", async () => {
  const made = (await import(join(HOME, "dist/chain/codecs.js"))) as typeof Codecs;
  assert.deepEqual(Object.keys(made).sort(), Object.keys(codecs).sort());
  for (let seed = 1; seed <= 40; seed += 1) {
    const dice = new Dice(seed);
    const msg = new TextEncoder().encode(JSON.stringify(dice.json()));
    const execute = { sender: dice.text(), contract: dice.text(), msg, funds: dice.coins() };
    const value = MsgExecuteContract.encode(execute).finish();
    assert.deepEqual(made.MsgExecuteContract.encode(execute).finish(), value);
    assert.deepEqual(made.MsgExecuteContract.decode(value), execute);
    const { typeUrl } = MsgExecuteContract;
    const body = TxBody.fromPartial({ messages: [{ typeUrl, value }], memo: dice.text() });
    const bytes = TxBody.encode(body).finish();
    assert.deepEqual(made.TxBody.encode(made.TxBody.fromPartial(body)).finish(), bytes);
    const info = AuthInfo.fromPartial({
      signerInfos: [{ modeInfo: { single: { mode: 127 } }, sequence: BigInt(dice.below(2 ** 40)) }],
      fee: { amount: dice.coins(), gasLimit: BigInt(dice.below(2 ** 40)), granter: dice.text() },
    });
    const auth = AuthInfo.encode(info).finish();
    assert.deepEqual(made.AuthInfo.encode(made.AuthInfo.fromPartial(info)).finish(), auth);
  }
});

test("the package has what its exports name, the sources, and nothing else", () => {
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: HOME,
    encoding: "utf8",
  });
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  for (const target of Object.values(manifest.exports).flatMap((to) =>
    typeof to === "string" ? [to] : Object.values(to),
  )) {
    assert.ok(paths.includes(target.replace("./", "")), target);
  }
  const allowed = /^(?:dist\/|src\/|README\.md$|LICENSE$|package\.json$)/;
  assert.deepEqual(
    paths.filter((path) => !allowed.test(path)),
    [],
  );
});

test("nothing of CosmJS or libsodium is needed to run it", () => {
  const names = Object.keys(manifest.dependencies);
  assert.deepEqual(
    names.filter((name) => /@cosmjs|libsodium|keplr/.test(name)),
    [],
  );
});
