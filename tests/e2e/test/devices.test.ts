// A labeler whose wallet signs amino documents only, as a Ledger does; and one whose device is lost.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fromHex } from "@cosmjs/encoding";
import {
  feeAllowance,
  keySigner,
  Labeler,
  native,
  recoverOpenings,
  revokeAllowance,
  revokeSession,
  secretKey,
  sessionGrant,
  signText,
  type OfflineAminoSigner,
  type PasarClient,
} from "pasar-client";
import {
  balance,
  clientOf,
  connect,
  GAS,
  local,
  MONEY,
  newAccounts,
  newKey,
  PURSE,
  transfer,
} from "../src/accounts.js";
import { open, stakeAll, stepping, withOpinion } from "../src/campaign.js";
import { DRAND } from "../src/drand.js";
import { refused } from "../src/refused.js";
import { terms, truth } from "../src/terms.js";
import { until } from "../src/until.js";

const DAY = 86_400_000;

let requester: PasarClient;
let others: PasarClient[];
/** Signs amino documents only. */
let ledger: PasarClient;
let signer: OfflineAminoSigner;

before(async () => {
  const funder = await local("labeler-9");
  [requester, ...others] = (await newAccounts(funder, 3)) as [PasarClient, ...PasarClient[]];
  const { getAccounts, signAmino } = keySigner(fromHex(newKey()));
  signer = { getAccounts, signAmino };
  ledger = await connect(signer);
  await funder.send(transfer(funder.address, ledger.address, PURSE));
});

const expires = () => new Date(Date.now() + DAY);

test("amino alone grants a session and its fees, and takes them back", async () => {
  const key = newKey();
  const { address: grantee } = await clientOf(key);
  const granter = ledger.address;
  const contract = ledger.registry.address;
  const limit = [{ denom: GAS, amount: "1000000" }];
  const period = { seconds: 3_600, limit };
  const parties = { granter, grantee };
  await ledger.send([
    sessionGrant({ ...parties, contract, expires: expires(), calls: 10 }),
    feeAllowance({ ...parties, limit, expires: expires(), period }),
  ]);
  const session = await clientOf(key, undefined, { feeGranter: granter, inNameOf: granter });
  await session.send(session.registry.message("release", { campaign: 1, tasks: [0] })).then(
    () => assert.fail("a session may not release"),
    () => undefined,
  );
  const campaign = await open(requester, await terms(requester, { domain: "animals/ledger" }));
  await stakeAll([ledger], 2n);
  const taken = session.registry.message("claim", { campaign, seats: 1 });
  await until("the ticket", async () => (await session.trySend([taken])).tx);
  await ledger.send([revokeAllowance(granter, grantee), revokeSession(granter, grantee)]);
  const claim = session.registry.message("claim", { campaign, seats: 0 });
  await refused(session.send(claim), /authorization not found/, false);
  // Without a period.
  await ledger.send(feeAllowance({ ...parties, limit, expires: expires() }));
  const gift = [{ denom: MONEY, amount: "5" }];
  await ledger.send(transfer(granter, grantee, gift), "a <gift> & more");
  assert.equal(await balance(ledger, MONEY, grantee), 5n);
});

test("a lost device: the wallet alone finds what opens its seals", async () => {
  const campaign = await open(requester, await terms(requester, { domain: "animals/devices" }));
  const labelers = [ledger, ...others];
  await stakeAll(labelers, 2n, MONEY);
  const secret = await signText(signer, ledger.address, undefined, { twice: true });
  const first = withOpinion(ledger, campaign, truth, { secret });
  await stepping(first, "the seal of the first", ({ committed }) => committed.length > 0);
  await Promise.all(
    others.map((client) =>
      stepping(
        withOpinion(client, campaign, truth),
        "the seals of the others",
        ({ committed }) => committed.length > 0,
      ),
    ),
  );
  // Another device has neither the labels nor a store, only the wallet's signature, as a key.
  const again = await secretKey(await signText(signer, ledger.address));
  const [found] = await recoverOpenings(ledger, campaign, again);
  assert.deepEqual([found?.seat.task, found?.seat.labeler], [0, ledger.address]);
  const elsewhere = new Labeler(ledger, campaign, {
    labels: () => undefined,
    secret: again,
    drand: DRAND,
  });
  await until("the reveal", async () => (await elsewhere.step()).revealed.length > 0);
  const asked = { campaign, task: 0, labeler: ledger.address };
  assert.equal((await ledger.registry.query("seat", asked)).status, "revealed");
  // Nobody else's signature opens it.
  assert.deepEqual(await recoverOpenings(ledger, campaign, new Uint8Array(64)), []);
  assert.equal(
    (
      await ledger.staking.query("stake", {
        staker: ledger.address,
        denom: native(MONEY),
      })
    ).staked !== "0",
    true,
  );
});
