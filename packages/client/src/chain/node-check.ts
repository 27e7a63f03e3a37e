import { coded, codeOf, type Coded } from "./coded.js";
import { Chain, type NodeStatus } from "./chain.js";
import { NodeError } from "./node-error.js";
import { Rpc, type RpcOptions } from "./rpc.js";

/** What may be wrong with a node. */
export type NodeProblem =
  /** Nobody answers there. */
  | "unreachable"
  /** It answers, but not to web pages of other sites. */
  | "cors"
  /** It answers, but not as nodes do. */
  | "no_node"
  /** It is of another chain. */
  | "other_chain"
  /** It has not yet seen all blocks. */
  | "catching_up"
  /** Its last block is old. */
  | "stale"
  /** It finds no transactions: sent ones cannot be followed, sealed boxes cannot be read. */
  | "no_tx_index";

/** Something that is wrong with a node. */
export interface Problem {
  problem: NodeProblem;
  text: string;
  /** The same for pages in other languages; none for what some proxy said. */
  coded?: Coded;
}

/** What {@link checkNode} found. */
export interface NodeReport {
  /** Its address. */
  node: string;
  /** What is wrong, in words; empty where all is well. */
  problems: Problem[];
  /** What it says of itself; undefined where it says nothing. */
  status: NodeStatus | undefined;
}

/** What is expected of a node. */
export interface NodeExpectation extends RpcOptions {
  /** Oldest last block, in seconds; 3 600 by default. */
  maxAgeSeconds?: number;
  /** Seconds since 1970; the device's clock by default. */
  now?: () => number;
}

/** Problems with which a node is of no use for reading. */
const FATAL: ReadonlySet<NodeProblem> = new Set([
  "unreachable",
  "cors",
  "no_node",
  "other_chain",
  "catching_up",
  "stale",
]);

/** Looks whether a node can be used for a chain, and says what is wrong with it. Throws nothing. */
export async function checkNode(
  node: string,
  chainId: string,
  expected: NodeExpectation = {},
): Promise<NodeReport> {
  const chain = new Chain(new Rpc(node, { attempts: 2, ...expected }));
  try {
    const status = await chain.status();
    return { node, status, problems: problemsOf(status, chainId, expected) };
  } catch (error) {
    return { node, status: undefined, problems: [await silence(node, error, expected)] };
  }
}

/**
 * A connection to those of the nodes that can be used for a chain, in their order; throws where there
 * is none, and says of each why.
 */
export async function openChain(
  nodes: string | readonly string[] | Chain,
  chainId: string,
  expected: NodeExpectation = {},
): Promise<Chain> {
  if (nodes instanceof Chain) {
    const problems = (status: NodeStatus) => problemsOf(status, chainId, expected).filter(isFatal);
    // What it said a while ago will do, where that was fine.
    if (nodes.last && problems(nodes.last).length === 0) return nodes;
    const found = problems(await nodes.status());
    if (found.length > 0) throw unusable(found);
    return nodes;
  }
  const list = typeof nodes === "string" ? [nodes] : nodes;
  const reports = await Promise.all(list.map((node) => checkNode(node, chainId, expected)));
  const good = reports.filter(({ problems }) => !problems.some(isFatal));
  if (good.length > 0) {
    const addresses = good.map(({ node }) => node);
    const chain = new Chain(addresses, expected);
    chain.last = good[0]?.status;
    return chain;
  }
  throw unusable(reports.flatMap(({ problems }) => problems.filter(isFatal)));
}

/** Why no node can be used: in the words of all problems, by the code of the first. */
function unusable(problems: readonly Problem[]): Error {
  const [first] = problems;
  if (!first) return coded(new Error("no node was given"), "node_none", {});
  return Object.assign(new Error(problems.map(({ text }) => text).join("; ")), first.coded);
}

const isFatal = ({ problem }: Problem) => FATAL.has(problem);

function problemsOf(status: NodeStatus, chainId: string, expected: NodeExpectation): Problem[] {
  const { maxAgeSeconds = 3_600, now = () => Date.now() / 1_000 } = expected;
  const last = new Date(1_000 * status.block.seconds).toISOString();
  const problems: Problem[] = [];
  if (status.chainId !== chainId) {
    const text = `the node is on ${status.chainId}, the deployment on ${chainId}`;
    const values = { found: status.chainId, wanted: chainId };
    return [{ problem: "other_chain", text, coded: { code: "node_other_chain", values } }];
  }
  const behind: Coded = { code: "node_behind", values: { last } };
  if (status.catchingUp) {
    problems.push({
      problem: "catching_up",
      text: `the node is catching up, its last block is of ${last}`,
      coded: behind,
    });
  } else if (now() - status.block.seconds > maxAgeSeconds) {
    problems.push({ problem: "stale", text: `the node's last block is of ${last}`, coded: behind });
  }
  if (!status.txIndex) {
    problems.push({ problem: "no_tx_index", text: "the node does not index transactions" });
  }
  return problems;
}

/** Why a node says nothing. */
async function silence(
  node: string,
  error: unknown,
  { fetch = globalThis.fetch, timeoutMs = 15_000 }: RpcOptions,
): Promise<Problem> {
  const text = error instanceof Error ? error.message : String(error);
  const silent = error instanceof NodeError && error.status === undefined;
  if (!silent) {
    return { problem: "no_node", text, ...codedOf(error) };
  }
  try {
    // What a page may send anywhere without being shown the answer: it tells that somebody is there.
    await fetch(node, { mode: "no-cors", signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    return { problem: "unreachable", text, ...codedOf(error) };
  }
  return {
    problem: "cors",
    text: `the node ${node} answers, but not to web pages of other sites (no CORS headers)`,
    coded: { code: "node_cors", values: { node } },
  };
}

function codedOf(error: unknown): Pick<Problem, "coded"> {
  const found = codeOf(error);
  return found ? { coded: found } : {};
}
