import { toUtf8 } from "@cosmjs/encoding";
import { MsgMigrateContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { must, report, say } from "./say.js";
import { NAMES } from "./suite.js";
import { storeCodes } from "./store.js";

/** @typedef {import("./job.js").Job} Job */
/** @typedef {import("./suite.js").Name} Name */

/**
 * Gives contracts the built code, in one transaction. Where somebody else is the admin, it stores the
 * code and says what the admin has to send.
 * @param {Job} job @param {readonly string[]} only these; none: all whose code differs
 * @returns {Promise<boolean>} whether all of them have their new code
 */
export async function migrate(job, only) {
  const { artifacts, chain, deployment } = job;
  const { contracts } = deployment.record;
  for (const name of only) must(NAMES.includes(/** @type {Name} */ (name)), `no contract ${name}`);
  const names = NAMES.filter(
    (name) =>
      (only.length === 0 || only.includes(name)) &&
      contracts[name]?.checksum !== artifacts[name].checksum,
  );
  if (names.length === 0) {
    report("migrate", "every contract has the built code already");
    return true;
  }
  const fixed = names.filter((name) => !contracts[name]?.admin);
  // New siblings beside old ones is a decision to take, not something that happens.
  must(
    fixed.length === 0,
    `${fixed.join(", ")} cannot be migrated: no admin. To migrate others alone, name them`,
  );
  const codes = await storeCodes(job, names);
  const mine = names.filter((name) => contracts[name]?.admin === chain.sender);
  for (const name of names.filter((name) => !mine.includes(name))) explain(job, name, codes[name]);
  if (mine.length === 0) return false;

  const last = /** @type {Name} */ (mine.at(-1));
  const messages = mine.map((name) => ({
    typeUrl: "/cosmwasm.wasm.v1.MsgMigrateContract",
    value: MsgMigrateContract.fromPartial({
      sender: chain.sender,
      contract: contracts[name]?.address ?? "",
      codeId: BigInt(codes[name] ?? 0),
      msg: toUtf8("{}"),
    }),
  }));
  await chain.send(
    "migrate",
    messages,
    async () =>
      (await chain.contract(contracts[last]?.address ?? ""))?.checksum === artifacts[last].checksum,
  );
  for (const name of mine) {
    const address = contracts[name]?.address ?? "";
    const found = await chain.contract(address);
    must(found?.checksum === artifacts[name].checksum, `${name} still has its old code`);
    contracts[name] = { ...found, address };
    report("migrate", `${name.padEnd(18)} code ${found.code_id}`);
  }
  deployment.record.revision = job.revision;
  deployment.save();
  return mine.length === names.length;
}

/** @param {Job} job @param {Name} name @param {number | undefined} code */
function explain({ deployment }, name, code) {
  const contract = deployment.record.contracts[name];
  const message = {
    "@type": "/cosmwasm.wasm.v1.MsgMigrateContract",
    sender: contract?.admin,
    contract: contract?.address,
    code_id: String(code),
    msg: {},
  };
  say(`the admin of ${name} has to send:\n  ${JSON.stringify(message)}`);
}
