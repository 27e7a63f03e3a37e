// Challenges items of a verdict: `node challenger.js 1 0 3 15` says that items 3 and 15 of task 0 of
// campaign 1 are wrong. A panel decides; what it confirms brings the bond back and a bounty.

import { challenge, withdrawals } from "pasar-client";
import { connect } from "./connect.js";

const { client } = await connect();
const [campaign, task, ...items] = process.argv.slice(2).map(Number) as [number, number];
const asked = { campaign, task, items: items.length };
const { amount } = await client.registry.query("challenge_bond", asked);
const tx = await client.send(await challenge(client, campaign, task, items));
const [made] = client.registry.events(tx, "task_challenged");
console.log(`${made?.seats} panelists decide ${made?.items} items for a bond of ${amount}`);
// After the task is settled: what the panel left of the bond, and the bounty.
await client.trySend(await withdrawals(client, { campaigns: [campaign] }));
