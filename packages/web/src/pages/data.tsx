// A campaign's data: what is sure of it, files of it, licenses to it, and whom its income goes to.

import {
  holders as allHolders,
  offers as allOffers,
  seconds,
  type labelEscrow,
} from "pasar-client/reading";
import { useState } from "preact/hooks";
import { all } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { dataset } from "../chain/dataset.js";
import type { Campaign } from "../chain/fitness.js";
import { granting } from "../chain/parts.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { href } from "../logic/route.js";
import { toCsv, toJsonLines } from "../logic/rows.js";
import { shownText, webHost } from "../logic/safe-text.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { ItemsOf } from "../view/items-file.js";
import { OfferForm, RoyaltyForm } from "../view/data-forms.js";
import { download } from "../view/download.js";
import { Send } from "../view/send.js";
import {
  Address,
  Amount,
  dateText,
  durationText,
  errorText,
  Failed,
  Loading,
  Notice,
} from "../view/text.js";

/** Holders that are shown. */
const MOST_HOLDERS = 100;

async function ask(campaign: number) {
  const { registry, escrow } = reader();
  const address = account.value?.address;
  const [about, data, offers, holders, license] = await Promise.all([
    registry.query("campaign", { campaign }),
    escrow.query("dataset", { campaign }),
    all(allOffers(escrow, campaign)),
    all(allHolders(escrow, campaign), MOST_HOLDERS),
    address ? escrow.query("has_license", { campaign, address }) : undefined,
  ]);
  return { about, data, offers, holders, license };
}

export function Data({ campaign }: { campaign: number }) {
  const keys = ["data", campaign, account.value?.address];
  const { value, error, again } = useResource(keys, () => ask(campaign), 4);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { about, data, offers, holders, license } = value;
  const own = account.value?.address === about.requester;
  return (
    <>
      <h1>
        <a href={href({ page: "campaign", campaign })}>
          <CampaignTitle terms={about.terms} campaign={campaign} />
        </a>
      </h1>
      <Downloads about={about} />
      <ItemsOf about={about} may={own || license?.licensed === true} />
      <section>
        <h2>{t("data.licenses")}</h2>
        {license?.licensed && (
          <Notice tone="good">
            {license.expires
              ? t("shares.licensed_until", { until: dateText(seconds(license.expires)) })
              : t("shares.licensed")}
          </Notice>
        )}
        <p>{t("data.license_what")}</p>
        <ul class="cards">
          {offers
            .filter(({ withdrawn }) => !withdrawn)
            .map((offer) => (
              <Offer key={offer.offer} {...{ campaign, offer, own, again }} />
            ))}
        </ul>
        {offers.length === 0 && <p class="quiet">{t("data.no_offers")}</p>}
        {own && <OfferForm campaign={campaign} denoms={royaltyDenoms(about)} again={again} />}
      </section>
      <section>
        <h2>{t("data.income")}</h2>
        <p>
          {data.income.length === 0 && t("stake.none")}
          {data.income.map(({ contributors, taken, denom }) => (
            <Amount of={BigInt(contributors) + BigInt(taken)} denom={denom} />
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

function Downloads({ about }: { about: Campaign }) {
  const [state, setState] = useState<{ busy?: boolean; text?: string; error?: unknown }>({});
  const fetchAs = async (kind: "csv" | "jsonl") => {
    setState({ busy: true });
    try {
      const { rows, tasks, of } = await dataset(about);
      const text = kind === "csv" ? toCsv(rows) : toJsonLines(rows);
      const name = `pasar-${reader().deployment.chain_id}-${about.campaign}.${kind}`;
      download(name, text, kind === "csv" ? "text/csv" : "application/jsonl");
      setState({ text: t("data.downloaded", { count: rows.length, tasks, of }) });
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <section>
      <h2>{t("data.download")}</h2>
      <p>{t("data.download_what")}</p>
      <div class="buttons">
        <button disabled={state.busy === true} onClick={() => void fetchAs("csv")}>
          CSV
        </button>
        <button disabled={state.busy === true} onClick={() => void fetchAs("jsonl")}>
          JSON lines
        </button>
      </div>
      {state.text && <Notice tone="good">{state.text}</Notice>}
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </section>
  );
}

interface OfferProps {
  campaign: number;
  offer: labelEscrow.OfferResponse;
  own: boolean;
  again: () => void;
}

function Offer({ campaign, offer, own, again }: OfferProps) {
  const { denom, price, duration_seconds, terms_uri, terms_hash } = offer;
  const buy = async () => {
    const { paid } = await granting();
    const body = { campaign, offer: offer.offer };
    return [paid(account.value!.client.escrow, "buy_license", body, denom, price)];
  };
  const withdraw = async () => [
    account.value!.client.escrow.message("withdraw_offer", { campaign, offer: offer.offer }),
  ];
  const time = duration_seconds ? durationText(duration_seconds) : t("data.forever");
  return (
    <li class="card">
      <p>
        <strong>
          <Amount of={price} denom={denom} />
        </strong>{" "}
        · {time}
      </p>
      <p class="breaks">
        {webHost(terms_uri) === undefined ? (
          shownText(terms_uri)
        ) : (
          <a href={terms_uri} target="_blank" rel="noopener noreferrer">
            {t("data.terms")}
          </a>
        )}{" "}
        <span class="quiet">SHA-256 {terms_hash}</span>
      </p>
      <div class="buttons">
        <Send primary make={buy} done={again} does={<p>{t("data.buy_does", { time })}</p>}>
          {t("data.buy")}
        </Send>
        {own && (
          <Send make={withdraw} done={again} does={<p>{t("data.withdraw_does")}</p>}>
            {t("data.withdraw")}
          </Send>
        )}
      </div>
    </li>
  );
}

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
