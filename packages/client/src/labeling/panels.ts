// Live challenges as an account sees them: what it has in a panel, and what is done next.

import type { Block } from "../chain/types.js";
import { seconds } from "../contract/time.js";
import type {
  ChallengeResponse,
  ChallengeStatus,
  RegistrationResponse,
  SeatResponse,
  Terms,
} from "../generated/task-registry.js";
import type { PasarReader } from "../reading/reader.js";
import type { PasarClient } from "../wallet/client.js";
import { isLate } from "./view.js";

/** Fewest revealed seats of a panel that decides. */
const MIN_PANEL_SEATS = 3;

type Reading = Pick<PasarReader | PasarClient, "registry" | "block">;

/** A challenge, and what an account has there. */
export interface PanelView {
  block: Block;
  challenge: ChallengeResponse;
  /** The seats of its panel. */
  seats: SeatResponse[];
  /** The account's seat. */
  seat?: SeatResponse | undefined;
  /** The account's registration, as long as it exposes stake. */
  registration?: RegistrationResponse | undefined;
}

/** What an account does next for a panel; nothing yet, or nothing any more. */
export type PanelNext =
  | "register"
  | "sit"
  | "seal"
  | "reveal"
  | "advance"
  | "unregister"
  | "wait"
  | "over";

/** The live challenge of a task. */
export async function liveChallenge(
  { registry }: Pick<Reading, "registry">,
  campaign: number,
  task: number,
): Promise<ChallengeResponse | undefined> {
  const { challenges, challenged } = await registry.query("task", { campaign, task });
  return challenged ? challengeOf(registry, campaign, task, challenges) : undefined;
}

async function challengeOf(
  registry: Reading["registry"],
  campaign: number,
  task: number,
  challenge: number,
): Promise<ChallengeResponse | undefined> {
  const asked = { campaign, task, start_after: challenge - 1, limit: 1 };
  return (await registry.query("challenges", asked)).challenges[0];
}

/** A challenge of a task by its number, as an account sees it. */
export async function panelView(
  client: Reading,
  { campaign, task, challenge }: { campaign: number; task: number; challenge: number },
  terms: Pick<Terms, "seat_stake">,
  labeler?: string,
): Promise<PanelView> {
  const { registry } = client;
  const { denom } = terms.seat_stake;
  const [now, found, { seats }, registrations] = await Promise.all([
    client.block(),
    challengeOf(registry, campaign, task, challenge),
    registry.query("panel", { campaign, task, challenge }),
    labeler === undefined
      ? []
      : registry.query("registrations", { labeler, denom }).then((own) => own.registrations),
  ]);
  if (!found) throw new Error(`campaign ${campaign}, task ${task}: no challenge ${challenge}`);
  return {
    block: now,
    challenge: found,
    seats,
    seat: seats.find((seat) => seat.labeler === labeler),
    registration: registrations.find(
      (own) => own.campaign === campaign && own.task === task && own.challenge === challenge,
    ),
  };
}

/** Whether the challenge has ended. */
export const isDecided = ({ status }: { status: ChallengeStatus }) =>
  status === "decided" || status === "unfilled";

/** What the account does next. */
export function panelNext(view: PanelView): PanelNext {
  const { challenge, seat, registration, block } = view;
  if (seat) return seated(view, seat);
  if (!registration) return challenge.status === "registering" ? "register" : "over";
  if (registration.over) return "unregister";
  const from = registration.sits_from ?? challenge.drawn_at;
  if (block.seconds < seconds(from)) return "wait";
  if (challenge.taken < challenge.seats) return "sit";
  // A seat without a seal becomes free again.
  return panelIsDue(view) ? "advance" : "wait";
}

function seated(view: PanelView, seat: SeatResponse): PanelNext {
  const { challenge, block } = view;
  if (isDecided(challenge) || seat.status === "forfeited") return "over";
  if (seat.status === "drawn" && !isLate(seat.commit_by, block)) return "seal";
  if (seat.status === "sealed" && mayReveal(view)) return "reveal";
  return panelIsDue(view) ? "advance" : "wait";
}

/** Whether time or seals allow something for the challenge that nobody's labels are needed for. */
export function panelIsDue(view: PanelView): boolean {
  const { challenge, seats, block } = view;
  const late = isLate(challenge.deadline, block);
  const sealed = count(seats, "sealed");
  if (isDecided(challenge)) return false;
  if (challenge.status === "revealing") return late || sealed === 0;
  const overdue = seats.some((one) => one.status === "drawn" && isLate(one.commit_by, block));
  return overdue || sealed >= challenge.seats || (late && count(seats, "drawn") === 0);
}

function mayReveal({ challenge, seats, block }: PanelView): boolean {
  const late = isLate(challenge.deadline, block);
  if (challenge.status === "revealing") return !late;
  const ends = late && count(seats, "drawn") === 0;
  return count(seats, "sealed") >= (ends ? MIN_PANEL_SEATS : challenge.seats);
}

const count = (seats: readonly SeatResponse[], status: SeatResponse["status"]) =>
  seats.filter((seat) => seat.status === status).length;
