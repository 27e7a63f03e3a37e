// Which networks there are, and which one the page is on.

import { parseDeployment, type Deployment } from "pasar-client/reading";
import { own as failure } from "../words/own.js";

/** A network with the suite on it. */
export interface NetworkEntry {
  name: string;
  /** Whether the chain lives in the program that serves the page, and ends with it. */
  embedded?: boolean;
  /** On `local` ones a key of the browser may sign. */
  kind: string;
  prefix: string;
  /** Such as `0.025ustake`. */
  gasPrice: string;
  nodes: string[];
  /** Of drand, asked in turn for the rounds that draw. */
  relays: string[];
  deployment: Deployment;
  /** Gives coins for trying out; on local chains alone, by a host of this machine. */
  faucet?: string;
  /** Gateway of IPFS, where one was chosen. */
  ipfsGateway?: string;
}

/** Names under which the browser keeps what was chosen; those that end with a slash go on with a chain's id. */
export const KEPT = {
  chosen: "pasar/network",
  own: "pasar/networks",
  nodes: "pasar/nodes/",
  relays: "pasar/relays/",
  ipfs: "pasar/ipfs",
} as const;

/** Reads an entry of `networks.json`, of a link or of a file; throws where something is missing. */
export function readEntry(value: unknown): NetworkEntry {
  const found = value as Record<string, unknown>;
  const deployment = parseDeployment(found);
  const rpc = typeof found["rpc"] === "string" ? [found["rpc"]] : found["rpc"];
  if (!Array.isArray(rpc) || rpc.length === 0 || !rpc.every(isNode)) {
    throw failure("rpc", "rpc: expected addresses of nodes that begin with https://", {});
  }
  const relays = found["relays"] ?? [];
  if (!Array.isArray(relays) || !relays.every(isNode)) {
    const text = "relays: expected addresses of drand's relays that begin with https://";
    throw failure("relays", text, {});
  }
  const text = (name: string, otherwise: string) => {
    const it = found[name];
    return typeof it === "string" && it !== "" ? it : otherwise;
  };
  const kind = text("kind", "unknown");
  const faucet = text("faucet", "");
  return {
    ...(found["embedded"] === true && { embedded: true }),
    name: text("name", deployment.chain_id),
    kind,
    prefix: text("prefix", deployment.contracts["task-registry"].address.split("1")[0] ?? "wasm"),
    gasPrice: text("gas_price", ""),
    nodes: rpc,
    relays,
    deployment,
    ...(kind === "local" && OWN_HOST.test(faucet) && { faucet }),
  };
}

/** Addresses of this machine. */
const OWN_HOST = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/|$)/;

/** Whether an address is one of a node that a page may ask. */
export function isNode(address: unknown): address is string {
  const text = String(address);
  return /^https:\/\/[^\s]+$/.test(text) || OWN_HOST.test(text);
}

/** Networks that were added in this browser, as `readEntry` takes them. */
export function own(): unknown[] {
  return JSON.parse(localStorage.getItem(KEPT.own) ?? "[]") as unknown[];
}

/** Every network that the page knows: beside it, and those that were added here. */
export async function networks(): Promise<NetworkEntry[]> {
  const answer = await fetch("networks.json");
  const beside = answer.ok ? ((await answer.json()) as unknown[]) : [];
  return [...own(), ...beside].map(readEntry).map((entry) => {
    const { chain_id } = entry.deployment;
    const nodes = localStorage.getItem(KEPT.nodes + chain_id);
    const relays = localStorage.getItem(KEPT.relays + chain_id);
    const ipfsGateway = localStorage.getItem(KEPT.ipfs);
    return {
      ...entry,
      ...(nodes && { nodes: nodes.split(" ") }),
      ...(relays && { relays: relays.split(" ") }),
      ...(ipfsGateway && { ipfsGateway }),
    };
  });
}

/** The one that was chosen, else the first. */
export function chosen(all: readonly NetworkEntry[]): NetworkEntry | undefined {
  const id = localStorage.getItem(KEPT.chosen);
  return all.find(({ deployment }) => deployment.chain_id === id) ?? all[0];
}
