// Parts of a page that are loaded when they are first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failed, Loading } from "./text.js";

/** A component in a part of its own; `lines` of what is loading stand where it will be. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  lines = 3,
): ComponentType<P> {
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>();
    const [error, setError] = useState<unknown>();
    useEffect(() => void load().then((found) => setPart(() => found), setError), []);
    if (error !== undefined) return <Failed error={error} />;
    return Part ? <Part {...props} /> : <Loading lines={lines} />;
  };
}
