// How tickets are drawn: by whose rounds, what a wait costs, and why a draw does not come.

import type { DrandError } from "pasar-client/drand";
import { seconds, type taskRegistry } from "pasar-client/reading";
import type { ComponentChildren } from "preact";
import { network } from "../chain/connection.js";
import { unlikeQuicknet } from "../chain/drand.js";
import { useResource } from "../chain/resource.js";
import { worksAlone } from "../chain/session.js";
import type { Work } from "../chain/work.js";
import { missPenalty } from "../logic/terms.js";
import { t } from "../words/words.js";
import { amountText, Clock, durationText, errorText, Notice, numberText } from "./text.js";

type Campaign = Pick<taskRegistry.CampaignResponse, "terms" | "params">;

/** Why relays serve no round. */
export function drandText(error: unknown): string {
  if ((network.value?.relays ?? []).length === 0) return t("draw.no_relays");
  const newest = error instanceof Error ? (error as DrandError).newest : undefined;
  if (!newest) return errorText(error);
  return t("draw.stale", { round: numberText(newest.round), age: durationText(newest.seconds) });
}

/** What the tickets of so many seats cost where nobody draws them in time. */
export function lapseCost({ terms, params }: Campaign, seats: number): string {
  const { amount, denom } = terms.seat_stake;
  return amountText(BigInt(seats) * missPenalty(BigInt(amount), params.missed_commit), denom);
}

/** A warning where draws are not by the drand that many run together; on local chains it never is. */
export function StrangeDrand({ campaign }: { campaign: Campaign }) {
  const { randomness } = campaign.params;
  const keys = ["drand", randomness.public_key];
  const { value } = useResource(keys, () => unlikeQuicknet(randomness), 0);
  if (value === undefined || network.value?.kind === "local") return null;
  return (
    <Notice tone="warn">
      <p>{t("draw.strange")}</p>
      <p class="quiet breaks">{value}</p>
    </Notice>
  );
}

/** A ticket that waits for its round, or for somebody to draw it. */
export function Waiting({
  work,
  undrawn,
  children,
}: {
  work: Work;
  undrawn: Error | undefined;
  children: ComponentChildren;
}) {
  const { ticket } = work.ticket;
  if (!ticket) return null;
  const { seats: count } = ticket;
  const cost = lapseCost(work.campaign, count);
  const alone = worksAlone();
  if (work.stage === "lapsed") {
    return (
      <Notice tone="bad">
        <p>{t("draw.lapsed", { count, cost })}</p>
        {children}
      </Notice>
    );
  }
  if (work.stage === "waits") {
    return (
      <Notice>
        <p>
          {t("draw.waits", { count })} <Clock until={seconds(ticket.draws_at)} />
        </p>
        <p class="quiet">
          {t(alone ? "draw.stay" : "draw.stay_ask", { round: numberText(ticket.round) })}
        </p>
        {children}
      </Notice>
    );
  }
  return (
    <Notice tone={undrawn ? "warn" : "info"}>
      {undrawn ? (
        <p>
          {t("draw.fails", { why: drandText(undrawn) })} {alone && t("draw.again")}
        </p>
      ) : (
        <p>{t(alone ? "draw.now" : "draw.now_ask", { count })}</p>
      )}
      <p>
        {t("draw.until", { cost })} <Clock until={seconds(ticket.draw_by)} />
      </p>
      {children}
    </Notice>
  );
}
