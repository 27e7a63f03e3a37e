import assert from "node:assert/strict";
import { before, test } from "node:test";
import { native } from "pasar-client";
import { balance, MONEY } from "../src/accounts.js";
import { assertAudit } from "../src/books.js";
import { again, type People } from "../src/epoch.js";
import { refused } from "../src/refused.js";

let people: People;

before(async () => {
  people = await again();
});

test("a staker takes the stakers' half of the fees of an epoch that is over, and no unit is lost", async () => {
  const { staker } = people;
  const due = async () =>
    BigInt((await staker.escrow.query("due", { denom: native(MONEY) })).stakers);
  const all = await due();
  const share = await staker.staking.query("fee_share", { staker: staker.address });
  const mine = share.fees.map(({ amount }) => BigInt(amount));
  // They are the only one: the exact part, less than a unit rounded down.
  const left = all - (mine[0] ?? 0n);
  assert.ok(all > 0n && mine.length === 1 && (left === 0n || left === 1n), `${mine} of ${all}`);
  const before = await balance(staker);
  const tx = await staker.send(staker.staking.message("claim_fees", {}));
  assert.deepEqual(
    staker.staking.events(tx, "fees_claimed").map(({ denom, amount }) => [denom, BigInt(amount)]),
    [[MONEY, mine[0]]],
  );
  assert.equal((await balance(staker)) - before, mine[0]);
  assert.equal(await due(), left);
  await refused(staker.send(staker.staking.message("claim_fees", {})), /has no fees to claim/);
  await assertAudit(staker);
});
