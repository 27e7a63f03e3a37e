import assert from "node:assert/strict";
import { before, test } from "node:test";
import { native } from "pasar-client";
import { balance, GAS, MONEY } from "../src/accounts.js";
import { assertAudit } from "../src/books.js";
import { again, campaignOf, type People } from "../src/epoch.js";
import { refused } from "../src/refused.js";

let people: People;

before(async () => {
  people = await again();
});

test("a chain that begins anew from its exported state owes what it owed", async () => {
  await assertAudit(people.requester);
  const { epoch } = await people.requester.token.query("schedule");
  assert.equal(epoch, 1);
});

test("labelers mint what they earned in an epoch that ended, once", async () => {
  const { labelers, requester } = people;
  const supply = async () => BigInt((await requester.token.query("token_info")).total_supply);
  const tokens = async (address: string) =>
    BigInt((await requester.token.query("balance", { address })).balance);
  const before = await supply();
  const emission = await requester.token.query("emission", { epoch: 0 });
  const schedule = await requester.token.query("schedule");
  let minted = 0n;
  for (const labeler of labelers) {
    const { address } = labeler;
    const { points, total } = await labeler.escrow.query("points", { epoch: 0, labeler: address });
    assert.equal(total, emission.points);
    const [share, most] = [
      (BigInt(points) * BigInt(emission.budget)) / BigInt(total),
      (BigInt(points) * BigInt(schedule.mint_per_point)) / 1_000_000n,
    ];
    const wanted = share < most ? share : most;
    const claim = labeler.token.message("claim_emission", { epochs: [0] });
    const [event] = labeler.token.events(await labeler.send(claim), "emission_claimed");
    assert.deepEqual([event?.epoch, event?.amount], ["0", wanted.toString()]);
    assert.equal(await tokens(address), wanted);
    minted += wanted;
    await refused(labeler.send(claim), new RegExp(`${address} claimed epoch 0 already`));
  }
  assert.equal((await supply()) - before, minted);
  const { minted: all } = await requester.token.query("emission", { epoch: 0 });
  assert.equal(BigInt(all), minted);
});

test("a staker of the epoch before shares the fees of this one, and is paid once it is over", async () => {
  const { staker } = people;
  await campaignOf(people, MONEY);
  const share = await staker.staking.query("fee_share", { staker: staker.address });
  assert.deepEqual([share.active, share.next, share.fees], ["1000000", "1000000", []]);
  const due = async (denom: string) =>
    BigInt((await staker.escrow.query("due", { denom: native(denom) })).stakers);
  assert.ok((await due(MONEY)) > 0n);
  // What settled before anybody had staked is the commons'.
  assert.equal(await due(GAS), 0n);
  await refused(staker.send(staker.staking.message("claim_fees", {})), /has no fees to claim/);
});

test("anybody sends the commons what is due to it, to the unit", async () => {
  const { requester } = people;
  const denom = native(MONEY);
  const { commons: due } = await requester.escrow.query("due", { denom });
  const { commons } = await requester.escrow.query("config");
  const before = await balance(requester, MONEY, commons);
  await requester.send(requester.escrow.message("flush_commons", { denom }));
  assert.equal((await balance(requester, MONEY, commons)) - before, BigInt(due));
  await refused(
    requester.send(requester.escrow.message("flush_commons", { denom })),
    /nothing to withdraw/,
  );
  await assertAudit(requester);
});
