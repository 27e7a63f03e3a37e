// A connection that asks a contract each question once a block: parts of a page that want the same answer share it.

import { Chain, type IndexedTx } from "pasar-client/reading";

export class OnceChain extends Chain {
  private readonly answers = new Map<string, Promise<unknown>>();

  override queryContractSmart(contract: string, query: object): Promise<any> {
    const question = contract + JSON.stringify(query);
    const known = this.answers.get(question);
    if (known) return known;
    const answer = super.queryContractSmart(contract, query);
    this.answers.set(question, answer);
    // What was not answered is asked again.
    answer.catch(() => this.answers.get(question) === answer && this.answers.delete(question));
    return answer;
  }

  /** Forgets all answers: there is a new block, and with it new ones. */
  forget(): void {
    this.answers.clear();
  }

  /** A transaction that is in a block has changed what was answered before. */
  override async getTx(hash: string): Promise<IndexedTx | null> {
    const found = await super.getTx(hash);
    if (found) this.forget();
    return found;
  }
}
