// JSON-RPC over fetch: calls of one moment go in one request, a request without an answer is tried
// again, after a while that is random, at the next node.

import { coded } from "./coded.js";
import { NodeError, RpcError, saying } from "./node-error.js";

/** How to reach nodes. */
export interface RpcOptions {
  /** How often a request is tried in all; 5 by default. */
  attempts?: number;
  /** Milliseconds before the second try, doubled for each further one; 250 by default. */
  pauseMs?: number;
  /** Milliseconds that a node may take; 15 000 by default. */
  timeoutMs?: number;
  /** Most calls of a request; 10 by default, as CometBFT's. 1 for nodes that take no lists. */
  batch?: number;
  /** Sends requests; the environment's `fetch` by default. */
  fetch?: typeof fetch;
}

interface Call {
  method: string;
  params: object;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  id?: unknown;
  result?: unknown;
  error?: { code?: number; message?: string; data?: unknown };
}

/** Longest pause that a node may ask for with `Retry-After`. */
const LONGEST_PAUSE_MS = 10_000;

/** Statuses that a proxy gives for the node: what it says besides is no answer of the node. */
const NOT_THE_NODE = new Set([408, 425, 429, 502, 503, 504]);

/** A connection to one node, or to several of the same chain that replace each other. */
export class Rpc {
  /** Addresses of the nodes; the first one is asked as long as it answers. */
  readonly nodes: readonly string[];
  private current = 0;
  private waiting: Call[] = [];
  /** Nodes that were seen to refuse lists. */
  private readonly oneByOne = new Set<string>();
  private lastId = 0;

  constructor(
    nodes: string | readonly string[],
    private readonly options: RpcOptions = {},
  ) {
    const list = typeof nodes === "string" ? [nodes] : nodes;
    this.nodes = list.map((node) => node.replace(/\/+$/, ""));
    if (this.nodes.length === 0) throw new TypeError("no node: give at least one address");
  }

  /** The node that is asked now. */
  get node(): string {
    return this.nodes[this.current % this.nodes.length]!;
  }

  /** Asks a node. Throws {@link NodeError} where none answers, {@link RpcError} where one cannot. */
  call<T>(method: string, params: object = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ method, params, resolve: resolve as (result: unknown) => void, reject });
      // What is asked in the same moment goes with it.
      if (this.waiting.length === 1) setTimeout(() => this.flush(), 0);
    });
  }

  private flush(): void {
    const calls = this.waiting;
    this.waiting = [];
    const most = Math.max(1, this.options.batch ?? 10);
    for (let first = 0; first < calls.length; first += most) {
      void this.deliver(calls.slice(first, first + most));
    }
  }

  /** Tries until there is an answer for each of the calls, or no try is left. */
  private async deliver(calls: readonly Call[]): Promise<void> {
    const { attempts = 5 } = this.options;
    for (let attempt = 1; ; attempt += 1) {
      const node = this.node;
      try {
        if (calls.length === 1 || !this.oneByOne.has(node)) {
          if (await this.exchange(node, calls)) return;
          this.oneByOne.add(node);
        }
        await Promise.all(calls.map((call) => this.deliver([call])));
        return;
      } catch (error) {
        if (attempt >= attempts) return calls.forEach(({ reject }) => reject(error as Error));
        // Another call may have moved on already.
        if (this.node === node) this.current += 1;
        await this.pause(attempt, error);
      }
    }
  }

  /** Twice as long each time, and by chance shorter, so that not all clients come back at once. */
  private async pause(attempt: number, error: unknown): Promise<void> {
    const { pauseMs = 250 } = this.options;
    const longest = pauseMs * 2 ** (attempt - 1);
    const wanted = error instanceof NodeError ? error.retryAfterMs : 0;
    const ms = Math.max(wanted, longest * (0.5 + Math.random() / 2));
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_PAUSE_MS)));
  }

  /** One request; false where the node does not take lists. */
  private async exchange(node: string, calls: readonly Call[]): Promise<boolean> {
    const asked = calls.map(({ method, params }) => {
      this.lastId += 1;
      return { jsonrpc: "2.0", id: this.lastId, method, params };
    });
    const response = await this.post(node, asked.length === 1 ? asked[0]! : asked);
    const text = await response.text().catch((cause) => {
      throw coded(
        new NodeError(node, "broke off its answer", { status: response.status, cause }),
        "node_broken",
        { node },
      );
    });
    const found = answersOf(text);
    const isAway = NOT_THE_NODE.has(response.status);
    // A list may be refused in any way, but not by a proxy that finds no node.
    if (asked.length > 1 && !isAway && !Array.isArray(found)) return false;
    if (!found || isAway) throw noAnswer(node, response, text);
    const answers = new Map([found].flat().map((answer) => [answer.id, answer]));
    // A node answers a single call even where it forgets its number.
    const only = asked.length === 1 ? [found].flat()[0] : undefined;
    const list = asked.map(({ id }) => answers.get(id) ?? only);
    if (list.includes(undefined)) {
      throw coded(
        new NodeError(node, "left out answers", { status: response.status }),
        "node_broken",
        { node },
      );
    }
    list.forEach((answer, index) => settle(calls[index]!, answer!));
    return true;
  }

  private async post(node: string, body: object): Promise<Response> {
    const { timeoutMs = 15_000, fetch = globalThis.fetch } = this.options;
    try {
      return await fetch(node, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      const late = cause instanceof Error && cause.name === "TimeoutError";
      const reason = late ? `did not answer within ${timeoutMs} ms` : "cannot be reached";
      const error = new NodeError(node, reason, { cause });
      throw late
        ? coded(error, "node_late", { node, ms: timeoutMs })
        : coded(error, "node_silent", { node });
    }
  }
}

function noAnswer(node: string, response: Response, text: string): NodeError {
  const { status, statusText, headers } = response;
  const seconds = Number(headers.get("retry-after"));
  // It may also be a date, which the device's clock is not asked about.
  const retryAfterMs = Number.isFinite(seconds) ? 1_000 * seconds : 0;
  const said = saying(text, statusText);
  return coded(
    new NodeError(node, `answers ${status}: ${said}`, { status, retryAfterMs }),
    "node_status",
    { node, status, said },
  );
}

function answersOf(text: string): Answer | Answer[] | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = [found].flat() as (Answer | null)[];
  const isAnswer = (one: Answer | null) =>
    typeof one === "object" && one !== null && (one.result !== undefined || isError(one.error));
  return list.length > 0 && list.every(isAnswer) ? (found as Answer | Answer[]) : undefined;
}

function isError(error: Answer["error"]): boolean {
  return typeof error === "object" && error !== null && typeof error.code === "number";
}

function settle({ resolve, reject }: Call, { result, error }: Answer): void {
  if (!error) return resolve(result);
  // CometBFT's message says only "Internal error"; what happened is in the data.
  const { code = 0, message = "", data } = error;
  reject(new RpcError(code, typeof data === "string" && data !== "" ? data : message));
}
