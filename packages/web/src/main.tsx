import { render } from "preact";
import { App, askAhead, loadAhead } from "./app.js";
import { connect, link } from "./chain/connection.js";
import { signing } from "./chain/parts.js";
import { reconnect } from "./chain/wallet.js";
import { loadWords, speakByHabit } from "./words/words.js";
import { paint } from "./view/theme.js";
// What the market is made of. It is a part of its own, as many come for another page; these are of both.
import "./chain/all.js";
import "./chain/fitness.js";
import "./chain/resource.js";
import "./view/campaign-title.js";
import "./view/own-pace.js";
import "./view/unfit.js";
import { followTitle } from "./view/title.js";

/** No `await` stands outside of functions here: parts that are loaded meanwhile import from this file's own. */
async function start(): Promise<void> {
  paint();
  // A node is asked while the words and what is shown first come.
  const words = speakByHabit();
  const connected = connect(askAhead);
  followTitle();
  loadAhead();
  // Whoever was here before goes on where they were; nobody else loads what signs.
  const known = localStorage.getItem("pasar/wallet") !== null;
  if (known) void signing().catch(() => undefined);
  await words;
  render(<App />, document.getElementById("app")!);
  await connected;
  // What the page says without a node is kept with it. A browser that keeps nothing shows it all the same.
  const kept = [import("./view/offline.js"), loadWords("start")];
  void Promise.all([import("./keep-offline.js"), ...kept])
    .then(([{ keepOffline }]) => keepOffline())
    .catch(() => undefined);
  if (link.value.state !== "ready" || !known) return;
  const { loadWorker } = await import("./chain/session.js");
  await reconnect().then(loadWorker, () => undefined);
}

void start();
