// Campaigns on a local chain, so that their gas can be compared with the bench's: PASAR_RPC,
// PASAR_DEPLOYMENT and PASAR_MNEMONIC say where and who. scripts/gas-chain runs it.

import { bond, paid, PasarClient, randomSalts, Labeler } from "../src/index.js";
import { create, crank, revealAll, sealAll, stake, terms, type Shape } from "./campaign.js";
import { DENOM, drand, hire, known, native, nextBlock, setting } from "./chain.js";

/** As the bench's page_1000, a quarter as many tasks. */
const PAGE_1000: Shape = { classes: 8, page: 1_000, tasks: 32, overlap: 5, batch: 4, crank: 8 };
/** Two bits a label, and labelers who do all they can in one transaction. */
const TWO_BITS: Shape = { classes: 2, page: 4_096, tasks: 8, overlap: 3, batch: 2, crank: 4 };

/** Most looks at the campaign whose labelers do all in one: a ticket waits some blocks for its round. */
const MOST_ROUNDS = 300;

const requester = await known(setting("PASAR_MNEMONIC"));
// With 32 tasks a labeler may hold four seats: it takes 40 for all, and some more to fill the last.
const crowd = await hire(requester, 46);
await stake(crowd, 20);
const campaign = await messageByMessage();
// With eight tasks each may hold two seats: nine have so many that some task always has its three.
await inSessions(crowd.slice(0, 9));
await stakes(crowd[0]!);
await rights(campaign);

/** Every message in a transaction of its own. */
async function messageByMessage(): Promise<number> {
  const id = await create(requester, await terms(requester, PAGE_1000));
  const sealed = await sealAll(crowd, id, PAGE_1000);
  await revealAll(crowd, id, PAGE_1000, sealed);
  await crank(requester, id, PAGE_1000);
  await Promise.all(crowd.map((labeler) => withdraw(labeler, [id])));
  return id;
}

/** Labelers as the client runs them: reveal, commit and claim together. */
async function inSessions(labelers: readonly PasarClient[]): Promise<void> {
  const id = await create(requester, await terms(requester, TWO_BITS));
  const runs = labelers.map((client, n) => {
    const options = {
      labels: (seat: { items: number }) =>
        Array.from(
          { length: seat.items },
          (_, item) => ((item % 9 === n ? item + 1 : item) % 7) % 2,
        ),
      salts: randomSalts(),
      seats: TWO_BITS.batch,
      drand,
    };
    return new Labeler(client, id, options);
  });
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await Promise.all(runs.map((labeler) => labeler.step()));
    const { tasks } = await requester.registry.query("frontier", { campaign: id });
    if (tasks.length === 0 && (await Promise.all(runs.map(done))).every(Boolean)) {
      await crank(requester, id, TWO_BITS);
      return;
    }
    await nextBlock(requester);
  }
  throw new Error(`campaign ${id} was not labeled within ${MOST_ROUNDS} rounds`);

  // Nothing sealed is left to open.
  async function done(labeler: Labeler): Promise<boolean> {
    return (await labeler.step()).sent.length === 0;
  }
}

async function withdraw(client: PasarClient, campaigns: number[]): Promise<void> {
  const { address } = client;
  const { earnings } = await client.escrow.query("earnings", { address, campaigns });
  if (earnings.every(({ amount }) => BigInt(amount) === 0n)) return;
  const body = { campaigns, denoms: null, to: null };
  await client.send(client.escrow.message("withdraw", body));
}

async function stakes(labeler: PasarClient): Promise<void> {
  const more = bond(labeler, native, 1_000n);
  await labeler.send(more);
  await labeler.send(labeler.staking.message("unbond", { denom: native, amount: "1000" }));
  // Several messages of one transaction, to one contract and to two.
  const again = labeler.staking.message("unbond", { denom: native, amount: "1000" });
  await labeler.send([bond(labeler, native, 1_000n), again]);
  await labeler.send([more, labeler.staking.message("unbond", { denom: native, amount: "1000" })]);
  const register = { domain: "animals", denom: native, amount: "1000" };
  await labeler.send(labeler.staking.message("register_issuer", register));
  const grant = { domain: "animals", holder: requester.address, expires: null };
  await labeler.send(labeler.staking.message("grant", grant));
}

/** The dataset of a closed campaign is licensed, and its shares move. */
async function rights(id: number): Promise<void> {
  const offer = {
    campaign: id,
    price: "5000",
    denom: native,
    duration_seconds: null,
    terms_uri: "https://example.org/terms",
    terms_hash: "08".repeat(32),
  };
  await requester.send(requester.escrow.message("offer_license", offer));
  const buy = { campaign: id, offer: 1, licensee: null };
  await requester.send(paid(requester.escrow, "buy_license", buy, native, "5000"));
  await requester.send(paid(requester.escrow, "pay_royalty", { campaign: id }, native, "70000"));
  await withdraw(crowd[1]!, [id]);
  await requester.send(requester.escrow.message("flush_commons", { denom: native }));
}

console.error(`campaigns in ${DENOM} are done`);
process.exit();
