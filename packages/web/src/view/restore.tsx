// What opens sealed pages, as a file: kept, and loaded again.

import { useState } from "preact/hooks";
import { account } from "../chain/wallet.js";
import type { Engine, WorkSeat } from "../chain/work.js";
import { t } from "../words/words.js";
import { errorText, Notice } from "./text.js";

/** Takes what opens seals from a file that was saved before, here or elsewhere. */
export function Restore({ engine }: { engine: Engine }) {
  const [result, setResult] = useState<{ count?: number; error?: unknown }>({});
  const read = async (file: File | undefined) => {
    try {
      if (file) setResult({ count: await engine.restore(await file.text()) });
    } catch (error) {
      setResult({ error });
    }
  };
  return (
    <details>
      <summary>{t("backup.restore")}</summary>
      <p>{t("backup.restore_what", { address: account.value?.address ?? "" })}</p>
      <input
        type="file"
        accept=".txt,text/plain"
        aria-label={t("backup.restore")}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      {result.count !== undefined && (
        <Notice tone="good">{t("backup.restored", { count: result.count })}</Notice>
      )}
      {result.error !== undefined && <Notice tone="bad">{errorText(result.error)}</Notice>}
    </details>
  );
}

/** The file that reveals a sealed seat, and nothing else. */
export function Backup({ engine, entry: { seat } }: { engine: Engine; entry: WorkSeat }) {
  const [state, setState] = useState<"here" | "missing">("here");
  const save = async () => {
    const found = await engine.backup(seat.task, seat.wave);
    if (!found) {
      setState("missing");
      return;
    }
    await (await import("./backup-file.js")).keepBackup([found]);
  };
  if (state === "missing") return <p class="quiet">{t("backup.missing")}</p>;
  return (
    <p>
      <button onClick={() => void save()}>{t("backup.save")}</button>{" "}
      <span class="quiet">{t("backup.what")}</span>
    </p>
  );
}
