// Buys a license to a dataset, after a look at what it is worth: `node licensee.js 1`.

import { offers, paid } from "pasar-client";
import { connect } from "./connect.js";

const { client } = await connect();
const campaign = Number(process.argv[2]);
console.log(await client.registry.query("certificate", { campaign }));
for await (const { offer, withdrawn, price, denom, terms_uri } of offers(client.escrow, campaign)) {
  if (withdrawn) continue;
  console.log(`offer ${offer}: ${price} under ${terms_uri}`);
  await client.send(paid(client.escrow, "buy_license", { campaign, offer }, denom, price));
  break;
}
const asked = { campaign, address: client.address };
console.log(await client.escrow.query("has_license", asked));
