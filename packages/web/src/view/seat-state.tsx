// A seat that is sealed or over: what happens to it next, or what it earned.

import { seconds, type taskRegistry } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import type { Engine, WorkSeat } from "../chain/work.js";
import { showBps } from "../logic/money.js";
import { href } from "../logic/route.js";
import { ONE } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { lapseCost } from "./draws.js";
import { amountText, Clock, errorText, Notice, numberText } from "./text.js";

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
  if (seat.status === "forfeited")
    return <p>{t("next.forfeited", { cost: lapseCost(campaign, 1) })}</p>;
  if (seat.status === "drawn") return <p>{t("next.late", { cost: lapseCost(campaign, 1) })}</p>;
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

/** What a resolved seat earned, and why. */
function Earned({ entry: { seat, task }, campaign }: Omit<Props, "engine">) {
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

/** The file that reveals a sealed seat, and nothing else. */
function Backup({ engine, entry: { seat } }: { engine: Engine; entry: WorkSeat }) {
  const [state, setState] = useState<"here" | "missing">("here");
  const save = async () => {
    const found = await engine.backup(seat.task, seat.wave);
    if (!found) {
      setState("missing");
      return;
    }
    await (await import("./backup-file.js")).keepBackup([found]);
  };
  if (state === "missing") return <p class="quiet">{t("backup.missing")}</p>;
  return (
    <p>
      <button onClick={() => void save()}>{t("backup.save")}</button>{" "}
      <span class="quiet">{t("backup.what")}</span>
    </p>
  );
}

/** Takes what opens seals from a file that was saved before, here or elsewhere. */
export function Restore({ engine }: { engine: Engine }) {
  const [result, setResult] = useState<{ count?: number; error?: unknown }>({});
  const read = async (file: File | undefined) => {
    try {
      if (file) setResult({ count: await engine.restore(await file.text()) });
    } catch (error) {
      setResult({ error });
    }
  };
  return (
    <details>
      <summary>{t("backup.restore")}</summary>
      <p>{t("backup.restore_what", { address: account.value?.address ?? "" })}</p>
      <input
        type="file"
        accept=".txt,text/plain"
        aria-label={t("backup.restore")}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      {result.count !== undefined && (
        <Notice tone="good">{t("backup.restored", { count: result.count })}</Notice>
      )}
      {result.error !== undefined && <Notice tone="bad">{errorText(result.error)}</Notice>}
    </details>
  );
}
