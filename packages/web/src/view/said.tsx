// Texts of headers, in the reader's language.

import { inLanguage, type Header, type Texts } from "pasar-client/manifest";
import { isRead, languages } from "../words/words.js";

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

/** A title in a language of the reader; what has none goes by its name. */
export function titleIn(title: Texts | undefined): string | undefined {
  const found = title && said(title);
  return found && isRead(found.language) ? found.text : undefined;
}

/** What a class is called in the reader's language. */
export function saidTitle(header: Header | undefined, name: string): string {
  return titleIn(header?.classes.find((one) => one.name === name)?.title) ?? name;
}
