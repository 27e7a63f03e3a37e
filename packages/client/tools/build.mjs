// Writes dist/: what tsc makes of src/, with the codecs of cosmjs-types as ES modules. cosmjs-types is
// published as CommonJS, of which no bundler can leave anything out; its files are generated and all
// of one form, so that a few replacements turn them into modules, and whatever is not used falls away.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
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

/** The files that import cosmjs-types, and nothing else that is bundled. */
const entryPoints = ["chain/codecs.js", "chain/wire.js"].map((path) => join(home, "dist", path));
await build({
  entryPoints,
  outdir: join(home, "dist/chain"),
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  chunkNames: "protobuf",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [{ name: "modules", setup }],
});

function setup(build) {
  build.onLoad({ filter: /[\\/]cosmjs-types[\\/].*\.js$/ }, ({ path }) => ({
    contents: toModule(readFileSync(path, "utf8"), path),
    loader: "js",
  }));
}

/** A generated CommonJS file as an ES module. */
function toModule(text, path) {
  const exported = [];
  const module = text
    .replace(/^"use strict";\n/, "")
    // Nothing here reads or writes the JSON of messages.
    .replace(/^ {4}(?:fromJSON|toJSON)\(\w+\) \{\n(?: {8}.*\n)*? {4}\},\n/gm, "")
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
  const rest = /\b(?:exports|require|module)\b\s*[.(\[]/.exec(
    module.replace(/\/\*[\s\S]*?\*\//g, ""),
  );
  if (rest) throw new Error(`${path} has a form that is not known here: ${rest[0]}`);
  return exported.length > 0 ? `${module}\nexport { ${exported.join(", ")} };\n` : module;
}
