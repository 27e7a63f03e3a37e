// The session that labels in the wallet's name: what it may, until when, and how to end it.

import { useState } from "preact/hooks";
import { worker } from "../chain/session.js";
import { closeSession } from "../chain/sign-once.js";
import { t } from "../words/words.js";
import { dateText, errorText, Notice } from "./text.js";

export function Session() {
  const bounds = worker.value?.bounds;
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const stop = async () => {
    setState({ busy: true });
    try {
      await closeSession();
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <section>
      <h2>{t("session.title")}</h2>
      {bounds ? (
        <>
          <p>
            {t("session.what", { calls: bounds.calls, until: dateText(bounds.expires) })}{" "}
            <span class="breaks quiet">{bounds.key}</span>
          </p>
          <button disabled={state.busy} onClick={() => void stop()}>
            {t(state.busy ? "send.wallet" : "session.stop")}
          </button>
        </>
      ) : (
        <p class="quiet">{t("session.none")}</p>
      )}
      <p class="quiet">{t(worker.value?.secret ? "session.secret" : "session.no_secret")}</p>
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </section>
  );
}
