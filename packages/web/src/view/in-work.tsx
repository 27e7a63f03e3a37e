// Campaigns in which an account has a ticket or seats, with their deadlines.

import type { ComponentChildren } from "preact";
import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { nextDeadline } from "../chain/sealed.js";
import { lookAtWork, type Work } from "../chain/work.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "./campaign-title.js";
import { Clock, Failed, Loading } from "./text.js";

/** Campaigns in which the account has a ticket or a seat. */
async function inWork(address: string): Promise<Work[]> {
  const found = await everyCampaign();
  const looked = await Promise.all(
    found.map(({ campaign }) => lookAtWork(reader(), campaign, address)),
  );
  return looked.filter(({ ticket, seats }) => !!ticket.ticket || seats.length > 0).reverse();
}

interface InWorkProps {
  address: string;
  /** What keeps copies of it, where it is the reader's own. */
  keep?: (works: readonly Work[]) => ComponentChildren;
}

/** What an account has in work. */
export function InWork({ address, keep }: InWorkProps) {
  const own = keep !== undefined;
  const { value, error, again } = useResource(["in-work", address], () => inWork(address), 4);
  if (value?.length === 0 && !own) return null;
  if (!value) return error === undefined ? <Loading /> : <Failed {...{ error, again }} />;
  return (
    <section>
      <h2>{t(own ? "me.work" : "profile.work")}</h2>
      {value.length === 0 && (
        <p class="quiet">
          {t("me.no_work")} <a href={href({ page: "market" })}>{t("nav.market")}</a>
        </p>
      )}
      <ul class="cards">
        {value.map((work) => (
          <WorkCard key={work.campaign.campaign} work={work} own={own} />
        ))}
      </ul>
      {keep?.(value)}
    </section>
  );
}

function WorkCard({ work, own }: { work: Work; own: boolean }) {
  const { campaign, terms } = work.campaign;
  const count = (status: string) => work.seats.filter(({ seat }) => seat.status === status).length;
  const [drawn, sealed] = [count("drawn"), count("sealed")];
  const until = nextDeadline(work);
  return (
    <li class="card">
      <h3>
        <a href={href({ page: own ? "label" : "campaign", campaign })}>
          <CampaignTitle terms={terms} campaign={campaign} />
        </a>
      </h3>
      <p>
        {work.stage && `${t(`me.${work.stage}`)} · `}
        {drawn > 0 && `${t("me.drawn", { count: drawn })} · `}
        {sealed > 0 && `${t("me.sealed", { count: sealed })} · `}
        {t("me.revealed", { count: count("revealed") })}
        {count("forfeited") > 0 && ` · ${t("me.forfeited", { count: count("forfeited") })}`}
        {until !== undefined && (
          <>
            {" · "}
            {t("me.next")} <Clock until={until} />
          </>
        )}
      </p>
    </li>
  );
}
