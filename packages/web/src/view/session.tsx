// The session that labels in the wallet's name: what it may, until when, and how to end it.

import { useState } from "preact/hooks";
import { worker, worksAlone } from "../chain/session.js";
import { closing, forgetSession } from "../chain/sign-once.js";
import { t } from "../words/words.js";
import { Review } from "./send.js";
import { dateText } from "./text.js";

export function Session() {
  const bounds = worker.value?.bounds;
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h2>{t("session.title")}</h2>
      {bounds ? (
        <>
          <p>
            {t("session.what", { calls: bounds.calls, until: dateText(bounds.expires) })}{" "}
            <span class="breaks quiet">{bounds.key}</span>
          </p>
          <button onClick={() => setOpen(true)}>{t("session.stop")}</button>
        </>
      ) : (
        <p class="quiet">{t(worksAlone() ? "session.browser" : "session.none")}</p>
      )}
      <p class="quiet">{t(worker.value?.secret ? "session.secret" : "session.no_secret")}</p>
      {open && (
        <Review
          make={() => closing()}
          done={() => forgetSession()}
          does={<p>{t("session.stop_does")}</p>}
          close={() => setOpen(false)}
        />
      )}
    </section>
  );
}
