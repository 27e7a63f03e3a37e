import assert from "node:assert/strict";
import { before, test } from "node:test";
import { toBase64 } from "@cosmjs/encoding";
import { createCampaign, native, pack, PasarClient, seal, type taskRegistry } from "pasar-client";
import {
  balance,
  clientOf,
  deploymentOf,
  GAS,
  local,
  MONEY,
  newAccounts,
  newKey,
} from "../src/accounts.js";
import { open, stakeAll } from "../src/campaign.js";
import { takeSeats } from "../src/drand.js";
import { refused, refusedMessage } from "../src/refused.js";
import { SEAT_STAKE, terms, truth, ITEMS } from "../src/terms.js";

const NOBODY = 4_000_000_000;

let requester: PasarClient;
let labeler: PasarClient;
let other: PasarClient;
let campaign: number;

before(async () => {
  const funder = await local("labeler-6");
  [requester, labeler, other] = (await newAccounts(funder, 3)) as [
    PasarClient,
    PasarClient,
    PasarClient,
  ];
  campaign = await open(requester, await terms(requester, { domain: "animals/refusals" }));
  await stakeAll([labeler], 2n);
  await takeSeats(labeler, campaign, 1);
});

const claim = (client: PasarClient, seats: number, of = campaign) =>
  client.registry.message("claim", { campaign: of, seats });

const crankOf = (name: "advance" | "resolve" | "settle", of = campaign, task = 0) =>
  labeler.registry.message(name, { campaign: of, tasks: [task] });

test("a campaign or a task that does not exist is named", async () => {
  const nothing = new RegExp(`campaign ${NOBODY} does not exist`);
  await refused(labeler.registry.query("campaign", { campaign: NOBODY }), nothing);
  await refusedMessage(labeler, claim(labeler, 1, NOBODY), nothing);
  await refusedMessage(
    labeler,
    crankOf("resolve", campaign, 7),
    new RegExp(`task 7 does not exist; campaign ${campaign} has 1`),
  );
});

test("a wrong phase says which it is and which was wanted", async () => {
  for (const [name, wanted] of [
    ["resolve", "revealing"],
    ["settle", "resolved"],
  ] as const)
    await refusedMessage(
      labeler,
      crankOf(name),
      new RegExp(`task 0: it is collecting, expected ${wanted}`),
    );
});

test("too early says until when", async () => {
  await refusedMessage(
    labeler,
    crankOf("advance"),
    /task 0: nothing is due: collecting until \d+, 1 seats drawn in time/,
  );
  const far = await terms(requester, { first_draw_seconds: 1_000, domain: "animals/refusals" });
  const later = await open(requester, far);
  await refusedMessage(
    labeler,
    claim(labeler, 1, later),
    new RegExp(`campaign ${later} takes tickets from \\d+ on; this is \\d+`),
  );
});

test("wrong funds say what was found and what was wanted", async () => {
  const message = await createCampaign(requester, await terms(requester));
  const [deposit] = message.value.funds ?? [];
  assert.ok(deposit);
  const paying = (funds: { denom: string; amount: string }[]) =>
    requester.send({ ...message, value: { ...message.value, funds } });
  const less = `${BigInt(deposit.amount) - 1n}`;
  await refused(paying([{ ...deposit, amount: less }]), new RegExp(`${less}.*${deposit.amount}`));
  await refused(paying([{ ...deposit, denom: GAS }]), new RegExp(`${GAS}|${MONEY}`));
  await refused(paying([]), /paid nothing, expected one coin/);
  const funded = requester.registry.message("cancel_campaign", { campaign }, [deposit]);
  await refusedMessage(requester, funded, /This message does no accept funds/);
});

test("an account that is not the requester may not do what is the requester's", async () => {
  const cancel = other.registry.message("cancel_campaign", { campaign });
  await refusedMessage(
    other,
    cancel,
    new RegExp(`only the requester may do this; sender is ${other.address}`),
  );
  const mode = other.registry.message("set_mode", "exit_only");
  await refusedMessage(other, mode, /Caller is not the contract's current owner|only the owner/i);
});

test("the requester takes no seat of their own, and nobody without a stake", async () => {
  await refusedMessage(
    requester,
    claim(requester, 1),
    /not eligible: wasm1\w+ is the requester or a related account/,
  );
  await refusedMessage(
    other,
    claim(other, 1),
    new RegExp(`not eligible: free stake is 0 ${MONEY}, expected ${SEAT_STAKE} for the ticket`),
  );
  await refusedMessage(
    labeler,
    claim(labeler, 3),
    /1 seats open and 3 wanted, expected at most 2 together/,
  );
});

test("a stake behind an open seat cannot leave", async () => {
  const all = { denom: native(MONEY), amount: `${2n * SEAT_STAKE}` };
  await refusedMessage(
    labeler,
    labeler.staking.message("unbond", all),
    new RegExp(`${SEAT_STAKE} of ${2n * SEAT_STAKE} ${MONEY} is free, ${SEAT_STAKE} is exposed`),
  );
});

test("seals that are missing or of a wrong length are refused", async () => {
  const commit = (body: Partial<taskRegistry.Commit>) =>
    labeler.registry.message("commit", { campaign, tasks: [0], seals: "", sealed: [], ...body });
  await refusedMessage(labeler, commit({}), /seals: 0 bytes, expected 32/);
  const seals = toBase64(new Uint8Array(32));
  await refusedMessage(labeler, commit({ seals, sealed: [seals] }), /1 ciphertexts, expected 0/);
  await refusedMessage(
    labeler,
    commit({ tasks: [0, 0], seals: toBase64(new Uint8Array(64)) }),
    /task 0 stands twice in the message/,
  );
  const stranger = other.registry.message("commit", { campaign, tasks: [0], seals, sealed: [] });
  await refusedMessage(other, stranger, new RegExp(`${other.address} has no seat in task 0`));
});

test("labels that a seal does not bind cannot be revealed", async () => {
  // A campaign of its own, as the first reveal ends the collecting of this one.
  const funder = await local("labeler-6");
  const [asker, ...three] = (await newAccounts(funder, 4)) as [PasarClient, ...PasarClient[]];
  const id = await open(asker, await terms(asker, { domain: "animals/seals" }));
  await stakeAll(three, 2n);
  const salt = new Uint8Array(16).fill(7);
  const labels = pack(
    3,
    Array.from({ length: ITEMS }, (_, item) => truth(item)),
  );
  const sealed = three.map(async (client) => {
    await takeSeats(client, id, 1);
    const { chain_id } = client.deployment;
    const place = {
      chainId: chain_id,
      registry: client.registry.address,
      campaign: id,
      task: 0,
      wave: 0,
    };
    const seals = toBase64(seal({ ...place, labeler: client.address }, salt, labels));
    await client.send(
      client.registry.message("commit", { campaign: id, tasks: [0], seals, sealed: [] }),
    );
  });
  await Promise.all(sealed);
  const [first] = three as [PasarClient];
  const reveal = (packed: Uint8Array, ofSalt = salt) =>
    first.registry.message("reveal", {
      campaign: id,
      seats: [{ task: 0, labeler: first.address }],
      salts: toBase64(ofSalt),
      labels: toBase64(packed),
    });
  const changed = labels.slice();
  changed[0]! ^= 1;
  const mismatch = /seat of wasm1\w+ in task 0: .*seal/;
  await refusedMessage(first, reveal(changed), mismatch);
  await refusedMessage(first, reveal(labels, new Uint8Array(16)), mismatch);
  await refusedMessage(first, reveal(labels.slice(1)), /labels: 14 bytes, expected 15/);
  await first.send(reveal(labels));
  // Coming second spoils nothing: what is open already is passed over.
  await first.send(reveal(labels));
  const { status } = await first.registry.query("seat", {
    campaign: id,
    task: 0,
    labeler: first.address,
  });
  assert.equal(status, "revealed");
});

test("what the chain itself refuses is told from what a contract refuses", async () => {
  const pauper = await clientOf(newKey());
  const poor = requester.chain.getBalance(pauper.address, GAS);
  assert.equal((await poor).amount, "0");
  await assert.rejects(pauper.send(claim(pauper, 1)), /does not exist on chain|not found/);
  const rich = (await balance(other)) + 1n;
  const bond = other.staking.message("bond", {}, [{ denom: MONEY, amount: `${rich}` }]);
  await refusedMessage(other, bond, /insufficient funds/, false);
});

test("a message that no contract knows is refused by name", async () => {
  const unknown = labeler.registry.message("cancel_campaign", { campaign });
  unknown.value.msg = new TextEncoder().encode('{"steal":{}}');
  await refusedMessage(labeler, unknown, /unknown variant `steal`/);
  const extra = labeler.registry.message("cancel_campaign", { campaign });
  extra.value.msg = new TextEncoder().encode(
    `{"claim":{"campaign":${campaign},"seats":1,"tip":"1"}}`,
  );
  await refusedMessage(labeler, extra, /unknown field `tip`/);
});

test("a client of another chain is refused before it seals anything", async () => {
  const deployment = { ...deploymentOf(), chain_id: "elsewhere-1" };
  await assert.rejects(
    clientOf(newKey(), deployment),
    /the node is on \S+, the deployment on elsewhere-1/,
  );
});
