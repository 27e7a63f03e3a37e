// Parts of a page that are loaded when they are first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failed, Loading } from "./text.js";

/** A component in a part of its own; what only adds to a page leaves no place empty for it. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  adds = false,
): ComponentType<P> {
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>();
    const [error, setError] = useState<unknown>();
    useEffect(() => void load().then((found) => setPart(() => found), setError), []);
    if (error !== undefined) return <Failed error={error} />;
    if (Part) return <Part {...props} />;
    return adds ? null : <Loading />;
  };
}
