// A license on sale. Before it is bought, its terms are fetched and compared with the hash that the offer has.

import type { labelEscrow } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { now } from "../chain/connection.js";
import { granting } from "../chain/parts.js";
import { checkTerms, wouldEnd, type Checked } from "../chain/terms-of-use.js";
import { account } from "../chain/wallet.js";
import { shownText, webHost } from "../logic/safe-text.js";
import { t } from "../words/words.js";
import { Send } from "./send.js";
import { Amount, dateText, durationText, errorText, Notice } from "./text.js";

interface OfferProps {
  campaign: number;
  offer: labelEscrow.OfferResponse;
  own: boolean;
  /** When a license under it that the account has ends: never where it is infinite; 0 where there is none. */
  after: number;
  again: () => void;
}

export function Offer({ campaign, offer, own, after, again }: OfferProps) {
  const { denom, price, duration_seconds } = offer;
  const [checked, setChecked] = useState<Checked>();
  const [until, setUntil] = useState<number>();
  const buy = async () => {
    setChecked(undefined);
    const [{ paid }, found, end] = await Promise.all([
      granting(),
      checkTerms(offer),
      wouldEnd(campaign, offer),
    ]);
    setChecked(found);
    setUntil(end);
    const body = { campaign, offer: offer.offer };
    return [paid(account.value!.client.escrow, "buy_license", body, denom, price)];
  };
  const withdraw = async () => [
    account.value!.client.escrow.message("withdraw_offer", { campaign, offer: offer.offer }),
  ];
  const look = () => {
    setChecked(undefined);
    void checkTerms(offer).then(setChecked);
  };
  const time = duration_seconds ? durationText(duration_seconds) : t("data.forever");
  return (
    <li class="card">
      <Offered offer={offer} time={time} after={after} />
      {checked && <TermsSaid checked={checked} />}
      <div class="buttons">
        {/* Whoever holds one without end has nothing to buy; the button stays, as what it opened is below it. */}
        <Send
          primary
          make={buy}
          done={again}
          disabled={after === Infinity}
          does={
            <>
              <p>
                {until === undefined
                  ? t("data.buy_does", { time })
                  : t("data.buy_until", { time, until: dateText(until) })}
              </p>
              {checked && <TermsSaid checked={checked} />}
            </>
          }
        >
          {t(after > 0 && after < Infinity ? "data.extend" : "data.buy")}
        </Send>
        <button onClick={look}>{t("data.check")}</button>
        {own && (
          <Send make={withdraw} done={again} does={<p>{t("data.withdraw_does")}</p>}>
            {t("data.withdraw")}
          </Send>
        )}
      </div>
    </li>
  );
}

/** What is offered: for how much, until when, and under which terms. */
function Offered({ offer, time, after }: Pick<OfferProps, "offer" | "after"> & { time: string }) {
  const { denom, price, duration_seconds, terms_uri, terms_hash } = offer;
  return (
    <>
      <p>
        <strong>
          <Amount of={price} denom={denom} />
        </strong>{" "}
        · {time}
        {duration_seconds && (
          <span class="quiet">
            {" "}
            · {t("data.until", { until: dateText(Math.max(now(), after) + duration_seconds) })}
          </span>
        )}
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
    </>
  );
}

function TermsSaid({ checked }: { checked: Checked }) {
  if (checked.at === "same") return <Notice tone="good">{t("data.same")}</Notice>;
  if (checked.at === "other") {
    return (
      <Notice tone="bad">
        {t("data.other")} <span class="quiet breaks">SHA-256 {checked.found}</span>
      </Notice>
    );
  }
  return <Notice tone="warn">{t("data.unread", { why: errorText(checked.why) })}</Notice>;
}
