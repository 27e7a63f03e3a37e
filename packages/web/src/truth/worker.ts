// Infers apart from the page: it takes a while, and the page's policy lets nothing but this worker compile
// WebAssembly.

import { own } from "../words/own.js";
import { infer, type SealedPage, type Truth } from "../logic/inference.js";

export interface Question {
  /** Where the module is. */
  url: string;
  pages: readonly SealedPage[];
}

async function load(url: string): Promise<Truth> {
  const answer = await fetch(url);
  if (!answer.ok) throw own("answers", "{url} answers {status}", { url, status: answer.status });
  const { instance } = await WebAssembly.instantiate(await answer.arrayBuffer());
  return instance.exports as unknown as Truth;
}

addEventListener("message", async ({ data }: MessageEvent<Question>) => {
  let truth: Truth;
  try {
    truth = await load(data.url);
  } catch (error) {
    postMessage({ missing: String(error) });
    return;
  }
  try {
    postMessage({ found: data.pages.map((page) => infer(truth, page)) });
  } catch (error) {
    postMessage({ wrong: (error as Error).message });
  }
});
