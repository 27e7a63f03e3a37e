// Opens a campaign over a list of items, a JSON object a line such as {"item":"1","text":"A cat."}:
// `node requester.js items.jsonl`. Publish the file at the address below, as it is.

import { readFileSync } from "node:fs";
import {
  classQuestion,
  createCampaign,
  derivedReadingKey,
  MerkleTree,
  native,
  signText,
  timestamp,
  toHex,
} from "pasar-client";
import { connect } from "./connect.js";

const { client, signer } = await connect();
const items = readFileSync(process.argv[2] ?? "items.jsonl", "utf8")
  .trimEnd()
  .split("\n");
const manifest = MerkleTree.of(items.map((item) => new TextEncoder().encode(item)));
const root = toHex(manifest.root);
// With it reader.ts reads what is sealed. It follows from a signature of the requester's, so nothing has to be kept.
const key = await derivedReadingKey(await signText(signer, client.address), root);
const message = await createCampaign(client, {
  manifest: { uri: "https://example.org/items.jsonl", root },
  questions: [classQuestion(["cat", "dog"])],
  domain: "animals",
  items: items.length,
  page: Math.min(items.length, 1_000),
  price: "1000",
  denom: native("stake"),
  overlap: { min: 3, max: 5 },
  max_waves: 2,
  reading_key: toHex(key.publicKey),
  windows: {
    opening_seconds: 300,
    ticket_seconds: 300,
    fill_seconds: 86_400,
    commit_seconds: 3_600,
    reveal_seconds: 21_600,
  },
  ends_at: timestamp(Date.now() / 1000 + 7 * 86_400),
  eligibility: { min_skill: 0, min_mass: 0, min_stake: "0", issuers: [] },
  seat_stake: { denom: native("stake"), amount: "10000" },
  frontier: 64,
  first_draw_seconds: 60,
  pay: { floor: 1_000, full: 7_500 },
  shares: { contributors: 6_000, transferable: false, royalty_denoms: [] },
  related: [],
});
const [created] = client.registry.events(await client.send(message), "campaign_created");
console.log(`campaign ${created?.campaign}, deposit ${created?.deposit} ${created?.denom}`);
