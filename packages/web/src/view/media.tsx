// Pictures, sound and film of an item. Where its line binds what a link leads to, the bytes are checked
// before they are shown; where a host does not let a page read them, they are shown with a mark.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { addressOf, checkMedia, getBytes } from "../chain/manifest.js";
import { MOST_BYTES } from "../logic/media-bytes.js";
import { t } from "../words/words.js";
import { errorText, Notice } from "./text.js";

/** Where links of an item start from. */
export interface Place {
  base: string;
  media: Readonly<Record<string, string>>;
}

/** What the keys of the label page move. */
export const zoom = signal({ scale: 1, x: 0, y: 0 });

const SCALES = [1, 1.5, 2, 3, 4, 6, 8];

/** One step nearer or farther. */
export function zoomBy(step: 1 | -1): void {
  const { scale, x, y } = zoom.value;
  const at = SCALES.indexOf(scale) + step;
  const next = SCALES[Math.max(0, Math.min(SCALES.length - 1, at))] ?? 1;
  zoom.value = next === 1 ? { scale: 1, x: 0, y: 0 } : { scale: next, x, y };
}

export function zoomReset(): void {
  zoom.value = { scale: 1, x: 0, y: 0 };
}

/** Moves a zoomed picture by parts of its size, in percent. */
export function panBy(x: number, y: number): void {
  const { scale, ...at } = zoom.value;
  const most = (50 * (scale - 1)) / scale;
  const within = (value: number) => Math.max(-most, Math.min(most, value));
  zoom.value = { scale, x: within(at.x + x / scale), y: within(at.y + y / scale) };
}

interface MediaProps {
  kind: "image" | "audio" | "video";
  fields: Readonly<Record<string, unknown>>;
  field: string;
  place: Place;
  /** What it is, in words. */
  text: string;
  zoom?: boolean;
}

/** What to load, and where it is from. */
type Found = { url: string; from: string; checked: boolean | undefined } | { error: unknown };

export function Media(props: MediaProps) {
  const { fields, field, place } = props;
  const [found, setFound] = useState<Found>();
  const key = `${place.base} ${field} ${String(fields[field])}`;
  useEffect(() => {
    setFound(undefined);
    let gone = false;
    let made: string | undefined;
    void find(props).then((answer) => {
      made = "url" in answer && answer.url.startsWith("blob:") ? answer.url : undefined;
      if (gone && made) URL.revokeObjectURL(made);
      else if (!gone) setFound(answer);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [key]);
  if (!found) {
    return <div class={props.zoom ? "waiting zooms" : "waiting"} aria-hidden="true" />;
  }
  if ("error" in found) return <Notice tone="bad">{errorText(found.error)}</Notice>;
  return (
    <>
      <Played {...props} url={found.url} from={found.from} />
      {found.checked === false && <p class="quiet">{t("item.not_checked")}</p>}
    </>
  );
}

async function find({ fields, field, place, kind }: MediaProps): Promise<Found> {
  try {
    const { url, sha256 } = addressOf(fields, field, place);
    const from = url;
    if (sha256 === undefined) return { url, from, checked: undefined };
    const bytes = await bytesOf(url);
    if (!bytes) return { url, from, checked: false };
    checkMedia(bytes, sha256, field);
    // Browsers know every kind of picture by its first bytes but the one that is text.
    const type = kind === "image" && isText(bytes) ? "image/svg+xml" : "";
    return { url: URL.createObjectURL(new Blob([bytes], { type })), from, checked: true };
  } catch (error) {
    return { error };
  }
}

/** Whether bytes begin as markup does: `<`, after a mark of the encoding and spaces. */
function isText(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  return start.trimStart().startsWith("<");
}

/** The bytes, where the host lets a page read them, and sends no more than {@link MOST_BYTES}. */
async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await getBytes(url, MOST_BYTES));
  } catch {
    return undefined;
  }
}

function Played(props: MediaProps & { url: string; from: string }) {
  const { kind, url, from, text, zoom: zooms } = props;
  const [failed, setFailed] = useState(false);
  if (failed) return <Notice tone="warn">{t("item.not_loaded", { url: from })}</Notice>;
  const fail = () => setFailed(true);
  if (kind === "audio") return <audio controls src={url} title={text} onError={fail} />;
  if (kind === "video") return <video controls src={url} title={text} onError={fail} />;
  return zooms ? (
    <Zoomed url={url} text={text} fail={fail} />
  ) : (
    <img class="media" src={url} alt={text} referrerpolicy="no-referrer" onError={fail} />
  );
}

function Zoomed({ url, text, fail }: { url: string; text: string; fail: () => void }) {
  const { scale, x, y } = zoom.value;
  const transform = `scale(${scale}) translate(${x}%, ${y}%)`;
  return (
    <div class="zoomed">
      <div class="frame">
        <img
          src={url}
          alt={text}
          referrerpolicy="no-referrer"
          style={{ transform }}
          onError={fail}
        />
      </div>
      <div class="tools">
        <button aria-label={t("zoom.out")} onClick={() => zoomBy(-1)}>
          −
        </button>
        <button title={t("zoom.reset")} onClick={zoomReset}>
          {Math.round(100 * scale)} %
        </button>
        <button aria-label={t("zoom.in")} onClick={() => zoomBy(1)}>
          +
        </button>
        {scale > 1 && <Arrows />}
      </div>
    </div>
  );
}

function Arrows() {
  const arrows = [
    ["←", 10, 0, "zoom.left"],
    ["→", -10, 0, "zoom.right"],
    ["↑", 0, 10, "zoom.up"],
    ["↓", 0, -10, "zoom.down"],
  ] as const;
  return (
    <>
      {arrows.map(([sign, x, y, word]) => (
        <button aria-label={t(word)} onClick={() => panBy(x, y)}>
          {sign}
        </button>
      ))}
    </>
  );
}
