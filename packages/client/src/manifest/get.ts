// Fetches files of strangers: bounded in bytes and time, and what goes wrong is said in words.

import { coded } from "../chain/coded.js";
import { saying } from "../chain/node-error.js";
import { concat, fromUtf8 } from "../formats/bytes.js";
import { ManifestError } from "./error.js";

/** How to fetch. */
export interface FetchOptions {
  /** Sends requests; the environment's `fetch` by default. */
  fetch?: typeof fetch;
  /** Milliseconds that an answer may take; 30 000 by default. */
  timeoutMs?: number;
  /** Gateway of IPFS for `ipfs:` addresses, such as `https://ipfs.io`. None by default. */
  ipfsGateway?: string;
  /** Ends what is asked for. */
  signal?: AbortSignal;
}

/** Bytes from one offset on, up to another that is no part of them. */
export interface Span {
  from: number;
  to: number;
}

/** The bytes of a file, or of a part of it; servers that know no ranges give all, out of which it is cut. */
export async function getBytes(
  url: string,
  most: number,
  options: FetchOptions & { span?: Span; headers?: Record<string, string> } = {},
): Promise<Uint8Array> {
  const { span } = options;
  const headers = { ...options.headers };
  if (span) headers["range"] = `bytes=${span.from}-${span.to - 1}`;
  const response = await answerOf(url, { headers }, options);
  if (!span) return bytesOf(response, url, most);
  if (response.status !== 206) {
    const all = await bytesOf(response, url, most);
    return cut(url, all, span.from, span);
  }
  const part = await bytesOf(response, url, span.to - span.from);
  return cut(url, part, 0, span);
}

function cut(url: string, bytes: Uint8Array, from: number, span: Span): Uint8Array {
  const wanted = span.to - span.from;
  const part = bytes.subarray(from, from + wanted);
  if (part.length === wanted) return part;
  throw coded(
    new ManifestError(
      "items",
      `${url} ends before byte ${span.to}: found ${part.length} bytes from ${span.from} on`,
    ),
    "file_short",
    { url },
  );
}

/** An answer that is no refusal. */
export async function answerOf(
  url: string,
  init: RequestInit,
  options: FetchOptions,
): Promise<Response> {
  const { fetch = globalThis.fetch, timeoutMs = 30_000, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
  } catch (cause) {
    throw silent(url, timeoutMs, cause);
  }
  if (response.ok) return response;
  const { status, statusText } = response;
  const said = saying(fromUtf8(await bytesOf(response, url, 4_096).catch(() => NONE)), statusText);
  throw coded(
    new ManifestError("status", `${url} answers ${status}: ${said}`, { status }),
    "file_status",
    { url, status, said },
  );
}

const NONE = new Uint8Array(0);

function silent(url: string, timeoutMs: number, cause: unknown): ManifestError {
  const late = cause instanceof Error && cause.name === "TimeoutError";
  const why = late
    ? `does not answer within ${timeoutMs} ms`
    : "cannot be read: it is not there, or does not let other pages read it (CORS)";
  const error = new ManifestError("unreachable", `${url} ${why}`, { cause });
  return late
    ? coded(error, "file_late", { url, ms: timeoutMs })
    : coded(error, "file_silent", { url });
}

/** The bytes of an answer, up to a limit. */
export async function bytesOf(response: Response, url: string, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await readParts(response, url, most, (part) => parts.push(part));
  return concat(...parts);
}

/** Milliseconds of work on an answer after which others have their turn. */
const TURN_MS = 20;

/** Hands over the bytes of an answer as they come, up to a limit. */
export async function readParts(
  response: Response,
  url: string,
  most: number,
  take: (part: Uint8Array) => unknown,
): Promise<void> {
  const check = (bytes: number) => {
    if (bytes <= most) return;
    const text = `${url} has more than ${most} bytes`;
    throw coded(new ManifestError("size", text), "file_large", { url, most });
  };
  let length = 0;
  let since = Date.now();
  const reader = response.body?.getReader();
  try {
    check(Number(response.headers.get("content-length")));
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) break;
      length += read.value.length;
      check(length);
      take(read.value);
      // Parts of a fast answer come before timers do, and questions to a node would wait for the last one.
      if (Date.now() - since < TURN_MS) continue;
      await new Promise((done) => setTimeout(done));
      since = Date.now();
    }
  } catch (cause) {
    if (cause instanceof ManifestError) {
      await reader?.cancel();
      throw cause;
    }
    throw coded(
      new ManifestError("unreachable", `${url} stopped after ${length} bytes`, { cause }),
      "file_short",
      { url },
    );
  }
}
