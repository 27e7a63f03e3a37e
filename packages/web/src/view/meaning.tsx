// What a header says to labelers: instructions, what the answers mean, examples.

import type { taskRegistry } from "pasar-client/reading";
import type { Header } from "../chain/manifest.js";
import { t } from "../words/words.js";
import { ItemView } from "./item.js";
import { Prose } from "./prose.js";
import { Said, said, saidTitle, titleIn } from "./said.js";
import { Notice } from "./text.js";

export { saidTitle, titleIn } from "./said.js";

interface MeaningProps {
  header: Header;
  bound: "hash" | "address" | "none";
}

export function Meaning({ header, bound }: MeaningProps) {
  const { language, text } = said(header.instructions);
  return (
    <>
      {header.warnings.length > 0 && (
        <Notice tone="warn">{t("meaning.warnings", { what: header.warnings.join(", ") })}</Notice>
      )}
      <Prose text={text} lang={language} />
      {header.questions ? <QuestionList of={header.questions} /> : <ClassList header={header} />}
      <p class="quiet">
        {bound === "none" ? t("meaning.unbound") : t("meaning.bound")}
        {header.license && ` · ${t("meaning.license", { license: header.license })}`}
      </p>
    </>
  );
}

export function ClassList({ header }: { header: Header }) {
  return (
    <dl class="meanings">
      {header.classes.map(({ name, title, hint }) => (
        <div>
          <dt>{titleIn(title) ? <Said texts={title!} /> : name}</dt>
          <dd>{hint && <Said texts={hint} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function QuestionList({ of }: { of: NonNullable<Header["questions"]> }) {
  return (
    <dl class="meanings">
      {of.map((question) => (
        <div>
          <dt dir="auto">{titleIn(question.title) ?? question.name}</dt>
          <dd>
            {question.hint && <Said texts={question.hint} />}
            <div class="quiet">
              {"classes" in question
                ? question.classes.map(({ name, title }) => titleIn(title) ?? name).join(" · ")
                : [question.scale.from, question.scale.to].map(titleIn).filter(Boolean).join(" – ")}
            </div>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The examples with their answers. */
export function Examples({ header, base }: { header: Header; base: string }) {
  return (
    <>
      {header.examples.map(({ fields, why, ...answers }, index) => (
        <details class="example">
          <summary>{t("meaning.example", { number: index + 1 })}</summary>
          <ItemView
            name={t("meaning.example", { number: index + 1 })}
            fields={fields}
            header={header}
            place={{ base, media: {} }}
          />
          <p>
            <strong>{saidAnswers(header, answers)}</strong> {why && <Said texts={why} />}
          </p>
        </details>
      ))}
    </>
  );
}

type Question = taskRegistry.Question;

/** What a question is called in the reader's language. */
export function saidQuestion(header: Header | undefined, question: Question): string {
  const { name } = "classes" in question ? question.classes : question.scale;
  return titleIn(header?.questions?.find((one) => one.name === name)?.title) ?? name;
}

/** What an answer to a question is called in the reader's language. */
export function saidAnswer(
  header: Header | undefined,
  question: Question,
  answer: string | number,
): string {
  if (!header?.questions) return saidTitle(header, String(answer));
  const { name } = "classes" in question ? question.classes : question.scale;
  const meaning = header.questions.find((one) => one.name === name);
  const classes = meaning && "classes" in meaning ? meaning.classes : [];
  return titleIn(classes.find((one) => one.name === answer)?.title) ?? String(answer);
}

/** What an example answers, in the reader's language. */
export function saidAnswers(
  header: Header,
  { label, labels = {} }: Pick<Header["examples"][number], "label" | "labels">,
): string {
  if (label !== undefined) return saidTitle(header, label);
  const answers = (header.questions ?? []).map((question) => {
    const answer = labels[question.name];
    if (answer === undefined) return [];
    const classes = "classes" in question ? question.classes : [];
    const title = titleIn(classes.find(({ name }) => name === answer)?.title);
    return [`${titleIn(question.title) ?? question.name} – ${title ?? answer}`];
  });
  return answers.flat().join("; ");
}
