import { useEffect, useRef, useState } from "preact/hooks";
import { warning } from "../logic/clock.js";
import { t } from "../words/words.js";

/** What is said aloud of a clock: at ten minutes, five and one. */
export function useAnnounced(left: number): string {
  const last = useRef(left);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const mark = warning(last.current, left);
    last.current = left;
    if (mark !== undefined) setSaid(t("desk.minutes_left", { count: mark / 60 }));
  }, [left]);
  return said;
}
