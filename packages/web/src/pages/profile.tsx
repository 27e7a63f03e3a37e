// Somebody's profile: their records, shares and licenses, as anybody may see them.

import { t } from "../words/words.js";
import { HistoryTable, useHistory } from "../view/history.js";
import { InWork } from "../view/in-work.js";
import { Records } from "../view/records.js";
import { Shares } from "../view/shares.js";

export function Profile({ address }: { address: string }) {
  const history = useHistory(address);
  return (
    <>
      <h1 class="breaks">{address}</h1>
      <p class="quiet">{t("profile.what")}</p>
      <Records address={address} history={history.value} />
      <InWork address={address} />
      <HistoryTable history={history} />
      <Shares address={address} />
    </>
  );
}
