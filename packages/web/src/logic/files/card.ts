// The card of a data set, README.md: what Hugging Face reads of it stands between the lines `---`, what people read below.

import type { taskRegistry } from "pasar-client/reading";
import type { Column } from "./columns.js";
import type { Feature } from "./features.js";

export interface Card {
  title: string;
  /** The file that the card is of. */
  file: string;
  rows: number;
  columns: readonly { column: Column; feature: Feature }[];
  /** License of the items, where the header names one. */
  license?: string;
  /** Where the data comes from: what, and its value, which may be a stranger's text. */
  facts: readonly (readonly [string, string | number])[];
  /** How sure it is, in sentences. */
  certificate: readonly string[];
}

/** What a certificate says, in sentences. */
export function certificateText(found: taskRegistry.CertificateResponse): string[] {
  const percent = (bps: number) => `${bps / 100} %`;
  const { labels, labelers, items, sure, gold_items, gold_right } = found;
  return [
    `* ${items} items have ${labels} labels of ${labelers} labelers, ${found.mean_overlap} an answer on average.`,
    `* Of ${percent(sure)} of the items the verdict is sure: it leads by five bits or more.`,
    gold_items > 0
      ? `* Of ${gold_items} test answers that were known, a plain vote is right on ${gold_right}: with 97.5 % of certainty on ` +
        `at least ${percent(found.gold_accuracy_at_least)} of all, as far as the test items are like the others.`
      : "* Nothing was tested against known answers.",
    `* Challenges: ${found.challenges_upheld} changed a label, ${found.challenges_lost} changed none.`,
  ];
}

/** Licenses that Hugging Face knows, of those that data is under: of Creative Commons with their conditions. */
const LICENSES =
  /^(?:cc-by(?:-nc)?(?:-[sn][ad])?-[34]\.0|cc0-1\.0|apache-2\.0|mit|odbl|odc-by|pddl|cdla-(?:permissive|sharing)-[12]\.0)$/;

/** Sizes that Hugging Face sorts data sets by. */
const SIZES: readonly (readonly [number, string])[] = [
  [1e3, "n<1K"],
  [1e4, "1K<n<10K"],
  [1e5, "10K<n<100K"],
  [1e6, "100K<n<1M"],
  [1e7, "1M<n<10M"],
];

export function toCard(card: Card): string {
  const size = SIZES.find(([most]) => card.rows < most)?.[1] ?? "10M<n<100M";
  const lines = [
    "---",
    ...license(card.license),
    `pretty_name: ${yaml(card.title)}`,
    "size_categories:",
    `- ${size}`,
    "tags:",
    "- pasar",
    "configs:",
    "- config_name: default",
    `  data_files: ${yaml(card.file)}`,
    "dataset_info:",
    "  features:",
    ...card.columns.flatMap(({ column, feature }) => [
      `  - name: ${yaml(column.name)}`,
      ...dtype(feature),
    ]),
    "---",
    "",
    `# ${plain(card.title)}`,
    "",
    "Labels from Pasar, a market for labeled data on a chain. Whoever wants to be sure asks the chain: it has every",
    "label, and the root below is that of the tree over the items.",
    "",
    "| | |",
    "|---|---|",
    ...card.facts.map(([name, value]) => `| ${name} | ${plain(String(value))} |`),
    "",
    "## How sure the labels are",
    "",
    ...card.certificate,
    "",
    "## Columns",
    "",
    "| column | type | what |",
    "|---|---|---|",
    ...card.columns.map(
      ({ column, feature }) =>
        `| ${plain(column.name)} | ${"classes" in feature ? "class" : feature.dtype} | ${column.what} |`,
    ),
    "",
  ];
  return lines.join("\n");
}

function license(name: string | undefined): string[] {
  if (name === undefined) return ["license: unknown"];
  const known = name.toLowerCase();
  return LICENSES.test(known)
    ? [`license: ${known}`]
    : ["license: other", `license_name: ${yaml(name)}`];
}

function dtype(feature: Feature): string[] {
  if ("dtype" in feature) return [`    dtype: ${feature.dtype}`];
  return [
    "    dtype:",
    "      class_label:",
    "        names:",
    ...feature.classes.map((name, number) => `          '${number}': ${yaml(name)}`),
  ];
}

/** What YAML allows in no text, or breaks lines at. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A text in YAML's quotes, which are JSON's. */
function yaml(text: string): string {
  return JSON.stringify(text).replace(
    UNSAFE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A stranger's text of which Markdown makes nothing else: one line, each sign that means something escaped. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~&$]/g, "\\$&");
}
