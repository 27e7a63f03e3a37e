// What the page knows of networks: public facts of scripts/networks, and where the suite is deployed.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Values of a profile that stand before its first table: `name = "text"`, and its relays, a list of them. */
function facts(toml) {
  const head = toml.split(/^\[/m)[0];
  const found = head.matchAll(/^(\w+) = "([^"]*)"/gm);
  const texts = Object.fromEntries([...found].map(([, name, value]) => [name, value]));
  const relays = /^relays = (\[[^\]]*\])/m.exec(head)?.[1] ?? "[]";
  return { ...texts, relays: JSON.parse(relays) };
}

function deployments(folder) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
}

/** Every network of the repository on which the suite is deployed. */
export function networks(root, env = process.env) {
  const folder = join(root, "scripts/networks");
  const profiles = readdirSync(folder)
    .filter((name) => name.endsWith(".toml"))
    .map((name) => ({
      name: name.replace(/\.toml$/, ""),
      ...facts(readFileSync(join(folder, name), "utf8")),
    }));
  const places = [env.PASAR_DEPLOYMENTS ?? join(root, "scripts/deployments")];
  return places.flatMap(deployments).flatMap((deployment) => {
    const profile = profiles.find(({ chain_id }) => chain_id === deployment.chain_id);
    if (!profile) return [];
    const { name, kind, prefix, gas_price, rpc, relays: named } = profile;
    const relays = kind === "local" && env.PASAR_RELAYS ? env.PASAR_RELAYS.split(",") : named;
    const nodes = kind === "local" && env.PASAR_RPC ? env.PASAR_RPC : rpc;
    const { chain_id, contracts } = deployment;
    return [{ name, kind, chain_id, prefix, gas_price, rpc: [nodes], relays, contracts }];
  });
}
