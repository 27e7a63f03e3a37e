// Files of JSON that somebody chose.

import { own } from "../words/own.js";

/** The value of a text; throws where it is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw own("no_json", "that is no JSON: {said}", { said: message });
  }
}
