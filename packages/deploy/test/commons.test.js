import assert from "node:assert/strict";
import { test } from "node:test";
import { tryCommons } from "../src/commons.js";
import { Refusal, refuse } from "../src/say.js";

/** A chain that remembers what was sent, or refuses to pay. @param {boolean} blocked */
function job(blocked) {
  /** @type {any[]} */
  const sent = [];
  let got = 0n;
  const chain = {
    sender: "wasm1deployer",
    balance: async (address = "wasm1deployer") => (address === "wasm1commons" ? got : 1_000n),
    send: async (
      /** @type {string} */ step,
      /** @type {any[]} */ messages,
      /** @type {() => Promise<boolean>} */ happened,
    ) => {
      if (blocked) refuse(`${step} would fail: not allowed to receive funds`);
      assert.equal(await happened(), false);
      sent.push(...messages);
      got += 1n;
      assert.equal(await happened(), true);
    },
  };
  const deployment = { record: /** @type {any} */ ({}), save: () => {} };
  const profile = { commons: "wasm1commons", gasPrice: { denom: "ustake" } };
  return { sent, deployment, job: /** @type {any} */ ({ chain, deployment, profile }) };
}

test("the commons is sent one unit, once, before anything else", async () => {
  const { sent, deployment, job: own } = job(false);
  await tryCommons(own);
  await tryCommons(own);
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0].value.amount, [{ denom: "ustake", amount: "1" }]);
  assert.equal(sent[0].value.toAddress, "wasm1commons");
  assert.equal(deployment.record.paid_commons, "wasm1commons");
});

test("a commons that the bank does not pay stops the deployment", async () => {
  const { sent, deployment, job: own } = job(true);
  await assert.rejects(
    tryCommons(own),
    (error) => error instanceof Refusal && /commons wasm1commons would fail/.test(error.message),
  );
  assert.equal(sent.length, 0);
  assert.equal(deployment.record.paid_commons, undefined);
});

test("a deployer that is the commons itself needs no proof", async () => {
  const { sent, job: own } = job(true);
  own.profile.commons = own.chain.sender;
  await tryCommons(own);
  assert.equal(sent.length, 0);
});
