// A connection that asks a contract each question once a block: parts of a page that want the same answer share it.

import { signal } from "@preact/signals";
import { Chain, type IndexedTx } from "pasar-client/reading";

/** Whether what was signed last is with the node, in no block yet as far as is known. */
export const isSent = signal(false);

/** Milliseconds after which an answer is old though no block was seen: nobody looks while a device sleeps. */
const OLD_MS = 12_000;

export class OnceChain extends Chain {
  private readonly answers = new Map<string, { answer: Promise<unknown>; at: number }>();

  override queryContractSmart(contract: string, query: object): Promise<any> {
    const question = contract + JSON.stringify(query);
    const [known, at] = [this.answers.get(question), Date.now()];
    if (known && Math.abs(at - known.at) < OLD_MS) return known.answer;
    const answer = super.queryContractSmart(contract, query);
    this.answers.set(question, { answer, at });
    // What was not answered is asked again.
    answer.catch(
      () => this.answers.get(question)?.answer === answer && this.answers.delete(question),
    );
    return answer;
  }

  /** Forgets all answers: there is a new block, and with it new ones. */
  forget(): void {
    this.answers.clear();
  }

  override async broadcastTxSync(tx: Uint8Array): Promise<string> {
    const hash = await super.broadcastTxSync(tx);
    isSent.value = true;
    return hash;
  }

  /** A transaction that is in a block has changed what was answered before. */
  override async getTx(hash: string): Promise<IndexedTx | null> {
    const found = await super.getTx(hash);
    if (found) this.forget();
    return found;
  }
}
