import assert from "node:assert/strict";
import { test } from "node:test";
import type { MsgExec } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import {
  bond,
  campaigns,
  contractMessage,
  createCampaign,
  cw20,
  denomKey,
  denomOfKey,
  native,
  RefusedError,
  seatsOf,
  seconds,
  timestamp,
  withdrawals,
  type Attempt,
  type DeliverTxResponse,
  type taskRegistry,
} from "../src/index.js";
import { FakeChain } from "./fake-chain.js";

test("messages and queries are the schema's JSON", async () => {
  const chain = new FakeChain();
  chain.answers.set("wasm1registry campaign", ({ campaign }) => ({ campaign }));
  const { registry } = chain.client();
  assert.equal((await registry.query("campaign", { campaign: 7 })).campaign, 7);
  const message = registry.message("claim", { campaign: 1, seats: 4 });
  assert.deepEqual(contractMessage(message), { claim: { campaign: 1, seats: 4 } });
  assert.equal(message.value.sender, "wasm1signer");
  const cancel = { cancel_campaign: { campaign: 1 } };
  assert.deepEqual(contractMessage(registry.message("cancel_campaign", { campaign: 1 })), cancel);
});

test("names, bodies and answers are checked when compiled", () => {
  const { registry, escrow } = new FakeChain().client();
  // @ts-expect-error a query of another contract
  void (() => registry.query("earnings", { address: "a", campaigns: [] }));
  // @ts-expect-error a field is missing
  void (() => registry.message("claim", { campaign: 1 }));
  // @ts-expect-error a body is missing
  void (() => escrow.message("withdraw"));
  // @ts-expect-error no such event
  void (() => escrow.events({ events: [] }, "seat_drawn"));
  const answer = () => registry.query("task", { campaign: 1, task: 2 });
  const typed: () => Promise<taskRegistry.TaskResponse> = answer;
  assert.equal(typed, answer);
});

test("gas is simulated, times 1.4, and what paying takes; the sponsor pays", async () => {
  const chain = new FakeChain();
  const beat = () => chain.client().registry.message("cancel_campaign", { campaign: 1 });
  await chain.client().send(beat());
  const own = { gas: "160000", amount: [{ denom: "ustake", amount: "4000" }] };
  assert.deepEqual(chain.sent[0]?.fee, own);
  await chain.client({ gasPrice: "0.025ustake", feeGranter: "wasm1sponsor" }).send(beat());
  assert.deepEqual(chain.sent[1]?.fee, {
    gas: "180000",
    amount: [{ denom: "ustake", amount: "4500" }],
    granter: "wasm1sponsor",
  });
});

test("a node that says a transaction takes more gas than a block has is not believed", async () => {
  const chain = new FakeChain();
  const beats = Array.from({ length: 400 }, () =>
    chain.client().registry.message("cancel_campaign", { campaign: 1 }),
  );
  await assert.rejects(chain.client().send(beats), /56020000 gas, at most 50000000/);
  assert.equal(chain.sent.length, 0);
});

test("a query is refused in the contract's words; a node that does not answer is no refusal", async () => {
  const chain = new FakeChain();
  const { registry } = chain.client();
  const say = (text: string) => {
    chain.answers.set("wasm1registry campaign", () => {
      throw new Error(text);
    });
    return registry.query("campaign", { campaign: 4 });
  };
  const said =
    "Query failed with (9): campaign 4 does not exist: query wasm contract failed: unknown request";
  await assert.rejects(say(said), (error) => {
    assert.ok(error instanceof RefusedError);
    return error.reason === "campaign 4 does not exist" && error.byContract;
  });
  await assert.rejects(say("fetch failed"), (error) => !(error instanceof RefusedError));
});

test("send refuses in the contract's words, and sends nothing", async () => {
  const chain = new FakeChain();
  chain.refuse = () => "campaign 1 has ended";
  const client = chain.client();
  await assert.rejects(
    client.send([client.registry.message("cancel_campaign", { campaign: 1 })]),
    (error) => {
      assert.ok(error instanceof RefusedError);
      assert.equal(error.message, "campaign 1 has ended");
      return error.byContract;
    },
  );
  assert.equal(chain.sent.length, 0);
});

test("trySend leaves out what is refused", async () => {
  const chain = new FakeChain();
  const { registry } = chain.client();
  const messages = [1, 2, 3].map((campaign) => registry.message("claim", { campaign, seats: 1 }));
  chain.refuse = (message) => (message === messages[1] ? "campaign 2 has ended" : undefined);
  const attempt = await chain.client().trySend(messages);
  assert.deepEqual(attempt.sent, [messages[0], messages[2]]);
  assert.deepEqual(
    attempt.refused.map(({ message, error }) => [message, error.reason]),
    [[messages[1], "campaign 2 has ended"]],
  );
  assert.equal(chain.sent.length, 1);
  assert.equal(attempt.fees.length, 1);

  chain.refuse = () => "nothing to do";
  const nothing = await chain.client().trySend(messages);
  assert.deepEqual([nothing.tx, nothing.fees], [undefined, []]);
  assert.equal(chain.sent.length, 1);
});

test("tryFee says what trySend would leave out, and sends nothing", async () => {
  const chain = new FakeChain();
  const client = chain.client();
  const claim = (campaign: number) => client.registry.message("claim", { campaign, seats: 1 });
  const messages = [1, 2, 3].map(claim);
  chain.refuse = (message) => (message === messages[1] ? "campaign 2 has ended" : undefined);
  const found = await client.tryFee(messages);
  assert.deepEqual(found.fee, await client.fee([claim(1), claim(3)]));
  assert.deepEqual(found.sent, [messages[0], messages[2]]);
  assert.deepEqual(
    found.refused.map(({ message, error }) => [message, error.reason]),
    [[messages[1], "campaign 2 has ended"]],
  );
  chain.refuse = () => "nothing to do";
  const none = await client.tryFee(messages);
  assert.deepEqual([none.fee, none.sent, none.refused.length], [undefined, [], 3]);
  assert.equal(chain.sent.length, 0);
});

test("trySend leaves out what is refused after its simulation, and sends the rest again", async () => {
  const chain = new FakeChain();
  const { registry } = chain.client();
  const messages = [1, 2, 3].map((campaign) => registry.message("claim", { campaign, seats: 1 }));
  chain.refuseLate = (message) => (message === messages[1] ? "campaign 2 has ended" : undefined);
  const memos: number[] = [];
  const attempt = await chain.client().trySend(messages, (rest) => {
    memos.push(rest.length);
    return `${rest.length} claims`;
  });
  assert.deepEqual(attempt.sent, [messages[0], messages[2]]);
  assert.deepEqual(
    attempt.refused.map(({ message, error }) => [message, error.reason]),
    [[messages[1], "campaign 2 has ended"]],
  );
  assert.equal(attempt.tx?.code, 0);
  assert.deepEqual(
    chain.sent.map(({ messages, memo }) => [messages.length, memo]),
    [
      [3, "3 claims"],
      [2, "2 claims"],
    ],
  );
  // The transaction that failed has cost its fee, too.
  const fees = chain.sent.map(({ fee }) => BigInt(fee.amount[0]!.amount));
  const all = (of: Attempt) =>
    of.fees.reduce((sum, { amount }) => sum + BigInt(amount[0]!.amount), 0n);
  assert.equal(all(attempt), fees[0]! + fees[1]!);

  chain.refuseLate = () => "nothing to do";
  const nothing = await chain.client().trySend(messages);
  assert.deepEqual([nothing.tx, nothing.fees.length], [undefined, 3]);
  assert.equal(chain.sent.length, 5);
});

test("trySend does not try again where no message is to blame for a failed transaction", async () => {
  const chain = new FakeChain();
  const client = chain.client();
  const said =
    "out of gas in location: wasm contract; gasWanted: 160000, gasUsed: 160001: out of gas";
  chain.signAndBroadcast = async () =>
    ({ code: 11, rawLog: said, events: [] }) as unknown as DeliverTxResponse;
  await assert.rejects(
    client.trySend([client.registry.message("cancel_campaign", { campaign: 1 })]),
    /out of gas/,
  );
});

test("trySend does not hide what is no message's fault", async () => {
  const chain = new FakeChain();
  chain.simulate = () => Promise.reject(new Error("fetch failed"));
  const client = chain.client();
  await assert.rejects(
    client.trySend([client.registry.message("cancel_campaign", { campaign: 1 })]),
    /fetch failed/,
  );
});

test("a session key acts in the wallet's name, one wrapper a message", async () => {
  const chain = new FakeChain();
  const client = chain.client({ gasPrice: "0.025ustake", inNameOf: "wasm1wallet" });
  const beat = client.registry.message("cancel_campaign", { campaign: 1 });
  assert.equal(beat.value.sender, "wasm1wallet");
  await client.send([beat, beat]);
  const { messages } = chain.sent[0]!;
  assert.deepEqual(
    messages.map(({ typeUrl }) => typeUrl),
    ["/cosmos.authz.v1beta1.MsgExec", "/cosmos.authz.v1beta1.MsgExec"],
  );
  assert.equal((messages[0]?.value as MsgExec).grantee, "wasm1signer");
});

test("lists go on until an empty page, however short the pages are", async () => {
  const chain = new FakeChain();
  chain.answers.set("wasm1registry campaigns", ({ start_after }) => {
    const first = (start_after ?? 0) + 1;
    const ids = [first, first + 1].filter((campaign) => campaign <= 5);
    return { campaigns: ids.map((campaign) => ({ campaign })) };
  });
  const found: number[] = [];
  for await (const { campaign } of campaigns(chain.client().registry)) found.push(campaign);
  assert.deepEqual(found, [1, 2, 3, 4, 5]);
});

test("a labeler's seats are looked for in the tasks that have started", async () => {
  const chain = new FakeChain();
  chain.answers.set("wasm1registry frontier", () => ({ tasks: [], next: 120 }));
  chain.answers.set("wasm1registry seats_by_labeler", ({ start_after }) => {
    const first = start_after === null ? 0 : start_after + 1;
    return { seats: [{ task: first }], scanned_to: first + 49 };
  });
  const found: number[] = [];
  for await (const seat of seatsOf(chain.client().registry, 1, "wasm1a")) found.push(seat.task);
  assert.deepEqual(found, [0, 50, 100]);
});

test("events of the contract only, without the chain's own attributes", () => {
  const event = (contract: string, task: string) => ({
    type: "wasm-seat_revealed",
    attributes: [
      { key: "_contract_address", value: contract },
      { key: "task", value: task },
      { key: "msg_index", value: "0" },
    ],
  });
  const tx = { events: [event("wasm1registry", "1"), event("wasm1other", "2")] };
  const { registry } = new FakeChain().client();
  assert.deepEqual(registry.events(tx, "seat_revealed"), [{ task: "1" }]);
  assert.deepEqual(registry.events(tx, "seat_drawn"), []);
});

test("deposits are paid with funds or through the token", async () => {
  const chain = new FakeChain();
  const terms = { items: 1 } as taskRegistry.Terms;
  chain.answers.set("wasm1registry quote", () => ({ denom: native("uusd"), deposit: "42" }));
  const client = chain.client();
  const message = await createCampaign(client, terms);
  assert.deepEqual(message.value.funds, [{ denom: "uusd", amount: "42" }]);
  assert.deepEqual(contractMessage(message), { create_campaign: { terms } });

  const staked = bond(client, cw20("wasm1token"), 5n);
  assert.equal(staked.value.contract, "wasm1token");
  const msg = Buffer.from('{"bond":{}}').toString("base64");
  assert.deepEqual(contractMessage(staked), {
    send: { contract: "wasm1staking", amount: "5", msg },
  });
});

test("withdrawals name at most 32 campaigns a message, and none without money", async () => {
  const chain = new FakeChain();
  chain.answers.set("wasm1escrow earnings", ({ campaigns }: { campaigns: number[] }) => ({
    earnings: [{ denom: native("u"), amount: campaigns.includes(40) ? "1" : "0" }],
  }));
  const ids = Array.from({ length: 70 }, (_, index) => index + 1);
  const found = await withdrawals(chain.client(), { campaigns: ids, to: "wasm1to" });
  assert.deepEqual(found.map(contractMessage), [
    { withdraw: { campaigns: ids.slice(32, 64), denoms: null, to: "wasm1to" } },
  ]);
});

test("times and denoms read back", () => {
  assert.equal(timestamp(5), "5000000000");
  assert.equal(seconds(timestamp(new Date(1_700_000_000_123))), 1_700_000_000);
  for (const denom of [native("ibc/27AB"), cw20("wasm1token")]) {
    assert.deepEqual(denomOfKey(denomKey(denom)), denom);
  }
});
