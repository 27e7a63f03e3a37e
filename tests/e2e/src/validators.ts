import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./migrate.js";
import { setting } from "./setting.js";

/** What scripts/localnet does to a validator: kill, restart, pause or resume. */
export const localnet = (verb: "kill" | "restart" | "pause" | "resume", validator: number) =>
  promisify(execFile)(join(ROOT, "scripts/localnet"), [verb, String(validator)]);

/** Where a validator is asked: each has the first one's port plus its number. */
export function rpcOf(validator: number): string {
  const url = new URL(setting("PASAR_RPC"));
  url.port = String(Number(url.port) + validator);
  return url.origin;
}

/** Where a validator stands; undefined where it does not answer. */
export async function status(validator: number) {
  const found = await ask<{
    sync_info: { latest_block_height: string; catching_up: boolean };
  }>(validator, "status").catch(() => undefined);
  if (!found) return undefined;
  const { latest_block_height, catching_up } = found.sync_info;
  return { height: Number(latest_block_height), catchingUp: catching_up };
}

/** What a validator says of a block: its hash, and the state's before it. */
export async function block(validator: number, height: number) {
  const { block_id, block } = await ask<{
    block_id: { hash: string };
    block: { header: { app_hash: string } };
  }>(validator, `block?height=${height}`);
  return { hash: block_id.hash, appHash: block.header.app_hash };
}

async function ask<T>(validator: number, path: string): Promise<T> {
  const signal = AbortSignal.timeout(5_000);
  const response = await fetch(`${rpcOf(validator)}/${path}`, { signal });
  const { result, error } = (await response.json()) as { result?: T; error?: { data: string } };
  if (result === undefined) throw new Error(`validator ${validator}: ${error?.data}`);
  return result;
}
