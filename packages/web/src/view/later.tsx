// Parts of a page that are loaded when they are first shown.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Part } from "../words/dictionary.js";
import { loadWords } from "../words/words.js";
import { Failed, Loading } from "./text.js";

/** A component in a part of its own, with words that it needs. */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  ...words: Part[]
): ComponentType<P> {
  return function Later(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>();
    const [error, setError] = useState<unknown>();
    useEffect(() => {
      Promise.all([load(), loadWords(...words)]).then(([found]) => setPart(() => found), setError);
    }, []);
    if (error !== undefined) return <Failed error={error} />;
    return Part ? <Part {...props} /> : <Loading />;
  };
}
