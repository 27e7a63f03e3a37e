import { render } from "preact";
import { App } from "./app.js";
import { connect, link } from "./chain/connection.js";
import { speakByHabit } from "./words/words.js";
import { paint } from "./view/theme.js";

paint();
await speakByHabit();
render(<App />, document.getElementById("app")!);
await connect();
// Whoever was here before goes on where they were; nobody else loads what signs.
if (link.value.state === "ready" && localStorage.getItem("pasar/wallet")) {
  const { followWallet, reconnect } = await import("./chain/wallet.js");
  const { loadWorker } = await import("./chain/session.js");
  followWallet();
  await reconnect().then(loadWorker, () => undefined);
}
