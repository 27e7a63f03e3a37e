import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { must } from "./say.js";

/** What the token takes on the chain. */
const MOST_BYTES = 5 * 1024;

/**
 * What wallets show of the reward token. A profile names a logo by its file in scripts/networks, which
 * goes on the chain as it is, or by its URL; who may change all this is an address or "owner".
 * @param {string} root @param {any} said by the profile @param {string | undefined} owner
 */
export function marketing(root, said, owner) {
  const told = { ...said };
  if (told.marketing === "owner") told.marketing = owner;
  if (typeof told.logo === "string") told.logo = logo(root, told.logo);
  return told;
}

/** @param {string} root @param {string} name */
function logo(root, name) {
  if (/^https?:\/\//.test(name)) return { url: name };
  const path = join(root, "scripts", "networks", name);
  const kind = extname(name).slice(1);
  must(kind === "svg" || kind === "png", `the logo ${name} is no URL and neither .svg nor .png`);
  must(existsSync(path), `no logo ${path}`);
  const bytes = readFileSync(path);
  must(
    bytes.length <= MOST_BYTES,
    `the logo ${name} has ${bytes.length} bytes; the token takes ${MOST_BYTES}`,
  );
  return { embedded: { [kind]: bytes.toString("base64") } };
}
