// The market: campaigns that take labelers, those that fit first.

import { campaigns as allCampaigns } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { reader } from "../chain/connection.js";
import { fitness, type Campaign, type Fitness } from "../chain/fitness.js";
import { all } from "../chain/all.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { showBps } from "../logic/money.js";
import { href } from "../logic/route.js";
import { rateOf } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Amount, Bar, durationText, Failed, Loading, Notice } from "../view/text.js";
import { unfitText } from "../view/unfit.js";

interface Offer {
  campaign: Campaign;
  /** Undefined without a wallet. */
  fit: Fitness | undefined;
}

async function offers(): Promise<Offer[]> {
  const found = (await all(allCampaigns(reader().registry))).reverse();
  const address = account.value?.address;
  return Promise.all(
    found.map(async (campaign) => {
      const open = campaign.status === "open" && address !== undefined;
      return { campaign, fit: open ? await fitness(reader(), campaign, address) : undefined };
    }),
  );
}

type Filter = "fit" | "open" | "all";

export function Market() {
  const { value, error, again } = useResource(["market", account.value?.address], offers, 5);
  const [filter, setFilter] = useState<Filter>("open");
  const [domain, setDomain] = useState("");
  if (!value) return error === undefined ? <Loading lines={6} /> : <Failed {...{ error, again }} />;
  const domains = [...new Set(value.map(({ campaign }) => campaign.terms.domain))].sort();
  const passes: Record<Filter, (offer: Offer) => boolean> = {
    fit: ({ campaign, fit }) => campaign.status === "open" && fit?.reasons.length === 0,
    open: ({ campaign }) => campaign.status === "open",
    all: () => true,
  };
  const shown = value.filter(
    (offer) => passes[filter](offer) && (domain === "" || offer.campaign.terms.domain === domain),
  );
  return (
    <>
      <h1>{t("market.title")}</h1>
      {!account.value && <Notice>{t("market.no_wallet")}</Notice>}
      <Filters
        {...{ filter, setFilter, domain, setDomain, domains }}
        hidden={value.length - shown.length}
      />
      {shown.length === 0 && (
        <Notice>{t(value.length === 0 ? "market.empty" : "market.none")}</Notice>
      )}
      <ul class="cards">
        {shown.map((offer) => (
          <OfferCard key={offer.campaign.campaign} {...offer} />
        ))}
      </ul>
    </>
  );
}

interface FiltersProps {
  filter: Filter;
  setFilter: (filter: Filter) => void;
  domain: string;
  setDomain: (domain: string) => void;
  domains: readonly string[];
  hidden: number;
}

function Filters({ filter, setFilter, domain, setDomain, domains, hidden }: FiltersProps) {
  const choices: Filter[] = account.value ? ["fit", "open", "all"] : ["open", "all"];
  return (
    <div class="filters">
      <div class="segments" role="group" aria-label={t("market.show")}>
        {choices.map((one) => (
          <button aria-pressed={one === filter} onClick={() => setFilter(one)}>
            {t(`market.${one}`)}
          </button>
        ))}
      </div>
      <label>
        {t("domain")}{" "}
        <select value={domain} onChange={(event) => setDomain(event.currentTarget.value)}>
          <option value="">{t("market.every_domain")}</option>
          {domains.map((name) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </label>
      {hidden > 0 && <span class="quiet">{t("market.hidden", { count: hidden })}</span>}
    </div>
  );
}

function OfferCard({ campaign, fit }: Offer) {
  const { terms, tasks, tasks_done } = campaign;
  const id = campaign.campaign;
  const open = campaign.status === "open";
  const left = tasks - tasks_done;
  return (
    <li class="card">
      <div class="head">
        <h2>
          <a href={href({ page: "campaign", campaign: id })}>
            <CampaignTitle terms={terms} campaign={id} />
          </a>
        </h2>
        <span class="tag">{terms.domain}</span>
        {!open && <span class="tag">{t(`status.${campaign.status}`)}</span>}
      </div>
      <p>
        <Amount of={terms.price} denom={terms.denom} /> {t("market.a_label")} ·{" "}
        <Amount
          of={BigInt(terms.price) * BigInt(terms.page * terms.questions.length)}
          denom={terms.denom}
        />{" "}
        {t("market.a_page", { count: terms.page })} · {t("market.stake")}{" "}
        <Amount of={terms.seat_stake.amount} denom={terms.seat_stake.denom} /> ·{" "}
        {t("market.time", { time: durationText(terms.windows.commit_seconds) })}
      </p>
      <Bar value={tasks_done} of={tasks} text={t("market.left", { count: left, of: tasks })} />
      {fit && <Fit fit={fit} campaign={campaign} />}
      {campaign.unprotected && <p class="warn-text">⚠ {t("market.unprotected")}</p>}
      {open && (
        <div class="buttons">
          <a class="button primary" href={href({ page: "join", campaign: id })}>
            {t("market.begin")}
          </a>
          <a class="button" href={href({ page: "campaign", campaign: id })}>
            {t("market.look")}
          </a>
        </div>
      )}
    </li>
  );
}

function Fit({ fit, campaign: { terms } }: { fit: Fitness; campaign: Campaign }) {
  const { reasons, skill } = fit;
  const hard = reasons.filter(({ why }) => why !== "stake");
  if (hard.length > 0) {
    const texts = hard.map((reason) => unfitText(reason, terms.seat_stake.denom));
    return (
      <p class="warn-text">
        {t("market.not_fit")} {texts.join("; ")}
      </p>
    );
  }
  const rate = showBps(rateOf(skill.standing, terms.pay), language.value);
  return <p class="good-text">{t(skill.newcomer ? "market.newcomer" : "market.rate", { rate })}</p>;
}
