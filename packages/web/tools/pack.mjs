// Packs the built page into one file, which packages/embedded has inside: a list of the files, then their bytes, each
// compressed. With `--check` it says instead whether the file that is there holds what was built. Bytes of gzip differ from
// machine to machine, so what is compared is what they hold.

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

/** Files that were built, by path. */
function built() {
  const names = readdirSync(DIST, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(DIST, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .filter((name) => !LEFT_OUT.test(name))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(join(DIST, name))]));
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
  const packed = pack(files);
  writeFileSync(PACK, packed);
  console.log(`page.pack: ${files.size} files, ${packed.length} bytes`);
}
