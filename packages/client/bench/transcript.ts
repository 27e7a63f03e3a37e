// All that a local chain executed, out of its blocks, as JSON for `cargo gas --replay`. Failed
// transactions and those without contracts are left out.

import { MsgExecuteContract, MsgInstantiateContract2 } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { Tx } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { fromBase64, fromUtf8 } from "../src/index.js";
import { deployment, rpc } from "./chain.js";

interface Message {
  contract: string;
  checksum: string | null;
  msg: string;
  funds: { denom: string; amount: string }[];
}

interface Result {
  code: number;
  gas_used: string;
  events: { type: string; attributes: { key: string; value: string }[] }[];
}

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${rpc}/${path}`);
  const { result, error } = (await answer.json()) as { result?: T; error?: { data: string } };
  if (!result) throw new Error(`${path}: ${error?.data ?? answer.status}`);
  return result;
}

/** Nanoseconds since 1970 of a time such as 2026-01-02T03:04:05.678901234Z. */
function nanos(time: string): string {
  const [whole, fraction = ""] = time.replace("Z", "").split(".");
  const seconds = Date.parse(`${whole}Z`) / 1_000;
  return `${seconds}${fraction.padEnd(9, "0")}`;
}

const checksums = new Map(
  Object.values(deployment.contracts).map(({ address, checksum }) => [address, checksum ?? null]),
);

/** The messages of a transaction to contracts of the suite; none where it has others. */
function messages(tx: Tx, result: Result): { sender: string; list: Message[] } | undefined {
  const instantiated = result.events
    .filter(({ type }) => type === "instantiate")
    .flatMap(({ attributes }) => attributes)
    .filter(({ key }) => key === "_contract_address")
    .map(({ value }) => value);
  let sender = "";
  const list: Message[] = [];
  for (const { typeUrl, value } of tx.body?.messages ?? []) {
    let message: Message;
    if (typeUrl === MsgExecuteContract.typeUrl) {
      const execute = MsgExecuteContract.decode(value);
      const { contract, msg, funds } = execute;
      sender = execute.sender;
      message = { contract, checksum: null, msg: fromUtf8(msg), funds };
    } else if (typeUrl === MsgInstantiateContract2.typeUrl) {
      const { msg, funds, ...instantiate } = MsgInstantiateContract2.decode(value);
      const contract = instantiated.shift() ?? "";
      sender = instantiate.sender;
      message = { contract, checksum: checksums.get(contract) ?? null, msg: fromUtf8(msg), funds };
    } else {
      return undefined;
    }
    if (!checksums.has(message.contract)) return undefined;
    list.push(message);
  }
  return { sender, list };
}

const { sync_info } = await ask<{ sync_info: { latest_block_height: string } }>("status");
const transactions = [];
for (let height = 1; height <= Number(sync_info.latest_block_height); height += 1) {
  const { block } = await ask<{ block: { header: { time: string }; data: { txs: string[] } } }>(
    `block?height=${height}`,
  );
  if (block.data.txs.length === 0) continue;
  const { txs_results: results } = await ask<{ txs_results: Result[] }>(
    `block_results?height=${height}`,
  );
  for (const [n, raw] of block.data.txs.entries()) {
    const result = results[n];
    if (!result || result.code !== 0) continue;
    const found = messages(Tx.decode(fromBase64(raw)), result);
    if (!found || found.list.length === 0) continue;
    transactions.push({
      height,
      time: nanos(block.header.time),
      sender: found.sender,
      gas_used: Number(result.gas_used),
      messages: found.list,
    });
  }
}
const contracts = Object.fromEntries(
  Object.entries(deployment.contracts).map(([name, { address }]) => [address, name]),
);
console.log(JSON.stringify({ chain_id: deployment.chain_id, contracts, transactions }));
