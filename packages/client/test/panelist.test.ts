import assert from "node:assert/strict";
import { test } from "node:test";
import { toBase64, toHex } from "@cosmjs/encoding";
import {
  classQuestion,
  derivedSalts,
  native,
  pack,
  packItems,
  seal,
  timestamp,
  type taskRegistry,
} from "../src/index.js";
import {
  Panelist,
  panelIsDue,
  panelNext,
  type PanelistOptions,
  type PanelView,
} from "../src/panel.js";
import { DRAND, RANDOMNESS } from "./fake-campaign.js";
import { FakeChain } from "./fake-chain.js";

type Seats = readonly taskRegistry.SeatStatus[];

const ITEMS = 12;
const NAMED = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11];
const SALTS = derivedSalts(new Uint8Array(64).fill(3));
const LABELS = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];

const seatOf = (
  labeler: string,
  status: taskRegistry.SeatStatus,
  seal?: string,
): taskRegistry.SeatResponse => ({
  task: 2,
  labeler,
  status,
  wave: 129,
  commit_by: timestamp(1_080),
  snapshot: { skill: 0, mass: 0, evidence: 0 },
  ...(seal === undefined ? {} : { seal }),
});

const challengeOf = (status: taskRegistry.ChallengeStatus): taskRegistry.ChallengeResponse => ({
  challenge: 1,
  challenger: "wasm1challenger",
  bond: "45000",
  status,
  seats: 3,
  taken: 0,
  wave: 129,
  items: toBase64(packItems(NAMED, ITEMS)),
  opened_at: timestamp(1_000),
  register_by: timestamp(1_030),
  round: 7,
  drawn_at: timestamp(1_040),
  randomness: null,
  deadline: timestamp(1_100),
  changed: null,
});

const registration = (
  sits_from: number | null,
  over = false,
): taskRegistry.RegistrationResponse => ({
  campaign: 1,
  task: 2,
  challenge: 1,
  stake: "10",
  over,
  sits_from: sits_from === null ? null : timestamp(sits_from),
});

/** A view of a panel whose first seat is ours. */
function view(seconds: number, status: taskRegistry.ChallengeStatus, statuses: Seats): PanelView {
  const labelers = ["wasm1signer", "wasm1b", "wasm1c"];
  const seats = statuses.map((seat, n) => seatOf(labelers[n]!, seat));
  const block = { height: 1, seconds, catchingUp: false };
  return { block, challenge: challengeOf(status), seats, seat: seats[0] };
}

test("a labeler registers, waits for their turn, and sits", () => {
  const at = (seconds: number, own?: taskRegistry.RegistrationResponse) =>
    panelNext({
      ...view(seconds, seconds > 1_030 ? "seating" : "registering", []),
      registration: own,
    });
  assert.equal(at(1_010), "register");
  assert.equal(at(1_010, registration(null)), "wait");
  assert.equal(at(1_040, registration(null)), "sit");
  assert.equal(at(1_040, registration(1_060)), "wait");
  assert.equal(at(1_060, registration(1_060)), "sit");
  assert.equal(at(1_060, registration(1_060, true)), "unregister");
  // All seats are taken, until one has no seal in time.
  const full = (seconds: number) => {
    const { seat: _, ...others } = view(seconds, "seating", ["drawn", "sealed", "sealed"]);
    const challenge = { ...others.challenge, taken: others.challenge.seats };
    return panelNext({ ...others, challenge, registration: registration(1_060) });
  };
  assert.equal(full(1_080), "wait");
  assert.equal(full(1_081), "advance");
  assert.equal(at(1_060), "over");
});

test("a panelist seals in time and reveals when all have", () => {
  const cases: [number, taskRegistry.ChallengeStatus, Seats, string][] = [
    [1_080, "seating", ["drawn"], "seal"],
    [1_081, "seating", ["drawn"], "advance"],
    [1_081, "seating", ["forfeited"], "over"],
    [1_070, "seating", ["sealed", "sealed"], "wait"],
    [1_081, "seating", ["sealed", "sealed", "drawn"], "advance"],
    [1_070, "seating", ["sealed", "sealed", "sealed"], "reveal"],
    [1_101, "seating", ["sealed", "sealed"], "advance"],
    [1_100, "revealing", ["sealed", "sealed", "revealed"], "reveal"],
    [1_101, "revealing", ["sealed", "sealed", "revealed"], "advance"],
    [1_099, "revealing", ["revealed", "sealed", "sealed"], "wait"],
    [1_099, "revealing", ["revealed", "revealed", "revealed"], "advance"],
    [1_099, "decided", ["revealed"], "over"],
  ];
  for (const [seconds, status, seats, wanted] of cases) {
    assert.equal(panelNext(view(seconds, status, seats)), wanted, `${seconds} ${status} ${seats}`);
  }
  assert.equal(panelIsDue(view(1_100, "seating", [])), false);
  assert.equal(panelIsDue(view(1_101, "seating", [])), true);
});

/** A task under challenge, and a panelist. */
function setUp(options: Partial<PanelistOptions> = {}) {
  const chain = new FakeChain();
  const state = {
    challenge: challengeOf("registering"),
    seats: [] as taskRegistry.SeatResponse[],
    registrations: [] as taskRegistry.RegistrationResponse[],
  };
  const { answers } = chain;
  const terms = {
    questions: [classQuestion(["no", "yes"])],
    page: ITEMS,
    reading_key: null,
    seat_stake: { denom: native("ustake"), amount: "10" },
  };
  answers.set("wasm1registry campaign", () => ({ terms, params: { randomness: RANDOMNESS } }));
  answers.set("wasm1registry task", () => ({
    task: 2,
    items: ITEMS,
    challenges: 1,
    challenged: true,
  }));
  answers.set("wasm1registry challenges", () => ({ challenges: [state.challenge] }));
  answers.set("wasm1registry panel", () => ({ seats: state.seats }));
  answers.set("wasm1registry registrations", () => ({ registrations: state.registrations }));
  const panelist = new Panelist(chain.client(), 1, 2, {
    labels: () => LABELS,
    salts: SALTS,
    drand: DRAND,
    ...options,
  });
  return { chain, state, panelist };
}

test("each step of a panelist is one message", async () => {
  const asked: unknown[] = [];
  const labels: PanelistOptions["labels"] = (seat) => (asked.push(seat.asked), LABELS);
  const { chain, state, panelist } = setUp({ labels });
  const of = { campaign: 1, task: 2 };
  chain.seconds = 1_010;
  assert.equal((await panelist.step()).next, "register");
  assert.deepEqual(chain.last, [{ register: { ...of, issuer: null } }]);

  state.registrations = [registration(null)];
  state.challenge.status = "seating";
  chain.seconds = 1_050;
  await panelist.step();
  const signature = toBase64(new Uint8Array(48).fill(7));
  assert.deepEqual(chain.last, [{ sit: { ...of, signature } }]);
  state.challenge.randomness = toBase64(new Uint8Array(32));
  await panelist.step();
  assert.deepEqual(chain.last, [{ sit: { ...of, signature: null } }]);

  state.registrations = [];
  state.seats = [seatOf("wasm1signer", "drawn")];
  await panelist.step();
  const place = {
    chainId: "pasar-1",
    registry: "wasm1registry",
    labeler: "wasm1signer",
    wave: 129,
  };
  const salt = await SALTS({ ...place, ...of });
  const made = toBase64(seal({ ...place, ...of }, salt, pack(2, LABELS)));
  assert.deepEqual(chain.last, [{ seal_panel: { ...of, seal: made, sealed: null } }]);
  assert.deepEqual(asked, [NAMED]);

  state.seats = ["wasm1signer", "b", "c"].map((who) => seatOf(who, "sealed", made));
  // Another device has labels and salt anew.
  const elsewhere = new Panelist(chain.client(), 1, 2, { labels, salts: SALTS, drand: DRAND });
  await elsewhere.step();
  const [{ reveal_panel: sent }] = chain.last as unknown as [
    { reveal_panel: taskRegistry.RevealPanel },
  ];
  assert.deepEqual(sent.labelers, ["wasm1signer"]);
  assert.equal(sent.salts, toBase64(salt));
  assert.equal(toHex(Buffer.from(sent.labels, "base64")), toHex(pack(2, LABELS)));
});

test("a relay that is away ends no panelist, and no seat frees the stake", async () => {
  const away = { round: () => Promise.reject(new Error("no relay answers")) };
  const { chain, state, panelist } = setUp({ drand: away });
  chain.seconds = 1_050;
  state.challenge.status = "seating";
  state.registrations = [registration(null)];
  const step = await panelist.step();
  assert.deepEqual([step.next, step.undone?.message], ["sit", "no relay answers"]);
  state.registrations = [registration(1_050, true)];
  await panelist.step();
  assert.deepEqual(chain.last, [{ unregister: { denom: native("ustake") } }]);
  state.registrations = [];
  assert.equal((await panelist.step()).done, true);
});

test("of a challenge that is named and over, the stake is taken back", async () => {
  const { chain, state, panelist } = setUp({ challenge: 1 });
  state.challenge.status = "decided";
  state.registrations = [{ ...registration(null), over: true }];
  assert.equal((await panelist.step()).next, "unregister");
  assert.deepEqual(chain.last, [{ unregister: { denom: native("ustake") } }]);
  state.registrations = [];
  assert.ok((await panelist.step()).done);
});
