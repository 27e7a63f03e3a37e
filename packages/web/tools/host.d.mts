import type { IncomingMessage, ServerResponse } from "node:http";

export class Host {
  readonly origin: string;
  static start(port?: number): Promise<Host>;
  folder(prefix: string, folder: string): void;
  text(path: string, text: string): void;
  post(path: string, handle: (request: IncomingMessage, response: ServerResponse) => unknown): void;
  stop(): void;
}
