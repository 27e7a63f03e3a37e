// What is signed and sent, byte by byte as CosmJS makes it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Secp256k1Wallet, serializeSignDoc } from "@cosmjs/amino";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { DirectSecp256k1Wallet } from "@cosmjs/proto-signing";
import { QueryAccountRequest } from "cosmjs-types/cosmos/auth/v1beta1/query";
import { QueryBalanceRequest, QueryBalanceResponse } from "cosmjs-types/cosmos/bank/v1beta1/query";
import { SimulateRequest, SimulateResponse } from "cosmjs-types/cosmos/tx/v1beta1/service";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import {
  QuerySmartContractStateRequest,
  QuerySmartContractStateResponse,
} from "cosmjs-types/cosmwasm/wasm/v1/query";
import { aminoBytes } from "../src/chain/amino-json.js";
import { signTransaction, unsigned } from "../src/chain/transaction.js";
import { readField, readNumber, readText, writeFields } from "../src/chain/wire.js";
import {
  executeMessage,
  inNameOf,
  keySigner,
  revokeSession,
  textSignDoc,
  toBase64,
  utf8,
  type EncodeObject,
  type MaybePromise,
  type OfflineSigner,
  type StdFee,
} from "../src/index.js";
import { Dice } from "./random.js";

const ROUNDS = 40;
const KEY = new Uint8Array(32).fill(5);

function send(dice: Dice, from: string): EncodeObject {
  const value = { fromAddress: from, toAddress: "wasm1to", amount: dice.coins() };
  return { typeUrl: "/cosmos.bank.v1beta1.MsgSend", value };
}

function execute(dice: Dice, sender: string): EncodeObject {
  return executeMessage(sender, "wasm1c", { [dice.text(5)]: dice.json() }, dice.coins());
}

function messagesOf(dice: Dice, sender: string): EncodeObject[] {
  const all = [execute, execute, send].map((make) => make(dice, sender));
  return all.slice(0, 1 + dice.below(3));
}

function feeOf(dice: Dice): StdFee {
  const fee = { amount: dice.coins(), gas: `${dice.below(2 ** 31)}` };
  return dice.below(2) === 0 ? fee : { ...fee, granter: "wasm1sponsor" };
}

/** Signs with both, and compares the whole transaction. */
async function compare(
  ours: OfflineSigner,
  theirs: OfflineSigner,
  messages: (dice: Dice, sender: string) => MaybePromise<EncodeObject[]>,
): Promise<void> {
  const [account] = await ours.getAccounts();
  assert.deepEqual({ ...(await theirs.getAccounts())[0] }, { ...account });
  const cosmjs = await SigningCosmWasmClient.offline(theirs);
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const dice = new Dice(seed);
    const list = await messages(dice, account!.address);
    const [fee, memo, chainId] = [feeOf(dice), dice.text(), `chain-${seed}`];
    const numbers = { accountNumber: dice.below(2 ** 31), sequence: dice.below(2 ** 31) };
    const wanted = await cosmjs.sign(account!.address, list, fee, memo, { ...numbers, chainId });
    const found = await signTransaction(ours, list, {
      accountNumber: BigInt(numbers.accountNumber),
      sequence: BigInt(numbers.sequence),
      account: account!,
      chainId,
      fee,
      memo,
    });
    assert.deepEqual(found, TxRaw.encode(wanted).finish(), `seed ${seed}`);
  }
}

test("transactions in binary form are CosmJS's, with its signer and with ours", async () => {
  const theirs = await DirectSecp256k1Wallet.fromKey(KEY, "wasm");
  const { getAccounts, signDirect } = keySigner(KEY);
  await compare({ getAccounts, signDirect }, theirs, messagesOf);
  await compare(theirs, theirs, messagesOf);
  const exec = async (dice: Dice, sender: string) => [
    await inNameOf(sender, messagesOf(dice, "wasm1w")),
  ];
  await compare(theirs, theirs, exec);
  const revoke = (_: Dice, sender: string) => [revokeSession(sender, "wasm1key")];
  await compare(theirs, theirs, revoke);
});

test("transactions in amino's form are CosmJS's, with its signer and with ours", async () => {
  const theirs = await Secp256k1Wallet.fromKey(KEY, "wasm");
  const { getAccounts, signAmino } = keySigner(KEY);
  await compare({ getAccounts, signAmino }, theirs, messagesOf);
  await compare(theirs, theirs, messagesOf);
});

test("amino documents are written as CosmJS writes them", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const dice = new Dice(seed);
    const doc = { ...textSignDoc("wasm1a", dice.text(60)), memo: dice.text() };
    assert.deepEqual(aminoBytes(doc), serializeSignDoc(doc));
  }
});

test("a transaction to simulate is not signed, and names the key", async () => {
  const { getAccounts } = keySigner(KEY);
  const account = (await getAccounts())[0]!;
  const messages = [executeMessage(account.address, "wasm1c", { beat: {} })];
  const tx = TxRaw.decode(
    await unsigned(messages, { accountNumber: 1n, sequence: 7n, account, memo: "m" }),
  );
  assert.deepEqual(tx.signatures, [new Uint8Array(0)]);
  assert.ok(Buffer.from(tx.authInfoBytes).includes(Buffer.from(account.pubkey)));
});

test("a wallet that signs other messages than it was given is refused", async () => {
  const honest = keySigner(KEY);
  const account = (await honest.getAccounts())[0]!;
  const message = executeMessage(account.address, "wasm1c", { beat: {} });
  const other = executeMessage(account.address, "wasm1c", { steal: {} });
  const base = { accountNumber: 1n, sequence: 1n, chainId: "c", account, memo: "" };
  const signing = { ...base, fee: { amount: [], gas: "1" } };
  const { getAccounts, signAmino, signDirect } = honest;
  const amino: OfflineSigner = {
    getAccounts,
    signAmino: async (address, doc) => {
      const msgs = [{ ...doc.msgs[0]!, value: { ...doc.msgs[0]!.value, msg: { steal: {} } } }];
      return signAmino(address, { ...doc, msgs });
    },
  };
  const tx = TxRaw.decode(await signTransaction({ getAccounts, signDirect }, [other], signing));
  const direct: OfflineSigner = {
    getAccounts,
    signDirect: async (address, doc) => signDirect(address, { ...doc, bodyBytes: tx.bodyBytes }),
  };
  for (const signer of [amino, direct]) {
    await assert.rejects(signTransaction(signer, [message], signing), /signed other messages/);
  }
  // The fee and the memo are the wallet's to change.
  const generous: OfflineSigner = {
    getAccounts,
    signAmino: (address, doc) => signAmino(address, { ...doc, memo: "mine" }),
  };
  const changed = await signTransaction(generous, [message], signing);
  assert.ok(Buffer.from(changed).includes("mine"));
});

test("a message without codec or amino form is refused by name", async () => {
  const { getAccounts, signAmino } = keySigner(KEY);
  const account = (await getAccounts())[0]!;
  const signing = { accountNumber: 1n, sequence: 1n, chainId: "c", account, memo: "" };
  const all = { ...signing, fee: { amount: [], gas: "1" } };
  const unknown = [{ typeUrl: "/cosmos.gov.v1.MsgVote", value: {} }];
  await assert.rejects(signTransaction(keySigner(KEY), unknown, all), /no codec for .*MsgVote/);
  const amino = { getAccounts, signAmino };
  await assert.rejects(signTransaction(amino, unknown, all), /MsgVote has no amino form/);
});

test("questions and answers are those of cosmjs-types' own codecs", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const dice = new Dice(seed);
    const [address, text] = [dice.text(), utf8(dice.text())];
    const smart = QuerySmartContractStateRequest.encode({ address, queryData: text }).finish();
    assert.deepEqual(writeFields({ 1: address, 2: text }), smart);
    const balance = QueryBalanceRequest.encode({ address, denom: "u" }).finish();
    assert.deepEqual(writeFields({ 1: address, 2: "u" }), balance);
    assert.deepEqual(writeFields({ 1: address }), QueryAccountRequest.encode({ address }).finish());
    const simulate = SimulateRequest.fromPartial({ txBytes: text });
    assert.deepEqual(writeFields({ 2: text }), SimulateRequest.encode(simulate).finish());

    const answer = QuerySmartContractStateResponse.encode({ data: text }).finish();
    assert.deepEqual(readField(answer, 1), text);
    const coin = { denom: "u", amount: `${dice.below(2 ** 40)}` };
    const coins = QueryBalanceResponse.encode({ balance: coin }).finish();
    assert.equal(readText(readField(coins, 1), 2), coin.amount);
    const gasInfo = { gasWanted: 3n, gasUsed: BigInt(dice.below(2 ** 40)) };
    const gas = SimulateResponse.encode(SimulateResponse.fromPartial({ gasInfo })).finish();
    assert.equal(readNumber(readField(gas, 1), 2), gasInfo.gasUsed);
  }
  assert.deepEqual(toBase64(readField(new Uint8Array(0), 1)), "");
});
