// The chain as this tool sees it. What is true is asked of the chain's state rather than of its index
// of transactions, which some public nodes do not keep.
import { setTimeout as sleep } from "node:timers/promises";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { sha256 } from "@cosmjs/crypto";
import { toHex } from "@cosmjs/encoding";
import {
  BroadcastTxError,
  calculateFee,
  createProtobufRpcClient,
  QueryClient,
} from "@cosmjs/stargate";
import { connectComet } from "@cosmjs/tendermint-rpc";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { PageRequest } from "cosmjs-types/cosmos/base/query/v1beta1/pagination";
import { ServiceClientImpl } from "cosmjs-types/cosmos/base/tendermint/v1beta1/query";
import { QueryClientImpl } from "cosmjs-types/cosmwasm/wasm/v1/query";
import { AccessType } from "cosmjs-types/cosmwasm/wasm/v1/types";
import { must, refuse, report } from "./say.js";

/** @typedef {import("./profile.js").Profile} Profile */
/** @typedef {import("@cosmjs/proto-signing").EncodeObject} EncodeObject */

/** Blocks after which a transaction that nobody has included is void, and may be sent again. */
const TIMEOUT_BLOCKS = 20;
/** Pages of a hundred codes to look through for one that may have been stored before. */
const RECENT_PAGES = 10;

export class Chain {
  /**
   * @param {Profile} profile
   * @param {import("@cosmjs/proto-signing").OfflineDirectSigner} wallet
   * @param {import("./deployment.js").Deployment} deployment
   */
  static async connect(profile, wallet, deployment) {
    let comet;
    try {
      comet = await connectComet(profile.rpc);
    } catch (error) {
      refuse(`no answer from ${profile.rpc}: ${/** @type {Error} */ (error).message}`);
    }
    const client = SigningCosmWasmClient.createWithSigner(comet, wallet, {
      gasPrice: profile.gasPrice,
    });
    const id = await client.getChainId();
    must(id === profile.chainId, `${profile.rpc} is ${id}, not ${profile.chainId}`);
    const [account] = await wallet.getAccounts();
    must(account, "the wallet is empty");
    return new Chain(profile, deployment, comet, client, account.address);
  }

  /**
   * @param {Profile} profile
   * @param {import("./deployment.js").Deployment} deployment
   * @param {import("@cosmjs/tendermint-rpc").CometClient} comet
   * @param {SigningCosmWasmClient} client
   * @param {string} sender
   */
  constructor(profile, deployment, comet, client, sender) {
    this.profile = profile;
    this.deployment = deployment;
    this.client = client;
    this.sender = sender;
    const rpc = createProtobufRpcClient(new QueryClient(comet));
    this.wasm = new QueryClientImpl(rpc);
    this.node = new ServiceClientImpl(rpc);
  }

  close() {
    this.client.disconnect();
  }

  /** Gas that messages will be given: a constant would be wrong on another chain. @param {EncodeObject[]} messages */
  async gas(messages) {
    const used = await this.client.simulate(this.sender, messages, "");
    return Math.ceil(used * this.profile.gasAdjustment);
  }

  /**
   * Sends messages in one transaction and waits until the chain shows their effect.
   * @param {string} step @param {EncodeObject[]} messages @param {() => Promise<boolean>} happened
   */
  async send(step, messages, happened) {
    const gas = await this.gas(messages).catch((error) =>
      refuse(`${step} would fail: ${error.message}`),
    );
    const timeout = (await this.client.getHeight()) + TIMEOUT_BLOCKS;
    const fee = calculateFee(gas, this.profile.gasPrice);
    const signed = await this.client.sign(
      this.sender,
      messages,
      fee,
      "",
      undefined,
      BigInt(timeout),
    );
    const bytes = TxRaw.encode(signed).finish();
    const hash = toHex(sha256(bytes)).toUpperCase();
    // First written, then sent: a run that is killed in between waits in vain, but sends nothing twice.
    this.deployment.record.pending = { hash, timeout_height: timeout };
    this.deployment.save();
    await this.client.broadcastTxSync(bytes).catch((error) => {
      // Refused, rather than lost on the way, when the node says so.
      if (error instanceof BroadcastTxError) delete this.deployment.record.pending;
      this.deployment.save();
      refuse(`${step} was not sent: ${error.message}`);
    });
    must(
      await this.settle(happened),
      `${step}: ${hash} was not included within ${TIMEOUT_BLOCKS} blocks; run again`,
    );
    report(step, `transaction ${hash}, gas ${gas}`);
  }

  /**
   * Waits for the transaction that is on its way, where there is one.
   * @param {() => Promise<boolean>} [happened] whether the chain shows its effect
   */
  async settle(happened = async () => false) {
    const { record } = this.deployment;
    const { pending } = record;
    if (!pending) return true;
    let included = false;
    for (let last = false; !included && !last; ) {
      // Asked before the transaction is looked for, which may be in the very last block.
      last = (await this.client.getHeight()) > pending.timeout_height;
      const found = await this.client.getTx(pending.hash).catch(() => null);
      if (found && found.code !== 0) {
        delete record.pending;
        this.deployment.save();
        refuse(`transaction ${pending.hash} failed: ${found.rawLog}`);
      }
      included = found !== null || (await happened());
      if (!included && !last) await sleep(this.profile.pollMs);
    }
    delete record.pending;
    this.deployment.save();
    return included;
  }

  /** What the node's program was built of; nothing where it does not tell. */
  async modules() {
    const { applicationVersion } = await this.node.GetNodeInfo({}).catch(() => ({
      applicationVersion: undefined,
    }));
    return applicationVersion?.buildDeps ?? [];
  }

  /** Whether the sender may store code, by x/wasm's parameters. */
  async mayUpload() {
    const { params } = await this.wasm.Params();
    const access = params.codeUploadAccess;
    return this.permits(access);
  }

  /** @param {import("cosmjs-types/cosmwasm/wasm/v1/types").AccessConfig | undefined} access */
  permits(access) {
    if (!access) return false;
    if (access.permission === AccessType.ACCESS_TYPE_EVERYBODY) return true;
    return access.addresses.includes(this.sender);
  }

  /**
   * A code on the chain with this checksum that the sender may instantiate; undefined: none.
   * @param {string} checksum @param {boolean} everywhere rather than among the newest only
   */
  async findCode(checksum, everywhere) {
    let key = /** @type {Uint8Array} */ (new Uint8Array());
    for (let page = 0; everywhere || page < RECENT_PAGES; page += 1) {
      const { codeInfos, pagination } = await this.wasm.Codes({
        pagination: PageRequest.fromPartial({ key, limit: 100n, reverse: true }),
      });
      const found = codeInfos.find(
        (code) => toHex(code.dataHash) === checksum && this.permits(code.instantiatePermission),
      );
      if (found) return Number(found.codeId);
      if (!pagination?.nextKey.length) return undefined;
      key = pagination.nextKey;
    }
    return undefined;
  }

  /** Checksum of a code; undefined: no such code. @param {number} id */
  async checksumOf(id) {
    const { codeInfo } = await absent(this.wasm.Code({ codeId: BigInt(id) }), {});
    return codeInfo && toHex(codeInfo.dataHash);
  }

  /** What the chain knows of a contract; undefined: no such contract. @param {string} address */
  async contract(address) {
    const { contractInfo } = await absent(this.wasm.ContractInfo({ address }), {});
    if (!contractInfo) return undefined;
    const codeId = Number(contractInfo.codeId);
    const checksum = await this.checksumOf(codeId);
    must(checksum, `${address} has code ${codeId}, which the chain does not know`);
    return { checksum, code_id: codeId, admin: contractInfo.admin || null };
  }

  /** What explorers show. @param {string} address */
  async label(address) {
    return (await this.wasm.ContractInfo({ address })).contractInfo?.label;
  }

  /** Checksum of the code that a contract began with. @param {string} address */
  async firstChecksum(address) {
    const { entries } = await this.wasm.ContractHistory({ address });
    return entries[0] && this.checksumOf(Number(entries[0].codeId));
  }

  /** Addresses of all contracts that the sender instantiated. */
  async created() {
    const addresses = [];
    let key = /** @type {Uint8Array} */ (new Uint8Array());
    do {
      const page = await this.wasm.ContractsByCreator({
        creatorAddress: this.sender,
        pagination: PageRequest.fromPartial({ key }),
      });
      addresses.push(...page.contractAddresses);
      key = page.pagination?.nextKey ?? new Uint8Array();
    } while (key.length);
    return addresses;
  }

  /** @param {string} address @param {object} query @returns {Promise<any>} */
  ask(address, query) {
    return this.client.queryContractSmart(address, query);
  }

  /** What an account has to pay gas with. */
  async balance(address = this.sender) {
    const { amount } = await this.client.getBalance(address, this.profile.gasPrice.denom);
    return BigInt(amount);
  }
}

/**
 * The answer, or this one where the chain says that there is nothing; other failures pass.
 * @template T, U @param {Promise<T>} answer @param {U} otherwise @returns {Promise<Partial<T> & U>}
 */
async function absent(answer, otherwise) {
  try {
    return /** @type {any} */ (await answer);
  } catch (error) {
    if (/not found|no such (code|contract)/i.test(/** @type {Error} */ (error).message))
      return /** @type {any} */ (otherwise);
    throw error;
  }
}
