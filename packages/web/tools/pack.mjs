// Packs the built page into one file, which packages/embedded has inside: a list of the files, then their bytes, each
// compressed. With `--check` it says instead whether the file that is there holds what was built. Bytes of gzip differ from
// machine to machine, so what is compared is what they hold.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const DIST = join(home, "dist");
const PACK = join(home, "page.pack");
const MAGIC = "pasar-page-1";
/** What the server knows better, and what only tests read. */
const LEFT_OUT = /^(?:networks\.json$|\.vite\/)/;

/** What Rust compiled is other bytes on another machine, so a hash of its sources stands beside it, and is compared. */
const TRUTH = "truth.wasm";
const TRUTH_SOURCES = "truth.sources.txt";
const SOURCES = [
  "truth/Cargo.toml",
  "truth/Cargo.lock",
  "truth/src",
  "../truth/Cargo.toml",
  "../truth/src",
];

function hashOfSources() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const path = join(home, source);
    const inside = statSync(path).isFile()
      ? [path]
      : readdirSync(path, { recursive: true, encoding: "utf8" })
          .map((name) => join(path, name))
          .filter((name) => statSync(name).isFile())
          .sort();
    for (const name of inside) hash.update(readFileSync(name)).update("\0");
  }
  return Buffer.from(hash.digest("hex") + "\n");
}

/** Files that were built, by path. */
function built() {
  const names = readdirSync(DIST, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(DIST, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .filter((name) => !LEFT_OUT.test(name))
    .concat(TRUTH_SOURCES)
    .sort();
  const read = (name) =>
    name === TRUTH_SOURCES ? hashOfSources() : readFileSync(join(DIST, name));
  return new Map(names.map((name) => [name, read(name)]));
}

function pack(files) {
  const packed = [...files].map(([path, bytes]) => ({ path, body: gzipSync(bytes, { level: 9 }) }));
  const list = packed.map(({ path, body }) => ({ path, bytes: body.length }));
  const head = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([Buffer.from(MAGIC), length, head, ...packed.map(({ body }) => body)]);
}

function unpack(bytes) {
  if (bytes.subarray(0, MAGIC.length).toString() !== MAGIC)
    throw new Error(`${PACK} is no packed page`);
  let at = MAGIC.length + 4;
  const end = at + bytes.readUInt32BE(MAGIC.length);
  const list = JSON.parse(bytes.subarray(at, end).toString());
  at = end;
  return new Map(
    list.map(({ path, bytes: size }) => {
      const body = gunzipSync(bytes.subarray(at, at + size));
      at += size;
      return [path, body];
    }),
  );
}

const files = built();
if (process.argv[2] === "--check") {
  const found = unpack(readFileSync(PACK));
  if (!found.has(TRUTH)) throw new Error(`page.pack has no ${TRUTH}; run npm run pack`);
  found.delete(TRUTH);
  files.delete(TRUTH);
  const names = new Set([...files.keys(), ...found.keys()]);
  const other = [...names].filter(
    (name) => !found.get(name)?.equals(files.get(name) ?? Buffer.alloc(0)),
  );
  if (other.length > 0) {
    console.error(`page.pack is not what was built: ${other.join(", ")}; run npm run pack`);
    process.exit(1);
  }
  console.log(`page.pack holds the ${files.size} files that were built`);
} else {
  if (!files.has(TRUTH)) throw new Error(`${TRUTH} is missing; scripts/build-truth makes it`);
  const packed = pack(files);
  writeFileSync(PACK, packed);
  console.log(`page.pack: ${files.size} files, ${packed.length} bytes`);
}
