// Turns the cranks of a campaign for their tips: `node keeper.js 1`.

import { setTimeout } from "node:timers/promises";
import { seconds, tasks, type EncodeObject } from "pasar-client";
import { draws } from "pasar-client/drand";
import { panelIsDue, panelView } from "pasar-client/panel";
import { connect } from "./connect.js";

const CRANKS = {
  collecting: "advance",
  revealing: "resolve",
  resolved: "settle",
} as const;

const { client, drand } = await connect();
const campaign = Number(process.argv[2]);
for (let open = true; open; await setTimeout(2_000)) {
  // A ticket that nobody draws costs its labeler: whoever watches draws for everybody.
  const due: EncodeObject[] = await draws(client, campaign, drand).catch((error: Error) => {
    console.error(error.message);
    return [];
  });
  const now = (await client.block()).seconds;
  const { terms, status } = await client.registry.query("campaign", { campaign });
  let challenged = false;
  for await (const header of tasks(client.registry, campaign)) {
    const { task, phase, deadline } = header;
    if (header.challenged) {
      challenged = true;
      const view = await panelView(client, { campaign, task, challenge: header.challenges }, terms);
      if (panelIsDue(view)) {
        due.push(client.registry.message("advance_panel", { campaign, task }));
      }
    }
    if (phase === "fresh" || phase === "settled" || phase === "void") continue;
    // A task may be resolved before its deadline, once every seat is revealed.
    if (phase === "collecting" && deadline && now <= seconds(deadline)) continue;
    due.push(client.registry.message(CRANKS[phase], { campaign, tasks: [task] }));
  }
  // What is not due yet is refused by the simulation and costs nothing.
  const { sent } = await client.trySend(due);
  console.log(`${sent.length} of ${due.length} turned`);
  open = status !== "closed" || challenged;
}
