import { toUtf8 } from "@cosmjs/encoding";
import { MsgInstantiateContract2 } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { adminOf } from "./profile.js";
import { must, report } from "./say.js";
import { instantiateMessages, label, NAMES, predict } from "./suite.js";

/** @typedef {import("./job.js").Job} Job */

/** @param {Job} job */
const predicted = ({ artifacts, chain, profile }) =>
  predict((name) => artifacts[name].checksum, profile, chain.sender);

/** Refuses a commons that will be a contract of the suite, before its code is paid for. @param {Job} job */
export function checkCommons(job) {
  const inside = Object.values(predicted(job)).includes(job.profile.commons);
  must(!inside, "the commons is a contract of the suite");
}

/**
 * Instantiates all four in one transaction: half a suite would name siblings that do not exist.
 * @param {Job} job @param {import("./store.js").Codes} codes
 */
export async function instantiate(job, codes) {
  const { chain, deployment, owner, profile, root } = job;
  const { commons, salt } = profile;
  const addresses = predicted(job);
  const told = instantiateMessages(root, profile, addresses, { owner, commons });
  const messages = NAMES.map((name) => ({
    typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract2",
    value: MsgInstantiateContract2.fromPartial({
      sender: chain.sender,
      admin: adminOf(profile, name, owner) ?? "",
      codeId: BigInt(codes[name] ?? 0),
      label: label(name),
      msg: toUtf8(JSON.stringify(told[name])),
      salt: toUtf8(salt),
      // The address must not depend on the message, which holds addresses.
      fixMsg: false,
    }),
  }));
  await chain.send(
    "instantiate",
    messages,
    async () => (await chain.contract(addresses.reward_token)) !== undefined,
  );
  const { record } = deployment;
  for (const name of NAMES) {
    const found = await chain.contract(addresses[name]);
    must(found, `${name} is not at ${addresses[name]}, where it was expected`);
    record.contracts[name] = { ...found, address: addresses[name] };
    report("instantiate", `${name.padEnd(18)} ${addresses[name]}`);
  }
  Object.assign(record, { deployer: chain.sender, owner, commons, salt });
  deployment.save();
}
