// Settings of this browser: network, nodes, language, looks, and the keys that it keeps.

import { checkNode, type NodeReport } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { allNetworks, connect, network } from "../chain/connection.js";
import { dropBrowserKey, useBrowserKey } from "../chain/browser-key.js";
import { choose, useIpfs, useNodes, useRelays, writeEntry } from "../chain/choosing.js";
import { isNode } from "../chain/network.js";
import { account, BROWSER, connectTo, reconnect } from "../chain/wallet.js";
import { loadWorker } from "../chain/session.js";
import { language, speak, t, type Language } from "../words/words.js";
import { KeyRows } from "../view/keys-later.js";
import { OpenFile } from "../view/offline.js";
import { Session } from "../view/session.js";
import { errorText, Notice } from "../view/text.js";
import { paint, theme, THEMES } from "../view/theme.js";

export function Settings() {
  return (
    <>
      <h1>{t("nav.settings")}</h1>
      <Looks />
      <Keys />
      <Networks />
      {network.value && <Nodes />}
      {network.value && <Drand />}
      <Ipfs />
      {network.value?.kind === "local" && <BrowserKey />}
      {account.value && <Session />}
    </>
  );
}

function Looks() {
  return (
    <section>
      <h2>{t("settings.looks")}</h2>
      <div class="buttons">
        <div class="segments" role="group" aria-label={t("settings.language")}>
          {(["en", "id"] as Language[]).map((one) => (
            <button
              lang={one}
              aria-pressed={language.value === one}
              onClick={() => void speak(one)}
            >
              {one === "en" ? "English" : "Bahasa Indonesia"}
            </button>
          ))}
        </div>
        <div class="segments" role="group" aria-label={t("settings.theme")}>
          {THEMES.map((one) => (
            <button aria-pressed={theme.value === one} onClick={() => paint(one)}>
              {t(`theme.${one}`)}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

function Keys() {
  return (
    <details open={location.hash.endsWith("?keys")}>
      <summary>{t("settings.keys")}</summary>
      <KeyRows />
    </details>
  );
}

/** Connects with what was changed; whose wallet was connected stays so. */
const anew = () =>
  void connect()
    .then(reconnect)
    .then(loadWorker)
    .catch(() => undefined);

function Networks() {
  const current = network.value?.deployment.chain_id;
  const link = network.value && linkOf();
  return (
    <section>
      <h2>{t("settings.network")}</h2>
      <div class="choices">
        {allNetworks.value.map((entry) => (
          <button
            aria-pressed={entry.deployment.chain_id === current}
            onClick={() => {
              choose(entry);
              void connect();
            }}
          >
            {entry.name} · {entry.deployment.chain_id}
          </button>
        ))}
      </div>
      <OpenFile />
      {link && (
        <p>
          <a class="breaks" href={link}>
            {t("settings.link")}
          </a>
        </p>
      )}
    </section>
  );
}

/** A link that offers this network to somebody else. */
function linkOf(): string {
  const bytes = new TextEncoder().encode(JSON.stringify(writeEntry(network.value!)));
  const code = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
  return `${location.href.split("#")[0]}#/?d=${code.replace(/=+$/, "")}`;
}

function Nodes() {
  const { nodes, deployment } = network.value!;
  const [text, setText] = useState(nodes.join("\n"));
  const [reports, setReports] = useState<NodeReport[]>();
  const [busy, setBusy] = useState(false);
  const list = text.split(/\s+/).filter(Boolean);
  const check = async () => {
    setBusy(true);
    setReports(await Promise.all(list.map((node) => checkNode(node, deployment.chain_id))));
    setBusy(false);
  };
  const use = () => {
    useNodes(deployment.chain_id, list);
    anew();
  };
  return (
    <section>
      <h2>{t("nodes")}</h2>
      <label>
        {t("settings.nodes")}
        <textarea rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <div class="buttons">
        <button disabled={busy || list.length === 0} onClick={() => void check()}>
          {t("settings.check")}
        </button>
        <button disabled={!list.every(isNode)} onClick={use}>
          {t("settings.use")}
        </button>
      </div>
      {reports?.map(({ node, problems }) => (
        <Notice tone={problems.length === 0 ? "good" : "warn"}>
          {node}:{" "}
          {problems.length === 0 ? t("settings.fine") : problems.map((one) => one.text).join("; ")}
        </Notice>
      ))}
    </section>
  );
}

/** Relays of drand, whose rounds draw tickets. */
function Drand() {
  const { relays, deployment } = network.value!;
  const [text, setText] = useState(relays.join("\n"));
  const list = text.split(/\s+/).filter(Boolean);
  const use = () => {
    useRelays(deployment.chain_id, list);
    anew();
  };
  return (
    <section>
      <h2>drand</h2>
      <label>
        {t("settings.relays")}
        <textarea rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <button disabled={!list.every(isNode)} onClick={use}>
        {t("settings.use")}
      </button>
    </section>
  );
}

function Ipfs() {
  const [text, setText] = useState(network.value?.ipfsGateway ?? "");
  const use = () => {
    useIpfs(text.trim());
    anew();
  };
  return (
    <section>
      <h2>IPFS</h2>
      <label class="file">
        {t("settings.ipfs")}{" "}
        <input
          type="url"
          value={text}
          placeholder="https://…"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>{" "}
      <button onClick={use}>{t("settings.use")}</button>
    </section>
  );
}

/** The key of this browser on a local chain: another one, or none. */
function BrowserKey() {
  const [hex, setHex] = useState("");
  const [result, setResult] = useState<{ text?: string; error?: unknown }>({});
  const act = async (what: () => Promise<void>) => {
    try {
      await what();
      await loadWorker();
      setResult({ text: account.value?.address ?? t("settings.forgotten") });
    } catch (error) {
      setResult({ error });
    }
  };
  return (
    <section>
      <h2>{t("wallet.browser")}</h2>
      <p>{t("wallet.browser_note")}</p>
      <label class="file">
        {t("settings.hex")}{" "}
        <input
          type="password"
          autocomplete="off"
          value={hex}
          onInput={(event) => setHex(event.currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button disabled={hex === ""} onClick={() => void act(() => useBrowserKey(hex))}>
          {t("settings.use")}
        </button>
        <button onClick={() => void act(() => connectTo(BROWSER))}>{t("settings.make")}</button>
        <button onClick={() => void act(dropBrowserKey)}>{t("settings.forget")}</button>
      </div>
      {result.text && <Notice tone="good">{result.text}</Notice>}
      {result.error !== undefined && <Notice tone="bad">{errorText(result.error)}</Notice>}
    </section>
  );
}
