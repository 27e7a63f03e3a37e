// Panels for which an account registered, and what becomes of its seat in each.

import { isDecided, type PanelView } from "pasar-client/panel";
import { fromBase64, seconds, unpackItems } from "pasar-client/reading";
import { now } from "../chain/connection.js";
import { earnedOf, lookAtPanel, panelsOf, type PanelOf, type Whose } from "../chain/panels.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { challengeEnd } from "../logic/challenge.js";
import { stakeEnd } from "../logic/panel.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "./campaign-title.js";
import { lapseCost } from "./draws.js";
import { amountText, Clock } from "./text.js";
import { usePanel, type Panel } from "./use-panel.js";
import { Backup } from "./wait-later.js";

/** Panels, in one campaign or in all; what is due in those of the account is done while this is shown. */
export function Panels({ campaign, of = "labeler" }: { campaign?: number; of?: Whose }) {
  const address = account.value?.address ?? "";
  const keys = [of, address, campaign];
  const { value } = useResource(keys, () => panelsOf(of, address, campaign), 8);
  if (!value?.length) return null;
  const Shown = of === "labeler" ? Card : Watched;
  return (
    <section>
      <h2>{t(of === "labeler" ? "panel.own" : "task.challenges")}</h2>
      <ul class="cards">
        {value.map(({ key, ...of }) => (
          <Shown key={key} {...of} />
        ))}
      </ul>
    </section>
  );
}

interface Place {
  campaign: number;
  task: number;
}

function Card({ campaign, task }: Place) {
  const panel = usePanel(campaign, task);
  return <About of={panel.found.value} panel={panel} />;
}

/** A panel of others, for which nothing is done here. */
function Watched({ campaign, task }: Place) {
  const look = () => lookAtPanel(campaign, task, undefined);
  return <About of={useResource([campaign, task], look, 3).value} />;
}

function About({ of, panel }: { of: PanelOf | undefined; panel?: Panel }) {
  if (!of?.view) return null;
  const { challenge, seat } = of.view;
  const { campaign, terms } = of.campaign;
  const { task } = of.task;
  return (
    <li class="card">
      <div class="head">
        <h3>
          <a href={href({ page: "panel", campaign, task })}>
            <CampaignTitle {...{ campaign, terms }} /> · {t("label.page", { task })}
          </a>
        </h3>
        {seat && <span class="tag">{t(`seat.${seat.status}`)}</span>}
        <span class="tag">
          <ChallengeState of={challenge} />
        </span>
      </div>
      {panel && <PanelState panel={panel} of={of} view={of.view} />}
      {!panel && isDecided(challenge) && <Ended of={of} view={of.view} />}
    </li>
  );
}

/** Where a challenge stands, and until when. */
export function ChallengeState({ of }: { of: PanelView["challenge"] }) {
  return (
    <>
      {t(`challenge.${of.status}`)} {!isDecided(of) && <Clock until={challengeEnd(of)} />}
    </>
  );
}

interface StateProps {
  panel: Panel;
  of: PanelOf;
  view: PanelView;
}

/** What happens next to a registration or a seat, and when; or what it earned. */
export function PanelState({ panel, of, view }: StateProps) {
  const { challenge, seat } = view;
  const until = <Clock until={seconds(challenge.deadline)} />;
  if (isDecided(challenge)) return <Ended of={of} view={view} />;
  if (!seat) return <Waits view={view} />;
  const entry = { seat, task: of.task, challenge };
  switch (seat.status) {
    case "drawn":
      return (
        <p>
          {t("desk.seal_within")} <Clock until={seconds(seat.commit_by)} />
        </p>
      );
    case "sealed":
      return (
        <>
          <p>
            {t(challenge.status === "revealing" ? "next.to_reveal" : "panel.sealed")} {until}
          </p>
          {panel.engine && <Backup engine={panel.engine} entry={entry} />}
        </>
      );
    case "revealed":
      return (
        <p>
          {t("next.revealed")} {until}
        </p>
      );
    case "forfeited":
      return <p>{t("next.late", { cost: lapseCost(of.campaign, 1) })}</p>;
  }
}

/** Somebody who registered, or did not. */
function Waits({ view: { challenge, registration } }: { view: PanelView }) {
  const { status, round, drawn_at, deadline, taken, seats } = challenge;
  if (!registration) return <p>{t(status === "registering" ? "panel.open" : "panel.closed")}</p>;
  const from = seconds(registration.sits_from ?? drawn_at);
  const drawn = registration.sits_from != null;
  if (from > now()) {
    return (
      <p>
        {t(drawn ? "panel.turn" : "panel.waits", { round })} <Clock until={from} />
      </p>
    );
  }
  if (registration.over) return <p>{t("panel.over")}</p>;
  if (taken < seats) return <p>{t("panel.sits")}</p>;
  return (
    <p>
      {t("panel.full")} <Clock until={seconds(deadline)} />
    </p>
  );
}

/** What a panel that ended said, and what its panelist earned. */
function Ended({ of, view: { challenge, seat, seats } }: { of: PanelOf; view: PanelView }) {
  const { campaign, terms } = of.campaign;
  const { task } = of.task;
  const labeler = seat?.status === "revealed" ? seat.labeler : undefined;
  const keys = ["panel-pay", campaign, task, challenge.challenge, labeler];
  const ask = async () => labeler && (await earnedOf(of, challenge, labeler));
  const { value } = useResource(keys, ask, 0);
  const end = stakeEnd(seats, seat?.status);
  const cost = { cost: lapseCost(of.campaign, 1) };
  const changed = challenge.changed ? unpackItems(fromBase64(challenge.changed)).length : 0;
  const answers = unpackItems(fromBase64(challenge.items)).length * terms.questions.length;
  return (
    <p>
      {t(challenge.status === "decided" ? "panel.decided" : "panel.unfilled", {
        changed,
        of: answers,
      })}{" "}
      {end && `${t(end === "late" ? "next.late" : `panel.${end}`, cost)} `}
      {typeof value === "bigint" && `${t("panel.paid", { pay: amountText(value, terms.denom) })} `}
      <a href={href({ page: "task", campaign, task })}>{t("panel.verdict")}</a>
    </p>
  );
}
