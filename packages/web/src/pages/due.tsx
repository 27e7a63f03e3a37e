// Due work: what anybody may do for a tip, so that nobody's pay waits for somebody else.

import { useState } from "preact/hooks";
import { lookNow } from "../chain/connection.js";
import { hearRefusals } from "../chain/drand.js";
import { dueWork, type DueWork } from "../chain/due.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { drandText } from "../view/draws.js";
import { Amount, Failed, Loading, Notice } from "../view/text.js";
import { connecting } from "../view/wallet-button.js";

/** Messages of one transaction. */
const MOST = 16;

export function Due() {
  const { value, error, again } = useResource(["due"], () => dueWork(), 3);
  const [state, setState] = useState<{ busy?: boolean; done?: number; refused?: string[] }>({});
  if (!value) return error === undefined ? <Loading lines={6} /> : <Failed {...{ error, again }} />;
  const turn = async (work: readonly DueWork[]) => {
    if (!account.value) {
      connecting.value = true;
      return;
    }
    setState({ busy: true });
    try {
      const messages = (await Promise.all(work.slice(0, MOST).map(({ make }) => make()))).flat();
      const attempt = await account.value.client.trySend(messages);
      hearRefusals(attempt);
      const { sent, refused } = attempt;
      const reasons = refused.map(({ error: { reason } }) => reason);
      setState({ done: sent.length, refused: [...new Set(reasons)] });
    } catch (failed) {
      setState({ done: 0, refused: [drandText(failed)] });
    }
    await lookNow();
    again();
  };
  return (
    <>
      <h1>{t("nav.due")}</h1>
      <p>{t("due.what")}</p>
      {state.done !== undefined && <Notice>{t("due.done", { count: state.done })}</Notice>}
      {state.refused?.map((why) => (
        <Notice tone="warn">{t("send.refused", { why })}</Notice>
      ))}
      {value.length === 0 ? (
        <Notice>{t("due.none")}</Notice>
      ) : (
        <button class="primary" disabled={state.busy === true} onClick={() => void turn(value)}>
          {state.busy ? t("send.wallet") : t("due.all", { count: Math.min(MOST, value.length) })}
        </button>
      )}
      <ul class="rows">
        {value.map((work) => (
          <Row
            key={work.id}
            work={work}
            busy={state.busy === true}
            turn={() => void turn([work])}
          />
        ))}
      </ul>
    </>
  );
}

function Row({ work, busy, turn }: { work: DueWork; busy: boolean; turn: () => void }) {
  const { campaign, task, kind, tip, tickets = 0 } = work;
  return (
    <li class="row">
      <a
        href={
          task === undefined
            ? href({ page: "campaign", campaign })
            : href({ page: "task", campaign, task })
        }
      >
        {t("campaign.number", { campaign })}
        {task !== undefined && ` · ${t("label.page", { task })}`}
      </a>
      <span>{t(`due.${kind}`, { count: tickets })}</span>
      <span>{tip && <Amount of={tip.amount} denom={tip.denom} />}</span>
      <button disabled={busy} onClick={turn}>
        {t("due.turn")}
      </button>
    </li>
  );
}
