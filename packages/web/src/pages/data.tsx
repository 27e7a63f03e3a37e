// A campaign's data: what is sure of it, files of it, licenses to it, and whom its income goes to.

import {
  holders as allHolders,
  offers as allOffers,
  seconds,
  type labelEscrow,
} from "pasar-client/reading";
import { all } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import type { Campaign } from "../chain/fitness.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Certificate } from "../view/certificate.js";
import { ItemsOf } from "../view/items-file.js";
import { OfferForm, RoyaltyForm } from "../view/data-forms.js";
import { Downloads } from "../view/downloads.js";
import { Offer } from "../view/offer.js";
import { Address, Amount, dateText, Failed, Loading, Notice } from "../view/text.js";

/** Holders that are shown. */
const MOST_HOLDERS = 100;

async function ask(campaign: number) {
  const { registry, escrow } = reader();
  const address = account.value?.address;
  const [about, certificate, data, offers, holders, license] = await Promise.all([
    registry.query("campaign", { campaign }),
    registry.query("certificate", { campaign }),
    escrow.query("dataset", { campaign }),
    all(allOffers(escrow, campaign)),
    all(allHolders(escrow, campaign), MOST_HOLDERS),
    address ? escrow.query("has_license", { campaign, address }) : undefined,
  ]);
  return { about, certificate, data, offers, holders, license };
}

export function Data({ campaign }: { campaign: number }) {
  const keys = ["data", campaign, account.value?.address];
  const { value, error, again } = useResource(keys, () => ask(campaign), 4);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { about, certificate, data, offers, holders, license } = value;
  const own = account.value?.address === about.requester;
  const ends = !license?.licensed ? 0 : license.expires ? seconds(license.expires) : Infinity;
  return (
    <>
      <h1>
        <a href={href({ page: "campaign", campaign })}>
          <CampaignTitle terms={about.terms} campaign={campaign} />
        </a>
      </h1>
      <Downloads about={about} />
      <Certificate certificate={certificate} terms={about.terms} />
      <ItemsOf about={about} may={own || license?.licensed === true} />
      <section>
        <h2>{t("data.licenses")}</h2>
        {license?.licensed && (
          <Notice tone="good">
            {ends < Infinity
              ? t("shares.licensed_until", { until: dateText(ends) })
              : t("shares.licensed")}
          </Notice>
        )}
        <p>{t("data.license_what")}</p>
        <ul class="cards">
          {offers
            .filter(({ withdrawn }) => !withdrawn)
            .map((offer) => (
              <Offer
                key={offer.offer}
                after={license?.offer === offer.offer ? ends : 0}
                {...{ campaign, offer, own, again }}
              />
            ))}
        </ul>
        {offers.length === 0 && <p class="quiet">{t("data.no_offers")}</p>}
        {own && <OfferForm campaign={campaign} denoms={royaltyDenoms(about)} again={again} />}
      </section>
      <section>
        <h2>{t("data.income")}</h2>
        <p>
          {data.income.length === 0 && t("stake.none")}
          {data.income.map(({ paid, denom }) => (
            <Amount of={paid} denom={denom} />
          ))}
        </p>
        {account.value && (
          <RoyaltyForm campaign={campaign} denoms={royaltyDenoms(about)} again={again} />
        )}
        <Holders holders={holders} shares={data.shares} />
      </section>
    </>
  );
}

const royaltyDenoms = ({ terms }: Campaign) => [terms.denom, ...terms.shares.royalty_denoms];

function Holders({ holders, shares }: { holders: labelEscrow.HolderResponse[]; shares: string }) {
  if (holders.length === 0) return null;
  const part = (own: string) => Number((BigInt(own) * 10_000n) / (BigInt(shares) || 1n)) / 100;
  return (
    <details>
      <summary>{t("data.holders", { count: holders.length })}</summary>
      <ul>
        {holders.map(({ holder, shares: own }) => (
          <li>
            <Address of={holder} /> {part(own)} %
          </li>
        ))}
      </ul>
    </details>
  );
}
