// The program of `cargo demo --serve`, and visitors of its page. PASAR_LAB names the program.

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser } from "playwright-core";
import { keySigner, randomPrivateKey } from "pasar-client/signing";
import type { InjectedWallet } from "../keplr.js";
import type { Visit, VisitOptions } from "../visit.js";

/** Most that a step may take. */
export const LONG = { timeout: 90_000 };

interface Entry {
  rpc: string[];
  relays: string[];
  faucet: string;
}

async function start(folder: string): Promise<{ program: ChildProcess; origin: string }> {
  const lab = process.env["PASAR_LAB"];
  if (!lab) throw new Error("PASAR_LAB is not set; run scripts/test.d/83-serve.sh");
  const program = spawn(lab, ["demo", "--serve", "--port", "0", "--files", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: program.stdout })) {
    const origin = /^ *the page +(http\S+)$/.exec(line)?.[1];
    if (origin) return { program, origin };
  }
  throw new Error("the program ended and named no address");
}

export class Demo {
  private constructor(
    readonly origin: string,
    /** The folder that it serves below `/files/`. */
    readonly folder: string,
    readonly entry: Entry,
    private readonly browser: Browser,
    private readonly program: ChildProcess,
  ) {}

  /** Starts the program and a browser. */
  static async start(): Promise<Demo> {
    const folder = mkdtempSync(join(tmpdir(), "pasar-embedded-"));
    const { program, origin } = await start(folder);
    const [entry] = (await (await fetch(`${origin}/networks.json`)).json()) as [Entry];
    // What the tools of the browser tests read when they are loaded.
    process.env["PASAR_DEPLOYMENT"] = join(folder, "deployment.json");
    process.env["PASAR_RPC"] = entry.rpc[0];
    process.env["PASAR_RELAYS"] = entry.relays[0];
    writeFileSync(process.env["PASAR_DEPLOYMENT"], JSON.stringify(entry));
    const { launch } = await import("../visit.js");
    return new Demo(origin, folder, entry, await launch(), program);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.program.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async visit(options: VisitOptions): Promise<Visit> {
    const { Visit } = await import("../visit.js");
    return Visit.open(this.browser, { origin: this.origin }, { ...options, folder: "/" });
  }

  /** Somebody with a wallet whose key has coins. */
  async withWallet(
    options: VisitOptions = {},
  ): Promise<{ visit: Visit; wallet: InjectedWallet; address: string }> {
    const { InjectedWallet } = await import("../keplr.js");
    const signer = keySigner(randomPrivateKey());
    const [{ address } = { address: "" }] = await signer.getAccounts();
    const body = JSON.stringify({ address });
    const answer = await fetch(this.entry.faucet, { method: "POST", body });
    assert.equal(answer.status, 200, await answer.text());
    const wallet = new InjectedWallet(signer);
    return { address, wallet, visit: await this.visit({ ...options, wallet }) };
  }
}
