// What opens sealed pages as a file, in a part of its own.

import type { SealedSeat } from "pasar-client/signing";
import { backupName, writeBackup } from "../chain/backups.js";
import { download } from "./download.js";

/** Has the browser save what opens these seats; on phones, which hide what they save, share it. */
export async function keepBackup(seats: readonly SealedSeat[], all?: string): Promise<void> {
  const [first] = seats;
  if (!first) return;
  const name = all ?? backupName(first.seat);
  const text = writeBackup(seats);
  const files = [new File([text], name, { type: "text/plain" })];
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (!isPhone || !navigator.canShare?.({ files })) {
    download(name, text);
    return;
  }
  // Whoever closes the sheet has changed their mind.
  await navigator.share({ files }).catch(() => undefined);
}
