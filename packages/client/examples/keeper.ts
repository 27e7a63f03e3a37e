// Turns the cranks of a campaign for their tips: `node keeper.js 1`.

import { setTimeout } from "node:timers/promises";
import { seconds, tasks } from "pasar-client";
import { connect } from "./connect.js";

const CRANKS = {
  collecting: "advance",
  revealing: "resolve",
  resolved: "settle",
  panel: "advance",
  panel_revealing: "resolve",
} as const;

const { client } = await connect();
const campaign = Number(process.argv[2]);
for (let open = true; open; await setTimeout(2_000)) {
  const due = [];
  const now = (await client.block()).seconds;
  for await (const { task, phase, deadline } of tasks(client.registry, campaign)) {
    if (phase === "fresh" || phase === "settled" || phase === "void") continue;
    // A task may be resolved before its deadline, once every seat is revealed.
    const reveals = phase === "revealing" || phase === "panel_revealing";
    if (!reveals && deadline && now <= seconds(deadline)) continue;
    due.push(client.registry.message(CRANKS[phase], { campaign, tasks: [task] }));
  }
  // What is not due yet is refused by the simulation and costs nothing.
  const { sent } = await client.trySend(due);
  console.log(`${sent.length} of ${due.length} turned`);
  open = (await client.registry.query("campaign", { campaign })).status !== "closed";
}
