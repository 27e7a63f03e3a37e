// Files of a campaign's labels, loaded when one is wanted: each format out of the same table.

import { inLanguage, linkOf, mediaFields } from "pasar-client/manifest";
import type { taskRegistry } from "pasar-client/reading";
import { certificateText, toCard } from "../logic/files/card.js";
import { tableOf, type NamedItem, type Wanted } from "../logic/files/columns.js";
import { toFeatured, typed } from "../logic/files/features.js";
import { toLabelStudio } from "../logic/files/label-studio.js";
import { formulas, toCsv, toImageFolder, toJsonLines } from "../logic/files/text.js";
import { reader } from "./connection.js";
import { dataset, type Dataset } from "./dataset.js";
import { manifestOf, type Manifest } from "./manifest.js";

export type Format = "csv" | "jsonl" | "parquet" | "card" | "label-studio" | "image-folder";

export interface Choice extends Wanted {
  format: Format;
  /** Whether `'` stands before what spreadsheets would run as a formula. */
  tame: boolean;
  /** Of image folders: the field of the pictures. */
  field?: string;
}

export interface File {
  name: string;
  type: string;
  content: BlobPart;
  rows: number;
  /** Pages with labels, and all there are. */
  tasks: number;
  of: number;
  /** Cells that a spreadsheet would run as formulas. */
  formulas: number;
  /** Why the items are called by their numbers: `private`, or what went wrong. */
  unnamed?: unknown;
}

type Campaign = taskRegistry.CampaignResponse;

/** The file that was chosen; throws where it cannot be made. */
export async function fileOf(about: Campaign, choice: Choice): Promise<File> {
  const source = await dataset(about, choice);
  const table = tableOf(source, choice);
  const chain = reader().deployment.chain_id;
  const base = `pasar-${chain}-${about.campaign}${choice.raw ? "-raw" : ""}`;
  const done = (name: string, type: string, content: BlobPart): File => ({
    name,
    type,
    content,
    rows: table.rows.length,
    tasks: source.tasks.length,
    of: source.of,
    formulas: /csv$/.test(type) && !choice.tame ? formulas(table) : 0,
    ...(source.unnamed !== undefined && { unnamed: source.unnamed }),
  });
  const by = `Pasar, campaign ${about.campaign} on ${chain}`;
  switch (choice.format) {
    case "csv":
      return done(`${base}.csv`, "text/csv", toCsv(table, choice.tame));
    case "jsonl":
      return done(`${base}.jsonl`, "application/jsonl", toJsonLines(table));
    case "parquet":
      return done(`${base}.parquet`, "application/vnd.apache.parquet", await toFeatured(table, by));
    case "card": {
      const columns = typed(table).map(({ feature }, at) => ({
        column: table.columns[at]!,
        feature,
      }));
      const about_ = { file: `${base}.parquet`, rows: table.rows.length, columns };
      return done("README.md", "text/markdown", toCard({ ...(await facts(about)), ...about_ }));
    }
    case "image-folder":
      return done("metadata.csv", "text/csv", toImageFolder(table, choice.field ?? ""));
    case "label-studio": {
      const text = toLabelStudio(source, await studio(about, by, choice.raw === true, source));
      return done(`${base}-label-studio.json`, "application/json", text);
    }
  }
}

/** What a card says of a campaign. */
async function facts(about: Campaign) {
  const { campaign, terms, requester } = about;
  const { registry, deployment } = reader();
  const [certificate, manifest] = await Promise.all([
    registry.query("certificate", { campaign }),
    openable(terms),
  ]);
  const header = manifest?.header;
  const title = header && inLanguage(header.title, ["en"]).text;
  return {
    title: title ?? `Campaign ${campaign} on ${deployment.chain_id}`,
    ...(header?.license !== undefined && { license: header.license }),
    certificate: certificateText(certificate),
    facts: [
      ["chain", deployment.chain_id],
      ["task registry", deployment.contracts["task-registry"].address],
      ["campaign", campaign],
      ["requester", requester],
      ["domain", terms.domain],
      ["manifest", terms.manifest.uri],
      ["root of the items", terms.manifest.root],
      ["instructions", BOUND[manifest?.bound ?? "none"]],
      ["pages done", `${about.tasks_done} of ${about.tasks}`],
      ["license of the items", header?.license ?? "not said"],
      ["license of the labels", "as an offer of the campaign says, with the hash of its terms"],
    ] as const,
  };
}

const BOUND = {
  hash: "bound to the terms by their hash",
  address: "bound to the terms by their address",
  none: "not bound to the terms",
};

/** The manifest, where it can be had. */
const openable = (terms: Campaign["terms"]): Promise<Manifest | undefined> =>
  manifestOf(terms).catch(() => undefined);

async function studio(about: Campaign, model: string, raw: boolean, { items }: Dataset) {
  const manifest = items && (await openable(about.terms));
  const header = manifest?.header;
  const [block] = header?.view ?? [];
  const media = header ? mediaFields(header) : [];
  const addresses = ({ fields }: NamedItem) =>
    Object.fromEntries(
      media.flatMap((field) => {
        try {
          return [[field, linkOf(fields, field, manifest!.base).address]];
        } catch {
          // What leads nowhere stays as the item has it.
          return [];
        }
      }),
    );
  const target = block && ("field" in block ? block.field : block.fields[0]);
  return { raw, model, target: target ?? "item", media: addresses };
}
