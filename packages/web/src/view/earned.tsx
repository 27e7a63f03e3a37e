// What a labeled page earned.

import type { taskRegistry } from "pasar-client/reading";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import type { WorkSeat } from "../chain/work.js";
import { showBps } from "../logic/money.js";
import { href } from "../logic/route.js";
import { ONE } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { amountText, numberText } from "./text.js";

interface EarnedProps {
  entry: WorkSeat;
  campaign: taskRegistry.CampaignResponse;
}

/** What a resolved seat earned, and why. */
export function Earned({ entry: { seat, task }, campaign }: EarnedProps) {
  const { campaign: id, terms } = campaign;
  const ask = () => reader().registry.query("verdict", { campaign: id, task: seat.task });
  const { value } = useResource(["verdict", id, seat.task, task.phase], ask, 0);
  const score = value?.scores.find(({ labeler }) => labeler === seat.labeler);
  if (!score) return null;
  const percent = (bps: number) => showBps(bps, language.value);
  return (
    <p>
      {t(task.phase === "settled" ? "earned.paid" : "earned.will", {
        pay: amountText(score.pay, terms.denom),
        labels: score.labels,
        paid: percent(score.paid),
      })}{" "}
      {t("earned.why", {
        skill: numberText(Math.round((100 * score.skill) / ONE) / 100),
        rate: percent(score.rate),
        full: percent(terms.pay.full),
      })}{" "}
      <a href={href({ page: "task", campaign: id, task: seat.task })}>{t("earned.compare")}</a>
    </p>
  );
}
