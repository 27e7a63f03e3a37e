// Writes src/generated from the repository's schema/, and the hashes of all of it, by which a test
// sees without this generator whether they still belong together.
//
//   npm run generate              writes
//   npm run generate -- --check   writes nothing, fails where a file would change
//
// ts-codegen makes the types. It drops the descriptions of the schema and does not say which
// response belongs to which query outside its own client classes, so both are added here.

import { createHash } from "node:crypto";
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, copyFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import tsCodegen from "@cosmwasm/ts-codegen";
import Case from "case";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const home = join(here, "..");
const target = join(home, "src/generated");
const contracts = ["task-registry", "label-escrow", "reputation-staking", "reward-token"];

/** What the output depends on beside the schemas; paths from the package's folder. */
const SOURCES = ["../../schema/events.json", "codegen/generate.mjs", "codegen/package-lock.json"];

const CONTRACT_TYPES = `/** All of it, as \`Contract\` takes it. */
export interface Types {
  execute: ExecuteMsg;
  query: QueryMsg;
  responses: QueryResponses;
  events: Events;
}`;

const files = new Map();
const events = JSON.parse(readFileSync(join(root, "schema/events.json"), "utf8"));
for (const contract of contracts) {
  const schema = JSON.parse(readFileSync(join(root, `schema/${contract}.json`), "utf8"));
  const types = await typesOf(contract);
  const parts = [
    `// Generated from schema/${contract}.json and schema/events.json by npm run generate; do not edit.`,
    withDescriptions(types, declarations(schema)),
    responses(schema),
    eventTypes(events[contract]),
    CONTRACT_TYPES,
  ];
  files.set(`${contract}.ts`, `${parts.join("\n\n")}\n`);
}

const inputs = [...contracts.map((contract) => `../../schema/${contract}.json`), ...SOURCES];
const hashes = [
  ...inputs.map((path) => [path, readFileSync(join(home, path))]),
  ...[...files].map(([name, text]) => [`src/generated/${name}`, text]),
].map(([path, content]) => `${createHash("sha256").update(content).digest("hex")}  ${path}\n`);
files.set("../../generated.sha256", hashes.join(""));

if (process.argv.includes("--check")) check();
else for (const [name, text] of files) writeFileSync(join(target, name), text);

function check() {
  const stale = [...files].filter(([name, text]) => readOrEmpty(join(target, name)) !== text);
  for (const [name] of stale) {
    console.error(`src/generated/${name} is not what the schema gives; run: npm run generate`);
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** The output of ts-codegen without its banner. */
async function typesOf(contract) {
  const temporary = mkdtempSync(join(tmpdir(), "pasar-codegen-"));
  try {
    const input = join(temporary, "schema");
    mkdirSync(input);
    copyFileSync(join(root, `schema/${contract}.json`), join(input, `${contract}.json`));
    await quietly(() =>
      tsCodegen.default({
        contracts: [{ name: Case.pascal(contract), dir: input }],
        outPath: temporary,
        options: {
          bundle: { enabled: false },
          types: { enabled: true },
          client: { enabled: false },
          messageComposer: { enabled: false },
        },
      }),
    );
    const text = readFileSync(join(temporary, `${Case.pascal(contract)}.types.ts`), "utf8");
    return text.replace(/^\/\*\*[\s\S]*?\*\/\s*/, "").trim();
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** ts-codegen prints the names of its temporary files. */
async function quietly(action) {
  const log = console.log;
  console.log = () => {};
  try {
    return await action();
  } finally {
    console.log = log;
  }
}

/** Every named type of a contract's schema. */
function declarations(schema) {
  const named = new Map();
  const add = (part) => {
    if (!part) return;
    for (const [name, definition] of Object.entries(part.definitions ?? {})) {
      named.set(Case.pascal(name), definition);
    }
    if (part.title) named.set(Case.pascal(part.title), part);
  };
  [schema.instantiate, schema.execute, schema.query, schema.migrate].forEach(add);
  Object.values(schema.responses).forEach(add);
  return named;
}

/** Puts the schema's descriptions above the declarations and fields they describe. */
function withDescriptions(types, named) {
  const path = [];
  const lines = types.split("\n").flatMap((line) => {
    const declaration = /^export (?:type|interface) (\w+)/.exec(line);
    const field = /^( +)(\w+)\??: /.exec(line);
    if (declaration) {
      path[0] = named.get(declaration[1]);
      return [...comment("", description(path[0])), line];
    }
    if (field) {
      const depth = field[1].length / 2;
      path[depth] = property(path[depth - 1], field[2]);
      return [...comment(field[1], path[depth]?.text), line];
    }
    return [line];
  });
  return lines.join("\n");
}

/** A field's schema, and its text: a variant's own where the field names one. */
function property(schema, name) {
  const variants = schema?.oneOf ?? schema?.anyOf ?? [schema];
  for (const variant of variants) {
    const found = variant?.properties?.[name];
    if (!found) continue;
    const isVariant = variant !== schema;
    return { ...found, text: isVariant ? variant.description : found.description };
  }
  return undefined;
}

function description(schema) {
  if (!schema) return undefined;
  const values = (schema.oneOf ?? []).filter((variant) => variant.enum && variant.description);
  const list = values.flatMap(({ enum: names, description }) =>
    names.map((name) => `* \`${name}\`: ${description}`),
  );
  return [schema.description, list.join("\n")].filter(Boolean).join("\n\n");
}

function comment(indent, text) {
  if (!text) return [];
  // The examples of the Rust types say nothing about TypeScript.
  const lines = text
    .replace(/\n\n#+ Examples[\s\S]*/, "")
    .replaceAll("*/", "*\\/")
    .split("\n");
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

function responses(schema) {
  const fields = Object.entries(schema.responses).map(
    ([query, response]) => `  ${query}: ${responseType(response)};`,
  );
  return [
    "/** What each query answers. */",
    "export interface QueryResponses {",
    ...fields,
    "}",
  ].join("\n");
}

function responseType(response) {
  if (!response.title) throw new Error(`a response without a title: ${JSON.stringify(response)}`);
  return Case.pascal(response.title);
}

function eventTypes(list) {
  const fields = list.flatMap(({ name, description, attributes }) => [
    ...comment("  ", description),
    `  ${name}: {`,
    ...attributes.flatMap((attribute) => [
      ...comment("    ", attribute.description),
      `    ${attribute.name}: string;`,
    ]),
    "  };",
  ]);
  const begin = "/** Attributes of each event; like all of the chain's they are strings. */";
  if (fields.length === 0) return `${begin}\nexport type Events = {};`;
  return [begin, "export interface Events {", ...fields, "}"].join("\n");
}
