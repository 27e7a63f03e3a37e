import { gzipSync } from "node:zlib";
import { MsgStoreCode } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { must, report } from "./say.js";

/** @typedef {import("./job.js").Job} Job */
/** @typedef {import("./suite.js").Name} Name */
/** @typedef {Partial<Record<Name, number>>} Codes ids by contract */

/**
 * What is allowed for the transaction that follows the codes, which cannot be simulated before they
 * are there. Four instantiations take about 600 000 on the local chain; other chains charge otherwise.
 */
const NEXT_STEP_GAS = 2_000_000;

/**
 * Ids of the codes of these contracts, which are stored where they are not there yet. Whether the
 * deployer may and can pay is looked at before anything is sent.
 * @param {Job} job @param {readonly Name[]} names @returns {Promise<Codes>}
 */
export async function storeCodes(job, names) {
  const { chain, profile } = job;
  const mayUpload = await chain.mayUpload();
  const codes = await storedCodes(job, names, mayUpload);
  const missing = names.filter((name) => codes[name] === undefined);
  must(
    missing.length === 0 || mayUpload,
    `${profile.chainId} does not let ${chain.sender} store code. Have governance store these, and run again:\n` +
      missing.map((name) => `  ${name}.wasm ${job.artifacts[name].checksum}`).join("\n"),
  );
  await checkBalance(job, missing);
  report("preflight", `${missing.length} of ${names.length} codes to store`);
  for (const name of missing) codes[name] = await storeOne(job, name);
  return codes;
}

/** @param {Job} job @param {readonly Name[]} names @param {boolean} mayUpload */
async function storedCodes({ artifacts, chain, deployment }, names, mayUpload) {
  /** @type {Codes} */
  const codes = {};
  for (const name of names) {
    const { checksum } = artifacts[name];
    const known = deployment.record.contracts[name];
    // Where uploads need a vote, the code may have come by one, long ago.
    const id =
      known?.checksum === checksum ? known.code_id : await chain.findCode(checksum, !mayUpload);
    if (id !== undefined) codes[name] = id;
  }
  return codes;
}

/** @param {Job} job @param {readonly Name[]} missing */
async function checkBalance(job, missing) {
  const { chain, profile } = job;
  const { amount, denom } = profile.gasPrice;
  const balance = await chain.balance();
  // An account that was never paid does not exist, and cannot even simulate.
  must(balance > 0n, `${chain.sender} has no ${denom} to pay with`);
  let gas = NEXT_STEP_GAS;
  for (const name of missing) gas += await chain.gas([storeMessage(job, name)]);
  const needed = BigInt(Math.ceil(gas * amount.toFloatApproximation()));
  must(balance >= needed, `${chain.sender} has ${balance}${denom}, and needs ${needed}${denom}`);
}

/** @param {Job} job @param {Name} name */
const storeMessage = ({ artifacts, chain }, name) => ({
  typeUrl: "/cosmwasm.wasm.v1.MsgStoreCode",
  value: MsgStoreCode.fromPartial({
    sender: chain.sender,
    // Compressed, as transaction bytes cost gas; the checksum is of what is inside.
    wasmByteCode: gzipSync(artifacts[name].wasm, { level: 9 }),
  }),
});

/** @param {Job} job @param {Name} name */
async function storeOne(job, name) {
  const { artifacts, chain, deployment } = job;
  const { checksum } = artifacts[name];
  const find = () => chain.findCode(checksum, false);
  await chain.send("store", [storeMessage(job, name)], async () => (await find()) !== undefined);
  const id = await find();
  must(id !== undefined, `${name} was stored, but no code has its checksum ${checksum}`);
  const { contracts } = deployment.record;
  // A contract that exists keeps its code until it is migrated.
  if (!contracts[name]?.address) contracts[name] = { code_id: id, checksum };
  deployment.save();
  report("store", `${name} is code ${id}`);
  return id;
}
