// A task: its phase, its seats, its verdict; and how to challenge what looks wrong.

import {
  challenges as allChallenges,
  fromBase64,
  seats as allSeats,
  seconds,
  unpackAnswers,
  unpackItems,
  valuesOf,
  type taskRegistry,
} from "pasar-client/reading";
import { useState } from "preact/hooks";
import { all } from "../chain/all.js";
import { now, reader } from "../chain/connection.js";
import { gatewayOf, itemsOf, manifestOf, type Manifest, type Page } from "../chain/manifest.js";
import { asking } from "../chain/parts.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { askedOf, type WorkSeat } from "../chain/work.js";
import { mayChallenge, toggled } from "../logic/challenge.js";
import { showBps } from "../logic/money.js";
import { href } from "../logic/route.js";
import { ONE } from "../logic/terms.js";
import { answerOf, changeOf, differs, spread, verdictOf } from "../logic/verdict.js";
import { language, t } from "../words/words.js";
import { ItemView } from "../view/item.js";
import { saidAnswer, saidQuestion } from "../view/meaning.js";
import { ChallengeState } from "../view/panels.js";
import { Send } from "../view/send.js";
import {
  Address,
  Amount,
  amountText,
  Clock,
  Fact,
  Failed,
  Loading,
  numberText,
} from "../view/text.js";

// In one part with it: who judges comes from here.
export { PanelPage } from "./panel.js";

const DECIDED = ["resolved", "settled"];

interface Found {
  about: taskRegistry.CampaignResponse;
  task: taskRegistry.TaskResponse;
  seats: taskRegistry.SeatResponse[];
  verdict: taskRegistry.VerdictResponse | undefined;
  challenges: taskRegistry.ChallengeResponse[];
  /** The reader's own labels, where they are revealed. */
  own: Uint8Array | undefined;
}

async function ask(campaign: number, index: number): Promise<Found> {
  const { registry } = reader();
  const ref = { campaign, task: index };
  const [about, task, seats, challenges] = await Promise.all([
    registry.query("campaign", { campaign }),
    registry.query("task", ref),
    all(allSeats(registry, campaign, index)),
    all(allChallenges(registry, campaign, index)),
  ]);
  const decided = DECIDED.includes(task.phase);
  const mine = seats.find(({ labeler }) => labeler === account.value?.address);
  const [verdict, own] = await Promise.all([
    decided ? registry.query("verdict", ref) : undefined,
    decided && mine?.status === "revealed" ? ownLabels(about, { seat: mine, task }) : undefined,
  ]);
  return { about, task, seats, verdict, challenges, own };
}

async function ownLabels(
  { campaign, terms }: taskRegistry.CampaignResponse,
  entry: WorkSeat,
): Promise<Uint8Array> {
  const { registry } = reader();
  const { labeler, task } = entry.seat;
  const [asked, { labels }] = await Promise.all([
    askedOf(reader(), campaign, entry),
    registry.query("labels", { campaign, task, labeler }),
  ]);
  const values = valuesOf(terms);
  const found = unpackAnswers(values, asked.length, fromBase64(labels));
  return spread(found, asked, entry.task.items, values.length);
}

export function TaskPage({ campaign, task: index }: { campaign: number; task: number }) {
  const { value, error, again } = useResource(
    ["task", campaign, index, account.value?.address],
    () => ask(campaign, index),
    2,
  );
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { task, seats, verdict, about } = value;
  const until = task.deadline ? seconds(task.deadline) : undefined;
  return (
    <>
      <h1>
        <a href={href({ page: "campaign", campaign })}>{t("campaign.number", { campaign })}</a> ·{" "}
        {t("label.page", { task: index })}
      </h1>
      <dl class="facts">
        <Fact name={t("task.phase")}>
          {t(`phase.${task.phase}`)} {until !== undefined && <Clock until={until} />}
        </Fact>
        <Fact name={t("task.items")}>{task.items}</Fact>
        <Fact name={t("task.wave")}>{task.wave + 1}</Fact>
        <Fact name={t("task.gold")}>{t(`gold.${task.gold}`)}</Fact>
      </dl>
      <Seats seats={seats} verdict={verdict} terms={about.terms} />
      <Challenges found={value} />
      {verdict && <Verdict found={value} verdict={verdict} index={index} again={again} />}
    </>
  );
}

interface SeatsProps {
  seats: readonly taskRegistry.SeatResponse[];
  verdict: taskRegistry.VerdictResponse | undefined;
  terms: taskRegistry.Terms;
}

function Seats({ seats, verdict, terms }: SeatsProps) {
  if (seats.length === 0) return <p class="quiet">{t("task.no_seats")}</p>;
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            {(["labeler", "wave", "seat", "labels", "skill", "pay"] as const).map((name) => (
              <th scope="col">{t(`task.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seats.map(({ labeler, wave, status }) => {
            const score = verdict?.scores.find((one) => one.labeler === labeler);
            return (
              <tr>
                <td>
                  <Address of={labeler} />
                </td>
                <td>{wave + 1}</td>
                <td>{t(`seat.${status}`)}</td>
                <td>{score?.labels}</td>
                <td>{score && numberText(Math.round((100 * score.skill) / ONE) / 100)}</td>
                <td>
                  {score && (
                    <>
                      <Amount of={score.pay} denom={terms.denom} /> (
                      {showBps(score.paid, language.value)})
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Challenges({ found: { challenges, task, about } }: { found: Found }) {
  if (challenges.length === 0) return null;
  return (
    <section>
      <h2>{t("task.challenges")}</h2>
      <ul>
        {challenges.map((one) => (
          <li>
            {one.challenge} · <Address of={one.challenger} /> · <ChallengeState of={one} /> ·{" "}
            {t("task.challenged", { items: numbers(one.items) })}
            {one.changed && <> · {t("task.changed", { items: numbers(one.changed) })}</>}
          </li>
        ))}
      </ul>
      <a class="button" href={href({ page: "panel", campaign: about.campaign, task: task.task })}>
        {t(challenges.at(-1)?.status === "registering" ? "panel.judge" : "panel.look")}
      </a>
    </section>
  );
}

/** The items of a bitmap as the page counts them, from one. */
const numbers = (bitmap: string) =>
  unpackItems(fromBase64(bitmap))
    .map((item) => item + 1)
    .join(", ");

interface VerdictProps {
  found: Found;
  verdict: taskRegistry.VerdictResponse;
  index: number;
  again: () => void;
}

/** Items that are shown at once. */
const ROWS = 50;

function Verdict({ found, verdict, index, again }: VerdictProps) {
  const { about, task, own } = found;
  const { campaign, terms } = about;
  const [from, setFrom] = useState(0);
  const [only, setOnly] = useState(false);
  const [named, setNamed] = useState<ReadonlySet<number>>(new Set());
  const sheet = useSheet(about, index);
  const open = mayChallenge(task, now());
  const make = async () => {
    const { challenge, controlItems } = await asking();
    const marked = [...named, ...controlItems(named, task.items)];
    return [await challenge(account.value!.client, campaign, index, marked)];
  };
  const all = Array.from({ length: task.items }, (_, item) => item);
  const other = all.filter((item) => own && differs(own, verdict, task.items, item));
  const listed = only ? other : all;
  const choose = (wanted: boolean) => {
    setOnly(wanted);
    setFrom(0);
  };
  const rows = listed.slice(from, from + ROWS);
  return (
    <section>
      <h2>{t("task.verdict")}</h2>
      {own && <OnlyOther on={only} count={other.length} choose={choose} />}
      <div class="wide">
        <table class="verdict">
          <tbody>
            {rows.map((item) => (
              <Row
                key={item}
                {...{ item, verdict, sheet, terms, own }}
                named={named.has(item)}
                toggle={open ? () => setNamed((last) => toggled(last, item)) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div class="buttons">
        <Leaf {...{ from, setFrom }} of={listed.length} />
        {/* It stays once it is challenged: its dialog says so. */}
        {(open || named.size > 0) && (
          <Send
            disabled={!open || named.size === 0}
            make={make}
            done={again}
            does={<Does campaign={campaign} task={task} named={named} />}
          >
            {t("task.challenge", { count: named.size })}
          </Send>
        )}
      </div>
    </section>
  );
}

interface DoesProps {
  campaign: number;
  task: taskRegistry.TaskResponse;
  named: ReadonlySet<number>;
}

/** What a challenge does, for which bond, and what comes back of it. */
function Does({ campaign, task: { task, items }, named }: DoesProps) {
  const ask = async () => {
    const { controlItems } = await asking();
    const asked = { campaign, task, items: named.size + controlItems(named, items).length };
    const { amount, denom } = await reader().registry.query("challenge_bond", asked);
    return { count: asked.items, bond: amountText(amount, denom) };
  };
  const { value = { count: "…", bond: "…" } } = useResource(["bond", named.size], ask, 0);
  return <p>{t("task.challenge_does", value)}</p>;
}

interface OnlyProps {
  on: boolean;
  count: number;
  choose: (on: boolean) => void;
}

/** Whether only those items are shown on which the reader said something else. */
function OnlyOther({ on, count, choose }: OnlyProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
      {t("task.differs", { count })}
    </label>
  );
}

/** Goes to the rows before and after. */
function Leaf(props: { from: number; setFrom: (from: number) => void; of: number }) {
  const { from, setFrom, of } = props;
  return (
    <>
      <button disabled={from === 0} onClick={() => setFrom(from - ROWS)}>
        ←
      </button>
      <button disabled={from + ROWS >= of} onClick={() => setFrom(from + ROWS)}>
        →
      </button>
    </>
  );
}

/** The task's items, where anybody may see them. */
function useSheet(about: taskRegistry.CampaignResponse, index: number) {
  const open = async (): Promise<{ manifest: Manifest; page: Page } | null> => {
    const manifest = await manifestOf(about.terms);
    if (gatewayOf(manifest, about.campaign) !== undefined) return null;
    return { manifest, page: await itemsOf(manifest, about.campaign, index) };
  };
  return useResource(["items", about.campaign, index], open, 0).value;
}

interface RowProps {
  item: number;
  verdict: taskRegistry.VerdictResponse;
  sheet: { manifest: Manifest; page: Page } | null | undefined;
  terms: taskRegistry.Terms;
  own: Uint8Array | undefined;
  named: boolean;
  toggle: (() => void) | undefined;
}

function Row({ item, verdict, sheet, terms, own, named, toggle }: RowProps) {
  const shown = sheet?.page.items[item];
  const header = sheet?.manifest.header;
  const name = shown?.name ?? String(item + 1);
  const items = verdict.labels.length / terms.questions.length;
  const margins = terms.questions.map((_, question) => verdict.margins[question * items + item]);
  // An item's margin is the least of its answers'.
  const least = Math.min(...margins.map((margin) => margin ?? 0));
  return (
    <tr>
      <th scope="row">
        {toggle ? (
          <label class="check">
            <input type="checkbox" checked={named} onChange={toggle} /> {name}
          </label>
        ) : (
          name
        )}
      </th>
      <td>
        {sheet && shown && (
          <details>
            <summary>{t("task.look")}</summary>
            <ItemView
              name={name}
              fields={shown.fields}
              header={header}
              place={{ base: sheet.manifest.base, media: sheet.page.media }}
            />
          </details>
        )}
      </td>
      <td>
        {terms.questions.map((_, question) => (
          <Answered key={question} {...{ item, verdict, terms, header, question, items, own }} />
        ))}
      </td>
      <td class="quiet">{t("task.margin", { bits: numberText(least / ONE) })}</td>
    </tr>
  );
}

interface AnswerProps {
  item: number;
  items: number;
  question: number;
  verdict: taskRegistry.VerdictResponse;
  terms: taskRegistry.Terms;
  header: Manifest["header"];
  own: Uint8Array | undefined;
}

/** The verdict's answer to a question about an item, what it was before a panel changed it, and the reader's where theirs is another. */
function Answered({ item, items, question, verdict, terms, header, own }: AnswerProps) {
  const { questions } = terms;
  const asked = questions[question]!;
  const answer = verdictOf(questions, verdict, items, question, item);
  const change = changeOf(verdict, question, item);
  const at = question * items + item;
  const mine = own ? answerOf(asked, own[at]) : null;
  const text = (found: string | number | null) =>
    found === null ? t("desk.none") : saidAnswer(header, asked, found);
  return (
    <div>
      {questions.length > 1 && <span class="quiet">{saidQuestion(header, asked)} – </span>}
      <strong>{text(answer)}</strong>
      {change && (
        <div class="quiet">{t("task.first", { label: text(answerOf(asked, change.first)) })}</div>
      )}
      {mine !== null && own?.[at] !== verdict.labels[at] && (
        <div class="quiet">{t("task.yours", { label: text(mine) })}</div>
      )}
    </div>
  );
}
