// An account that sends, over a node that answers in protobuf as a chain does.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { BaseAccount } from "cosmjs-types/cosmos/auth/v1beta1/auth";
import { QueryAccountResponse } from "cosmjs-types/cosmos/auth/v1beta1/query";
import { QueryBalanceResponse } from "cosmjs-types/cosmos/bank/v1beta1/query";
import { DecCoin } from "cosmjs-types/cosmos/base/v1beta1/coin";
import { SimulateResponse } from "cosmjs-types/cosmos/tx/v1beta1/service";
import { AuthInfo, TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import {
  BaseVestingAccount,
  ContinuousVestingAccount,
  DelayedVestingAccount,
  PeriodicVestingAccount,
  PermanentLockedAccount,
} from "cosmjs-types/cosmos/vesting/v1beta1/vesting";
import type { Any } from "cosmjs-types/google/protobuf/any";
import type { Codec } from "../src/chain/messages.js";
import { writeFields } from "../src/chain/wire.js";
import {
  fromBase64,
  keySigner,
  NodeError,
  PasarClient,
  PendingError,
  RefusedError,
  toBase64,
  type ClientOptions,
} from "../src/index.js";
import { DEPLOYMENT } from "./fake-chain.js";
import { FakeNode, status, type Asked } from "./fake-node.js";

const SIGNER = keySigner(new Uint8Array(32).fill(5));

/** A chain of one account. */
class Ledger {
  sequence = 5n;
  account: (base: BaseAccount) => Any | undefined = (base) => ({
    typeUrl: BaseAccount.typeUrl,
    value: BaseAccount.encode(base).finish(),
  });
  /** Logs of broadcasts that are refused, one after the other. */
  refusals: { code: number; log: string }[] = [];
  /** Logs of simulations that are refused, one after the other. */
  collisions: string[] = [];
  /** Broadcasts, as they came. */
  readonly sent: TxRaw[] = [];
  /** Looks until the last transaction is in a block. */
  looks = 2;
  /** Prices by the path that they are asked at. */
  readonly prices = new Map<string, Uint8Array>();

  answer = ({ method, params }: Asked): object => {
    if (method === "status") return status();
    if (method === "broadcast_tx_sync") return this.broadcast(String(params["tx"]));
    if (method === "tx") return this.look(String(params["hash"]));
    const path = String(params["path"]);
    const value = this.query(path);
    if (typeof value === "string") return { result: { response: { code: 22, log: value } } };
    if (!value) return { result: { response: { code: 6, log: `unknown query path ${path}` } } };
    return { result: { response: { code: 0, value: toBase64(value) } } };
  };

  private query(path: string): Uint8Array | string | undefined {
    if (path.endsWith("/Account")) {
      const base = { address: "wasm1a", accountNumber: 7n, sequence: this.sequence };
      const account = this.account(BaseAccount.fromPartial(base));
      if (!account) return "account wasm1a not found: key not found";
      return QueryAccountResponse.encode(QueryAccountResponse.fromPartial({ account })).finish();
    }
    if (path.endsWith("/Simulate")) {
      const taken = this.collisions.shift();
      if (taken) return taken;
      const gasInfo = { gasUsed: 100_000n };
      return SimulateResponse.encode(SimulateResponse.fromPartial({ gasInfo })).finish();
    }
    if (path.endsWith("/Balance")) {
      const balance = { denom: "u", amount: "12" };
      return QueryBalanceResponse.encode({ balance }).finish();
    }
    return this.prices.get(path);
  }

  private broadcast(tx: string): object {
    this.sent.push(TxRaw.decode(fromBase64(tx)));
    const refusal = this.refusals.shift();
    return { result: refusal ? { ...refusal, codespace: "sdk", hash: "" } : { code: 0, hash: "" } };
  }

  private look(hash: string): object {
    this.looks -= 1;
    if (this.looks > 0) {
      return { error: { code: -32603, message: "Internal error", data: "tx (00) not found" } };
    }
    const tx_result = { code: 0, log: "", gas_used: "90000", gas_wanted: "99", events: [] };
    const hex = Buffer.from(hash, "base64").toString("hex");
    return { result: { hash: hex, height: "101", tx: "", tx_result } };
  }
}

async function setUp(t: TestContext, options: ClientOptions = {}) {
  const ledger = new Ledger();
  const node = await FakeNode.start(ledger.answer);
  t.after(() => node.stop());
  const all = { gasPrice: "0.025ustake", pollMs: 1, nodes: { pauseMs: 1 }, ...options };
  const client = await PasarClient.connect(node.url, SIGNER, DEPLOYMENT, all);
  return {
    ledger,
    node,
    client,
    beat: client.registry.message("cancel_campaign", { campaign: 1 }),
  };
}

function feeOf(tx: TxRaw) {
  const { fee } = AuthInfo.decode(tx.authInfoBytes);
  return fee && { gas: fee.gasLimit, amount: fee.amount };
}

test("simulates, signs, sends, and waits until it is in a block", async (t) => {
  const { ledger, node, client, beat } = await setUp(t);
  const tx = await client.send(beat, "hello");
  assert.deepEqual([tx.height, tx.code, tx.gasUsed], [101, 0, 90_000n]);
  assert.match(tx.transactionHash, /^[0-9A-F]{64}$/);
  const [sent] = ledger.sent as [TxRaw];
  const { messages, memo } = TxBody.decode(sent.bodyBytes);
  assert.deepEqual([messages.length, memo], [1, "hello"]);
  const { signerInfos } = AuthInfo.decode(sent.authInfoBytes);
  assert.equal(signerInfos[0]?.sequence, 5n);
  assert.deepEqual(feeOf(sent), { gas: 160_000n, amount: [{ denom: "ustake", amount: "4000" }] });
  assert.equal(node.methods.filter((method) => method === "tx").length, 2);
});

test("an account whose coins vest signs as any other", async (t) => {
  const { ledger, client, beat } = await setUp(t);
  const wrap = (base: BaseAccount) => BaseVestingAccount.fromPartial({ baseAccount: base });
  const kinds: Codec[] = [
    ContinuousVestingAccount,
    DelayedVestingAccount,
    PeriodicVestingAccount,
    PermanentLockedAccount,
  ];
  for (const kind of kinds) {
    ledger.account = (base) => ({
      typeUrl: kind.typeUrl,
      value: kind.encode(kind.fromPartial({ baseVestingAccount: wrap(base) })).finish(),
    });
    assert.equal(await client.simulate([beat]), 100_000);
    await client.send(beat);
  }
  ledger.account = (base) => ({
    typeUrl: BaseVestingAccount.typeUrl,
    value: BaseVestingAccount.encode(wrap(base)).finish(),
  });
  await client.send(beat);
  const sequences = ledger.sent.map(
    ({ authInfoBytes }) => AuthInfo.decode(authInfoBytes).signerInfos[0]?.sequence,
  );
  assert.deepEqual(sequences, Array(5).fill(5n));
});

test("who is not on the chain is told so, and so is who has no key", async (t) => {
  const { ledger, client, beat } = await setUp(t);
  ledger.account = () => undefined;
  await assert.rejects(client.send(beat), /does not exist on chain: it must be sent something/);
  ledger.account = () => ({ typeUrl: "/x.ModuleAccount", value: new Uint8Array(0) });
  await assert.rejects(client.send(beat), /a \/x\.ModuleAccount, expected one with a key/);
});

test("a node that does not answer is no refusal, and says nothing of the account", async (t) => {
  const { node, client, beat } = await setUp(t);
  node.before = () => ({ status: 502, body: "<html>502 Bad Gateway</html>" });
  const isSilence = (error: unknown) =>
    error instanceof NodeError && /answers 502: 502 Bad Gateway$/.test(error.message);
  await assert.rejects(client.send(beat), isSilence);
  await assert.rejects(client.trySend([beat]), isSilence);
});

test("a sequence that another transaction took is asked for again", async (t) => {
  const { ledger, client, beat } = await setUp(t);
  const log = "account sequence mismatch, expected 6, got 5: incorrect account sequence";
  ledger.refusals = [{ code: 32, log }];
  await client.send(beat);
  assert.equal(ledger.sent.length, 2);
  ledger.refusals = Array(9).fill({ code: 32, log });
  await assert.rejects(client.send(beat), (error) => {
    assert.ok(error instanceof RefusedError);
    return error.reason === log && !error.byContract;
  });
  assert.equal(ledger.sent.length, 5);
});

test("a sequence that is taken between the look at it and a simulation is asked for again", async (t) => {
  const { ledger, client, beat } = await setUp(t);
  const log = "account sequence mismatch, expected 6, got 5: incorrect account sequence";
  ledger.collisions = [log, log];
  assert.equal(await client.simulate([beat]), 100_000);
  ledger.collisions = Array(3).fill(log);
  await assert.rejects(client.simulate([beat]), RefusedError);
  assert.deepEqual(ledger.collisions, []);
});

test("what is in no block in time may still come into one", async (t) => {
  const { ledger, client, beat } = await setUp(t, { timeoutMs: 20 });
  ledger.looks = 1_000;
  await assert.rejects(client.send(beat), (error) => {
    assert.ok(error instanceof PendingError);
    return error.hash.length === 64;
  });
});

test("a market's price is asked for, with a margin, and believed within bounds", async (t) => {
  const { ledger, node, client, beat } = await setUp(t);
  const feemarket = "/feemarket.feemarket.v1.Query/GasPrice";
  const price = (amount: bigint) =>
    writeFields({ 1: DecCoin.encode({ denom: "ustake", amount: `${amount}` }).finish() });
  ledger.prices.set(feemarket, price(100_000_000_000_000_000n));
  await client.send(beat);
  // 0.1 and a quarter of it, for 160 000 units of gas.
  assert.equal(feeOf(ledger.sent[0]!)?.amount[0]?.amount, "20000");
  const asked = () =>
    node.requests.flat().filter(({ params }) => params?.["path"] === feemarket).length;
  await client.send(beat);
  assert.equal(asked(), 1, "an answer is good for some seconds");
  const other = await PasarClient.connect(node.url, SIGNER, DEPLOYMENT, {
    gasPrice: "0.025ustake",
    pollMs: 1,
  });
  ledger.prices.set(feemarket, price(10n ** 19n));
  await assert.rejects(other.send(beat), /the node asks 10000000000000000000 attoustake for gas/);
});

test("Osmosis is asked for the base fee of its coin; a chain without a market, once", async (t) => {
  const { ledger, node, client } = await setUp(t, { gasPrice: "0.01uosmo" });
  const txfees = "/osmosis.txfees.v1beta1.Query/GetEipBaseFee";
  ledger.prices.set(txfees, writeFields({ 1: "40000000000000000" }));
  const [coin] = (await client.fee([client.registry.message("cancel_campaign", { campaign: 1 })]))
    .amount;
  assert.deepEqual(coin, { denom: "uosmo", amount: "8000" });
  const plain = await PasarClient.connect(node.url, SIGNER, DEPLOYMENT, { gasPrice: "0.01ustake" });
  node.requests.length = 0;
  for (let round = 0; round < 3; round += 1) {
    const { amount } = await plain.fee([
      plain.registry.message("cancel_campaign", { campaign: 1 }),
    ]);
    assert.equal(amount[0]?.amount, "1600");
  }
  const asked = node.requests.flat().filter(({ params }) => /GasPrice/.test(`${params?.["path"]}`));
  assert.equal(asked.length, 1);
});

test("a price is digits and a denom", async (t) => {
  for (const gasPrice of ["ustake", "0.025", "0,025ustake", "-1ustake", "1 ustake"]) {
    await assert.rejects(setUp(t, { gasPrice }), /expected such as 0.025ustake/);
  }
});

test("a balance is asked of the bank", async (t) => {
  const { client } = await setUp(t);
  assert.deepEqual(await client.chain.getBalance("wasm1a", "u"), { denom: "u", amount: "12" });
});
