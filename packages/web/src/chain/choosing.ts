// Other networks, nodes and relays than those that the page comes with.

import { KEPT, own, readEntry, type NetworkEntry } from "./network.js";

/** The same as `readEntry` takes it. */
export function writeEntry({
  name,
  kind,
  prefix,
  gasPrice,
  nodes,
  relays,
  deployment,
}: NetworkEntry): object {
  const { chain_id, contracts } = deployment;
  return { name, kind, prefix, gas_price: gasPrice, rpc: nodes, relays, chain_id, contracts };
}

/** Uses a network from now on. */
export function choose(entry: NetworkEntry): void {
  localStorage.setItem(KEPT.chosen, entry.deployment.chain_id);
}

/** Adds a network, in place of one of the same chain that was added before, and chooses it. */
export function addNetwork(entry: NetworkEntry): void {
  const others = own().filter(
    (one) => readEntry(one).deployment.chain_id !== entry.deployment.chain_id,
  );
  localStorage.setItem(KEPT.own, JSON.stringify([writeEntry(entry), ...others]));
  choose(entry);
}

/** Uses other nodes for a chain; those of the network where there are none. */
export function useNodes(chainId: string, nodes: readonly string[]): void {
  if (nodes.length > 0) localStorage.setItem(KEPT.nodes + chainId, nodes.join(" "));
  else localStorage.removeItem(KEPT.nodes + chainId);
}

/** Uses other relays of drand for a chain; those of the network where there are none. */
export function useRelays(chainId: string, relays: readonly string[]): void {
  if (relays.length > 0) localStorage.setItem(KEPT.relays + chainId, relays.join(" "));
  else localStorage.removeItem(KEPT.relays + chainId);
}

/** Uses a gateway of IPFS. */
export function useIpfs(gateway: string): void {
  if (gateway) localStorage.setItem(KEPT.ipfs, gateway);
  else localStorage.removeItem(KEPT.ipfs);
}
