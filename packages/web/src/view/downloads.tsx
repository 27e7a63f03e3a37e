// Files of a campaign's labels, in the forms that other programs read.

import type { taskRegistry } from "pasar-client/reading";
import { useState } from "preact/hooks";
import type { File, Format } from "../chain/files.js";
import { manifestOf } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { t } from "../words/words.js";
import { download } from "./download.js";
import { errorText, Notice } from "./text.js";

const BOXES = ["fields", "counts", "raw", "tame"] as const;
type Boxes = Record<(typeof BOXES)[number], boolean>;

/** What is on a button; names of formats are no language's words. */
const FORMATS: readonly (readonly [Format, string])[] = [
  ["csv", "CSV"],
  ["jsonl", "JSON lines"],
  ["parquet", "Parquet"],
  ["card", "README.md"],
  ["label-studio", "Label Studio"],
];

interface State {
  busy?: boolean;
  file?: File;
  error?: unknown;
}

export function Downloads({ about }: { about: taskRegistry.CampaignResponse }) {
  const [state, setState] = useState<State>({});
  const [boxes, setBoxes] = useState<Boxes>({
    fields: true,
    counts: true,
    raw: false,
    tame: false,
  });
  const picture = usePicture(about);
  const save = async (format: Format, field?: string) => {
    setState({ busy: true });
    try {
      const { fileOf } = await import("../chain/files.js");
      const file = await fileOf(about, { ...boxes, format, ...(field && { field }) });
      download(file.name, file.content, file.type);
      setState({ file });
    } catch (error) {
      setState({ error });
    }
  };
  const busy = state.busy === true;
  return (
    <section>
      <h2>{t("data.download")}</h2>
      <p>{t("data.download_what")}</p>
      <div class="form" role="group" aria-label={t("data.with")}>
        {BOXES.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={boxes[name]}
              onChange={({ currentTarget: { checked } }) =>
                setBoxes((last) => ({ ...last, [name]: checked }))
              }
            />{" "}
            {t(`data.${name}`)}
          </label>
        ))}
      </div>
      <div class="buttons">
        {FORMATS.map(([format, name]) => (
          <button key={format} disabled={busy} onClick={() => void save(format)}>
            {name}
          </button>
        ))}
        {picture !== undefined && (
          <button
            disabled={busy || boxes.raw || !boxes.fields}
            onClick={() => void save("image-folder", picture)}
          >
            ImageFolder
          </button>
        )}
      </div>
      <p class="quiet">{t("data.formats")}</p>
      {state.file && <Saved file={state.file} />}
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </section>
  );
}

/** What was saved, and what of it is not as one would think. */
function Saved({ file }: { file: File }) {
  const { name, rows, tasks, of, formulas, unnamed } = file;
  return (
    <>
      <Notice tone="good">{t("data.downloaded", { name, count: rows, tasks, of })}</Notice>
      {unnamed !== undefined && (
        <Notice tone="warn">
          {unnamed === "private"
            ? t("data.private")
            : t("data.unnamed", { why: errorText(unnamed) })}
        </Notice>
      )}
      {formulas > 0 && <Notice tone="warn">{t("data.formulas", { count: formulas })}</Notice>}
    </>
  );
}

/** The field of the pictures that labelers saw, where there is one. */
function usePicture({ terms }: taskRegistry.CampaignResponse): string | undefined {
  const { value } = useResource(["manifest", terms.manifest.uri], () => manifestOf(terms), 0);
  const block = value?.header?.view.find(({ show }) => show === "image");
  return block && "field" in block ? block.field : undefined;
}
