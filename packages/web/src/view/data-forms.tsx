// What a requester sells of a dataset, and what anybody pays into it.

import { useState } from "preact/hooks";
import { unitFor, denomKey, type Denom } from "../chain/denoms.js";
import { granting } from "../chain/parts.js";
import { account } from "../chain/wallet.js";
import { readAmount } from "../logic/money.js";
import { t } from "../words/words.js";
import { Send } from "./send.js";

interface FormProps {
  campaign: number;
  denoms: readonly Denom[];
  again: () => void;
}

function DenomChoice({
  denoms,
  at,
  choose,
}: {
  denoms: readonly Denom[];
  at: number;
  choose: (at: number) => void;
}) {
  return (
    <select
      aria-label={t("form.denom")}
      value={String(at)}
      onChange={(event) => choose(Number(event.currentTarget.value))}
    >
      {denoms.map((denom, index) => (
        <option key={denomKey(denom)} value={String(index)}>
          {unitFor(denom).symbol}
        </option>
      ))}
    </select>
  );
}

/** SHA-256 of a file, hex. */
async function hashOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function TermsFile({ hash, found }: { hash: string; found: (hash: string) => void }) {
  const take = async (file: File | undefined) => file && found(await hashOf(file));
  return (
    <>
      <label>
        {t("offer.file")}{" "}
        <input type="file" onChange={(event) => void take(event.currentTarget.files?.[0])} />
      </label>
      {hash && <p class="quiet breaks">SHA-256 {hash}</p>}
    </>
  );
}

/** Offers licenses; the terms are a file whose hash is in the offer. */
export function OfferForm({ campaign, denoms, again }: FormProps) {
  const [at, setAt] = useState(0);
  const [price, setPrice] = useState("");
  const [days, setDays] = useState("");
  const [uri, setUri] = useState("");
  const [hash, setHash] = useState("");
  const denom = denoms[at] ?? denoms[0]!;
  const amount = readAmount(price, unitFor(denom));
  const make = async () => [
    account.value!.client.escrow.message("offer_license", {
      campaign,
      denom,
      price: (amount ?? 0n).toString(),
      terms_uri: uri,
      terms_hash: hash,
      duration_seconds: days === "" ? null : Math.round(86_400 * Number(days)),
    }),
  ];
  return (
    <details>
      <summary>{t("offer.title")}</summary>
      <div class="form">
        <label>
          {t("offer.price")}{" "}
          <input
            inputMode="decimal"
            value={price}
            onInput={(event) => setPrice(event.currentTarget.value)}
          />{" "}
          <DenomChoice denoms={denoms} at={at} choose={setAt} />
        </label>
        <label>
          {t("offer.days")}{" "}
          <input
            inputMode="decimal"
            value={days}
            onInput={(event) => setDays(event.currentTarget.value)}
          />
        </label>
        <label>
          {t("offer.uri")}{" "}
          <input type="url" value={uri} onInput={(event) => setUri(event.currentTarget.value)} />
        </label>
        <TermsFile hash={hash} found={setHash} />
        <Send
          make={make}
          done={again}
          disabled={!amount || uri === "" || hash === ""}
          does={<p>{t("offer.does")}</p>}
        >
          {t("offer.title")}
        </Send>
      </div>
    </details>
  );
}

/** Pays income of the data into it, for those who made it. */
export function RoyaltyForm({ campaign, denoms, again }: FormProps) {
  const [at, setAt] = useState(0);
  const [text, setText] = useState("");
  const denom = denoms[at] ?? denoms[0]!;
  const amount = readAmount(text, unitFor(denom)) ?? 0n;
  const make = async () => {
    const { paid } = await granting();
    return [paid(account.value!.client.escrow, "pay_royalty", { campaign }, denom, amount)];
  };
  return (
    <details>
      <summary>{t("royalty.title")}</summary>
      <div class="buttons">
        <label>
          {t("royalty.amount")}{" "}
          <input
            inputMode="decimal"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />{" "}
          <DenomChoice denoms={denoms} at={at} choose={setAt} />
        </label>
        <Send make={make} done={again} disabled={amount === 0n} does={<p>{t("royalty.does")}</p>}>
          {t("royalty.title")}
        </Send>
      </div>
    </details>
  );
}
