// A host of static files, as any is: the built page in a folder, and files that campaigns name.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

export class Host {
  #folders = new Map();
  #texts = new Map();
  #routes = new Map();
  #server;

  constructor(server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${server.address().port}`;
    server.on("request", (request, response) => this.#answer(request, response));
  }

  /** Starts at a port of this machine; any that is free where it is 0. */
  static async start(port = 0) {
    const server = createServer();
    await new Promise((done, failed) => {
      server.once("error", failed);
      server.listen(port, "127.0.0.1", done);
    });
    return new Host(server);
  }

  /** Serves a folder below a prefix, which ends with a slash. */
  folder(prefix, folder) {
    this.#folders.set(prefix, folder);
  }

  /** Serves a text in place of a file. */
  text(path, text) {
    this.#texts.set(path, text);
  }

  /** Has a function answer what is sent to a path. */
  post(path, handle) {
    this.#routes.set(path, handle);
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(request, response) {
    const path = pathOf(request.url);
    const handle = request.method === "POST" && this.#routes.get(path);
    if (handle) return void handle(request, response);
    if (path === undefined || !["GET", "HEAD"].includes(request.method)) {
      return void response.writeHead(path === undefined ? 400 : 405).end();
    }
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const text = this.#texts.get(name);
    const file = text === undefined ? this.#fileOf(name) : undefined;
    if (text === undefined && !file) return void response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
    // What is served here is for everybody, the pages of other hosts among them.
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "HEAD") response.end();
    else if (file) createReadStream(file).pipe(response);
    else response.end(text);
  }

  #fileOf(path) {
    for (const [prefix, folder] of this.#folders) {
      if (!path.startsWith(prefix)) continue;
      const inside = normalize(path.slice(prefix.length));
      const file = join(folder, inside);
      if (!inside.startsWith("..") && existsSync(file) && statSync(file).isFile()) return file;
    }
    return undefined;
  }
}

function pathOf(url = "/") {
  try {
    return decodeURIComponent(url.split("?")[0]);
  } catch {
    return undefined;
  }
}
