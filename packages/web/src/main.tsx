import { render } from "preact";
import { App, loadAhead } from "./app.js";
import { connect, link } from "./chain/connection.js";
import { signing } from "./chain/parts.js";
import { reconnect } from "./chain/wallet.js";
import { speakByHabit } from "./words/words.js";
import { paint } from "./view/theme.js";

/** No `await` stands outside of functions here: parts that are loaded meanwhile import from this file's own. */
async function start(): Promise<void> {
  paint();
  await speakByHabit();
  loadAhead();
  // Whoever was here before goes on where they were; nobody else loads what signs.
  const known = localStorage.getItem("pasar/wallet") !== null;
  if (known) void signing().catch(() => undefined);
  render(<App />, document.getElementById("app")!);
  await connect();
  // A browser that keeps nothing shows the page all the same.
  void import("./keep-offline.js").then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  if (link.value.state !== "ready" || !known) return;
  const { loadWorker } = await import("./chain/session.js");
  await reconnect().then(loadWorker, () => undefined);
}

void start();
