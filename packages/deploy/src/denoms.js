import { toUtf8 } from "@cosmjs/encoding";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { report, say } from "./say.js";

/** @typedef {import("./job.js").Job} Job */

/** The largest page of the escrow's list, which is longer than the list may become. */
const PAGE = 50;

/**
 * Allows the profile's denoms that the escrow has never had. What the owner changed or disallowed
 * since is their decision and stays.
 * @param {Job} job @param {boolean} maySend
 */
export async function allowDenoms({ chain, deployment, owner, profile }, maySend) {
  const escrow = deployment.record.contracts.label_escrow?.address ?? "";
  const known = async (/** @type {object} */ denom) => {
    const { denoms } = await chain.ask(escrow, { denoms: { limit: PAGE } });
    return denoms.some((/** @type {any} */ entry) => same(entry.terms.denom, denom));
  };
  for (const terms of profile.allowDenoms) {
    if (await known(terms.denom)) continue;
    const msg = JSON.stringify({ allow_denom: terms });
    if (owner !== chain.sender || !maySend) {
      say(`not allowed yet; its owner ${owner} sends to ${escrow}:\n  ${msg}`);
      continue;
    }
    const value = MsgExecuteContract.fromPartial({
      sender: chain.sender,
      contract: escrow,
      msg: toUtf8(msg),
    });
    const message = { typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract", value };
    await chain.send("denom", [message], () => known(terms.denom));
    report("denom", `allowed ${JSON.stringify(terms.denom)}`);
  }
}

/** @param {object} left @param {object} right */
const same = (left, right) => JSON.stringify(left) === JSON.stringify(right);
