// Many items at once: where that can be, and which of them are shown together.

import type { Block } from "pasar-client/manifest";
import { fieldText } from "./safe-text.js";

/** Tiles that are shown together: rows of two, three and four come out even. */
export const TILES = 12;
/** Most characters of a text that a tile has room for. */
export const SHORT = 160;

/** Whether a tile has room for each of these items: pictures, and texts that are short. */
export function fitsGrid(
  view: readonly Block[] | undefined,
  items: readonly { fields: Readonly<Record<string, unknown>> }[],
): boolean {
  if (!view?.every(({ show }) => show === "image" || show === "text")) return false;
  const texts = view.flatMap((block) => (block.show === "text" ? [block.field] : []));
  return items.every(({ fields }) =>
    texts.every((field) => fieldText(fields[field]).length <= SHORT),
  );
}

/** Where the tiles begin in the order of positions that are shown together with one of them. */
export function firstTile(order: readonly number[], at: number): number {
  const place = Math.max(0, order.indexOf(at));
  return place - (place % TILES);
}
