// The record of a deployment: scripts/deployments/CHAIN-ID.json. It mirrors the chain; it decides only
// what the chain cannot tell, such as which transaction is on its way.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAMES } from "./suite.js";

/** @typedef {import("./suite.js").Name} Name */
/**
 * @typedef {object} Contract
 * @property {string} checksum SHA-256 of its code
 * @property {number} code_id
 * @property {string} [address] absent until it exists
 * @property {string | null} [admin] who may replace the code; null: nobody
 */
/**
 * @typedef {object} Record_
 * @property {string} chain_id
 * @property {string} [revision] commit of the sources of the newest code
 * @property {string} [deployer]
 * @property {string} [owner]
 * @property {string} [commons]
 * @property {string} [paid_commons] the commons that took a unit
 * @property {string} [salt]
 * @property {Partial<Record<Name, Contract>>} contracts
 * @property {{hash: string, timeout_height: number}} [pending] sent, and not seen yet
 */

export class Deployment {
  /** @param {string} root @param {string} chainId */
  constructor(root, chainId) {
    this.folder = process.env.PASAR_DEPLOYMENTS ?? join(root, "scripts", "deployments");
    this.path = join(this.folder, `${chainId}.json`);
    this.text = existsSync(this.path) ? readFileSync(this.path, "utf8") : "";
    /** @type {Record_} */
    this.record = this.text ? JSON.parse(this.text) : { chain_id: chainId, contracts: {} };
  }

  /** Writes what has changed, whole or not at all. */
  save() {
    // In this order, whatever came first.
    const { chain_id, revision, deployer, owner, commons, paid_commons, salt, pending } =
      this.record;
    const contracts = Object.fromEntries(NAMES.map((name) => [name, this.record.contracts[name]]));
    const record = {
      ...{ chain_id, revision, deployer, owner, commons, paid_commons, salt },
      ...{ contracts, pending },
    };
    const text = `${JSON.stringify(record, null, 2)}\n`;
    if (text === this.text) return;
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(`${this.path}.new`, text);
    renameSync(`${this.path}.new`, this.path);
    this.text = text;
  }
}
