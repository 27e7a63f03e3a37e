import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { audit, holders, native, seats, tasks, type PasarClient } from "pasar-client";
import { cosmjsOf, deploymentOf, local, MONEY, newAccounts } from "../src/accounts.js";
import { assertAudit, assertLedger } from "../src/books.js";
import {
  crank,
  honest,
  inPhase,
  isClosed,
  open,
  stakeAll,
  stepping,
  working,
} from "../src/campaign.js";
import { takeSeats } from "../src/drand.js";
import { migrate } from "../src/migrate.js";
import { setting } from "../src/setting.js";
import { terms } from "../src/terms.js";

const DOMAIN = "animals/migration";

test("a migration keeps campaigns, seats, balances and records, and the work goes on", async () => {
  const home = setting("PASAR_MIGRATED_HOME");
  const deployment = deploymentOf(join(home, "deployments/pasar-local-1.json"));
  const accounts = await newAccounts(await local("licensee", deployment), 4);
  const [requester, ...labelers] = accounts as [PasarClient, ...PasarClient[]];
  await stakeAll(labelers);
  const create = async () => open(requester, await terms(requester, { domain: DOMAIN }));

  // One campaign that is closed and not paid out, one with a verdict, one in the midst of its seals.
  const [closed, resolved, collecting] = [await create(), await create(), await create()];
  const all = [closed, resolved, collecting];
  await working(
    [...honest(labelers, closed), crank(requester, closed)],
    "a campaign to close",
    isClosed(requester, closed),
  );
  await working(
    [...honest(labelers, resolved), crank(requester, resolved, ["resolve"])],
    "a verdict",
    inPhase(requester, resolved, "resolved"),
  );
  const workers = honest(labelers, collecting);
  await stepping(workers[0]!, "a seal", ({ committed }) => committed.length > 0);
  await drawn(labelers[1]!, collecting);

  const [before, codes] = [await snapshot(requester, all, labelers), await codeIds(requester)];
  assert.match(await migrate(home), /^verify /m);
  assert.deepEqual(await snapshot(requester, all, labelers), before);
  for (const [n, code] of (await codeIds(requester)).entries()) assert.notEqual(code, codes[n]);

  await working(
    [...workers, crank(requester, resolved, ["settle"])],
    "all reveals",
    inPhase(requester, collecting, "revealing"),
  );
  for (const campaign of [resolved, collecting]) {
    await working(
      [...(campaign === collecting ? workers : []), crank(requester, campaign)],
      "the campaign to close",
      isClosed(requester, campaign),
    );
    await assertLedger(requester, campaign);
  }
  for (const labeler of labelers) {
    const tx = await labeler.send(labeler.escrow.message("withdraw", { campaigns: all }));
    assert.equal(labeler.escrow.events(tx, "withdrawn").length, 1);
  }
  await assertAudit(requester);
});

/** A seat that is drawn and not sealed. */
async function drawn(labeler: PasarClient, campaign: number): Promise<void> {
  await takeSeats(labeler, campaign, 1);
}

async function codeIds(client: PasarClient): Promise<number[]> {
  const chain = await cosmjsOf(client);
  const { registry, escrow, staking, token } = client;
  const look = async ({ address }: { address: string }) =>
    (await chain.getContract(address)).codeId;
  return Promise.all([registry, escrow, staking, token].map(look));
}

/** All that the suite says of these campaigns and labelers. */
async function snapshot(
  client: PasarClient,
  campaigns: number[],
  labelers: readonly PasarClient[],
) {
  const { registry, escrow, staking, token } = client;
  const ofCampaign = async (campaign: number) => ({
    campaign: await registry.query("campaign", { campaign }),
    ledger: await escrow.query("campaign", { campaign }),
    frontier: await registry.query("frontier", { campaign }),
    export: await registry.query("export", { campaign }),
    certificate: await registry.query("certificate", { campaign }),
    tasks: await all(tasks(registry, campaign)),
    seats: await all(seats(registry, campaign, 0)),
    holders: await all(holders(escrow, campaign)),
  });
  const ofLabeler = async ({ address: labeler }: PasarClient) => ({
    skill: await staking.query("skill", { labeler, domain: DOMAIN }),
    stake: await staking.query("stake", { staker: labeler, denom: native(MONEY) }),
    exposure: await registry.query("exposure", { labeler, denom: native(MONEY) }),
    points: await escrow.query("points", { epoch: 0, labeler }),
  });
  return {
    campaigns: await Promise.all(campaigns.map(ofCampaign)),
    labelers: await Promise.all(labelers.map(ofLabeler)),
    audits: [await all(audit(escrow)), await all(audit(staking))],
    configs: [
      await registry.query("config"),
      await escrow.query("config"),
      await staking.query("config"),
    ],
    token: [await token.query("token_info"), await token.query("schedule")],
  };
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of list) found.push(entry);
  return found;
}
