// Campaigns in which an account has a ticket or seats, with their deadlines.

import { useState } from "preact/hooks";
import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { nextDeadline, openingsOf } from "../chain/sealed.js";
import { account } from "../chain/wallet.js";
import { lookAtWork, type Work } from "../chain/work.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { keepBackup } from "./backup-file.js";
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

/** What an account has in work; of one's own, with what is to be kept of it. */
export function InWork({ address, own = false }: { address: string; own?: boolean }) {
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
      {own && <KeepAll works={value} />}
    </section>
  );
}

/** One file with what opens every sealed page of the account. */
function KeepAll({ works }: { works: readonly Work[] }) {
  const [state, setState] = useState<{ count: number; of: number }>();
  const sealed = works.flatMap(({ campaign, seats }) =>
    seats
      .filter(({ seat }) => seat.status === "sealed")
      .map(({ seat }) => ({ campaign: campaign.campaign, ...seat })),
  );
  if (sealed.length === 0) return null;
  const save = async () => {
    const found = await openingsOf(sealed);
    setState({ count: found.length, of: sealed.length });
    await keepBackup(found, `pasar-seals-${account.value!.address}.txt`);
  };
  return (
    <p>
      <button onClick={() => void save()}>{t("backup.all")}</button>{" "}
      <span class="quiet" role="status">
        {state ? t("backup.all_kept", state) : t("backup.all_what")}
      </span>
    </p>
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
