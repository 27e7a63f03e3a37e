// The files that a new campaign's table links to: their hashes bind them.

import { toHex } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { MOST_BYTES } from "../logic/media-bytes.js";
import { match, pathsIn } from "../logic/media-files.js";
import { mediaColumns } from "../logic/new-campaign.js";
import { own } from "../words/own.js";
import { t } from "../words/words.js";
import { Bar, errorText, Notice } from "./text.js";
import type { NewCampaign } from "./use-new-campaign.js";

/** Paths that are named where they are missing. */
const NAMED = 5;

interface Picked {
  path: string;
  size: number;
  file: File;
}

/** Hashes of the files that paths mean, one after the other, so that one alone is in memory. */
async function hashed(
  files: ReadonlyMap<string, Picked>,
  progress: (done: number) => void,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const [path, { file, size }] of files) {
    if (size > MOST_BYTES) {
      const values = { path, size, most: MOST_BYTES };
      throw own("file_big", "{path}: {size} bytes, at most {most}", values);
    }
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    hashes.set(path, toHex(new Uint8Array(hash)));
    progress(hashes.size);
  }
  return hashes;
}

export function MediaFiles({ made }: { made: NewCampaign }) {
  const { items, show, hashes, setHashes } = made;
  const [state, setState] = useState<{ done?: number; of?: number; error?: unknown }>({});
  const paths = items ? pathsIn(items, mediaColumns(items, show)) : [];
  if (paths.length === 0) return null;
  const missing = paths.filter((path) => !hashes.has(path));
  const read = async (list: FileList | null) => {
    const files = [...(list ?? [])].map((file) => {
      return { path: file.webkitRelativePath || file.name, size: file.size, file };
    });
    const found = match(paths, files);
    try {
      setHashes(await hashed(found, (done) => setState({ done, of: found.size })));
      setState({});
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      <label class="file">
        {t("media.files")}
        <input
          type="file"
          multiple
          {...{ webkitdirectory: true }}
          onChange={(event) => void read(event.currentTarget.files)}
        />
      </label>
      <p class="quiet">{t("media.what")}</p>
      {state.done !== undefined && (
        <Bar
          value={state.done}
          of={state.of ?? 1}
          text={t("media.progress", { done: state.done, of: state.of ?? 0 })}
        />
      )}
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
      {hashes.size > 0 && missing.length === 0 && (
        <p class="good-text">{t("media.bound", { count: paths.length })}</p>
      )}
      {hashes.size > 0 && missing.length > 0 && (
        <Notice tone="warn">
          {t("media.missing", {
            count: missing.length,
            of: paths.length,
            names: missing.slice(0, NAMED).join(", "),
          })}
        </Notice>
      )}
    </>
  );
}
