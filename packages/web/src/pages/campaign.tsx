// A campaign: what it is, what it promises, how far it is.

import { tasks as allTasks, seconds, type taskRegistry } from "pasar-client/reading";
import { all } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { manifestOf, type Manifest } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { showBps } from "../logic/money.js";
import { reserveOf } from "../logic/refund.js";
import { href } from "../logic/route.js";
import { language, t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Certificate } from "../view/certificate.js";
import { StrangeDrand } from "../view/draws.js";
import { Meaning } from "../view/meaning.js";
import { Send } from "../view/send.js";
import {
  Address,
  Amount,
  Bar,
  dateText,
  durationText,
  Fact,
  Failed,
  Loading,
  Notice,
} from "../view/text.js";

type Campaign = taskRegistry.CampaignResponse;

/** Most tasks that are shown of a campaign. */
const MOST_TASKS = 500;

async function ask(campaign: number) {
  const { registry, escrow } = reader();
  const [about, tasks, certificate, ledger] = await Promise.all([
    registry.query("campaign", { campaign }),
    all(allTasks(registry, campaign), MOST_TASKS),
    registry.query("certificate", { campaign }),
    escrow.query("campaign", { campaign }),
  ]);
  return { about, tasks, certificate, ledger };
}

export function CampaignPage({ campaign }: { campaign: number }) {
  const { value, error, again } = useResource(["campaign", campaign], () => ask(campaign), 3);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { about, tasks, certificate, ledger } = value;
  const { terms } = about;
  return (
    <>
      <h1>
        <CampaignTitle terms={terms} campaign={campaign} />
      </h1>
      <p class="quiet">
        <span class="tag">{terms.domain}</span>{" "}
        <span class="tag">{t(`status.${about.status}`)}</span> {t("campaign.by")}{" "}
        <Address of={about.requester} />
      </p>
      <StrangeDrand campaign={about} />
      {about.unprotected && <Notice tone="warn">{t("market.unprotected")}</Notice>}
      <Actions about={about} />
      <Bar
        value={about.tasks_done}
        of={about.tasks}
        text={t("campaign.done", { done: about.tasks_done, of: about.tasks })}
      />
      <What terms={terms} />
      <Promises about={about} />
      <Certificate certificate={certificate} terms={terms} />
      <Money ledger={ledger} />
      <Tasks campaign={campaign} tasks={tasks} of={about.tasks} />
    </>
  );
}

function Actions({ about }: { about: Campaign }) {
  const { campaign } = about;
  const own = account.value?.address === about.requester;
  const cancel = async () => [
    account.value!.client.registry.message("cancel_campaign", { campaign }),
  ];
  return (
    <div class="buttons">
      {about.status === "open" && (
        <a class="button primary" href={href({ page: "join", campaign })}>
          {t("market.begin")}
        </a>
      )}
      {account.value && (
        <a class="button" href={href({ page: "label", campaign })}>
          {t("campaign.label")}
        </a>
      )}
      <a class="button" href={href({ page: "data", campaign })}>
        {t("campaign.data")}
      </a>
      {own && (
        <a class="button" href={href({ page: "run", campaign })}>
          {t("campaign.run")}
        </a>
      )}
      {own && about.status === "open" && (
        <Send make={cancel} does={<CancelDoes about={about} />}>
          {t("campaign.cancel")}
        </Send>
      )}
    </div>
  );
}

/** What canceling does, and what it gives back at once. */
function CancelDoes({ about }: { about: Campaign }) {
  const { campaign, terms } = about;
  const ask = async () => {
    const { registry, escrow } = reader();
    const [started, ledger] = await Promise.all([
      all(allTasks(registry, campaign)),
      escrow.query("campaign", { campaign }),
    ]);
    const items = started.reduce((left, task) => left - task.items, terms.items);
    return reserveOf(ledger, terms, about.tasks - started.length, items);
  };
  const { value } = useResource(["refund", campaign], ask, 1);
  return (
    <>
      <p>{t("campaign.cancel_does")}</p>
      <p>
        {t("campaign.refund")}{" "}
        {value === undefined ? "…" : <Amount of={value} denom={terms.denom} />}
      </p>
    </>
  );
}

/** The classes; where several questions are asked, or a scale, what each asks. */
function askedNames({ questions }: taskRegistry.Terms): string[] {
  const [only, ...more] = questions;
  if (only && "classes" in only && more.length === 0) return only.classes.classes;
  return questions.map((question) => {
    if ("classes" in question) {
      const { name, classes } = question.classes;
      return `${name}: ${classes.join(" · ")}`;
    }
    const { name, from, to } = question.scale;
    return `${name}: ${from} – ${to}`;
  });
}

/** What the campaign's header says, or what is wrong with it. */
function What({ terms }: { terms: taskRegistry.Terms }) {
  const { uri } = terms.manifest;
  const { value, error } = useResource<Manifest>(["manifest", uri], () => manifestOf(terms), 0);
  return (
    <section>
      <h2>{t("campaign.what")}</h2>
      {value === undefined && error === undefined && <Loading />}
      {error !== undefined && <Failed error={error} />}
      {value && !value.header && <Notice tone="warn">{t("campaign.no_header")}</Notice>}
      {value?.header && <Meaning header={value.header} bound={value.bound} />}
      {!value?.header && (
        <ul class="classes">
          {askedNames(terms).map((name) => (
            <li>{name}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Promises({ about: { terms, params } }: { about: Campaign }) {
  const { windows, pay, overlap, gold, challenge, eligibility, seat_stake, shares } = terms;
  const percent = (bps: number) => showBps(bps, language.value);
  return (
    <section>
      <h2>{t("campaign.terms")}</h2>
      <dl class="facts">
        <Fact name={t("terms.price")}>
          <Amount of={terms.price} denom={terms.denom} /> {t("market.a_label")}
        </Fact>
        <Fact name={t("terms.pay")}>
          {t("terms.pay_text", { floor: percent(pay.floor), full: percent(pay.full) })}
        </Fact>
        <Fact name={t("terms.items")}>
          {t("terms.items_text", { items: terms.items, page: terms.page })}
        </Fact>
        <Fact name={t("terms.overlap")}>
          {overlap.min === overlap.max
            ? overlap.min
            : t("terms.overlap_text", { ...overlap, waves: terms.max_waves })}
        </Fact>
        <Fact name={t("terms.seat_stake")}>
          <Amount of={seat_stake.amount} denom={seat_stake.denom} />
        </Fact>
        <Fact name={t("terms.windows")}>
          {t("terms.windows_text", {
            commit: durationText(windows.commit_seconds),
            fill: durationText(windows.fill_seconds),
            reveal: durationText(windows.reveal_seconds),
          })}
        </Fact>
        <Fact name={t("terms.ends")}>{dateText(seconds(terms.ends_at))}</Fact>
        <Fact name={t("terms.eligible")}>
          {eligibility.min_skill + eligibility.min_mass === 0 && eligibility.issuers.length === 0
            ? t("terms.everybody")
            : t("terms.eligible_text", {
                skill: percent(eligibility.min_skill),
                mass: eligibility.min_mass,
              })}
          {eligibility.issuers.map((issuer) => (
            <Address of={issuer} />
          ))}
        </Fact>
        <Fact name={t("terms.gold")}>{t(gold ? "terms.gold_yes" : "terms.no")}</Fact>
        <Fact name={t("terms.challenges")}>
          {challenge
            ? t("terms.challenge_text", {
                seats: challenge.panel_seats,
                time: durationText(challenge.window_seconds),
              })
            : t("terms.no")}
        </Fact>
        <Fact name={t("terms.shares")}>{percent(shares.contributors)}</Fact>
        <Fact name={t("terms.missed")}>{percent(params.missed_commit)}</Fact>
      </dl>
    </section>
  );
}

type Ledger = Awaited<ReturnType<typeof ask>>["ledger"];

function Money({ ledger }: { ledger: Ledger }) {
  const rows = ["deposited", "reserved", "pay", "fee", "tips", "commons", "refunded"] as const;
  return (
    <details>
      <summary>{t("campaign.money")}</summary>
      <dl class="facts">
        {rows.map((name) => (
          <Fact name={t(`ledger.${name}`)}>
            <Amount of={ledger[name]} denom={ledger.denom} />
          </Fact>
        ))}
      </dl>
    </details>
  );
}

function Tasks({
  campaign,
  tasks,
  of,
}: {
  campaign: number;
  tasks: readonly taskRegistry.TaskResponse[];
  of: number;
}) {
  return (
    <section>
      <h2>{t("campaign.tasks")}</h2>
      {tasks.length === 0 && <p class="quiet">{t("campaign.no_tasks")}</p>}
      <ul class="tasks">
        {tasks.map(({ task, phase, challenged }) => (
          <li>
            <a class={`phase ${phase}`} href={href({ page: "task", campaign, task })}>
              {t("label.page", { task })} <span>{t(`phase.${phase}`)}</span>
            </a>
            {challenged && (
              <a href={href({ page: "panel", campaign, task })}>{t("task.challenges")}</a>
            )}
          </li>
        ))}
      </ul>
      {tasks.length < of && (
        <p class="quiet">{t("campaign.more_tasks", { shown: tasks.length, of })}</p>
      )}
    </section>
  );
}
