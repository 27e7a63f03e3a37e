// A host of static files, as any is: the built page in a subfolder, and the folders of campaigns.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { ROOT } from "./setting.js";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Where the page is: below a folder, as on any host. */
export const FOLDER = "/market/";

export class Host {
  private readonly folders = new Map<string, string>();
  private readonly texts = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<Host> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const host = new Host(server, `http://127.0.0.1:${port}`);
    server.on("request", ({ url = "/" }, response) => {
      const path = decodeURIComponent(url.split("?")[0] ?? "/");
      const name = path.endsWith("/") ? `${path}index.html` : path;
      const text = host.texts.get(name);
      const file = host.fileOf(name);
      if (text === undefined && !file) {
        response.writeHead(404).end();
        return;
      }
      response.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
      if (text !== undefined) response.end(text);
      else createReadStream(file!).pipe(response);
    });
    return host;
  }

  /** Serves the built page, with what it knows of networks; with other nodes where they are given. */
  async page(rpc?: string): Promise<void> {
    this.folder(FOLDER, join(ROOT, "packages/web/dist"));
    const { networks } = (await import(join(ROOT, "packages/web/tools/networks.mjs"))) as {
      networks: (root: string) => { rpc: string[] }[];
    };
    const known = networks(ROOT).map((one) => (rpc ? { ...one, rpc: [rpc] } : one));
    this.text(`${FOLDER}networks.json`, JSON.stringify(known));
  }

  /** Serves a folder. */
  folder(prefix: string, folder: string): void {
    this.folders.set(prefix, folder);
  }

  /** Serves a text in place of a file. */
  text(path: string, text: string): void {
    this.texts.set(path, text);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private fileOf(path: string): string | undefined {
    for (const [prefix, folder] of this.folders) {
      if (!path.startsWith(prefix)) continue;
      const inside = normalize(path.slice(prefix.length));
      const file = join(folder, inside);
      if (!inside.startsWith("..") && existsSync(file) && statSync(file).isFile()) return file;
    }
    return undefined;
  }
}
