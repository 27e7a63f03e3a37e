// The built page on a host of static files, in a subfolder, and the folders of campaigns beside it.

import { join } from "node:path";
import { ROOT } from "./setting.js";

type Tools = typeof import("../tools/host.mjs") & typeof import("../tools/networks.mjs");
export type Host = InstanceType<Tools["Host"]>;

const tool = (name: string) =>
  import(join(ROOT, `packages/web/tools/${name}.mjs`)) as Promise<Tools>;

/** Where the page is: below a folder, as on any host. */
export const FOLDER = "/market/";

/** Serves the built page, with what it knows of networks; with other nodes or relays where they are given. */
export async function startHost(
  change: Partial<{ rpc: string[]; relays: string[] }> = {},
): Promise<Host> {
  const [{ Host }, { networks }] = await Promise.all([tool("host"), tool("networks")]);
  const host = await Host.start();
  host.folder(FOLDER, join(ROOT, "packages/web/dist"));
  const known = networks(ROOT).map((one) => ({ ...one, ...change }));
  host.text(`${FOLDER}networks.json`, JSON.stringify(known));
  return host;
}
