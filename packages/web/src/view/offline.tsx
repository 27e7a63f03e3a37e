// The page without a node: why, and what can be done about it. A link may offer a network.

import { useState } from "preact/hooks";
import { addNetwork } from "../chain/choosing.js";
import { connect, link } from "../chain/connection.js";
import { readEntry, type NetworkEntry } from "../chain/network.js";
import { readJson } from "../logic/json.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { errorText, Fact, Notice } from "./text.js";

export function Offline({ offered }: { offered: string | null }) {
  if (offered !== null) return <Offered code={offered} />;
  return (
    <>
      <h1>{t(link.value.state === "nowhere" ? "offline.nowhere" : "offline.title")}</h1>
      {link.value.state === "broken" && <Notice tone="bad">{errorText(link.value.error)}</Notice>}
      <p>{t(link.value.state === "nowhere" ? "offline.add" : "offline.what")}</p>
      <div class="buttons">
        {link.value.state === "broken" && (
          <button class="primary" onClick={() => void connect()}>
            {t("again")}
          </button>
        )}
        <a class="button" href={href({ page: "settings" })}>
          {t("nav.settings")}
        </a>
      </div>
      <OpenFile />
    </>
  );
}

/** A network in a file: what the deploy tool writes, with the address of a node. */
export function OpenFile() {
  const [error, setError] = useState<unknown>();
  const open = async (file: File | undefined) => {
    setError(undefined);
    try {
      if (file) await join(readEntry(readJson(await file.text())));
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <>
      <label class="file">
        {t("offline.file")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void open(event.currentTarget.files?.[0])}
        />
      </label>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
    </>
  );
}

async function join(entry: NetworkEntry): Promise<void> {
  addNetwork(entry);
  location.hash = "#/";
  await connect();
}

/** What a link says of a network, which is shown before it is used. */
function Offered({ code }: { code: string }) {
  let entry: NetworkEntry;
  try {
    const bytes = Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (char) =>
      char.charCodeAt(0),
    );
    entry = readEntry(readJson(new TextDecoder().decode(bytes)));
    // Somebody's link must not have a key of this browser sign on a chain that they call local.
    if (!entry.nodes.every((node) => node.startsWith("http://"))) entry.kind = "unknown";
  } catch (error) {
    return <Notice tone="bad">{t("offline.bad_link", { why: errorText(error) })}</Notice>;
  }
  const { contracts, chain_id } = entry.deployment;
  return (
    <>
      <h1>{t("offline.offered")}</h1>
      <Notice tone="warn">{t("offline.trust")}</Notice>
      <dl class="facts">
        <Fact name={t("chain")}>{chain_id}</Fact>
        <Fact name={t("nodes")}>{entry.nodes.join(", ")}</Fact>
        {Object.entries(contracts).map(([name, { address }]) => (
          <Fact name={name}>
            <span class="breaks">{address}</span>
          </Fact>
        ))}
      </dl>
      <div class="buttons">
        <button class="primary" onClick={() => void join(entry)}>
          {t("offline.use")}
        </button>
        <a class="button" href={href({ page: "market" })}>
          {t("back")}
        </a>
      </div>
    </>
  );
}
