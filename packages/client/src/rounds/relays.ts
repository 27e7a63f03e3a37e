import { coded } from "../chain/coded.js";
import { saying } from "../chain/node-error.js";
import { fromHex } from "../formats/encoding.js";
import type { MaybePromise } from "../formats/secret.js";
import { QUICKNET, QUICKNET_HASH, roundAt, timeOfRound, type DrandChain } from "./chain.js";

/** Rounds that the newest one may lack, for clocks that differ and relays that are slow. */
const LATE = 5;

/** How to ask relays. */
export interface RelayOptions {
  /** Milliseconds that a relay may take; 5 000 by default. */
  timeoutMs?: number;
  /** Sends requests; the environment's `fetch` by default. */
  fetch?: typeof fetch;
  /** Seconds since 1970; the device's clock by default. */
  now?: () => number;
  /**
   * Whether a signature is a round's; {@link verifyRound} by default. The chain verifies as well, so
   * `() => true` risks no more than a refusal; but then one relay that lies stands in the way of those
   * after it.
   */
  verify?: (chain: DrandChain, round: number, signature: Uint8Array) => MaybePromise<boolean>;
}

/** Whether bytes are the signature of a round. Loads the curve when it is called first. */
export async function verifyRound(
  chain: DrandChain,
  round: number,
  signature: Uint8Array,
): Promise<boolean> {
  return (await import("./verify.js")).isSignature(chain, round, signature);
}

/** A round whose signature was verified. */
export interface DrandRound {
  /** Its number. */
  round: number;
  /** Its signature, 48 bytes. */
  signature: Uint8Array;
}

/** Thrown where relays cannot serve; in words that tell what to wait for or to change. */
export class DrandError extends Error {
  override readonly name = "DrandError";

  constructor(
    message: string,
    /** The newest round that any relay had and its age in seconds, where drand is stale. */
    readonly newest?: { round: number; seconds: number },
  ) {
    super(message);
  }
}

/**
 * Relays of drand, each asked in turn until one answers with what its chain's key has signed.
 *
 * @example
 * ```ts
 * const drand = new Relays(["https://api.drand.sh", "https://drand.cloudflare.com"]);
 * const { signature } = await drand.round(QUICKNET, 1_000);
 * ```
 */
export class Relays {
  private readonly urls: readonly string[];

  constructor(
    urls: string | readonly string[],
    private readonly options: RelayOptions = {},
  ) {
    this.urls = [urls].flat().map((url) => url.replace(/\/+$/, ""));
  }

  /**
   * A round whose time has come, or comes next: relays wait for that one. Where none has it because drand
   * is stale, the error says how old its newest round is.
   */
  async round(chain: DrandChain, round: number): Promise<DrandRound> {
    const refusals: string[] = [];
    for (const url of this.urls) {
      const found = await this.ask(url, chain, String(round)).catch(refuse(refusals));
      if (found?.round === round) return found;
      if (found) refusals.push(`${url} answers round ${found.round}`);
    }
    const stale = await this.latest(chain).catch((error: unknown) => error);
    if (stale instanceof DrandError && stale.newest && stale.newest.round < round) throw stale;
    throw none(refusals);
  }

  /**
   * The newest round. A relay that is stale is passed over for one that is not; where all are, the error
   * says how old the newest of their rounds is.
   */
  async latest(chain: DrandChain): Promise<DrandRound> {
    const refusals: string[] = [];
    let newest = 0;
    const { now = () => Date.now() / 1_000 } = this.options;
    for (const url of this.urls) {
      const found = await this.ask(url, chain, "latest").catch(refuse(refusals));
      if (found && found.round + LATE >= roundAt(chain, now())) return found;
      newest = Math.max(newest, found?.round ?? 0);
    }
    if (newest === 0) throw none(refusals);
    const seconds = Math.floor(now() - timeOfRound(chain, newest));
    const old = { round: newest, seconds };
    throw coded(
      new DrandError(`drand's last round, ${newest}, is ${seconds} seconds old`, old),
      "drand_stale",
      old,
    );
  }

  private async ask(url: string, chain: DrandChain, which: string): Promise<DrandRound> {
    const { timeoutMs = 5_000, fetch = globalThis.fetch, verify = verifyRound } = this.options;
    // A relay of one chain needs no name for it.
    const path = chain.public_key === QUICKNET.public_key ? `/${QUICKNET_HASH}` : "";
    let response: Response;
    let text: string;
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      response = await fetch(`${url}${path}/public/${which}`, { signal });
      text = await response.text();
    } catch (cause) {
      const late = cause instanceof Error && cause.name === "TimeoutError";
      throw new DrandError(
        `${url} ${late ? `does not answer within ${timeoutMs} ms` : "cannot be reached"}`,
      );
    }
    const said = saying(text, response.statusText);
    if (!response.ok) throw new DrandError(`${url} answers ${response.status}: ${said}`);
    const found = read(text);
    if (!found) throw new DrandError(`${url} answers what is no round: ${said}`);
    if (await verify(chain, found.round, found.signature)) return found;
    throw new DrandError(`${url} lies: that is not the signature of round ${found.round}`);
  }
}

function read(text: string): DrandRound | undefined {
  try {
    const { round, signature } = JSON.parse(text) as { round: unknown; signature: unknown };
    if (!Number.isSafeInteger(round) || typeof signature !== "string") return undefined;
    return { round: round as number, signature: fromHex(signature) };
  } catch {
    return undefined;
  }
}

/** Keeps why a relay did not serve; other faults pass. */
const refuse = (refusals: string[]) => (error: unknown) => {
  if (!(error instanceof DrandError)) throw error;
  refusals.push(error.message);
  return undefined;
};

function none(refusals: readonly string[]): DrandError {
  const why = refusals.join("; ");
  if (!why) return coded(new DrandError("no relay of drand was given"), "drand_none", {});
  return coded(new DrandError(why), "drand_silent", { why });
}
