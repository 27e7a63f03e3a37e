// Labels a campaign with a model, from the stake to the pay: `node labeler.js 1`.

import { bond, Labeler, signText, withdrawals, type SeatToLabel } from "pasar-client";
import { FileStore } from "pasar-client/node";
import { connect } from "./connect.js";

const { client, signer, drand } = await connect();
const campaign = Number(process.argv[2]);
const { seat_stake } = (await client.registry.query("campaign", { campaign })).terms;
await client.send(bond(client, seat_stake.denom, 8n * BigInt(seat_stake.amount)));
const labeler = new Labeler(client, campaign, {
  // Question by question: all items' labels of the first, then those of the second.
  labels: (seat) =>
    seat.questions.flatMap((question) =>
      seat.asked.map((item) => model(question, seat.firstItem + item)),
    ),
  drand,
  secret: await signText(signer, client.address),
  store: new FileStore("seals.json"),
});
await labeler.run({ onStep: ({ committed, revealed }) => console.log({ committed, revealed }) });
await client.trySend(await withdrawals(client));

/** The class of an item, or its level on a scale, from 0 on; null where it cannot tell. */
function model(question: SeatToLabel["questions"][number], item: number): number | null {
  const values = "classes" in question ? question.classes.classes.length : question.scale.levels;
  return item % values;
}
