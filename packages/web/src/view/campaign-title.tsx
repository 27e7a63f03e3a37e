// What a campaign is called: by its header, where there is one, else by its number.

import { manifestTitle } from "../chain/titles.js";
import { t } from "../words/words.js";
import { Said } from "./said.js";

interface Props {
  campaign: number;
  terms: Parameters<typeof manifestTitle>[0] & { domain: string };
}

export function CampaignTitle({ campaign, terms }: Props) {
  const title = manifestTitle(terms);
  const plain = t("campaign.number", { campaign });
  return title ? <Said texts={title} /> : <>{`${plain}: ${terms.domain}`}</>;
}
