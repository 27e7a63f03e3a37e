import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "@cosmjs/proto-signing";
import { wasmTypes } from "@cosmjs/cosmwasm";
import { defaultRegistryTypes } from "@cosmjs/stargate";
import { MsgExec, MsgGrant } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import {
  AllowedMsgAllowance,
  BasicAllowance,
  PeriodicAllowance,
} from "cosmjs-types/cosmos/feegrant/v1beta1/feegrant";
import type { MsgGrantAllowance } from "cosmjs-types/cosmos/feegrant/v1beta1/tx";
import {
  AcceptedMessageKeysFilter,
  ContractExecutionAuthorization,
  MaxCallsLimit,
} from "cosmjs-types/cosmwasm/wasm/v1/authz";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import {
  executeMessage,
  feeAllowance,
  inNameOf,
  revokeAllowance,
  revokeSession,
  sessionGrant,
} from "../src/index.js";

const registry = new Registry([...defaultRegistryTypes, ...wasmTypes]);
const PARTIES = { granter: "wasm1granter", grantee: "wasm1grantee" };
const expires = new Date("2030-01-02T03:04:05Z");

test("a session may claim, commit and reveal at one contract, so many times", () => {
  const message = sessionGrant({ ...PARTIES, contract: "wasm1registry", expires, calls: 100 });
  const { grant, ...parties } = message.value as MsgGrant;
  assert.deepEqual(parties, PARTIES);
  assert.equal(grant.expiration?.seconds, BigInt(expires.getTime() / 1000));
  assert.equal(grant.authorization?.typeUrl, "/cosmwasm.wasm.v1.ContractExecutionAuthorization");
  const { grants } = ContractExecutionAuthorization.decode(grant.authorization.value);
  assert.equal(grants.length, 1);
  const [{ contract, limit, filter }] = grants as [(typeof grants)[0]];
  assert.equal(contract, "wasm1registry");
  assert.equal(limit?.typeUrl, "/cosmwasm.wasm.v1.MaxCallsLimit");
  assert.equal(MaxCallsLimit.decode(limit.value).remaining, 100n);
  assert.equal(filter?.typeUrl, "/cosmwasm.wasm.v1.AcceptedMessageKeysFilter");
  const { keys } = AcceptedMessageKeysFilter.decode(filter.value);
  assert.deepEqual(keys, ["claim", "commit", "reveal"]);
});

test("a fee allowance pays for named messages, within a limit and a period", () => {
  const limit = [{ denom: "u", amount: "9" }];
  const once = feeAllowance({ ...PARTIES, limit, expires }).value as MsgGrantAllowance;
  const bounded = AllowedMsgAllowance.decode(once.allowance!.value);
  assert.deepEqual(bounded.allowedMessages, ["/cosmos.authz.v1beta1.MsgExec"]);
  assert.deepEqual(BasicAllowance.decode(bounded.allowance!.value).spendLimit, limit);

  const period = { seconds: 86_400, limit: [{ denom: "u", amount: "1" }] };
  const messages = [MsgExecuteContract.typeUrl];
  const daily = feeAllowance({ ...PARTIES, limit, expires, period, messages })
    .value as MsgGrantAllowance;
  const { allowance, allowedMessages } = AllowedMsgAllowance.decode(daily.allowance!.value);
  assert.deepEqual(allowedMessages, messages);
  const periodic = PeriodicAllowance.decode(allowance!.value);
  assert.deepEqual(periodic.basic?.spendLimit, limit);
  assert.deepEqual(periodic.periodSpendLimit, period.limit);
  assert.equal(periodic.period.seconds, 86_400n);
});

test("a message in another's name keeps its bytes", async () => {
  const message = executeMessage("wasm1granter", "wasm1registry", { beat: {} });
  const exec = (await inNameOf("wasm1grantee", [message])).value as MsgExec;
  assert.equal(exec.grantee, "wasm1grantee");
  const [inner] = exec.msgs as [(typeof exec.msgs)[0]];
  assert.deepEqual(MsgExecuteContract.decode(inner.value), message.value);
});

test("every message encodes with CosmJS's own registry", () => {
  const limit = [{ denom: "u", amount: "9" }];
  for (const message of [
    sessionGrant({ ...PARTIES, contract: "wasm1registry", expires, calls: 1 }),
    revokeSession(PARTIES.granter, PARTIES.grantee),
    feeAllowance({ ...PARTIES, limit, expires }),
    revokeAllowance(PARTIES.granter, PARTIES.grantee),
  ]) {
    assert.ok(registry.encode(message).length > 20, message.typeUrl);
  }
});
