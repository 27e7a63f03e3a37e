// Many items at once: each tile says what answer it has. A press gives it the one that is chosen; keys answer the tile
// that has the focus.

import { useLayoutEffect, useRef } from "preact/hooks";
import { NONE, OPEN, type Draft } from "../logic/draft.js";
import { firstTile, TILES } from "../logic/grid.js";
import { t } from "../words/words.js";
import type { Sheet } from "./desk-types.js";
import { ItemView, Warned } from "./item.js";

interface GridProps {
  sheet: Sheet;
  draft: Draft;
  change: (next: (draft: Draft) => Draft) => void;
  /** What a press gives; until something is chosen it only moves the focus. */
  chosen: number | undefined;
  names: readonly string[];
}

export function Grid({ sheet, draft, change, chosen, names }: GridProps) {
  const { order, manifest } = sheet;
  const box = useRef<HTMLDivElement>(null);
  // At once, so that the next key answers what has the focus.
  useLayoutEffect(() => {
    box.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
  }, [draft.at]);
  const first = firstTile(order, draft.at);
  const tiles = order.slice(first, first + TILES);
  const said = (label: number) =>
    label === OPEN ? t("grid.open") : label === NONE ? t("desk.none") : (names[label] ?? "");
  const press = (position: number) =>
    change((now) => (chosen === undefined ? now.go(position) : now.go(position).set(chosen)));
  const leaf = (to: number) => change((now) => now.go(order[to] ?? now.at));
  return (
    <div class="stage" ref={box}>
      <p class="quiet" id="grid-how">
        {chosen === undefined ? t("grid.how") : t("grid.gives", { label: said(chosen) })}
      </p>
      <Warned header={manifest.header}>
        <div class="tiles" role="group" aria-label={t("desk.grid")} aria-describedby="grid-how">
          {tiles.map((position, index) => (
            <Tile
              key={position}
              {...{ sheet, position }}
              number={first + index + 1}
              label={said(draft.label(position))}
              open={draft.isOpen(position)}
              here={position === draft.at}
              press={() => press(position)}
            />
          ))}
        </div>
      </Warned>
      <div class="buttons leaf">
        <button disabled={first === 0} onClick={() => leaf(first - TILES)}>
          ← {t("grid.back")}
        </button>
        <span role="status">
          {t("grid.shown", { from: first + 1, to: first + tiles.length, of: order.length })}
        </span>
        <button disabled={first + TILES >= order.length} onClick={() => leaf(first + TILES)}>
          {t("grid.next")} →
        </button>
      </div>
    </div>
  );
}

interface TileProps {
  sheet: Sheet;
  position: number;
  /** As people count items. */
  number: number;
  label: string;
  open: boolean;
  /** Whether keys answer it. */
  here: boolean;
  press: () => void;
}

/** An item, and a button that covers it: what strangers sent is beside the button, never inside. */
function Tile({ sheet, position, number, label, open, here, press }: TileProps) {
  const { manifest, page, asked } = sheet;
  const item = page.items[asked[position] ?? -1];
  return (
    <div class="tile">
      <div id={`tile-${position}`}>
        {item ? (
          <ItemView
            name={item.name}
            fields={item.fields}
            header={manifest.header}
            place={{ base: manifest.base, media: page.media }}
            small
          />
        ) : (
          t("desk.no_item")
        )}
      </div>
      <button
        class={open ? "open" : ""}
        tabIndex={here ? 0 : -1}
        aria-current={here ? "true" : undefined}
        aria-describedby={`tile-${position}`}
        onClick={press}
      >
        <span class="quiet">{number}</span> <b dir="auto">{label}</b>
      </button>
    </div>
  );
}
