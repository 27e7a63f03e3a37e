import assert from "node:assert/strict";
import { before, test } from "node:test";
import { createCampaign, executeMessage, native, type PasarClient } from "pasar-client";
import { deploymentOf, GAS, local, newAccounts } from "../src/accounts.js";
import { open } from "../src/campaign.js";
import { Multisig } from "../src/multisig.js";
import { refused } from "../src/refused.js";
import { setting } from "../src/setting.js";
import { terms } from "../src/terms.js";

/** Deploys this suite, and owns it at first. */
let owner: PasarClient;
let requester: PasarClient;
let multisig: Multisig;

before(async () => {
  const deployment = deploymentOf(setting("PASAR_GOVERNED"));
  owner = await local("requester", deployment);
  const accounts = await newAccounts(await local("labeler-8", deployment), 4);
  requester = accounts[3]!;
  multisig = await Multisig.create(accounts.slice(0, 3));
});

const owned = () => [owner.registry, owner.escrow, owner.staking];

/** The owner now, and the one to be. */
async function ownership(contract: { address: string }): Promise<[string, string | null]> {
  const found = await owner.chain.queryContractSmart(contract.address, { ownership: {} });
  return [found.owner, found.pending_owner];
}

test("a multisig becomes the owner in two steps, and the old owner is none", async () => {
  const transfer = { transfer_ownership: { new_owner: multisig.address } };
  for (const { address } of owned())
    await owner.send(executeMessage(owner.address, address, { update_ownership: transfer }));
  for (const contract of owned()) {
    assert.deepEqual(await ownership(contract), [owner.address, multisig.address]);
  }
  const accept = { update_ownership: "accept_ownership" };
  await multisig.decide(
    "accept the suite",
    owned().map(({ address: contract }) => ({ contract, msg: accept })),
  );
  for (const contract of owned()) {
    assert.deepEqual(await ownership(contract), [multisig.address, null]);
  }
  const pause = owner.registry.message("set_mode", "exit_only");
  await refused(owner.send(pause), /Caller is not the contract's current owner|only the owner/);
});

test("one member alone changes nothing", async () => {
  const [member, second] = multisig.members as [PasarClient, PasarClient];
  const direct = member.registry.message("set_mode", "exit_only");
  await refused(member.send(direct), /Caller is not the contract's current owner|only the owner/);
  const calls = [{ contract: owner.registry.address, msg: { set_mode: "exit_only" } }];
  const id = await multisig.propose(member, "stop new work", calls);
  await refused(
    multisig.execute(member, id),
    /Proposal must have passed and not yet been executed/,
  );
  await refused(multisig.vote(member, id), /Already voted/);
  await refused(
    owner.send(
      executeMessage(owner.address, multisig.address, { vote: { proposal_id: id, vote: "yes" } }),
    ),
    /Unauthorized/,
  );
  assert.equal((await owner.registry.query("config")).mode, "active");
  // With a second vote the very same proposal passes; later tests begin with an active market.
  await multisig.vote(second, id);
  await multisig.execute(member, id);
  assert.equal((await owner.registry.query("config")).mode, "exit_only");
  await multisig.decide("allow new work", [
    { contract: owner.registry.address, msg: { set_mode: "active" } },
  ]);
});

test("an exit-only market takes no new campaigns and lets what has begun end", async () => {
  const registry = { contract: owner.registry.address };
  const running = await open(requester, await terms(requester));
  const quoted = await createCampaign(requester, await terms(requester));
  await multisig.decide("stop new work", [{ ...registry, msg: { set_mode: "exit_only" } }]);
  await refused(requester.send(quoted), /the market takes no new campaigns and tickets/);
  await requester.send(requester.registry.message("cancel_campaign", { campaign: running }));
  assert.equal(
    (await requester.registry.query("campaign", { campaign: running })).status,
    "closed",
  );
  await multisig.decide("allow new work", [{ ...registry, msg: { set_mode: "active" } }]);
  await open(requester, await terms(requester));
});

test("a denom that the multisig allows can pay a campaign, at the prices it sets", async () => {
  const other = { denom: native(GAS), seat_stake: { denom: native(GAS), amount: "10000" } };
  const allowed = {
    denom: native(GAS),
    min_price: "2000",
    min_seat_stake: "0",
    tip_per_task: "901",
    reputation_fee: "0",
    emission_weight: 0,
  };
  const contract = owner.escrow.address;
  await multisig.decide("raise the least price", [{ contract, msg: { allow_denom: allowed } }]);
  const cheap = await terms(requester, other);
  await refused(createCampaign(requester, cheap), /price is 1000, expected at least 2000/);
  await open(requester, { ...cheap, price: "2000" });
  await multisig.decide("close the denom", [
    { contract, msg: { disallow_denom: { denom: native(GAS) } } },
  ]);
  await refused(
    createCampaign(requester, { ...cheap, price: "2000" }),
    new RegExp(`denom ${GAS} is not allowed`),
  );
});
