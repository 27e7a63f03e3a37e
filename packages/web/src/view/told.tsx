// Instructions as they are read again at the desk, in a part of its own: before they begin everybody has read them.

import { t } from "../words/words.js";
import type { Sheet } from "./desk-types.js";
import { Examples, Meaning } from "./meaning.js";

export function Told({ manifest: { header, bound, base } }: Pick<Sheet, "manifest">) {
  if (!header) return <p>{t("campaign.no_header")}</p>;
  return (
    <>
      <Meaning header={header} bound={bound} />
      <Examples header={header} base={base} />
    </>
  );
}
