// What a gateway gives, and where: a file of JSON.

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseDeployment } from "pasar-client/reading";

/** Thrown where the file says something else than it has to. */
export class ConfigError extends Error {
  /** @param {string} member @param {string} wanted */
  constructor(member, wanted) {
    super(`${member}: expected ${wanted}`);
  }
}

/** @typedef {{ name: string, folder: string, campaign: number | undefined, offers: number[] | undefined }} Given */

/**
 * @param {string} path
 */
export async function readConfig(path) {
  const found = JSON.parse(await readFile(path, "utf8"));
  const at = (/** @type {string} */ file) => resolve(dirname(path), file);
  const text = (/** @type {string} */ member) => {
    if (typeof found[member] === "string" && found[member] !== "") return found[member];
    throw new ConfigError(member, "a text");
  };
  const port = found.port ?? 8_080;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError("port", "0 to 65535");
  if (found.origins !== undefined && !Array.isArray(found.origins)) {
    throw new ConfigError("origins", 'a list such as ["https://example.org"], or none for all');
  }
  const datasets = Object.entries(found.datasets ?? {});
  if (datasets.length === 0) throw new ConfigError("datasets", "at least one");
  return {
    rpc: text("rpc"),
    deployment: parseDeployment(await readFile(at(text("deployment")), "utf8")),
    host: String(found.host ?? "127.0.0.1"),
    port,
    url: found.url === undefined ? `http://127.0.0.1:${port}` : text("url"),
    origins: /** @type {string[] | undefined} */ (found.origins),
    behindProxy: found.behind_proxy === true,
    datasets: datasets.map(([name, dataset]) => given(name, dataset, at)),
  };
}

/** Names of routes, which no dataset may have. */
const TAKEN = ["challenge", "session", "page", "links", "media", "manifest"];

/** @param {string} name @param {any} dataset @param {(file: string) => string} at @returns {Given} */
function given(name, dataset, at) {
  const member = `datasets.${name}`;
  if (!/^[a-z0-9-]{1,64}$/.test(name) || TAKEN.includes(name)) {
    throw new ConfigError(member, `a name of a-z, 0-9 and -, and none of ${TAKEN.join(", ")}`);
  }
  const { folder, campaign, offers } = dataset ?? {};
  if (typeof folder !== "string") throw new ConfigError(`${member}.folder`, "a folder");
  const isId = (/** @type {unknown} */ id) => Number.isInteger(id) && Number(id) > 0;
  if (campaign !== undefined && !isId(campaign)) {
    throw new ConfigError(
      `${member}.campaign`,
      "the number of a campaign, or none before it is created",
    );
  }
  if (offers !== undefined && !(Array.isArray(offers) && offers.every(isId))) {
    throw new ConfigError(`${member}.offers`, "a list of numbers of offers, or none for all");
  }
  return { name, folder: at(folder), campaign, offers };
}
