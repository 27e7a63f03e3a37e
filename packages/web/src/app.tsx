// The page's frame, and which page is in it. Pages are loaded when they are wanted.

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { link } from "./chain/connection.js";
import { readHash, type Place, type Route } from "./logic/route.js";
import { Failed, Loading, Notice } from "./view/text.js";
import { later } from "./view/later.js";
import { Footer, Header, NoRealChain } from "./view/shell.js";
import { connecting } from "./view/wallet-button.js";
import type { Part } from "./words/dictionary.js";
import { loadWords, t } from "./words/words.js";

const place = signal<Place>(readHash(location.hash));
addEventListener("hashchange", () => {
  place.value = readHash(location.hash);
  scrollTo(0, 0);
  document.querySelector<HTMLElement>("main")?.focus();
});

const Offline = later(async () => {
  const [{ Offline }] = await Promise.all([import("./view/offline.js"), loadWords("start")]);
  return Offline;
});
const WalletDialog = later(async () => {
  const [{ WalletDialog }] = await Promise.all([
    import("./view/wallet-dialog.js"),
    loadWords("start"),
  ]);
  return WalletDialog;
});

type Page = ComponentType<{ campaign: number; task: number; address: string }>;

/** What shows each page; those that need no node are told apart below. */
const PAGES: Record<Exclude<Route["page"], "nowhere">, () => Promise<Page>> = {
  market: async () => (await import("./pages/market.js")).Market as Page,
  campaign: async () => (await import("./pages/campaign.js")).CampaignPage as Page,
  join: async () => (await import("./pages/join.js")).Join as Page,
  label: async () => (await import("./pages/label.js")).Label as Page,
  task: async () => (await import("./pages/task.js")).TaskPage as Page,
  panel: async () => (await import("./pages/task.js")).PanelPage as Page,
  data: async () => (await import("./pages/data.js")).Data as Page,
  new: async () => (await import("./pages/new.js")).New as Page,
  run: async () => (await import("./pages/run.js")).Run as Page,
  me: async () => (await import("./pages/me.js")).Me as Page,
  stake: async () => (await import("./pages/stake.js")).Stake as Page,
  due: async () => (await import("./pages/due.js")).Due as Page,
  profile: async () => (await import("./pages/profile.js")).Profile as Page,
  settings: async () => (await import("./pages/settings.js")).Settings as Page,
  help: async () => (await import("./pages/help.js")).Help as Page,
};

/** Words that a page needs beside those of the frame. */
const WORDS: Partial<Record<keyof typeof PAGES, readonly Part[]>> = {
  market: ["market"],
  label: ["work"],
  join: ["work", "join", "start"],
  panel: ["work", "join", "start", "pages"],
  me: ["work", "pages", "start"],
  settings: ["work", "pages", "start"],
  new: ["work", "pages", "ask"],
  run: ["work", "pages", "ask"],
};

/** A page and its words. */
async function load(page: keyof typeof PAGES): Promise<Page> {
  const words = loadWords(...(WORDS[page] ?? ["work", "pages"]));
  const [Page] = await Promise.all([PAGES[page](), words]);
  return Page;
}

/** Begins to load what is shown first; it comes while a node is asked. */
export function loadAhead(): void {
  const { page } = place.value.route;
  if (page !== "nowhere") void load(page).catch(() => undefined);
}

const WITHOUT_NODE = new Set<Route["page"]>(["settings", "help", "nowhere"]);

export function App() {
  const { route, query } = place.value;
  const offered = query.get("d");
  return (
    <>
      <a class="skip" href="#main" onClick={toMain}>
        {t("nav.skip")}
      </a>
      <Header page={route.page} />
      <NoRealChain page={route.page} />
      <main id="main" tabIndex={-1}>
        {offered !== null || (link.value.state !== "ready" && !WITHOUT_NODE.has(route.page)) ? (
          <Offline offered={offered} />
        ) : (
          <Shown route={route} />
        )}
      </main>
      <Footer />
      {connecting.value && <WalletDialog />}
    </>
  );
}

function toMain(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("main")?.focus();
}

function Shown({ route }: { route: Route }) {
  const [found, setFound] = useState<{ name: string; Page: Page }>();
  const [error, setError] = useState<unknown>();
  const { page } = route;
  useEffect(() => {
    setError(undefined);
    if (page === "nowhere") return undefined;
    // Whoever goes on meanwhile must not be brought back by what comes late.
    let over = false;
    load(page).then(
      (Page) => over || setFound({ name: page, Page }),
      (failed) => over || setError(failed),
    );
    return () => {
      over = true;
    };
  }, [page]);
  if (route.page === "nowhere")
    return <Notice tone="warn">{t("nowhere", { path: route.path })}</Notice>;
  if (error !== undefined) return <Failed error={error} />;
  if (found?.name !== page) return <Loading lines={6} />;
  const values = { campaign: 0, task: 0, address: "", ...route };
  const { Page } = found;
  return <Page key={location.hash.split("?")[0]} {...values} />;
}
