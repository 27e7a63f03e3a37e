// Reads the sealed labels of a campaign of one question and reveals them for everybody: `node reader.js 1`, with the
// key of its requester. Asks for two more seats first where the seats of a task disagree, if the terms have another
// wave.

import {
  derivedReadingKey,
  packItems,
  readSeats,
  reveals,
  signText,
  tasks,
  toBase64,
  toHex,
} from "pasar-client";
import { connect } from "./connect.js";

const { client, signer } = await connect();
const { registry } = client;
const campaign = Number(process.argv[2]);
const { terms } = await registry.query("campaign", { campaign });
// The key that requester.ts, `pasar create` and the page derive: its name is the manifest's root.
const secret = await signText(signer, client.address);
const key = await derivedReadingKey(secret, terms.manifest.root);
if (terms.reading_key !== toHex(key.publicKey)) {
  throw new Error(`campaign ${campaign} has no reading key of ${client.address}`);
}
const { seats } = await readSeats(client, campaign, key);
for await (const { task, items, wave, phase } of tasks(registry, campaign)) {
  if (phase !== "collecting" || wave > 0) continue;
  const labels = seats.filter((seat) => seat.task === task).map((seat) => seat.labels);
  const disputed = Array.from({ length: items }, (_, item) => item).filter(
    (item) => new Set(labels.map((row) => row[item])).size > 1,
  );
  if (disputed.length < Math.min(30, items)) continue;
  const bitmap = toBase64(packItems(disputed, items));
  await client.trySend([registry.message("ask", { campaign, task, items: bitmap, seats: 2 })]);
}
// Tasks whose wanted seats are all sealed; those that were asked for more are refused and wait.
const closed = new Set<number>();
for (const task of new Set(seats.map((seat) => seat.task))) {
  const { tx } = await client.trySend([registry.message("close", { campaign, tasks: [task] })]);
  if (tx) closed.add(task);
}
const ready = seats.filter(({ task }) => closed.has(task));
for (const message of reveals(client, campaign, ready)) await client.send(message);
