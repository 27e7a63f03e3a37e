// The document's title: what waits for its reader, and what a page has to say there.

import { effect, signal } from "@preact/signals";

/** How many things the account must do itself, in time. */
export const dueCount = signal(0);
/** What stands first in the title; nothing where it is empty. */
export const titleNote = signal("");

/** Keeps the document's title. */
export function followTitle(): void {
  effect(() => {
    const count = dueCount.value > 0 ? `(${dueCount.value}) ` : "";
    document.title = `${titleNote.value}${count}Pasar`;
  });
}
