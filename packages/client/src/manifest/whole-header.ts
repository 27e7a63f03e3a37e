// Headers of every kind, at once: for those who make them. What fetches one loads what it needs of this.

import { checkHeader, headerJson, headerOf } from "./header.js";
import * as forms from "./questions.js";
import type { Header, ManifestTerms } from "./types.js";

/** A header of the bytes or the text of its file. Throws {@link HeaderError}. */
export const parseHeader = (file: Uint8Array | string): Header => readHeader(headerJson(file));

/** The same of JSON that was read. */
export const readHeader = (value: unknown): Header => headerOf(value, forms);

/** Refuses a header that is of other terms. */
export const checkTerms = (
  header: Header,
  terms: Pick<ManifestTerms, "questions" | "items">,
): void => checkHeader(header, terms, forms);
