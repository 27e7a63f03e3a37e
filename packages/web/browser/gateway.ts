// A gateway as its host runs it, in a process of its own.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { ROOT, setting } from "./setting.js";

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts a gateway for the folder of a campaign. */
export async function startGateway(
  work: string,
  folder: string,
  port: number,
  campaign: number,
): Promise<ChildProcess> {
  const config = join(work, "gateway.json");
  const deployment = setting("PASAR_DEPLOYMENT");
  const datasets = { shapes: { folder, campaign } };
  writeFileSync(config, JSON.stringify({ rpc: setting("PASAR_RPC"), deployment, port, datasets }));
  const main = join(ROOT, "packages/gateway/src/main.js");
  const gateway = spawn(process.execPath, [main, config], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(gateway, "exit").then(() =>
    Promise.reject(new Error("the gateway has ended")),
  );
  await Promise.race([once(gateway.stdout!, "data"), ended]);
  ended.catch(() => undefined);
  return gateway;
}
