// The whole list of a campaign's items as a file: for everybody, or for licensees and the requester.

import type { taskRegistry } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { itemsFile } from "../chain/items-file.js";
import { gatewayOf, manifestOf } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { t } from "../words/words.js";
import { download } from "./download.js";
import { SignIn } from "./sign-in.js";
import { errorText, Failed, Loading, Notice } from "./text.js";

interface Props {
  about: taskRegistry.CampaignResponse;
  /** Whether the account may have what is private. */
  may: boolean;
}

export function ItemsOf({ about: { campaign, terms }, may }: Props) {
  const { uri } = terms.manifest;
  const found = useResource(["manifest", uri], () => manifestOf(terms), 0);
  const [state, setState] = useState<{ busy?: boolean; saved?: boolean; error?: unknown }>({});
  const [, again] = useState(0);
  const manifest = found.value;
  const mustSignIn = manifest !== undefined && gatewayOf(manifest, campaign) !== undefined;
  const isPrivate = manifest?.header?.access.kind === "gateway";
  const save = async () => {
    if (!manifest) return;
    setState({ busy: true });
    try {
      const bytes = await itemsFile(manifest, campaign);
      download(`items-${campaign}.jsonl`, new Uint8Array(bytes), "application/jsonl");
      setState({ saved: true });
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <section>
      <h2>{t("items.title")}</h2>
      {!manifest && (found.error === undefined ? <Loading lines={1} /> : <Failed {...found} />)}
      {manifest && mustSignIn && may ? (
        <SignIn manifest={manifest} campaign={campaign} again={() => again((count) => count + 1)} />
      ) : (
        manifest && <p>{t(isPrivate ? "items.private" : "items.public")}</p>
      )}
      {manifest && !mustSignIn && (
        <button disabled={state.busy === true} onClick={() => void save()}>
          {t("items.save")}
        </button>
      )}
      {state.saved && <Notice tone="good">{t("items.saved")}</Notice>}
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </section>
  );
}
