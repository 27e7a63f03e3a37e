// The gateway over HTTP. Each route says who may have it; what they get is in dataset.js, who they are in
// sessions.js, what they may in rights.js.

import { createServer } from "node:http";
import { Seals } from "./signed.js";
import { Sessions } from "./sessions.js";
import { sendFile } from "./files.js";
import { Limit, subscriber } from "./limits.js";
import { Refused } from "./refused.js";

/** Most bytes of a body. */
const MAX_BODY = 4_096;
/** Seconds that a link to media holds at least; it ends at a whole multiple, so that caches know it again. */
const LINK_SECONDS = 600;

/**
 * @typedef {object} Options
 * @property {string} url Where the gateway is for its users.
 * @property {string} chainId
 * @property {string} prefix Of the chain's addresses, such as `wasm`.
 * @property {readonly import("./dataset.js").Dataset[]} datasets
 * @property {import("./rights.js").Rights} rights
 * @property {Uint8Array} key Of its sessions and links.
 * @property {readonly string[] | undefined} [origins] Pages that may read it; all by default.
 * @property {boolean} [behindProxy] Whether the last address of `X-Forwarded-For` is the asker's.
 * @property {{ questions?: import("./limits.js").Rate, media?: import("./limits.js").Rate }} [rates]
 * @property {() => number} [now] Unix seconds.
 */

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

export class Gateway {
  /** @param {Options} options */
  constructor(options) {
    const { now = () => Math.floor(Date.now() / 1_000), rates = {} } = options;
    this.options = options;
    this.now = now;
    this.url = options.url.replace(/\/+$/, "");
    this.seals = new Seals(options.key, now);
    const { chainId, prefix } = options;
    this.sessions = new Sessions(this.seals, { host: new URL(this.url).host, chainId, prefix });
    this.questions = new Limit(rates.questions ?? { burst: 120, perSecond: 2 }, now);
    this.media = new Limit(rates.media ?? { burst: 2_000, perSecond: 50 }, now);
  }

  /** A server of it. */
  server() {
    return createServer((request, response) => {
      this.answer(request, response).catch((error) => refuse(request, response, error));
    });
  }

  /** @param {Request} request @param {Response} response */
  async answer(request, response) {
    this.#share(request, response);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const url = new URL(request.url ?? "/", "http://gateway");
    const steps = url.pathname.slice(1).split("/").map(decoded);
    const [first = "", ...rest] = steps;
    const limit = first === "media" ? this.media : this.questions;
    limit.take(this.#from(request));
    if (request.method === "POST" && first === "session" && rest.length === 0) {
      json(response, this.sessions.open(await answerIn(request)));
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      throw new Refused(405, `${request.method} ${url.pathname}: expected GET`, {
        allow: "GET, HEAD",
      });
    }
    await this.#get(request, response, url, steps);
  }

  /** @param {Request} request @param {Response} response @param {URL} url @param {string[]} steps */
  async #get(request, response, url, steps) {
    const [first = "", second = "", ...rest] = steps;
    if (first === "" && steps.length === 1) return json(response, this.#about());
    if (first === "challenge" && steps.length === 1) {
      const campaign = this.#dataset(url.searchParams.get("campaign") ?? "").campaign;
      const address = url.searchParams.get("address") ?? "";
      return json(response, this.sessions.challenge(Number(campaign), address));
    }
    if ((first === "page" || first === "links") && rest.length === 1) {
      return json(response, await this.#page(request, second, String(rest[0]), first === "page"));
    }
    if (first === "media" && rest.length > 0) {
      const file = await this.#linked(url, second, rest.join("/"));
      return sendFile(request, response, file, {
        "cache-control": `private, max-age=${LINK_SECONDS}`,
      });
    }
    if (first === "manifest" && rest.length > 0) {
      const dataset = this.#dataset(second);
      const campaign = Number(dataset.campaign);
      const { address } = this.sessions.of(request.headers.authorization, campaign);
      await this.options.rights.seeAll(campaign, address);
      const file = await dataset.file(rest.join("/"));
      return sendFile(request, response, file, { "cache-control": "no-store" });
    }
    const dataset = this.options.datasets.find(({ name }) => name === first);
    if (dataset && second === "manifest.json" && rest.length === 0) {
      // Everybody may read what is asked; the items are not in it.
      const headers = { "cache-control": "public, max-age=60", etag: dataset.tag };
      return sendFile(request, response, await dataset.file("manifest.json"), headers);
    }
    throw new Refused(404, `${url.pathname}: there is no such thing here`);
  }

  #about() {
    const { chainId, datasets } = this.options;
    const campaigns = datasets.map(({ campaign }) => campaign);
    return { service: "pasar-gateway", chain_id: chainId, campaigns: campaigns.filter(Boolean) };
  }

  /**
   * A task's items for those who label it, and links to what they show.
   * @param {Request} request @param {string} named @param {string} number @param {boolean} whole
   */
  async #page(request, named, number, whole) {
    const dataset = this.#dataset(named);
    const campaign = Number(dataset.campaign);
    if (!/^\d{1,8}$/.test(number)) throw new Refused(404, `${JSON.stringify(number)} is no task`);
    const { address } = this.sessions.of(request.headers.authorization, campaign);
    await this.options.rights.seeTask(campaign, Number(number), address);
    const { lines, proof } = await dataset.page(Number(number));
    const until = Math.ceil(this.now() / LINK_SECONDS + 1) * LINK_SECONDS;
    const media = Object.fromEntries(
      dataset.linked(lines).map((path) => [path, this.#link(campaign, path, until)]),
    );
    return { ...(whole && { lines, proof }), media, media_until: until };
  }

  /** @param {number} campaign @param {string} path @param {number} until */
  #link(campaign, path, until) {
    const seal = this.seals.seal("media", { campaign, path }, until);
    const steps = path.split("/").map(encodeURIComponent);
    return `${this.url}/media/${campaign}/${steps.join("/")}?seal=${seal}`;
  }

  /** The file of a link that the gateway gave. @param {URL} url @param {string} named @param {string} path */
  async #linked(url, named, path) {
    const dataset = this.#dataset(named);
    const seal = url.searchParams.get("seal");
    const given = this.seals.open("media", seal);
    if (given?.["campaign"] !== dataset.campaign || given?.["path"] !== path) {
      throw new Refused(403, "the link is over or not ours: ask for the page's links again");
    }
    return dataset.file(path);
  }

  /** @param {string} named */
  #dataset(named) {
    const found = this.options.datasets.find(({ campaign }) => String(campaign) === named);
    if (found?.campaign === undefined) {
      throw new Refused(404, `campaign ${JSON.stringify(named)} is not given here`);
    }
    return found;
  }

  /** Which pages may read the answer. @param {Request} request @param {Response} response */
  #share(request, response) {
    const { origins } = this.options;
    const { origin } = request.headers;
    response.setHeader("vary", "Origin");
    if (origins && !(origin && origins.includes(origin))) return;
    response.setHeader("access-control-allow-origin", origins && origin ? origin : "*");
    response.setHeader("access-control-expose-headers", "content-range, retry-after");
    if (request.method !== "OPTIONS") return;
    response.setHeader("access-control-allow-methods", "GET, HEAD, POST");
    response.setHeader("access-control-allow-headers", "authorization, content-type, range");
    response.setHeader("access-control-max-age", "600");
  }

  /** @param {Request} request */
  #from(request) {
    const forwarded = String(request.headers["x-forwarded-for"] ?? "")
      .split(",")
      .at(-1)
      ?.trim();
    const direct = request.socket.remoteAddress ?? "";
    return subscriber(this.options.behindProxy && forwarded ? forwarded : direct);
  }
}

/** @param {string} step */
function decoded(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    throw new Refused(400, `${JSON.stringify(step)} is no part of an address`);
  }
}

/** @param {Response} response @param {object} body */
function json(response, body) {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** @param {Request} request @param {Response} response @param {unknown} error */
function refuse(request, response, error) {
  // What the chain or the disk says is nobody's business.
  const known = error instanceof Refused;
  if (!known && !isGone(error)) console.error(request.method, request.url?.split("?")[0], error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, message, headers } = known
    ? error
    : new Refused(502, "the chain or the file does not answer: try again later");
  response.writeHead(status, { ...headers, "content-type": "application/json" });
  response.end(JSON.stringify({ error: message }));
}

/** Whether somebody left while a file was sent to them. @param {unknown} error */
function isGone(error) {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** @param {Request} request @returns {Promise<import("./sessions.js").Answer>} */
async function answerIn(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY) throw new Refused(413, `expected at most ${MAX_BODY} bytes`);
  }
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Refused(400, "the body is no JSON");
  }
  for (const field of ["nonce", "pub_key", "signature"]) {
    if (typeof found?.[field] !== "string") throw new Refused(400, `${field} is no text`);
  }
  return found;
}
