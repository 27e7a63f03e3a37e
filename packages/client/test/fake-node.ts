// A node of a chain over HTTP, as far as its answers matter.

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as JSON-RPC has it. */
export interface Asked {
  id: number;
  method: string;
  params: Record<string, unknown>;
}

/** What goes back: a status and a body. */
export interface Reply {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

export class FakeNode {
  /** Where it is, or was. */
  url = "";
  /** Every request: its calls. */
  readonly requests: Asked[][] = [];
  /** Answers whole requests before `answer` is asked; undefined lets it be. */
  before: (asked: Asked | Asked[], count: number) => Reply | undefined = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly answer: (asked: Asked) => object,
  ) {}

  static async start(answer: (asked: Asked) => object = echo): Promise<FakeNode> {
    const server = createServer();
    const node = new FakeNode(server, answer);
    server.on("request", (request, response) => {
      void node.reply(request).then(({ status = 200, body, headers = {} }) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    node.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return node;
  }

  /** Names of the methods that were asked for, in order. */
  get methods(): string[] {
    return this.requests.flat().map(({ method }) => method);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async reply(request: IncomingMessage): Promise<Reply> {
    let text = "";
    for await (const chunk of request) text += chunk;
    const asked = JSON.parse(text) as Asked | Asked[];
    this.requests.push([asked].flat());
    const early = this.before(asked, this.requests.length);
    if (early) return early;
    const one = (call: Asked) => ({ jsonrpc: "2.0", id: call.id, ...this.answer(call) });
    return { body: Array.isArray(asked) ? asked.map(one) : one(asked) };
  }
}

/** Says what was asked. */
export const echo = ({ method, params }: Asked): object => ({ result: { method, params } });

/** What a node says of itself. */
export const status = (changes: { chain?: string; time?: string; behind?: boolean } = {}) => ({
  result: {
    node_info: { network: changes.chain ?? "pasar-1", other: { tx_index: "on" } },
    sync_info: {
      latest_block_height: "100",
      latest_block_time: changes.time ?? new Date().toISOString(),
      catching_up: changes.behind ?? false,
    },
  },
});
