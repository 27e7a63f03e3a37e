// Practice before it counts: the examples of the header, whose answers are known.

import type { taskRegistry } from "pasar-client/reading";
import { useState } from "preact/hooks";
import type { Header } from "../chain/manifest.js";
import { t } from "../words/words.js";
import { ItemView } from "./item.js";
import { FormPractice } from "./form-later.js";
import { saidAnswers, saidTitle } from "./meaning.js";
import { Said } from "./said.js";
import { Notice } from "./text.js";

interface PracticeProps {
  header: Header;
  base: string;
  questions: readonly taskRegistry.Question[];
}

export function Practice({ header, base, questions }: PracticeProps) {
  const [at, setAt] = useState(-1);
  const [right, setRight] = useState(0);
  const [answer, setAnswer] = useState<string>();
  const { examples, classes } = header;
  if (examples.length === 0) return null;
  const example = examples[at];
  if (!example) {
    return (
      <p>
        <button onClick={() => (setAt(0), setRight(0), setAnswer(undefined))}>
          {t("practice.start", { count: examples.length })}
        </button>{" "}
        {at > 0 && (
          <strong role="status">{t("practice.end", { right, of: examples.length })}</strong>
        )}
      </p>
    );
  }
  const give = (name: string) => {
    if (answer !== undefined) return;
    setAnswer(name);
    if (name === example.label) setRight(right + 1);
  };
  const name = t("meaning.example", { number: at + 1 });
  return (
    <div class="practice">
      <h3>{name}</h3>
      <ItemView name={name} fields={example.fields} header={header} place={{ base, media: {} }} />
      {header.questions ? (
        <FormPractice
          key={at}
          {...{ header, example, questions }}
          next={(good) => (setRight(good ? right + 1 : right), setAt(at + 1))}
        />
      ) : (
        <>
          <div class="choices">
            {classes.map((one) => (
              <button aria-pressed={answer === one.name} onClick={() => give(one.name)}>
                {saidTitle(header, one.name)}
              </button>
            ))}
          </div>
          {answer !== undefined && (
            <Notice tone={answer === example.label ? "good" : "warn"}>
              {answer === example.label
                ? t("practice.right")
                : t("practice.wrong", { label: saidAnswers(header, example) })}{" "}
              {example.why && <Said texts={example.why} />}
              <button onClick={() => (setAt(at + 1), setAnswer(undefined))}>
                {t("practice.next")}
              </button>
            </Notice>
          )}
        </>
      )}
    </div>
  );
}
