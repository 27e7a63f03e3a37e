// Amino's forms of grants and allowances, which CosmJS lacks. tests/e2e has the chain check them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { aminoMessage } from "../src/chain/amino.js";
import {
  executeMessage,
  feeAllowance,
  inNameOf,
  revokeAllowance,
  revokeSession,
  sessionGrant,
} from "../src/index.js";

const PARTIES = { granter: "wasm1granter", grantee: "wasm1grantee" };
const expires = new Date("2030-01-02T03:04:05Z");
const LIMIT = [{ denom: "u", amount: "9" }];

test("a session is a grant with its limits inside", () => {
  const session = { ...PARTIES, contract: "wasm1registry", expires, calls: 100 };
  assert.deepEqual(aminoMessage(sessionGrant(session)), {
    type: "cosmos-sdk/MsgGrant",
    value: {
      ...PARTIES,
      grant: {
        authorization: {
          type: "wasm/ContractExecutionAuthorization",
          value: {
            grants: [
              {
                contract: "wasm1registry",
                limit: { type: "wasm/MaxCallsLimit", value: { remaining: "100" } },
                filter: {
                  type: "wasm/AcceptedMessageKeysFilter",
                  value: { keys: ["claim", "commit", "reveal"] },
                },
              },
            ],
          },
        },
        expiration: "2030-01-02T03:04:05Z",
      },
    },
  });
  assert.deepEqual(aminoMessage(revokeSession(PARTIES.granter, PARTIES.grantee)), {
    type: "cosmos-sdk/MsgRevoke",
    value: { ...PARTIES, msg_type_url: "/cosmwasm.wasm.v1.MsgExecuteContract" },
  });
});

test("an allowance names its messages, with or without a period", () => {
  const basic = { spend_limit: LIMIT, expiration: "2030-01-02T03:04:05Z" };
  const allowed_messages = ["/cosmos.authz.v1beta1.MsgExec"];
  const of = (allowance: object) => ({
    type: "cosmos-sdk/MsgGrantAllowance",
    value: {
      ...PARTIES,
      allowance: {
        type: "cosmos-sdk/AllowedMsgAllowance",
        value: { allowance, allowed_messages },
      },
    },
  });
  const once = aminoMessage(feeAllowance({ ...PARTIES, limit: LIMIT, expires }));
  assert.deepEqual(once, of({ type: "cosmos-sdk/BasicAllowance", value: basic }));
  const period = { seconds: 86_400, limit: LIMIT };
  const daily = aminoMessage(feeAllowance({ ...PARTIES, limit: LIMIT, expires, period }));
  const { period_reset } = daily.value.allowance.value.allowance.value;
  assert.match(period_reset, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const value = {
    basic,
    period: "86400000000000",
    period_spend_limit: LIMIT,
    period_can_spend: LIMIT,
    period_reset,
  };
  assert.deepEqual(daily, of({ type: "cosmos-sdk/PeriodicAllowance", value }));
  assert.deepEqual(aminoMessage(revokeAllowance(PARTIES.granter, PARTIES.grantee)), {
    type: "cosmos-sdk/MsgRevokeAllowance",
    value: PARTIES,
  });
});

test("a message in another's name has the message inside", async () => {
  const beat = executeMessage("wasm1granter", "wasm1registry", { beat: {} });
  assert.deepEqual(aminoMessage(await inNameOf("wasm1grantee", [beat])), {
    type: "cosmos-sdk/MsgExec",
    value: { grantee: "wasm1grantee", msgs: [aminoMessage(beat)] },
  });
});
