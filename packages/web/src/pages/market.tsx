// The market: campaigns that take labelers, those that fit first.

import { campaigns } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { reader } from "../chain/connection.js";
import { fitness, nextSeat, type Campaign, type Fitness } from "../chain/fitness.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { unitFor } from "../chain/denoms.js";
import { aboutOf } from "../chain/titles.js";
import { readAmount, showBps } from "../logic/money.js";
import { answerKind, byHour, dataKinds, type AnswerKind, type DataKind } from "../logic/offer.js";
import { href } from "../logic/route.js";
import { labelsOf, ONE, payFor, rateOf } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { EVERYTHING, Filters, type Wanted } from "../view/market-filters.js";
import { ownItemsPerHour } from "../view/own-pace.js";
import {
  Address,
  Amount,
  amountText,
  Bar,
  durationText,
  Failed,
  Loading,
  Notice,
  numberText,
} from "../view/text.js";
import { fullText, unfitText } from "../view/unfit.js";

interface Offer {
  campaign: Campaign;
  /** Undefined without a wallet. */
  fit: Fitness | undefined;
  /** When a seat opens, in seconds. */
  seat: number | undefined;
}

/** What is asked of a campaign, is asked while further ones come. */
async function offers(): Promise<Offer[]> {
  const found: Promise<Offer>[] = [];
  for await (const campaign of campaigns(reader().registry)) found.unshift(offerOf(campaign));
  return Promise.all(found);
}

async function offerOf(campaign: Campaign): Promise<Offer> {
  const open = campaign.status === "open";
  const address = open ? account.value?.address : undefined;
  const asked = address === undefined ? undefined : fitness(reader(), campaign, address);
  const seat = open ? nextSeat(reader(), campaign, address, asked) : undefined;
  const [fit, opens] = await Promise.all([asked, seat]);
  return { campaign, fit, seat: opens };
}

/** Reasons that somebody cannot do away with on the way: stake is added where one begins. */
const barred = ({ reasons }: Fitness) => reasons.filter(({ why }) => why !== "stake");

/** How a newcomer stands, and whoever has no wallet here. */
const NEWCOMER = 0.3 * ONE;

/** What an hour pays: at one's own pace where it is known, else at what the header says. */
function perHour({
  campaign,
  fit,
}: Offer): { items: number; pay: bigint; own: boolean } | undefined {
  const { terms } = campaign;
  const { deployment } = reader();
  const registry = reader().registry.address;
  const own = ownItemsPerHour({
    chainId: deployment.chain_id,
    registry,
    campaign: campaign.campaign,
  });
  const minutes = aboutOf(terms)?.minutes_per_100;
  const items = own ?? (minutes ? Math.round(6_000 / minutes) : undefined);
  if (items === undefined) return undefined;
  const rate = rateOf(fit?.skill.standing ?? NEWCOMER, terms.pay);
  const pay = payFor(BigInt(terms.price), labelsOf(terms, items), rate);
  return { items, pay, own: own !== undefined };
}

/** What labelers see and are asked. */
const kindsOf = ({ terms }: Campaign): (DataKind | AnswerKind)[] => [
  ...dataKinds(aboutOf(terms)?.view ?? []),
  answerKind(terms.questions),
];

function isWanted(offer: Offer, { show, domain, kind, above }: Wanted): boolean {
  const { campaign, fit } = offer;
  const { terms, status } = campaign;
  if (show !== "all" && status !== "open") return false;
  if (show === "fit" && !(fit && barred(fit).length === 0)) return false;
  if (domain !== "" && domain !== terms.domain) return false;
  if (kind !== "" && !kindsOf(campaign).includes(kind)) return false;
  const least = readAmount(above, unitFor(terms.denom));
  return least === undefined || BigInt(terms.price) > least;
}

const paidBy = (offer: Offer) => ({
  denom: JSON.stringify(offer.campaign.terms.denom),
  hour: perHour(offer)?.pay,
});

export function Market() {
  const { value, error, again } = useResource(["market", account.value?.address], offers, 5);
  const [wanted, change] = useState<Wanted>(EVERYTHING);
  if (!value) return error === undefined ? <Loading lines={6} /> : <Failed {...{ error, again }} />;
  const domains = [...new Set(value.map(({ campaign }) => campaign.terms.domain))].sort();
  const shown = value.filter((offer) => isWanted(offer, wanted));
  if (wanted.sort === "hour") shown.sort((a, b) => byHour(paidBy(a), paidBy(b)));
  return (
    <>
      <h1>{t("market.title")}</h1>
      {!account.value && <Notice>{t("market.no_wallet")}</Notice>}
      <Filters {...{ wanted, change, domains }} hidden={value.length - shown.length} />
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

function OfferCard(offer: Offer) {
  const { campaign, fit, seat } = offer;
  const { terms, tasks, tasks_done } = campaign;
  const labels = labelsOf(terms, terms.page);
  const hour = perHour(offer);
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
        {kindsOf(campaign).map((kind) => (
          <span class="tag">{t(`kind.${kind}`)}</span>
        ))}
        {!open && <span class="tag">{t(`status.${campaign.status}`)}</span>}
      </div>
      <p>
        <Amount of={terms.price} denom={terms.denom} /> {t("market.a_label")} ·{" "}
        <Amount of={payFor(BigInt(terms.price), labels, 10_000)} denom={terms.denom} />{" "}
        {t("market.a_page", { count: labels })} · {t("market.stake")}{" "}
        <Amount of={terms.seat_stake.amount} denom={terms.seat_stake.denom} /> ·{" "}
        {t("market.time", { time: durationText(terms.windows.commit_seconds) })}
      </p>
      {hour && (
        <p>
          {t(hour.own ? "market.hour_own" : "market.hour", {
            pay: amountText(hour.pay, terms.denom),
            items: numberText(hour.items),
          })}
        </p>
      )}
      <Bar value={tasks_done} of={tasks} text={t("market.left", { count: left, of: tasks })} />
      {fit && open && <Fit fit={fit} campaign={campaign} />}
      {open && fullText(campaign, seat) && <p class="warn-text">{fullText(campaign, seat)}</p>}
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
  const hard = barred(fit);
  const text = (some: typeof reasons) =>
    some.map((reason) => unfitText(reason, terms.seat_stake.denom)).join("; ");
  if (hard.length > 0) {
    const vouchers = hard.some(({ why }) => why === "credential") ? terms.eligibility.issuers : [];
    return (
      <p class="warn-text">
        {t("market.not_fit")} {text(hard)}
        {vouchers.map((issuer) => (
          <>
            {" "}
            <Address of={issuer} />
          </>
        ))}
      </p>
    );
  }
  const rate = showBps(rateOf(skill.standing, terms.pay), language.value);
  return (
    <>
      <p class="good-text">{t(skill.newcomer ? "market.newcomer" : "market.rate", { rate })}</p>
      {reasons.length > 0 && <p class="quiet">{t("market.first", { what: text(reasons) })}</p>}
    </>
  );
}
