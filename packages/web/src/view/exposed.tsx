// What exposed stake is behind, campaign by campaign.

import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { denomKey, type Denom } from "../chain/denoms.js";
import { useResource } from "../chain/resource.js";
import { nextDeadline } from "../chain/sealed.js";
import { lookAtWork, type Work } from "../chain/work.js";
import { exposedSeats } from "../logic/exposure.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "./campaign-title.js";
import { Amount, Clock } from "./text.js";

/** Campaigns that are looked at, the newest ones with seats in that coin. */
const MOST = 64;

interface Held {
  work: Work;
  tickets: number;
  pages: number;
  amount: bigint;
}

async function ask(labeler: string, denom: Denom) {
  const { registry } = reader();
  const key = denomKey(denom);
  const staked = (await everyCampaign()).filter(
    ({ terms: { seat_stake } }) => denomKey(seat_stake.denom) === key && seat_stake.amount !== "0",
  );
  const [total, { registrations }, ...works] = await Promise.all([
    registry.query("exposure", { labeler, denom }),
    registry.query("registrations", { labeler, denom }),
    ...staked
      .slice(-MOST)
      .map((about) => lookAtWork(reader(), about.campaign, labeler, Promise.resolve(about))),
  ]);
  const held = works.map((work): Held => {
    const found = exposedSeats(work.ticket.ticket?.seats, work.seats);
    const each = BigInt(work.campaign.terms.seat_stake.amount);
    return { work, ...found, amount: each * BigInt(found.tickets + found.pages) };
  });
  const panels = registrations.filter(({ over }) => !over);
  const listed = [
    ...held.map(({ amount }) => amount),
    ...panels.map(({ stake }) => BigInt(stake)),
  ].reduce((sum, amount) => sum + amount, 0n);
  return {
    held: held.filter(({ amount }) => amount > 0n).reverse(),
    panels,
    rest: BigInt(total.amount) - listed,
    older: Math.max(0, staked.length - MOST),
  };
}

/** Campaigns and panels that hold an account's stake: how much, and until when. */
export function Exposed({ labeler, denom }: { labeler: string; denom: Denom }) {
  const { value } = useResource(
    ["exposed", labeler, denomKey(denom)],
    () => ask(labeler, denom),
    6,
  );
  if (!value) return null;
  return (
    <ul>
      {value.held.map((held) => (
        <HeldBy key={held.work.campaign.campaign} {...held} denom={denom} />
      ))}
      {value.panels.map(({ campaign, task, stake }) => (
        <li>
          <a href={href({ page: "task", campaign, task })}>
            {t("campaign.number", { campaign })} · {t("label.page", { task })}
          </a>
          : <Amount of={stake} denom={denom} /> {t("stake.panel")}
        </li>
      ))}
      {value.rest > 0n && (
        <li>
          {t("stake.rest")}: <Amount of={value.rest} denom={denom} />{" "}
          {value.older > 0 && t("stake.older", { count: value.older })}
        </li>
      )}
    </ul>
  );
}

function HeldBy({ work, tickets, pages, amount, denom }: Held & { denom: Denom }) {
  const { campaign, terms } = work.campaign;
  const until = nextDeadline(work);
  const why = [
    ...(pages > 0 ? [t("stake.pages", { count: pages })] : []),
    ...(tickets > 0 ? [t("stake.ticket", { count: tickets })] : []),
  ];
  return (
    <li>
      <a href={href({ page: "label", campaign })}>
        <CampaignTitle terms={terms} campaign={campaign} />
      </a>
      : <Amount of={amount} denom={denom} /> {why.join("; ")}
      {until !== undefined && (
        <>
          {" · "}
          {t("me.next")} <Clock until={until} />
        </>
      )}
    </li>
  );
}
