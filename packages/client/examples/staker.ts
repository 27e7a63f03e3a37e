// Mints what labels earned, stakes it and takes the fees that stakes share: `node staker.js`.

import { bond, cw20 } from "pasar-client";
import { connect } from "./connect.js";

const { client } = await connect();
const { address, token, staking } = client;
const { epoch } = await token.query("schedule");
// An epoch's points are final when it has ended; sixteen are claimed at most in one message.
const ended = Array.from({ length: Math.min(epoch, 16) }, (_, n) => epoch - 1 - n);
await client.trySend(ended.map((past) => token.message("claim_emission", { epochs: [past] })));
const { balance } = await token.query("balance", { address });
if (balance !== "0") await client.send(bond(client, cw20(token.address), balance));
// Those of epochs that are over, from the one after bonding on.
const { fees } = await staking.query("fee_share", { staker: address });
if (fees.length > 0) await client.send(staking.message("claim_fees"));
