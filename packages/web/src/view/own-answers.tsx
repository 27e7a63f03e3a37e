// What somebody labeled themselves, where the verdict says otherwise.

import {
  fromBase64,
  unpackAnswers,
  unpackItems,
  valuesOf,
  type taskRegistry,
} from "pasar-client/reading";
import { reader } from "../chain/connection.js";
import type { Manifest, Page } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { compare } from "../logic/own.js";
import { answerOf, verdictOf } from "../logic/verdict.js";
import { t } from "../words/words.js";
import { saidAnswer, saidQuestion } from "./meaning.js";

interface OwnProps {
  about: taskRegistry.CampaignResponse;
  task: taskRegistry.TaskResponse;
  seat: taskRegistry.SeatResponse;
  verdict: taskRegistry.VerdictResponse;
  sheet: { manifest: Manifest; page: Page } | null | undefined;
}

async function ownLabels({ about, task, seat }: OwnProps) {
  const { registry } = reader();
  const { labeler, wave } = seat;
  const at = { campaign: about.campaign, task: task.task };
  const [{ labels }, { bitmap }] = await Promise.all([
    registry.query("labels", { ...at, labeler }),
    registry.query("asked", { ...at, wave }),
  ]);
  const asked = unpackItems(fromBase64(bitmap));
  return { asked, own: unpackAnswers(valuesOf(about.terms), asked.length, fromBase64(labels)) };
}

export function OwnAnswers(props: OwnProps) {
  const { about, task, seat, verdict, sheet } = props;
  const { questions } = about.terms;
  const keys = ["own", about.campaign, task.task, seat.labeler, task.phase];
  const { value } = useResource(keys, () => ownLabels(props), 0);
  if (!value) return null;
  const { of, different } = compare(questions, verdict.labels, value.asked, value.own);
  const header = sheet?.manifest.header;
  return (
    <details>
      <summary>{t("form.own", { same: of - different.length, of })}</summary>
      <ul>
        {different.map(({ item, question, label }) => {
          const asked = questions[question]!;
          const said = (answer: string | number | null) => saidAnswer(header, asked, answer ?? "");
          return (
            <li>
              {sheet?.page.items[item]?.name ?? item + 1}
              {questions.length > 1 && ` · ${saidQuestion(header, asked)}`} –{" "}
              {t("form.own_other", {
                own: said(answerOf(asked, label)),
                verdict: said(verdictOf(questions, verdict, task.items, question, item)),
              })}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
