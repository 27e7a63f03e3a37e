// Help: how the market works, in the words of the page.

import { t, type Word } from "../words/words.js";

const QUESTIONS = ["work", "sealed", "pay", "lose", "device", "wallet", "data", "wrong"] as const;

export function Help() {
  return (
    <>
      <h1>{t("nav.help")}</h1>
      {QUESTIONS.map((name) => (
        <details open={name === "work"}>
          <summary>{t(`help.${name}` satisfies Word)}</summary>
          <p>{t(`help.${name}_text` satisfies Word)}</p>
        </details>
      ))}
    </>
  );
}
