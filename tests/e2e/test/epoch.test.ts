import assert from "node:assert/strict";
import { before, test } from "node:test";
import { bond, cw20 } from "pasar-client";
import { GAS, local } from "../src/accounts.js";
import { begin, campaignOf, type People } from "../src/epoch.js";
import { refused } from "../src/refused.js";

const STAKE = "1000000";

let people: People;

before(async () => {
  people = await begin();
  const owner = await local("owner");
  const recipient = people.staker.address;
  await owner.send(owner.token.message("transfer", { recipient, amount: STAKE }));
});

test("while an epoch runs its emission grows, and nobody claims it", async () => {
  const { labelers, requester } = people;
  // What the owner allows after the deployment gives points from the next epoch on only.
  const campaign = await campaignOf(people, GAS);
  const { fee_per_label } = await requester.escrow.query("campaign", { campaign });
  for (const labeler of labelers) {
    const { address } = labeler;
    const { epochs, claimable } = await labeler.token.query("pending_emission", {
      labeler: address,
      epochs: [0],
    });
    const [epoch] = epochs;
    assert.ok(epoch && BigInt(epoch.amount) > 0n);
    // At most the fee of 60 labels, by how much of their price their labeler's skill earned.
    assert.ok(BigInt(epoch.points) <= 60n * BigInt(fee_per_label) && BigInt(epoch.points) > 0n);
    assert.deepEqual([epoch.ended, epoch.claimed, claimable], [false, false, "0"]);
    const claim = labeler.token.message("claim_emission", { epochs: [0] });
    await refused(labeler.send(claim), /epoch 0 runs until \d+/);
  }
});

test("reward tokens that are staked share fees from the next epoch on, and none before", async () => {
  const { staker } = people;
  await staker.send(bond(staker, cw20(staker.token.address), STAKE));
  const share = await staker.staking.query("fee_share", { staker: staker.address });
  assert.deepEqual([share.active, share.next, share.fees], ["0", STAKE, []]);
  await refused(staker.send(staker.staking.message("claim_fees", {})), /has no fees to claim/);
});
