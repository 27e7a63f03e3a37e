// What campaigns often ask, as a beginning: each sets fields, and every field can be changed.

import { blank, type Typed as Question } from "./new-questions.js";
import type { Typed } from "./new-campaign.js";

const TEXTS = ["title", "titleId", "instructions", "instructionsId"] as const;
type Template = Record<(typeof TEXTS)[number], string> & { questions: readonly Question[] };

const template = (
  [title, titleId]: readonly [string, string],
  [instructions, instructionsId]: readonly [string, string],
  question: Question,
): Template => ({ title, titleId, instructions, instructionsId, questions: [question] });

export const TEMPLATES = {
  texts: template(
    ["Is the text positive or negative?", "Apakah teksnya positif atau negatif?"],
    ["Read the whole text before you answer.", "Baca seluruh teks sebelum menjawab."],
    { ...blank("class"), classes: "positive\nneutral | neither, or both\nnegative" },
  ),
  pictures: template(
    ["What does the picture show?", "Apa yang ada di gambar?"],
    [
      "Look at the whole picture. What is largest counts.",
      "Lihat seluruh gambar. Yang terbesar yang dihitung.",
    ],
    { ...blank("class"), classes: "person\nanimal\nthing\nother | nothing of these" },
  ),
  rate: template(
    ["How good is the text?", "Seberapa bagus teksnya?"],
    ["Judge the text alone, not what it is about.", "Nilai teksnya saja, bukan isinya."],
    { ...blank("rating"), name: "quality", fromMeans: "useless", toMeans: "excellent" },
  ),
  tag: template(
    ["What does the text say?", "Apa yang dikatakan teks?"],
    [
      "Tick what applies. What is not mentioned stays without a tick.",
      "Tandai yang sesuai. Yang tidak disebut dibiarkan tanpa tanda.",
    ],
    { ...blank("tags"), name: "says", classes: "praise\ncomplaint\nquestion" },
  ),
  compare: template(
    ["Which of the two is better?", "Mana yang lebih baik?"],
    [
      "Read both before you answer. Their order means nothing.",
      "Baca keduanya sebelum menjawab. Urutannya tidak berarti apa-apa.",
    ],
    { ...blank("pair"), tie: "yes" },
  ),
  measure: template(
    ["How much is it, in percent?", "Berapa persen?"],
    [
      "Give the number that you hold to be nearest.",
      "Berikan angka yang menurut Anda paling dekat.",
    ],
    { ...blank("number"), name: "percent" },
  ),
} as const satisfies Record<string, Template>;

const ALL: readonly Template[] = Object.values(TEMPLATES);

/** Texts that say the same in the other language. */
const TWINS: Partial<Record<keyof Typed, (typeof TEXTS)[number]>> = {
  title: "titleId",
  titleId: "title",
  instructions: "instructionsId",
  instructionsId: "instructions",
};

/** What typing into a field sets: a template's text in the other language would ask something else from then on. */
export function edited(field: keyof Typed, value: string, typed: Typed): Partial<Typed> {
  const twin = TWINS[field];
  const stale = twin && ALL.some((one) => one[twin] === typed[twin]);
  return { [field]: value, ...(stale && { [twin]: "" }) };
}

/** What a template sets: its questions, and texts where nobody has written others. */
export function begun(name: keyof typeof TEMPLATES, typed: Typed): Partial<Typed> {
  const wanted: Template = TEMPLATES[name];
  const free = TEXTS.filter((field) => {
    return typed[field].trim() === "" || ALL.some((one) => one[field] === typed[field]);
  });
  const texts = Object.fromEntries(free.map((field) => [field, wanted[field]]));
  return { ...texts, questions: wanted.questions };
}
