// Titles of campaigns, as their headers come in. Headers are fetched after what the chain says is shown,
// and each of them once.

import { signal } from "@preact/signals";
import type { ManifestTerms, Texts } from "pasar-client/manifest";

const titles = signal<Readonly<Record<string, Texts | undefined>>>({});
const asked = new Set<string>();

/** The title in a campaign's header; undefined until it is there, or where there is none. */
export function manifestTitle(terms: ManifestTerms): Texts | undefined {
  const { uri } = terms.manifest;
  if (!asked.has(uri)) {
    asked.add(uri);
    void fetchTitle(terms);
  }
  return titles.value[uri];
}

async function fetchTitle(terms: ManifestTerms): Promise<void> {
  try {
    const { manifestOf } = await import("./manifest.js");
    const { header } = await manifestOf(terms);
    if (header) titles.value = { ...titles.value, [terms.manifest.uri]: header.title };
  } catch {
    // The campaign's own page says what is wrong with it.
  }
}
