// Writes dist/: what tsc makes of src/, with the codecs of cosmjs-types as ES modules. cosmjs-types is
// published as CommonJS, of which no bundler can leave anything out; its files are generated and all
// of one form, so that a few replacements turn them into modules, and whatever is not used falls away.

import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(join(home, "dist"), { recursive: true, force: true });
for (const config of ["tsconfig.build.json", "tsconfig.node.json"]) {
  execFileSync(process.execPath, [tsc, "-p", config], { cwd: home, stdio: "inherit" });
}

// Of this package, and of what is bundled.
copyFileSync(join(home, "../../LICENSE"), join(home, "dist/LICENSE"));

/** Kinds of numbers that no message here has: what reads and writes them would weigh on every page. */
const UNUSED = "tag|sint32|sint64|fixed32|fixed64|sfixed32|sfixed64|float|double";
/** Their methods, and the properties that are a second name of one. */
const UNUSED_METHODS = new RegExp(
  `^ {4}(?:${UNUSED})(?:\\([\\w, ]*\\) \\{\\n(?: {8}.*\\n)*? {4}\\}| = .*;)\\n`,
  "gm",
);
/** Types that are only written, and those that are only read. */
const WRITTEN =
  "SignDoc|AuthInfo|SignerInfo|ModeInfo|ModeInfo_Single|ModeInfo_Multi|CompactBitArray|Fee|Tip|PubKey";
const READ = "BaseAccount|BaseVestingAccount";
/** What must not be left: CommonJS, and a call of what was taken out. */
const REST = new RegExp(`\\b(?:exports|require|module)\\b\\s*[.([]|\\.(?:${UNUSED})\\(`);

/** What reads and writes bytes: the others import it, each beside what it alone needs. */
const BINARY = "binary";
await bundle(BINARY, createRequire(import.meta.url).resolve("cosmjs-types/binary"));
for (const name of ["codecs", "grant-codecs", "wire"]) {
  await bundle(name, join(home, `dist/chain/${name}.js`));
}

refuseCalls();

/** Makes a file of dist/chain/ with all that it imports of cosmjs-types. */
async function bundle(name, entry) {
  await build({
    entryPoints: { [name]: entry },
    outdir: join(home, "dist/chain"),
    allowOverwrite: true,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    legalComments: "eof",
    logLevel: "warning",
    plugins: [{ name: "modules", setup }],
  });
}

function setup(build) {
  build.onResolve({ filter: /[\\/]binary$/ }, ({ kind }) =>
    kind === "entry-point" ? undefined : { path: `./${BINARY}.js`, external: true },
  );
  build.onLoad({ filter: /[\\/]cosmjs-types[\\/].*\.js$/ }, ({ path }) => ({
    contents: toModule(readFileSync(path, "utf8"), path),
    loader: "js",
  }));
}

/** Refuses a build that calls what was taken out of a type. */
function refuseCalls() {
  const calls = new RegExp(
    `\\b(?:(?:${WRITTEN})\\.decode|(?:${READ})\\.(?:encode|fromPartial))\\(`,
  );
  for (const name of readdirSync(join(home, "dist"), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    const found = calls.exec(readFileSync(join(home, "dist", name), "utf8"));
    if (found) throw new Error(`dist/${name} calls ${found[0]}, which tools/build.mjs leaves out`);
  }
}

/** A type's definition without some of its functions. */
function without(text, types, functions) {
  return text.replace(new RegExp(`^exports\\.(?:${types}) = \\{\\n[\\s\\S]*?^\\};`, "gm"), (type) =>
    type.replace(
      new RegExp(`^ {4}(?:${functions})\\(.*\\) \\{\\n(?: {8}.*\\n)*? {4}\\},\\n`, "gm"),
      "",
    ),
  );
}

/** A generated CommonJS file as an ES module. */
function toModule(text, path) {
  const exported = [];
  const module = without(without(text, WRITTEN, "decode"), READ, "encode|fromPartial")
    .replace(/^"use strict";\n/, "")
    // Nothing here reads or writes the JSON of messages.
    .replace(/^ {4}(?:fromJSON|toJSON)\(\w+\) \{\n(?: {8}.*\n)*? {4}\},\n/gm, "")
    .replace(UNUSED_METHODS, "")
    .replace(/^Object\.defineProperty\(exports, "__esModule".*\n/m, "")
    .replace(/^(?:exports\.\w+ = )+void 0;\n/gm, "")
    .replace(/^const (\w+) = require\(("[^"]+")\);$/gm, "import * as $1 from $2;")
    // Of an enum everything is known, so that it may fall away too.
    .replace(
      /^var (\w+);\n\(function \(\1\) \{/gm,
      "export var $1 = /* @__PURE__ */ (function ($1) {",
    )
    .replace(/^\}\)\((\w+) \|\| \(exports\.\1 = \1 = \{\}\)\);$/gm, "return $1; })({});")
    .replace(/^exports\.(\w+) = \1;$/gm, (_, name) => {
      exported.push(name);
      return "";
    })
    .replace(/^exports\.(\w+) = /gm, "export const $1 = ")
    .replace(/\bexports\.(\w+)/g, "$1");
  const code = module.replace(/\/\*[\s\S]*?\*\//g, "");
  const rest = REST.exec(code);
  if (rest) throw new Error(`${path} has a form that is not known here: ${rest[0]}`);
  return exported.length > 0 ? `${module}\nexport { ${exported.join(", ")} };\n` : module;
}
