// The chain's inference in a worker, where the page was built with it.

import { refused, type Inferred, type SealedPage } from "../logic/inference.js";
import type { Question } from "../truth/worker.js";

interface Answer {
  found?: Inferred[];
  wrong?: string;
  /** Why there is no module. */
  missing?: string;
}

/** Infers pages; undefined where this build or this browser has no module, and votes have to do. */
export function inferPages(pages: readonly SealedPage[]): Promise<Inferred[] | undefined> {
  const worker = new Worker(new URL("../truth/worker.ts", import.meta.url), { type: "module" });
  const question: Question = { url: new URL("truth.wasm", document.baseURI).href, pages };
  return new Promise<Inferred[] | undefined>((done, failed) => {
    worker.onmessage = ({ data: { found, wrong } }: MessageEvent<Answer>) => {
      if (wrong === undefined) done(found);
      else failed(refused(wrong));
    };
    worker.onerror = () => done(undefined);
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
