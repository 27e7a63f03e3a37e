// A campaign's labels, put together out of the verdicts of its tasks.

import { tasks as allTasks, type taskRegistry } from "pasar-client/reading";
import type { LabelRow } from "../logic/rows.js";
import { columnsOf } from "../logic/verdict.js";
import { all } from "./all.js";
import { reader } from "./connection.js";
import { gatewayOf, itemsOf, manifestOf } from "./manifest.js";

/** Phases in which a task has a verdict. */
const DECIDED: readonly taskRegistry.Phase[] = ["resolved", "settled"];

export interface Dataset {
  rows: LabelRow[];
  /** Tasks with a verdict, and all there are. */
  tasks: number;
  of: number;
}

/** All labels that there are until now, with the fields of items that anybody may see. */
export async function dataset(about: taskRegistry.CampaignResponse): Promise<Dataset> {
  const { campaign, terms } = about;
  const tasks = await all(allTasks(reader().registry, campaign));
  const decided = tasks.filter(({ phase }) => DECIDED.includes(phase));
  const rows = await Promise.all(decided.map((task) => rowsOf(campaign, terms, task)));
  return { rows: rows.flat(), tasks: decided.length, of: about.tasks };
}

async function rowsOf(
  campaign: number,
  terms: taskRegistry.Terms,
  { task }: taskRegistry.TaskResponse,
): Promise<LabelRow[]> {
  const [verdict, items] = await Promise.all([
    reader().registry.query("verdict", { campaign, task }),
    visible(campaign, terms, task),
  ]);
  const count = Math.min(terms.page, terms.items - task * terms.page);
  return Array.from({ length: count }, (_, index) => {
    const item = items[index];
    const name = item?.name ?? String(task * terms.page + index + 1);
    const labels = columnsOf(terms.questions, verdict, count, index);
    return { item: name, labels, ...(item && { fields: item.fields }) };
  });
}

/** The items, where they can be had without signing in; labels alone are of use too. */
async function visible(campaign: number, terms: taskRegistry.Terms, task: number) {
  try {
    const manifest = await manifestOf(terms);
    if (gatewayOf(manifest, campaign) !== undefined) return [];
    return (await itemsOf(manifest, campaign, task)).items;
  } catch {
    return [];
  }
}
