// Texts of headers, in the reader's language.

import { inLanguage, type Texts } from "pasar-client/manifest";
import { languages } from "../words/words.js";

export function Said({ texts }: { texts: Texts }) {
  const { language, text } = inLanguage(texts, languages());
  return (
    <span lang={language} dir="auto">
      {text}
    </span>
  );
}

export function said(texts: Texts): { language: string; text: string } {
  return inLanguage(texts, languages());
}
