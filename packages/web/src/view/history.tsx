// What an account has earned, campaign by campaign.

import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import type { Campaign } from "../chain/fitness.js";
import { historyOf } from "../chain/history.js";
import { useResource, type Resource } from "../chain/resource.js";
import { shareOf, type Earned, type History } from "../logic/history.js";
import { showBps } from "../logic/money.js";
import { href } from "../logic/route.js";
import { labelsOf, payFor } from "../logic/terms.js";
import { language, t } from "../words/words.js";
import { CampaignTitle } from "./campaign-title.js";
import { ownItemsPerHour } from "./own-pace.js";
import { Amount, amountText, errorText, Loading, numberText } from "./text.js";

export const useHistory = (address: string): Resource<History> =>
  useResource(["history", address], () => historyOf(address), 20);

interface HistoryProps {
  history: Resource<History>;
  /** Whether it is the reader's own: only of these is a pace known. */
  own?: boolean;
}

export function HistoryTable({ history, own = false }: HistoryProps) {
  const ask = async () => new Map((await everyCampaign()).map((one) => [one.campaign, one]));
  const abouts = useResource(["history-campaigns"], ask, 20);
  const { value, error } = history;
  if (!value || !abouts.value) {
    return error === undefined ? (
      <Loading />
    ) : (
      <p class="quiet">{t("history.no_search", { why: errorText(error) })}</p>
    );
  }
  return (
    <section>
      <h2>{t(own ? "history.title" : "history.of")}</h2>
      {value.campaigns.length === 0 ? (
        <p class="quiet">{t("history.none")}</p>
      ) : (
        <div class="wide stacks">
          <table>
            <thead>
              <tr>
                {(["campaign", "labels", "pay"] as const).map((name) => (
                  <th scope="col">{t(`history.${name}`)}</th>
                ))}
                {own && <th scope="col">{t("history.hour")}</th>}
              </tr>
            </thead>
            <tbody>
              {value.campaigns.map((earned) => (
                <Row
                  key={earned.campaign}
                  {...{ earned, own }}
                  of={abouts.value?.get(earned.campaign)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="quiet">{t("history.weeks")}</p>
    </section>
  );
}

interface RowProps {
  earned: Earned;
  own: boolean;
  of: Campaign | undefined;
}

function Row({ earned, own, of }: RowProps) {
  const { campaign, labels, pay } = earned;
  if (!of) return null;
  const { terms } = of;
  const rate = shareOf(pay, labels, BigInt(terms.price));
  return (
    <tr>
      <td>
        <a href={href({ page: "campaign", campaign })}>
          <CampaignTitle terms={terms} campaign={campaign} />
        </a>
      </td>
      <td data-name={t("history.labels")}>{numberText(labels)}</td>
      <td data-name={t("history.pay")}>
        <Amount of={pay} denom={terms.denom} /> ({showBps(rate, language.value)})
      </td>
      {own && <td data-name={t("history.hour")}>{hourText(of, rate)}</td>}
    </tr>
  );
}

/** What an hour of it paid at the reader's pace, where that is known. */
function hourText({ campaign, terms }: Campaign, rate: number): string {
  const { deployment, registry } = reader();
  const place = { chainId: deployment.chain_id, registry: registry.address, campaign };
  const items = ownItemsPerHour(place);
  if (items === undefined) return "–";
  return amountText(payFor(BigInt(terms.price), labelsOf(terms, items), rate), terms.denom);
}
