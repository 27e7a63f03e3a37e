// A seat that is sealed or over: what happens to it next, or what it earned.

import { seconds, type taskRegistry } from "pasar-client/reading";
import type { Engine, WorkSeat } from "../chain/work.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { lapseCost } from "./draws.js";
import { Clock } from "./text.js";
import { Backup, Earned } from "./wait-later.js";

interface Props {
  entry: WorkSeat;
  campaign: taskRegistry.CampaignResponse;
  engine: Engine | undefined;
}

export function SeatState({ entry, campaign, engine }: Props) {
  const { seat, task } = entry;
  const { campaign: id } = campaign;
  return (
    <li class="card">
      <div class="head">
        <h3>
          <a href={href({ page: "task", campaign: id, task: seat.task })}>
            {t("label.page", { task: seat.task })}
          </a>
        </h3>
        <span class="tag">{t(`seat.${seat.status}`)}</span>
        <span class="tag">{t(`phase.${task.phase}`)}</span>
      </div>
      <Next entry={entry} campaign={campaign} />
      {seat.status === "sealed" && engine && <Backup engine={engine} entry={entry} />}
      {["resolved", "settled"].includes(task.phase) && seat.status === "revealed" && (
        <Earned entry={entry} campaign={campaign} />
      )}
    </li>
  );
}

/** What happens next, and when. */
function Next({ entry: { seat, task }, campaign }: Omit<Props, "engine">) {
  const key = campaign.terms.reading_key;
  if (seat.status === "forfeited" || seat.status === "drawn") {
    return <p>{t("next.late", { cost: lapseCost(campaign, 1) })}</p>;
  }
  const until = task.deadline ? seconds(task.deadline) : undefined;
  const clock = until === undefined ? null : <Clock until={until} />;
  if (seat.status === "sealed" && task.phase === "collecting") {
    return (
      <p>
        {t(key ? "next.sealed_reader" : "next.sealed")} {clock}
      </p>
    );
  }
  if (seat.status === "sealed") {
    return (
      <p>
        {t("next.to_reveal")} {clock}
      </p>
    );
  }
  if (task.phase === "revealing") {
    return (
      <p>
        {t("next.revealed")} {clock}
      </p>
    );
  }
  return task.phase === "void" ? <p>{t("next.void")}</p> : null;
}
