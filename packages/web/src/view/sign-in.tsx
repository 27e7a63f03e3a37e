// Signing in at the gateway of a campaign whose items are private.

import { useState } from "preact/hooks";
import { gatewayOf, signIn, type Manifest } from "../chain/manifest.js";
import { webHost } from "../logic/safe-text.js";
import { t } from "../words/words.js";
import { errorText, Notice } from "./text.js";

export function SignIn({
  manifest,
  campaign,
  again,
}: {
  manifest: Manifest;
  campaign: number;
  again: () => void;
}) {
  const [error, setError] = useState<unknown>();
  const gateway = gatewayOf(manifest, campaign) ?? "";
  const sign = () => signIn(manifest, campaign).then(again, setError);
  return (
    <Notice>
      <p>{t("desk.gateway", { host: webHost(gateway) ?? gateway })}</p>
      <button class="primary" onClick={() => void sign()}>
        {t("desk.sign_in")}
      </button>
      {error !== undefined && <p>{errorText(error)}</p>}
    </Notice>
  );
}
