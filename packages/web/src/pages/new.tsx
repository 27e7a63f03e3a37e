// A new campaign: its items and its question become a manifest in this page, and the contract says what it
// costs and what it refuses.

import { denoms as allDenoms } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { all } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { denomKey, unitFor, type Denom } from "../chain/denoms.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { t } from "../words/words.js";
import { Faults } from "../view/field.js";
import { faultText, KeepAndSend, Price, Publish } from "../view/new-end.js";
import { ItemsPart, Question, WhoAndHow } from "../view/new-form.js";
import { Failed, Loading, Notice } from "../view/text.js";
import { useNewCampaign } from "../view/use-new-campaign.js";
import { connecting } from "../view/wallet-button.js";

/** Denoms in which campaigns may pay now. */
async function payable(): Promise<Denom[]> {
  return (await all(allDenoms(reader().escrow))).map(({ terms }) => terms.denom);
}

export function New() {
  const { value, error, again } = useResource(["denoms"], payable, 0);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  return (
    <>
      <h1>{t("new.heading")}</h1>
      {!account.value && (
        <Notice>
          {t("new.no_wallet")}{" "}
          <button onClick={() => (connecting.value = true)}>{t("wallet.connect")}</button>
        </Notice>
      )}
      <Form denoms={value} />
    </>
  );
}

function Form({ denoms }: { denoms: readonly Denom[] }) {
  const [at, setAt] = useState(0);
  const denom = denoms[at] ?? { native: "" };
  const made = useNewCampaign(denom);
  const { fault } = made.draft;
  return (
    <Faults.Provider value={fault ? { [fault.path]: faultText(fault, made) } : {}}>
      <ItemsPart made={made} />
      <Question made={made} />
      <label>
        {t("form.denom")}{" "}
        <select value={String(at)} onChange={(event) => setAt(Number(event.currentTarget.value))}>
          {denoms.map((one, index) => (
            <option key={denomKey(one)} value={String(index)}>
              {unitFor(one).symbol}
            </option>
          ))}
        </select>
      </label>
      <WhoAndHow made={made} />
      <Price made={made} />
      <Publish made={made} />
      <KeepAndSend made={made} />
    </Faults.Provider>
  );
}
