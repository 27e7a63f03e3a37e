// What a labeler sees of a campaign at one moment.

import type { Block } from "../chain/types.js";
import { seconds } from "../contract/time.js";
import type {
  CampaignResponse,
  FrontierResponse,
  SeatResponse,
  TaskResponse,
  TicketResponse,
} from "../generated/task-registry.js";

/** A campaign, and the labeler in it. */
export interface View {
  block: Block;
  campaign: CampaignResponse;
  ticket: TicketResponse;
  frontier: FrontierResponse;
  /** Seats that are not over. */
  seats: SeatAndTask[];
}

/** A seat and the task that it is of. */
export interface SeatAndTask {
  seat: SeatResponse;
  task: TaskResponse;
  /** The items that a panel's challenge names, by their indices within the task; of a task's own seats none. */
  asked?: number[];
}

/** Whether the task collects seals of this seat. */
export const collects = ({ task }: SeatAndTask) => task.phase === "collecting";

/** Whether the seat may be revealed. */
export const isRevealing = ({ task }: SeatAndTask) => task.phase === "revealing";

/** Like the registry: the deadline itself is in time. */
export function isLate(deadline: string | null | undefined, block: Block): boolean {
  return deadline !== null && deadline !== undefined && block.seconds > seconds(deadline);
}

/** Whether a seat waits for its labeler. */
export const isOpen = ({ status }: SeatResponse) => status === "drawn" || status === "sealed";
