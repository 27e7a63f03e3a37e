import assert from "node:assert/strict";
import { before, test } from "node:test";
import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";
import { MsgGrant, MsgRevoke } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import { MsgExec } from "cosmjs-types/cosmos/authz/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import {
  bond,
  feeAllowance,
  native,
  revokeSession,
  sessionGrant,
  withdrawals,
  type PasarClient,
} from "pasar-client";
import {
  balance,
  clientOf,
  GAS,
  local,
  MONEY,
  newAccounts,
  newKey,
  transfer,
} from "../src/accounts.js";
import { crank, honest, isClosed, open, stakeAll, withOpinion, working } from "../src/campaign.js";
import { refused } from "../src/refused.js";
import { SEAT_STAKE, terms, truth } from "../src/terms.js";

const DAY = 86_400_000;

let sponsor: PasarClient;
let requester: PasarClient;
let others: PasarClient[];
/** Has money to stake, and no gas. */
let wallet: PasarClient;
/** The same wallet, whose own transactions the sponsor pays. */
let session: PasarClient;
let key: PasarClient;

before(async () => {
  const funder = await local("labeler-7");
  [sponsor, requester, ...others] = (await newAccounts(funder, 4)) as [
    PasarClient,
    PasarClient,
    ...PasarClient[],
  ];
  await stakeAll(others);
  const [walletKey, sessionKey] = [newKey(), newKey()];
  const feeGranter = sponsor.address;
  wallet = await clientOf(walletKey, funder.deployment, { feeGranter });
  key = await clientOf(sessionKey, funder.deployment, { feeGranter });
  const options = { feeGranter, inNameOf: wallet.address };
  session = await clientOf(sessionKey, funder.deployment, options);
  const money = [{ denom: MONEY, amount: "1000000" }];
  await funder.send(transfer(funder.address, wallet.address, money));
});

const expires = () => new Date(Date.now() + DAY);

/** The sponsor pays for the wallet's stake, grant and withdrawal, and for what its key sends. */
async function sponsored(): Promise<void> {
  const granter = sponsor.address;
  const limit = [{ denom: GAS, amount: "10000000" }];
  const messages = [MsgExecuteContract.typeUrl, MsgGrant.typeUrl, MsgRevoke.typeUrl];
  await sponsor.send([
    feeAllowance({ granter, grantee: wallet.address, limit, expires: expires(), messages }),
    feeAllowance({ granter, grantee: key.address, limit, expires: expires() }),
  ]);
  const contract = wallet.registry.address;
  const grant = { granter: wallet.address, grantee: key.address, contract, expires: expires() };
  await wallet.send(sessionGrant({ ...grant, calls: 100 }));
  await wallet.send(bond(wallet, native(MONEY), 2n * SEAT_STAKE));
}

test("a labeler without gas labels by a session key that a sponsor pays for", async () => {
  await sponsored();
  const campaign = await open(requester, await terms(requester, { domain: "animals/session" }));
  const mine = withOpinion(session, campaign, truth);
  const workers = [mine, ...honest(others, campaign), crank(requester, campaign)];
  await working(workers, "the campaign to close", isClosed(requester, campaign));

  await keyIsPowerless(campaign);
  const before = await balance(wallet);
  await wallet.trySend(await withdrawals(wallet, { campaigns: [campaign] }));
  const { shares } = await wallet.escrow.query("holder", { campaign, address: wallet.address });
  assert.ok(BigInt(shares) > 0n);
  assert.equal((await balance(wallet)) - before, BigInt(shares));
  await revoked(campaign);
  for (const client of [wallet, key]) assert.equal(await balance(client, GAS), 0n);
});

/** It may claim, commit and reveal at the registry, without funds, and do nothing else. */
async function keyIsPowerless(campaign: number): Promise<void> {
  const unauthorized = /unauthorized|not authorized|authorization|no allowance|not allowed/i;
  const withdraw = { campaigns: [campaign], to: key.address };
  await refused(session.send(session.escrow.message("withdraw", withdraw)), unauthorized, false);
  const all = { denom: native(MONEY), amount: "1" };
  await refused(session.send(session.staking.message("unbond", all)), unauthorized, false);
  const cancel = session.registry.message("release", { campaign, tasks: [0] });
  await refused(session.send(cancel), unauthorized, false);
  const coins = [{ denom: MONEY, amount: "1" }];
  const paying = session.registry.message("claim", { campaign, seats: 1 }, coins);
  await refused(session.send(paying), unauthorized, false);
  const send = transfer(wallet.address, key.address, coins);
  await refused(session.send(send), /authorization not found/, false);
  // Nor does the sponsor pay for what the key sends of its own.
  const own = {
    typeUrl: MsgSend.typeUrl,
    value: MsgSend.fromPartial({ fromAddress: key.address, toAddress: key.address, amount: coins }),
  };
  await refused(key.send(own), /message not allowed|insufficient funds/, false);
}

async function revoked(campaign: number): Promise<void> {
  await wallet.send(revokeSession(wallet.address, key.address));
  const claim = session.registry.message("claim", { campaign, seats: 0 });
  await refused(session.send(claim), /authorization not found/, false);
  assert.equal(MsgExec.typeUrl, "/cosmos.authz.v1beta1.MsgExec");
}
