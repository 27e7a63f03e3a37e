// One campaign of the fake chain, as far as a labeler looks at it.

import { toBase64 } from "@cosmjs/encoding";
import {
  classQuestion,
  native,
  packItems,
  timestamp,
  type Rounds,
  type taskRegistry,
} from "../src/index.js";
import { QUICKNET } from "../src/drand.js";
import { FakeChain } from "./fake-chain.js";

/** Signs every round with its number. */
export const DRAND: Rounds = {
  round: (_, round) => ({ signature: new Uint8Array(48).fill(round) }),
};

/** The drand of the campaign. */
export const RANDOMNESS = { ...QUICKNET, stride: 10, delay_seconds: 60 };

const CAMPAIGN = 1;
const ITEMS = 4;

interface State {
  seat: Pick<taskRegistry.SeatResponse, "status" | "seal">;
  phase: taskRegistry.Phase;
}

export class FakeCampaign {
  readonly chain = new FakeChain();
  readonly states = new Map<number, State>();
  status: taskRegistry.CampaignStatus = "open";
  ticket: taskRegistry.Ticket | null = null;
  cap = 8;
  staked = 100;
  exposed = 0;
  readingKey: string | null = null;
  revealSeconds = 100;
  /** Wave of our seats; of the later ones `asked` says which items. */
  wave = 0;
  asked: number[] = [0, 1, 2, 3];
  /** Labelers with a seal beside ours. */
  others = 2;

  constructor() {
    const { answers } = this.chain;
    answers.set("wasm1registry campaign", () => this.campaign());
    answers.set("wasm1registry ticket", () => ({
      ticket: this.ticket,
      open: this.tasks("collecting"),
      cap: this.cap,
    }));
    answers.set("wasm1registry frontier", () => ({ tasks: this.frontier(), next: 50 }));
    answers.set("wasm1registry seats_by_labeler", () => ({
      seats: [...this.states.keys()].map((task) => this.seat(task)),
      scanned_to: null,
    }));
    answers.set("wasm1registry seat", ({ task }) => this.seat(task));
    answers.set("wasm1registry seats", ({ task, start_after }) => ({
      seats: start_after === null ? this.seatsOf(task) : [],
    }));
    answers.set("wasm1registry task", ({ task }) => ({
      task,
      items: ITEMS,
      phase: this.states.get(task)?.phase,
      seats_wanted: 3,
      wave: this.wave,
      deadline: timestamp(2_000),
    }));
    answers.set("wasm1registry asked", () => ({
      items: this.asked.length,
      bitmap: toBase64(packItems(this.asked, ITEMS)),
    }));
    answers.set("wasm1registry exposure", () => ({ amount: `${this.exposed}` }));
    answers.set("wasm1staking stake", () => ({ staked: `${this.staked}` }));
  }

  /** The labeler was drawn into tasks. */
  draw(...tasks: number[]): void {
    for (const task of tasks)
      this.states.set(task, { seat: { status: "drawn" }, phase: "collecting" });
  }

  /** What the last transaction sealed is on the chain now. */
  applyCommits(): void {
    for (const { commit } of this.chain.last as { commit?: taskRegistry.Commit }[]) {
      const seals = Buffer.from(commit?.seals ?? "", "base64");
      commit?.tasks.forEach((task, index) => {
        const seal = toBase64(seals.subarray(32 * index, 32 * index + 32));
        this.states.get(task)!.seat = { status: "sealed", seal };
      });
    }
  }

  phase(task: number, phase: taskRegistry.Phase): void {
    this.states.get(task)!.phase = phase;
  }

  private tasks(phase: taskRegistry.Phase): number[] {
    return [...this.states].filter(([, state]) => state.phase === phase).map(([task]) => task);
  }

  private frontier(): taskRegistry.FrontierEntry[] {
    const entry = (task: number, free: number) => ({ task, free, newcomers: 0, openings: [] });
    const taken = this.tasks("collecting").map((task) => entry(task, 0));
    return [...taken, ...[20, 21, 22].map((task) => entry(task, 2))];
  }

  private seat(task: number): taskRegistry.SeatResponse {
    const { seat } = this.states.get(task)!;
    return {
      ...seat,
      task,
      labeler: "wasm1signer",
      wave: this.wave,
      commit_by: timestamp(1_500),
      snapshot: { skill: 0, mass: 0, evidence: 0 },
    };
  }

  private seatsOf(task: number): taskRegistry.SeatResponse[] {
    const other = { ...this.seat(task), status: "sealed" as const };
    const others = Array.from({ length: this.others }, (_, n) => ({ ...other, labeler: `o${n}` }));
    return [this.seat(task), ...others];
  }

  private campaign(): unknown {
    const terms = {
      questions: [classQuestion(["no", "yes"])],
      page: ITEMS,
      reading_key: this.readingKey,
      windows: { reveal_seconds: this.revealSeconds },
      seat_stake: { denom: native("ustake"), amount: "10" },
    };
    const params = { randomness: RANDOMNESS };
    return { campaign: CAMPAIGN, status: this.status, opens_at: timestamp(950), terms, params };
  }
}
