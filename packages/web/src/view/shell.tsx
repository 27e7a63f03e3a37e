// What is around every page: where one can go, who is connected, how the chain is.

import { useEffect, useState } from "preact/hooks";
import { block, link, network, now, online } from "../chain/connection.js";
import { account } from "../chain/wallet.js";
import { href, type PlainPage, type Route } from "../logic/route.js";
import { language, speak, t } from "../words/words.js";
import { durationText, numberText } from "./text.js";
import { dueCount } from "./title.js";
import { WalletButton } from "./wallet-button.js";

const LINKS: PlainPage[] = ["market", "me", "new", "stake", "due"];

export function Header({ page }: { page: Route["page"] }) {
  const height = block.value?.height;
  const who = account.value?.address;
  useEffect(() => {
    if (who !== undefined || dueCount.value > 0) {
      void import("./inbox.js").then(({ lookAtInbox }) => lookAtInbox());
    }
  }, [who, height]);
  const local = network.value?.kind === "local";
  return (
    <header class="top">
      <a class="brand" href={href({ page: "market" })}>
        <img src="./pasar.svg" alt="" width="28" height="28" /> <span>Pasar</span>
      </a>
      <nav aria-label={t("nav.label")}>
        {LINKS.map((name) => (
          <a href={href({ page: name })} aria-current={name === page ? "page" : undefined}>
            {t(`nav.${name as "me"}`)}
            {name === "me" && dueCount.value > 0 && <DueNow />}
          </a>
        ))}
      </nav>
      <div class="tools">
        <Languages />
        {network.value && (
          <span
            class={local ? "tag warn-text" : "tag"}
            title={local ? t(network.value.embedded ? "network.embedded" : "network.local") : ""}
          >
            {network.value.deployment.chain_id}
          </span>
        )}
        <WalletButton />
      </div>
    </header>
  );
}

/** How many things the account must do itself, in time. */
function DueNow() {
  return (
    <span class="due-now">
      {dueCount.value}
      <span class="hidden"> {t("nav.due_now")}</span>
    </span>
  );
}

/** What a chain is that lives in a program; where items need the room, the mark above says it alone. */
export function NoRealChain({ page }: { page: Route["page"] }) {
  if (!network.value?.embedded || page === "label") return null;
  return <aside class="notice warn banner">{t("network.embedded")}</aside>;
}

function Languages() {
  const other = language.value === "en" ? "id" : "en";
  const name = other === "id" ? "Bahasa Indonesia" : "English";
  return (
    <button class="plain" lang={other} title={name} onClick={() => void speak(other)}>
      {other.toUpperCase()}
      <span class="hidden"> {name}</span>
    </button>
  );
}

/** The node that answers now, by its host. */
function Node({ url }: { url: string }) {
  return (
    <span class="node" title={url}>
      {t("node")} {new URL(url).host}
    </span>
  );
}

export function Footer() {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 5_000);
    return () => clearInterval(timer);
  }, []);
  const seen = block.value;
  return (
    <footer>
      <span role="status">
        {link.value.state === "ready" && seen
          ? t("footer.block", {
              height: numberText(seen.height),
              age: durationText(Math.max(0, now() - seen.seconds)),
            })
          : t(`link.${link.value.state}`)}
        {!online.value && ` · ${t("footer.offline")}`}
      </span>
      {link.value.state === "ready" && <Node url={link.value.reader.chain.rpc.node} />}
      <span>
        <a href="#/settings?keys">{t("nav.keys")}</a> ·{" "}
        <a href={href({ page: "settings" })}>{t("nav.settings")}</a> ·{" "}
        <a href={href({ page: "help" })}>{t("nav.help")}</a>
      </span>
    </footer>
  );
}
