// Labeling: pages that were drawn, the one that is worked on, and what becomes of those that are sealed.

import { useState } from "preact/hooks";
import { seconds } from "pasar-client/reading";
import { network, now, online } from "../chain/connection.js";
import type { Fitness } from "../chain/fitness.js";
import { worker, worksAlone } from "../chain/session.js";
import { account } from "../chain/wallet.js";
import type { Work, WorkSeat } from "../chain/work.js";
import { href } from "../logic/route.js";
import { seatOpens } from "../logic/terms.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Desk } from "../view/desk.js";
import { lapseCost, StrangeDrand, Waiting } from "../view/draws.js";
import { Panels } from "../view/panels-later.js";
import { SeatState } from "../view/seat-state.js";
import { durationText, errorText, Failed, Loading, Notice } from "../view/text.js";
import { fullText, unfitText } from "../view/unfit.js";
import { isBusy, useWork, type Steps, type WorkOf } from "../view/use-work.js";
import { News, Restore, Wait } from "../view/wait-later.js";
import { connecting } from "../view/wallet-button.js";

export function Label({ campaign }: { campaign: number }) {
  if (!account.value) {
    return (
      <>
        <h1>{t("campaign.number", { campaign })}</h1>
        <Notice>{t("label.no_wallet")}</Notice>
        <button class="primary" onClick={() => (connecting.value = true)}>
          {t("wallet.connect")}
        </button>
      </>
    );
  }
  return <Labeling campaign={campaign} />;
}

function Labeling({ campaign }: { campaign: number }) {
  const workOf = useWork(campaign);
  const { found, steps } = workOf;
  const [chosen, setChosen] = useState<number>();
  if (!found.value)
    return found.error === undefined ? <Loading lines={8} /> : <Failed {...found} />;
  const { work, fit } = found.value;
  const open = work.seats.filter(isDrawn).sort((a, b) => (deadline(a) < deadline(b) ? -1 : 1));
  const current = open.find(({ seat }) => seat.task === chosen) ?? open[0];
  return (
    <>
      <div class="head">
        <h1>
          <a href={href({ page: "campaign", campaign })}>
            <CampaignTitle terms={work.campaign.terms} campaign={campaign} />
          </a>
        </h1>
        {open.length > 1 && <Pages open={open} current={current} choose={setChosen} />}
      </div>
      <Troubles steps={steps} />
      {(isBusy(work) || steps.tx) && <News steps={steps} wave={current?.seat.wave} />}
      {/* Another tab keeps its own draft: what is typed here would take that one's place. */}
      {current && workOf.engine && steps.mine && (
        <Desk
          key={`${current.seat.task}/${current.seat.wave}`}
          work={work}
          entry={current}
          engine={workOf.engine}
          steps={steps}
        />
      )}
      <Ticket work={work} fit={fit} steps={steps} drawn={open.length} />
      {isBusy(work) && <Wait work={work} drawn={open.length} />}
      <Others workOf={workOf} work={work} />
    </>
  );
}

const isDrawn = ({ seat, task }: WorkSeat) =>
  seat.status === "drawn" && task.phase === "collecting";

const deadline = ({ seat }: WorkSeat) => BigInt(seat.commit_by);

interface PagesProps {
  open: readonly WorkSeat[];
  current: WorkSeat | undefined;
  choose: (task: number) => void;
}

function Pages({ open, current, choose }: PagesProps) {
  return (
    <div class="segments" role="group" aria-label={t("label.pages")}>
      {open.map(({ seat }) => (
        <button aria-pressed={seat.task === current?.seat.task} onClick={() => choose(seat.task)}>
          {t("label.page", { task: seat.task })}
        </button>
      ))}
    </div>
  );
}

function Troubles({ steps }: { steps: Steps }) {
  return (
    <>
      {!steps.mine && <Notice tone="warn">{t("label.other_tab")}</Notice>}
      {online.value && steps.error !== undefined && (
        <Notice tone="bad">{t("label.refused", { why: errorText(steps.error) })}</Notice>
      )}
      {steps.lost.map((task) => (
        <Notice tone="bad">{t("label.lost", { task })}</Notice>
      ))}
      {worker.value?.secret === undefined && <Notice tone="warn">{t("label.no_secret")}</Notice>}
    </>
  );
}

interface TicketProps {
  work: Work;
  fit: Fitness;
  steps: Steps;
  drawn: number;
}

/** Taking pages: what is asked for is drawn a few blocks later. */
function Ticket({ work, fit, steps, drawn }: TicketProps) {
  const { ticket, cap, open } = work.ticket;
  if (!ticket && work.campaign.status !== "open") return null;
  if (ticket) {
    return (
      <Waiting work={work} undrawn={steps.undrawn}>
        {!worksAlone() && work.stage !== "waits" && (
          <button disabled={steps.busy} onClick={() => void steps.step()}>
            {t("label.draw")}
          </button>
        )}
      </Waiting>
    );
  }
  const { seat_stake, eligibility } = work.campaign.terms;
  const { denom } = seat_stake;
  const own = work.seats.map(({ seat }) => seat.task);
  const most = fit.skill.newcomer ? eligibility.newcomer_seats : null;
  const full = fullText(work.campaign, seatOpens(work.frontier, own, most));
  // Nobody is to stake for what is not to be had.
  const reasons = fit.reasons.filter(({ why }) => !full || why !== "stake");
  if (reasons.length > 0) {
    // What bars a further page is no matter while there is one to label.
    if (drawn > 0) return null;
    return (
      <Notice tone="warn">
        {t("market.not_fit")} {reasons.map((reason) => unfitText(reason, denom)).join("; ")}{" "}
        <a href={href({ page: "join", campaign: work.campaign.campaign })}>{t("label.to_join")}</a>
      </Notice>
    );
  }
  const opens = seconds(work.campaign.opens_at) - now();
  if (opens > 0) return <Notice>{t("label.opens", { time: durationText(opens) })}</Notice>;
  const room = cap - open.length;
  if (room <= 0) return drawn > 0 ? null : <Notice>{t("label.no_room")}</Notice>;
  if (full) return drawn > 0 ? null : <Notice>{full}</Notice>;
  const window = work.campaign.terms.windows.commit_seconds;
  return (
    <section class="take">
      <p>{t(drawn > 0 ? "label.more" : "label.take_what", { time: durationText(window) })}</p>
      <p class="quiet">
        {t(worksAlone() ? "draw.risk" : "draw.risk_ask", {
          time: durationText(work.campaign.terms.windows.ticket_seconds),
          cost: lapseCost(work.campaign, 1),
        })}
      </p>
      {network.value?.relays.length === 0 && <Notice tone="warn">{t("draw.no_relays")}</Notice>}
      <StrangeDrand campaign={work.campaign} />
      <button
        class={drawn > 0 ? "" : "primary"}
        disabled={steps.busy || !steps.mine}
        onClick={() => void steps.step(1)}
      >
        {t("label.take")}
      </button>
    </section>
  );
}

function Others({ workOf, work }: { workOf: WorkOf; work: Work }) {
  const others = work.seats.filter((entry) => !isDrawn(entry));
  const sealed = others.some(({ seat }) => seat.status === "sealed");
  return (
    <section>
      {others.length > 0 && <h2>{t("label.done")}</h2>}
      <ul class="cards">
        {others.map((entry) => (
          <SeatState
            key={`${entry.seat.task}/${entry.seat.wave}`}
            entry={entry}
            campaign={work.campaign}
            engine={workOf.engine}
          />
        ))}
      </ul>
      {sealed && !worksAlone() && (
        <button disabled={workOf.steps.busy} onClick={() => void workOf.steps.step()}>
          {t("label.step")}
        </button>
      )}
      {work.campaign.terms.challenge && <Panels campaign={work.campaign.campaign} />}
      {workOf.engine && <Restore engine={workOf.engine} />}
    </section>
  );
}
