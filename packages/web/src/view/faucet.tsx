// A button that gets coins for trying out.

import { useState } from "preact/hooks";
import { askFaucet, hasFaucet } from "../chain/faucet.js";
import { t } from "../words/words.js";
import { errorText, Notice } from "./text.js";

export function Faucet({ done }: { done?: () => void }) {
  const [state, setState] = useState<"closed" | "asking" | "done" | { error: unknown }>("closed");
  if (!hasFaucet()) return null;
  const ask = async () => {
    setState("asking");
    try {
      await askFaucet();
      setState("done");
      done?.();
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      <button disabled={state === "asking"} onClick={() => void ask()}>
        {t(state === "asking" ? "faucet.asking" : "faucet.ask")}
      </button>
      {state === "done" && <Notice tone="good">{t("faucet.done")}</Notice>}
      {typeof state === "object" && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </>
  );
}
