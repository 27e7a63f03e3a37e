/**
 * Thrown where a node gave no answer: it is not there, or what came is not JSON-RPC (a proxy's page,
 * a limit of requests). It says nothing about the chain or the contracts.
 */
export class NodeError extends Error {
  override readonly name = "NodeError";
  /** Status of its answer; none where there was no answer. */
  readonly status: number | undefined;
  /** Milliseconds after which it wants to be asked again; 0 where it says nothing. */
  readonly retryAfterMs: number;

  constructor(
    /** Address of the node. */
    readonly node: string,
    /** What happened, such as `answers 429: API rate limit exceeded`. */
    readonly reason: string,
    { status, retryAfterMs = 0, ...options }: Silence = {},
  ) {
    super(`the node ${node} ${reason}`, options);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What is known where there is no answer. */
interface Silence extends ErrorOptions {
  status?: number;
  retryAfterMs?: number;
}

/** Thrown where a node answered that it cannot do what was asked. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  constructor(
    /** JSON-RPC's number of the error. */
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown where the chain refused a query, in the words of its log. */
export class QueryError extends Error {
  override readonly name = "QueryError";

  constructor(
    /** Its number within the chain's module. */
    readonly code: number,
    /** What the chain said. */
    readonly log: string,
  ) {
    super(`Query failed with (${code}): ${log}`);
  }
}

/** Most characters of a foreign page that are worth showing. */
const EXCERPT = 120;

/** What an answer that is no JSON-RPC says: a proxy's JSON, a page's text, or nothing. */
export function saying(answer: string, statusText: string): string {
  // A page of any length has nothing to say further on, and takes long to be searched for tags.
  const body = answer.slice(0, 16_384);
  let text = body;
  try {
    const { message, error } = JSON.parse(body) as { message?: unknown; error?: unknown };
    const found = [message, error, (error as { message?: unknown } | null)?.message];
    text = found.find((one) => typeof one === "string") ?? body;
  } catch {
    text = body.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ");
  }
  const words = text.replace(/\s+/g, " ").trim();
  const short = words.length > EXCERPT ? `${words.slice(0, EXCERPT)}...` : words;
  return short || statusText || "nothing";
}
