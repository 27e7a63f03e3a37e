// Connecting a wallet, and who is connected.

import { useEffect, useRef, useState } from "preact/hooks";
import { network } from "../chain/connection.js";
import { loadWorker } from "../chain/session.js";
import { account, BROWSER, connectTo, disconnect, walletNames } from "../chain/wallet.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { Faucet } from "./faucet.js";
import { errorText, Notice } from "./text.js";
import { connecting } from "./wallet-button.js";

export function WalletDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => (connecting.value = false);
  return (
    <dialog ref={dialog} onClose={close} aria-label={t("wallet.title")}>
      <h2>{t("wallet.title")}</h2>
      {account.value ? <Connected close={close} /> : <Choice close={close} />}
      <div class="buttons">
        <button onClick={() => dialog.current?.close()}>{t("close")}</button>
      </div>
    </dialog>
  );
}

function Connected({ close }: { close: () => void }) {
  const who = account.value!;
  return (
    <>
      <p class="breaks">{who.address}</p>
      <p>{who.wallet === BROWSER ? t("wallet.browser_note") : who.wallet}</p>
      <div class="buttons">
        <a class="button" href={href({ page: "me" })} onClick={close}>
          {t("nav.me")}
        </a>
        <button onClick={() => disconnect()}>{t("wallet.disconnect")}</button>
        <Faucet />
      </div>
    </>
  );
}

function Choice({ close }: { close: () => void }) {
  const [names, setNames] = useState<string[]>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState("");
  // Whoever is quick is here before the network is known, which decides what may be offered.
  const known = network.value;
  useEffect(() => void walletNames().then(setNames, setError), [known]);
  const connect = async (name: string) => {
    setBusy(name);
    setError(undefined);
    try {
      await connectTo(name);
      await loadWorker();
      close();
    } catch (failed) {
      setError(failed);
    }
    setBusy("");
  };
  return (
    <>
      {names?.length === 0 && <Notice>{t("wallet.none")}</Notice>}
      <div class="choices">
        {names?.map((name) => (
          <button disabled={busy !== ""} onClick={() => void connect(name)}>
            {name === BROWSER ? t("wallet.browser") : name}
          </button>
        ))}
      </div>
      {busy !== "" && busy !== BROWSER && <p role="status">{t("send.wallet")}</p>}
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      <p class="quiet">{t("wallet.chain", { chain: network.value?.deployment.chain_id ?? "" })}</p>
    </>
  );
}
