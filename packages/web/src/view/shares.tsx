// Shares in datasets, and licenses, of an account.

import { seconds } from "pasar-client/reading";
import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "./campaign-title.js";
import { Amount, dateText, numberText, Failed, Loading } from "./text.js";

async function ask(address: string) {
  const { escrow } = reader();
  const found = await Promise.all(
    (await everyCampaign()).map(async ({ campaign, terms }) => {
      const [holder, license] = await Promise.all([
        escrow.query("holder", { campaign, address }),
        escrow.query("has_license", { campaign, address }),
      ]);
      return { campaign, terms, holder, license };
    }),
  );
  return found.filter(({ holder, license }) => holder.shares !== "0" || license.licensed);
}

export function Shares({ address }: { address: string }) {
  const { value, error, again } = useResource(["shares", address], () => ask(address), 10);
  if (!value) return error === undefined ? <Loading /> : <Failed {...{ error, again }} />;
  if (value.length === 0) return null;
  return (
    <section>
      <h2>{t("shares.title")}</h2>
      <ul class="cards">
        {value.map(({ campaign, terms, holder, license }) => (
          <li class="card">
            <h3>
              <a href={href({ page: "data", campaign })}>
                <CampaignTitle terms={terms} campaign={campaign} />
              </a>
            </h3>
            {holder.shares !== "0" && (
              <p>
                {t("shares.count", { shares: numberText(Number(holder.shares)) })}{" "}
                {holder.royalties.length === 0 && t("shares.none")}
                {holder.royalties.map(({ amount, denom }) => (
                  <Amount of={amount} denom={denom} />
                ))}
              </p>
            )}
            {license.licensed && (
              <p>
                {license.expires
                  ? t("shares.licensed_until", { until: dateText(seconds(license.expires)) })
                  : t("shares.licensed")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
