// What headers say of campaigns for lists of them, as they come in. Headers are fetched after what the chain says is
// shown, and each of them once.

import { signal } from "@preact/signals";
import type { Header, ManifestTerms, Texts } from "pasar-client/manifest";
import { manifestKey } from "../logic/manifest-key.js";

/** What a list shows of a header. */
export type About = Pick<Header, "title" | "minutes_per_100" | "view">;

const abouts = signal<Readonly<Record<string, About | undefined>>>({});
const asked = new Set<string>();

/** What a campaign's header says; undefined until it is there, or where there is none. */
export function aboutOf(terms: ManifestTerms): About | undefined {
  const key = manifestKey(terms);
  if (!asked.has(key)) {
    asked.add(key);
    void fetchAbout(key, terms);
  }
  return abouts.value[key];
}

/** The title in a campaign's header. */
export const manifestTitle = (terms: ManifestTerms): Texts | undefined => aboutOf(terms)?.title;

async function fetchAbout(key: string, terms: ManifestTerms): Promise<void> {
  try {
    const { manifestOf } = await import("./manifest.js");
    const { header } = await manifestOf(terms);
    if (header) abouts.value = { ...abouts.value, [key]: header };
  } catch {
    // The campaign's own page says what is wrong with it.
  }
}
