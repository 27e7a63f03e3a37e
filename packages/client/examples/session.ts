// A labeler without gas: a sponsor pays, and a key of the browser claims, commits and reveals for
// the wallet until tomorrow, and can do nothing else.

import { feeAllowance, keySigner, PasarClient, randomPrivateKey, sessionGrant } from "pasar-client";
import { connect, setting } from "./connect.js";

const { client } = await connect();
const key = keySigner(randomPrivateKey());
const grantee = (await key.getAccounts())[0]!.address;
const granter = client.address;
const expires = new Date(Date.now() + 86_400_000);
const contract = client.registry.address;
const limit = [{ denom: "stake", amount: "1000000" }];
await client.send([
  sessionGrant({ granter, grantee, contract, expires, calls: 1_000 }),
  feeAllowance({ granter, grantee, limit, expires }),
]);
const session = await PasarClient.connect(setting("PASAR_RPC"), key, client.deployment, {
  gasPrice: "0.025stake",
  feeGranter: granter,
  inNameOf: granter,
});
await session.send(session.registry.message("claim", { campaign: 1, seats: 4 }));
