import type { ManifestTerms } from "pasar-client/manifest";

/**
 * A name of a manifest as some terms read it. Anybody may name another campaign's manifest with pages or questions of
 * their own, which must not be taken for those of the other campaign.
 */
export const manifestKey = ({ manifest, questions, items, page }: ManifestTerms): string =>
  JSON.stringify([manifest.uri, manifest.root, questions, items, page]);
