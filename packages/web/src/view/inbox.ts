// Looks now and then at what waits for the account, for the header and the title.

import { block } from "../chain/connection.js";
import { inboxOf } from "../chain/inbox.js";
import { account } from "../chain/wallet.js";
import { dueCount } from "./title.js";

/** Blocks between two looks. */
const BLOCKS = 20;
/** Blocks that come first: what the page itself shows is waited for. */
const LATER = 3;

let last: { who: string; height: number } | undefined;
let first: number | undefined;

/** Counts what waits, where some blocks have passed since it was counted. */
export async function lookAtInbox(): Promise<void> {
  const who = account.value?.address;
  const height = block.value?.height;
  if (who === undefined || height === undefined) {
    [last, dueCount.value] = [undefined, 0];
    return;
  }
  first ??= height;
  if (height < first + LATER) return;
  if (last?.who === who && height < last.height + BLOCKS) return;
  last = { who, height };
  const count = await inboxOf(who).catch(() => undefined);
  if (count !== undefined && account.value?.address === who) dueCount.value = count;
}
