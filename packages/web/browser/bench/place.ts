// Where the benchmark takes place: the chain of `cargo demo --serve`, and the built page before it, compressed as
// any host sends it.

import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";

/** What of a network the benchmark needs. */
export interface Entry {
  rpc: string[];
  relays: string[];
  faucet: string;
}

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".jsonl": "application/x-ndjson",
  ".svg": "image/svg+xml",
};

/** Starts the program, or has cargo build it; its address. */
async function startProgram(): Promise<{ program: ChildProcess; address: string }> {
  const lab = process.env["PASAR_LAB"];
  const command = lab ? [lab, "demo"] : ["cargo", "demo"];
  const [name = "", ...args] = [...command, "--serve", "--port", "0"];
  const program = spawn(name, args, { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: program.stdout })) {
    const found = /^ *the page +(http\S+)$/.exec(line)?.[1];
    if (!found) continue;
    program.stdout.resume();
    return { program, address: found.replace(/\/$/, "") };
  }
  throw new Error(`${command.join(" ")} --serve ended and named no address`);
}

/** A host of the page and of files, with the program behind it. */
export class Place {
  /** What is served beside the page, by its path. */
  readonly files = new Map<string, string>();
  private readonly zipped = new Map<string, Buffer>();
  private readonly server = createServer((asked, answer) => this.answer(asked, answer));

  private constructor(
    private readonly program: ChildProcess,
    private readonly behind: string,
    private readonly dist: string,
  ) {}

  static async start(dist: string): Promise<Place> {
    const { program, address } = await startProgram();
    const place = new Place(program, address, dist);
    await new Promise<void>((done) => place.server.listen(0, "127.0.0.1", done));
    const networks = await (await fetch(`${address}/networks.json`)).text();
    place.files.set("/networks.json", networks.replaceAll(address, place.origin));
    return place;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get entry(): Entry {
    const [entry] = JSON.parse(this.files.get("/networks.json") ?? "[]") as [Entry];
    return entry;
  }

  stop(): void {
    this.program.kill();
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(asked: IncomingMessage, answer: ServerResponse): void {
    const [asks = "/"] = (asked.url ?? "/").split("?");
    const path = asks === "/" ? "/index.html" : asks;
    const zipped = this.find(path);
    if (!zipped) return this.pass(asked, answer);
    answer.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-encoding": "gzip",
      "content-length": zipped.length,
    });
    answer.end(zipped);
  }

  private find(path: string): Buffer | undefined {
    const known = this.zipped.get(path);
    if (known) return known;
    const text = this.files.get(path);
    const file = join(this.dist, normalize(path));
    if (text === undefined && !(file.startsWith(this.dist) && existsSync(file))) return undefined;
    const zipped = gzipSync(text ?? readFileSync(file), { level: 9 });
    this.zipped.set(path, zipped);
    return zipped;
  }

  /** What is no file is the program's to answer: the node, its drand, the faucet. */
  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = asked;
    const { host } = new URL(this.behind);
    const ask = request(
      `${this.behind}${asked.url}`,
      { method, headers: { ...headers, host } },
      (found) => {
        answer.writeHead(found.statusCode ?? 502, found.headers);
        found.pipe(answer);
      },
    );
    ask.on("error", () => answer.writeHead(502).end());
    asked.pipe(ask);
  }
}
