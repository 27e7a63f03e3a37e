// Files over HTTP: whole, or a range of bytes.

import { createReadStream } from "node:fs";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { Refused } from "./refused.js";

/** @type {Record<string, string>} */
const TYPES = {
  ".gif": "image/gif",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".json": "application/json",
  ".jsonl": "application/x-ndjson",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wav": "audio/wav",
  ".webm": "video/webm",
  ".webp": "image/webp",
};

/** What a requester put there must not run as a page of the gateway. */
const HARMLESS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  "cross-origin-resource-policy": "cross-origin",
  "accept-ranges": "bytes",
};

/**
 * Answers with a file, or with the part that is asked for.
 * @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response
 * @param {{ path: string, size: number }} file @param {Record<string, string>} headers
 */
export async function sendFile(request, response, { path, size }, headers) {
  const span = spanOf(request.headers.range, size);
  const { from, to } = span ?? { from: 0, to: size };
  const type = TYPES[extname(path).toLowerCase()] ?? "application/octet-stream";
  response.writeHead(span ? 206 : 200, {
    ...HARMLESS,
    ...headers,
    "content-type": type,
    "content-length": String(to - from),
    ...(span && { "content-range": `bytes ${from}-${to - 1}/${size}` }),
  });
  if (request.method === "HEAD" || to === from) {
    response.end();
    return;
  }
  await pipeline(createReadStream(path, { start: from, end: to - 1 }), response);
}

/**
 * The span of one range; what is several or no range is answered with all, as HTTP allows.
 * @param {string | undefined} range @param {number} size
 */
function spanOf(range, size) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!found || (found[1] === "" && found[2] === "")) return undefined;
  const [first, last] = [found[1], found[2]];
  const from = first ? Number(first) : Math.max(0, size - Number(last));
  const to = first && last ? Math.min(size, Number(last) + 1) : size;
  if (from < to) return { from, to };
  const headers = { "content-range": `bytes */${size}` };
  throw new Refused(
    416,
    `the file has ${size} bytes, and the range ${range} none of them`,
    headers,
  );
}
