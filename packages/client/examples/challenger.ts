// Challenges items of a verdict: `node challenger.js 1 0 3 15` says that items 3 and 15 of task 0 of
// campaign 1 are wrong. A panel labels them anew, and others that are not called wrong: two for each, and as many
// more as make ten in all.

import { challenge, controlItems, withdrawals } from "pasar-client";
import { connect } from "./connect.js";

const { client } = await connect();
const [campaign, task, ...wrong] = process.argv.slice(2).map(Number) as [number, number];
const { items } = await client.registry.query("task", { campaign, task });
const named = [...wrong, ...controlItems(wrong, items)];
const asked = { campaign, task, items: named.length };
const { amount } = await client.registry.query("challenge_bond", asked);
const tx = await client.send(await challenge(client, campaign, task, named));
const [made] = client.registry.events(tx, "task_challenged");
console.log(`${made?.seats} panelists label ${made?.items} items anew for a bond of ${amount}`);
// After the panel has decided: what it left of the bond.
await client.trySend(await withdrawals(client, { campaigns: [campaign] }));
