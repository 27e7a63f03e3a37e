// Running a campaign: its pages by phase, what is sealed to the requester, gold, and what is due.

import { fromUtf8, seconds, utf8, type taskRegistry } from "pasar-client/reading";
import { useEffect, useState } from "preact/hooks";
import { goldOfState } from "../chain/new-campaign.js";
import { useResource } from "../chain/resource.js";
import { askMessage, readBoxes, revealMessages, running, type Running } from "../chain/run.js";
import { count, type ReadTask, type RunningTask } from "../logic/run.js";
import { forgetKey, keepKey, loadKey } from "../chain/vault.js";
import { account } from "../chain/wallet.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { Alone } from "../view/alone.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Send } from "../view/send.js";
import { Bar, Clock, errorText, Failed, Loading, Notice } from "../view/text.js";
import { connecting } from "../view/wallet-button.js";

export function Run({ campaign }: { campaign: number }) {
  const { value, error, again } = useResource(["run", campaign], () => running(campaign), 3);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { about, tasks } = value;
  const { terms } = about;
  const mine = [about.requester, terms.reader].includes(account.value?.address ?? "nobody");
  return (
    <>
      <h1>
        <a href={href({ page: "campaign", campaign })}>
          <CampaignTitle terms={terms} campaign={campaign} />
        </a>
      </h1>
      <p class="head">
        <span class="tag">{t(`status.${about.status}`)}</span>
        <Bar
          value={about.tasks_done}
          of={about.tasks}
          text={t("campaign.done", { done: about.tasks_done, of: about.tasks })}
        />
        <a href={href({ page: "data", campaign })}>{t("campaign.data")}</a>
      </p>
      {!account.value && (
        <Notice>
          {t("run.no_wallet")}{" "}
          <button onClick={() => (connecting.value = true)}>{t("wallet.connect")}</button>
        </Notice>
      )}
      {account.value && !mine && <Notice tone="warn">{t("run.not_yours")}</Notice>}
      <Pages tasks={tasks} campaign={campaign} />
      {mine && <Steps running={value} again={again} />}
      <Due running={value} again={again} />
    </>
  );
}

function Pages({ tasks, campaign }: { tasks: readonly RunningTask[]; campaign: number }) {
  return (
    <section>
      <h2>{t("campaign.tasks")}</h2>
      {tasks.length === 0 && <p class="quiet">{t("run.waiting")}</p>}
      <ul class="tasks">
        {tasks.map((one) => {
          const { task } = one;
          return (
            <li>
              <a
                class={`phase ${task.phase}`}
                href={href({ page: "task", campaign, task: task.task })}
              >
                <span>
                  {t("label.page", { task: task.task })}
                  <br />
                  <small>
                    {t("run.seats", {
                      sealed: count(one, "sealed", "revealed"),
                      wanted: task.seats_wanted,
                    })}
                  </small>
                </span>
                <span>
                  {t(`phase.${task.phase}`)}
                  <br />
                  {task.deadline && <Clock until={seconds(task.deadline)} />}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface PartProps {
  running: Running;
  again: () => void;
}

/** What the requester, or their reader, does; the page by itself where it is told to. */
function Steps({ running, again }: PartProps) {
  const { about } = running;
  const { terms } = about;
  const file = useFile(about);
  return (
    <>
      <Alone about={about} file={file.text} />
      {terms.reading_key && <Boxes running={running} again={again} />}
      {terms.gold && <Gold running={running} again={again} file={file} />}
    </>
  );
}

interface CampaignFile {
  text: string | undefined;
  error: unknown;
  give: (text: string) => Promise<void>;
}

/** The file that was kept when the campaign was made; this browser keeps it as a key, until the campaign is over. */
function useFile({
  campaign,
  requester,
  status,
  terms,
}: taskRegistry.CampaignResponse): CampaignFile {
  const [state, setState] = useState<{ text?: string; error?: unknown }>({});
  const name = `file/${requester}/${campaign}/${terms.manifest.root}`;
  useEffect(() => {
    if (status === "closed") void forgetKey(name);
    else void loadKey(name).then((kept) => kept && setState({ text: fromUtf8(kept) }));
  }, [name, status]);
  const give = async (text: string) => {
    try {
      await goldOfState(text, terms);
      setState({ text });
      await keepKey(name, utf8(text));
    } catch (error) {
      setState({ error });
    }
  };
  return { text: state.text, error: state.error, give };
}

/** What labelers sealed to the requester's key, and what can be done with it. */
function Boxes({ running: { about }, again }: PartProps) {
  const [state, setState] = useState<{ busy?: boolean; found?: ReadTask[]; error?: unknown }>({});
  const read = async () => {
    setState((last) => ({ ...last, busy: true }));
    try {
      setState({ found: await readBoxes(about) });
    } catch (error) {
      setState({ error });
    }
  };
  const done = () => {
    again();
    void read();
  };
  return (
    <section>
      <h2>{t("run.sealed")}</h2>
      <p>{t("run.sealed_what")}</p>
      <button
        class={about.status === "closed" ? "" : "primary"}
        disabled={state.busy === true}
        onClick={() => void read()}
      >
        {t(state.busy ? "loading" : "run.read")}
      </button>
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
      {state.found?.length === 0 && <Notice>{t("run.nothing_sealed")}</Notice>}
      <ul class="cards">
        {state.found?.map((found) => (
          <BoxCard key={found.task} {...{ found, about, again }} asked={done} />
        ))}
      </ul>
    </section>
  );
}

interface BoxProps {
  found: ReadTask;
  about: Running["about"];
  again: () => void;
  /** Reads anew, after further labelers were asked. */
  asked: () => void;
}

const THIN = { truth: "run.thin", votes: "run.thin_votes", nothing: "run.nothing" } as const;
const SURE = { truth: "run.sure", votes: "run.sure_votes", nothing: "run.nothing" } as const;

function BoxCard({ found, about, again, asked }: BoxProps) {
  const { campaign, terms } = about;
  const { task, seats, unreadable, by } = found;
  const [more, setMore] = useState(String(found.more || 2));
  const disputed = found.again.length;
  return (
    <li class="card">
      <h3>{t("label.page", { task })}</h3>
      <p>
        {t("run.can_read", { count: seats.length })}{" "}
        {unreadable > 0 && t("run.unreadable", { count: unreadable })}{" "}
        {t(disputed > 0 ? THIN[by] : SURE[by], { count: disputed })}
      </p>
      <div class="buttons">
        {terms.max_waves > 1 && (
          <>
            <label>
              {t("run.more")}{" "}
              <input
                type="number"
                min={1}
                max={terms.overlap.max}
                disabled={disputed === 0}
                value={more}
                onInput={(event) => setMore(event.currentTarget.value)}
              />
            </label>
            <Send
              make={() => askMessage(campaign, found, Number(more))}
              done={asked}
              disabled={disputed === 0}
              does={<p>{t("run.ask_does", { count: Number(more), items: disputed })}</p>}
            >
              {t("run.ask")}
            </Send>
          </>
        )}
        <Send
          primary
          make={() => revealMessages(campaign, found)}
          done={again}
          does={<p>{t("run.reveal_does", { count: seats.length })}</p>}
        >
          {t("run.reveal")}
        </Send>
      </div>
    </li>
  );
}

/** Opens gold out of the file that was kept when the campaign was made. */
function Gold({ running: { about, tasks }, again, file }: PartProps & { file: CampaignFile }) {
  const { text, error, give } = file;
  const { campaign, terms } = about;
  const open = tasks.filter(({ task }) => task.phase === "revealing" && task.gold_by);
  const make = async () => {
    const book = await goldOfState(text ?? "", terms);
    const openings = open.map(({ task }) => book.opening(task.task));
    return [account.value!.client.registry.message("open_gold", { campaign, openings })];
  };
  return (
    <section>
      <h2>{t("terms.gold")}</h2>
      <p>{t("run.gold_what", { count: open.length })}</p>
      <label class="file">
        {t("run.state")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(give)}
        />
      </label>
      {text !== undefined && <p class="good-text">{t("run.has_file")}</p>}
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      <Send
        make={make}
        done={again}
        disabled={text === undefined || open.length === 0}
        does={<p>{t("run.gold_does", { count: open.length })}</p>}
      >
        {t("run.gold")}
      </Send>
    </section>
  );
}

/** Messages of one transaction. */
const MOST = 16;

function Due({ running: { due }, again }: PartProps) {
  const shown = due.slice(0, MOST);
  const make = async () => (await Promise.all(shown.map((work) => work.make()))).flat();
  return (
    <section>
      <h2>{t("nav.due")}</h2>
      {shown.length === 0 && <p class="quiet">{t("due.none")}</p>}
      <ul>
        {shown.map(({ id, kind, task, tickets = 0 }) => (
          <li key={id}>
            {t(`due.${kind}`, { count: tickets })}
            {task !== undefined && ` · ${t("label.page", { task })}`}
          </li>
        ))}
      </ul>
      <Send make={make} done={again} disabled={shown.length === 0} does={<p>{t("due.what")}</p>}>
        {shown.length === 0 ? t("due.turn") : t("due.all", { count: shown.length })}
      </Send>
    </section>
  );
}
