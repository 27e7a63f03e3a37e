// A cw3-fixed-multisig of three members, of whom two decide; as published, not of this suite.

import { readFileSync } from "node:fs";
import { toBase64, toUtf8 } from "@cosmjs/encoding";
import { calculateFee, GasPrice } from "@cosmjs/stargate";
import { executeMessage, type PasarClient } from "pasar-client";
import { cosmjsOf } from "./accounts.js";
import { setting } from "./setting.js";

export class Multisig {
  private constructor(
    readonly address: string,
    readonly members: readonly PasarClient[],
  ) {}

  /** Stores its code and makes one of these members, each with one vote; two votes pass. */
  static async create(members: readonly PasarClient[]): Promise<Multisig> {
    const [creator] = members as [PasarClient];
    const wasm = new Uint8Array(readFileSync(setting("PASAR_MULTISIG")));
    const fee = calculateFee(4_000_000, GasPrice.fromString("0.025stake"));
    const chain = await cosmjsOf(creator);
    const { codeId } = await chain.upload(creator.address, wasm, fee);
    const message = {
      voters: members.map(({ address: addr }) => ({ addr, weight: 1 })),
      threshold: { absolute_count: { weight: 2 } },
      max_voting_period: { time: 3_600 },
    };
    const small = calculateFee(600_000, GasPrice.fromString("0.025stake"));
    const made = await chain.instantiate(creator.address, codeId, message, "multisig", small);
    return new Multisig(made.contractAddress, members);
  }

  /** A member proposes messages to contracts, and so votes for them; the proposal's number. */
  async propose(member: PasarClient, title: string, calls: readonly Call[]): Promise<number> {
    const msgs = calls.map(({ contract: contract_addr, msg }) => ({
      wasm: { execute: { contract_addr, msg: toBase64(toUtf8(JSON.stringify(msg))), funds: [] } },
    }));
    const tx = await member.send(
      this.message(member, { propose: { title, description: title, msgs } }),
    );
    // Events of this contract alone: what it calls may have a proposal_id too.
    const own = tx.events
      .filter(({ type }) => type === "wasm")
      .map(({ attributes }) => new Map(attributes.map(({ key, value }) => [key, value])))
      .find((event) => event.get("_contract_address") === this.address && event.has("proposal_id"));
    if (!own) throw new Error("the multisig made no proposal");
    return Number(own.get("proposal_id"));
  }

  vote(member: PasarClient, proposal_id: number) {
    return member.send(this.message(member, { vote: { proposal_id, vote: "yes" } }));
  }

  execute(member: PasarClient, proposal_id: number) {
    return member.send(this.message(member, { execute: { proposal_id } }));
  }

  /** Two members agree, and anybody executes. */
  async decide(title: string, calls: readonly Call[]): Promise<void> {
    const [first, second, third] = this.members as [PasarClient, PasarClient, PasarClient];
    const id = await this.propose(first, title, calls);
    await this.vote(second, id);
    await this.execute(third, id);
  }

  private message(member: PasarClient, msg: object) {
    return executeMessage(member.address, this.address, msg);
  }
}

/** A message to a contract. */
export interface Call {
  contract: string;
  msg: object;
}
