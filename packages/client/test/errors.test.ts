import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeError } from "../src/index.js";

function decoded(raw: string) {
  const { reason, byContract, index } = decodeError(new Error(raw));
  return { reason, byContract, index };
}

test("the raw log of a transaction", () => {
  const raw =
    "failed to execute message; message index: 1: task 3 is fresh, expected collecting: execute wasm contract failed";
  const reason = "task 3 is fresh, expected collecting";
  assert.deepEqual(decoded(raw), { reason, byContract: true, index: 1 });
});

test("a simulation", () => {
  const raw =
    "Query failed with (6): rpc error: code = Unknown desc = failed to execute message; message index: 0: only the requester may do this; sender is wasm1a: execute wasm contract failed [CosmWasm/wasmd@v0.60.8/x/wasm/keeper/keeper.go:429] with gas used: '123456': unknown request";
  const reason = "only the requester may do this; sender is wasm1a";
  assert.deepEqual(decoded(raw), { reason, byContract: true, index: 0 });
});

test("a sibling contract's refusal", () => {
  const raw =
    "failed to execute message; message index: 0: dispatch: submessages: dispatch: submessages: denom x is not allowed: execute wasm contract failed";
  assert.equal(decoded(raw).reason, "denom x is not allowed");
});

test("a smart query", () => {
  const raw =
    "Query failed with (9): campaign 4 does not exist: query wasm contract failed: unknown request";
  const wanted = { reason: "campaign 4 does not exist", byContract: true, index: undefined };
  assert.deepEqual(decoded(raw), wanted);
});

test("a refusal that quotes another one stays whole", () => {
  const raw =
    "failed to execute message; message index: 0: denom u is not allowed for campaigns: Querier contract error: no denom u: query wasm contract failed: execute wasm contract failed";
  assert.equal(
    decoded(raw).reason,
    "denom u is not allowed for campaigns: Querier contract error: no denom u",
  );
});

test("a message in another's name", () => {
  const raw =
    'failed to execute message; message index: 2: failed to execute message; message sender:"wasm1a" contract:"wasm1b" msg:"{\\"claim\\":{\\"campaign\\":1}}" : campaign 1 has ended: execute wasm contract failed';
  const wanted = { reason: "campaign 1 has ended", byContract: true, index: 2 };
  assert.deepEqual(decoded(raw), wanted);
});

test("the chain's own refusals", () => {
  const raw =
    "failed to execute message; message index: 0: spendable balance 1u is smaller than 2u: insufficient funds [cosmos/cosmos-sdk@v0.53.6/x/bank/keeper/send.go:285] with gas used: '70000'";
  const reason = "spendable balance 1u is smaller than 2u: insufficient funds";
  assert.deepEqual(decoded(raw), { reason, byContract: false, index: 0 });
  const checked =
    "Broadcasting transaction failed with code 13 (codespace: sdk). Log: insufficient fees; got: 1u required: 2u: insufficient fee";
  assert.deepEqual(decoded(checked), {
    reason: "insufficient fees; got: 1u required: 2u: insufficient fee",
    byContract: false,
    index: undefined,
  });
});

test("what is decoded already stays as it is", () => {
  const error = decodeError("boom");
  assert.equal(decodeError(error), error);
  assert.equal(error.raw, "boom");
});
