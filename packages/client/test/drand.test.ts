import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  DrandError,
  QUICKNET,
  QUICKNET_HASH,
  Relays,
  roundAt,
  timeOfRound,
  unlikeQuicknet,
  verifyRound,
  type RelayOptions,
} from "../src/drand.js";
import { fromHex, toHex } from "../src/index.js";
import { HOME } from "./home.js";

interface Published {
  round: number;
  time: number;
  signature: string;
}

const vectors = JSON.parse(readFileSync(join(HOME, "../formats/vectors/drand.json"), "utf8")) as {
  quicknet: { public_key: string; period: number; genesis_time: number; hash: string };
  rounds: Published[];
};
const [FIRST, SECOND] = vectors.rounds as [Published, Published];

/** Relays by their address: the path gives the answer, or a fault is thrown. */
function relays(of: Record<string, (path: string) => Response>, options: RelayOptions = {}) {
  const asked: string[] = [];
  const fetch = async (input: unknown) => {
    const url = new URL(String(input));
    asked.push(url.href);
    return of[url.origin]!(url.pathname);
  };
  const urls = Object.keys(of);
  const all = { fetch: fetch as typeof globalThis.fetch, ...options };
  return { asked, drand: new Relays(urls, all) };
}

const answer =
  (body: unknown, status = 200) =>
  () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), { status });

test("quicknet is what its relays show", () => {
  const { public_key, genesis_time: genesis, period: period_seconds, hash } = vectors.quicknet;
  assert.deepEqual({ public_key, genesis, period_seconds }, QUICKNET);
  assert.equal(hash, QUICKNET_HASH);
});

test("a chain that is not quicknet is told by what differs", () => {
  assert.equal(unlikeQuicknet({ ...QUICKNET }), undefined);
  assert.equal(
    unlikeQuicknet({ ...QUICKNET, genesis: 1, period_seconds: 30 }),
    "draws are not by drand's quicknet: genesis is 1, expected 1692803367; period_seconds is 30, expected 3",
  );
  const { public_key } = vectors.quicknet;
  assert.match(
    unlikeQuicknet({ ...QUICKNET, public_key: G2_GENERATOR })!,
    new RegExp(`expected ${public_key}$`),
  );
});

test("rounds count from one at the genesis", () => {
  for (const { round, time } of vectors.rounds) {
    assert.equal(timeOfRound(QUICKNET, round), time);
    assert.equal(roundAt(QUICKNET, time), round);
    assert.equal(roundAt(QUICKNET, time - 1), round - 1);
  }
  assert.equal(roundAt(QUICKNET, QUICKNET.genesis - 1), 0);
});

test("published rounds are verified, and nothing else", async () => {
  assert.ok(vectors.rounds.length >= 3);
  for (const { round, signature } of vectors.rounds) {
    const bytes = fromHex(signature);
    assert.equal(await verifyRound(QUICKNET, round, bytes), true);
    assert.equal(await verifyRound(QUICKNET, round + 1, bytes), false);
    // The same point upside down is a point, and not the signature.
    const negated = bytes.map((byte, index) => (index === 0 ? byte ^ 0x20 : byte));
    assert.equal(await verifyRound(QUICKNET, round, negated), false);
  }
  const { round, signature } = FIRST;
  const bytes = fromHex(signature);
  const other = { ...QUICKNET, public_key: G2_GENERATOR };
  assert.equal(await verifyRound(other, round, bytes), false);
  for (const byte of [0, 1, 20, 47]) {
    const broken = bytes.map((found, index) => (index === byte ? found ^ 1 : found));
    assert.equal(await verifyRound(QUICKNET, round, broken), false);
  }
  assert.equal(await verifyRound(QUICKNET, round, bytes.subarray(1)), false);
  assert.equal(await verifyRound(QUICKNET, round, new Uint8Array(48)), false);
  const infinity = new Uint8Array(48);
  infinity[0] = 0xc0;
  assert.equal(await verifyRound(QUICKNET, round, infinity), false);
  // For the key at infinity, infinity signs everything.
  const noKey = { ...QUICKNET, public_key: `c0${"00".repeat(95)}` };
  assert.equal(await verifyRound(noKey, round, infinity), false);
  // x = 4 is on the curve, but not in the group.
  const outside = new Uint8Array(48);
  [outside[0], outside[47]] = [0x80, 4];
  assert.equal(await verifyRound(QUICKNET, round, outside), false);
});

const G2_GENERATOR =
  "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

test("each relay is asked in turn, until one answers with what the key signed", async () => {
  const good = { round: FIRST.round, signature: FIRST.signature };
  const { asked, drand } = relays({
    "http://away": () => {
      throw new TypeError("fetch failed");
    },
    "http://broken": answer("<h1>no node</h1>", 502),
    "http://babbler": answer("<html>hello</html>"),
    "http://other": answer({ round: SECOND.round, signature: SECOND.signature }),
    "http://liar": answer({ ...good, signature: SECOND.signature }),
    "http://good": answer(good),
    "http://never": answer(good),
  });
  const found = await drand.round(QUICKNET, FIRST.round);
  assert.equal(toHex(found.signature), FIRST.signature);
  assert.equal(asked.length, 6);
  assert.equal(asked[5], `http://good/${QUICKNET_HASH}/public/1000`);
});

test("where no relay serves, it says why each did not", async () => {
  const { drand } = relays({
    "http://away": () => {
      throw new TypeError("fetch failed");
    },
    "http://broken": answer("<h1>no node</h1>", 502),
    "http://babbler": answer("<html>hello</html>"),
    "http://other": answer({ round: SECOND.round, signature: SECOND.signature }),
    "http://liar": answer({ round: FIRST.round, signature: SECOND.signature }),
  });
  await assert.rejects(drand.round(QUICKNET, FIRST.round), (error) => {
    assert.ok(error instanceof DrandError);
    assert.deepEqual(error.message.split("; "), [
      "http://away cannot be reached",
      "http://broken answers 502: no node",
      "http://babbler answers what is no round: hello",
      "http://other answers round 1001",
      "http://liar lies: that is not the signature of round 1000",
    ]);
    return true;
  });
  await assert.rejects(new Relays([]).round(QUICKNET, 1), /no relay of drand was given/);
});

test("a relay that does not answer is left after a while", async () => {
  const hanging = (_: unknown, init?: RequestInit) =>
    new Promise<Response>((_, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
    });
  const drand = new Relays("http://slow", { fetch: hanging as typeof fetch, timeoutMs: 10 });
  // The signal's timer alone does not keep Node.js running.
  const waiting = setTimeout(() => undefined, 5_000);
  await assert.rejects(drand.round(QUICKNET, 1), /http:\/\/slow does not answer within 10 ms/);
  clearTimeout(waiting);
});

test("a relay of one chain is asked without the chain's name", async () => {
  const chain = { public_key: G2_GENERATOR, genesis: 1, period_seconds: 1 };
  const { asked, drand } = relays(
    { "http://local": answer({ round: 7, signature: FIRST.signature }) },
    { verify: () => true },
  );
  assert.equal((await drand.round(chain, 7)).round, 7);
  assert.deepEqual(asked, ["http://local/public/7"]);
});

test("the newest round is that of a relay that is not stale; where all are, its age is said", async () => {
  const old = answer({ round: FIRST.round, signature: FIRST.signature });
  const fresh = answer({ round: SECOND.round, signature: SECOND.signature });
  const silent = answer("", 503);
  const now = (late: number) => () => FIRST.time + late;
  const six = relays({ "http://old": old, "http://fresh": fresh }, { now: now(18) });
  assert.equal((await six.drand.latest(QUICKNET)).round, SECOND.round);
  const five = relays({ "http://old": old, "http://fresh": fresh }, { now: now(15) });
  assert.equal((await five.drand.latest(QUICKNET)).round, FIRST.round);
  const stale = relays(
    { "http://silent": silent, "http://fresh": fresh, "http://old": old },
    { now: now(65.5) },
  );
  await assert.rejects(stale.drand.latest(QUICKNET), (error) => {
    assert.ok(error instanceof DrandError);
    assert.deepEqual(error.newest, { round: 1001, seconds: 62 });
    return error.message === "drand's last round, 1001, is 62 seconds old";
  });
  // A round that nobody has, as none was made since.
  await assert.rejects(
    stale.drand.round(QUICKNET, SECOND.round + 10),
    /^DrandError: drand's last round, 1001, is 62 seconds old$/,
  );
  const { drand } = relays({ "http://silent": silent });
  await assert.rejects(
    drand.latest(QUICKNET),
    /^DrandError: http:\/\/silent answers 503: nothing$/,
  );
});
