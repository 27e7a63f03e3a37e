// What a requester says of a new campaign: items, question, who labels, and for how much.

import { useState } from "preact/hooks";
import { guessShow, itemsOf, type Items } from "../logic/items.js";
import { PRESETS } from "../logic/new-campaign.js";
import { classesOf, fitted, isBlank, type Show } from "../logic/new-questions.js";
import { readTable } from "../logic/table.js";
import { edited } from "../logic/templates.js";
import { t } from "../words/words.js";
import { Fault, Field } from "./field.js";
import { MediaFiles } from "./media-files.js";
import { AddQuestion, isOneClass, OfQuestions, Questions, Templates } from "./new-questions.js";
import { errorText, Notice } from "./text.js";
import type { NewCampaign, Typed } from "./use-new-campaign.js";

interface PartProps {
  made: NewCampaign;
}

const SHOWS: readonly Show[] = ["text", "image", "audio", "video", "link", "hide"];
/** Rows of the table that are shown. */
const SHOWN_ROWS = 5;

export function ItemsPart({ made }: PartProps) {
  const { items, setItems, setShow, typed, change } = made;
  const [error, setError] = useState<unknown>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const table = readTable(await file.text());
      const found = itemsOf(table);
      const show = Object.fromEntries(
        found.fields.map((name) => {
          const isHash = name.endsWith("_sha256");
          const guessed: Show = isHash
            ? "hide"
            : guessShow(found.rows.map((one) => one[name] ?? ""));
          return [name, guessed];
        }),
      );
      setItems(table);
      setShow(show);
      // Whose answers are known has named them.
      const gold = found.known.flatMap(({ cells }) => [...cells.values()]);
      const classes = [...new Set(gold.map(({ text }) => text))].join("\n");
      change({
        questions: typed.questions.map((one) =>
          isBlank(one) ? { ...one, classes } : fitted(one, found.fields),
        ),
      });
      setError(undefined);
    } catch (failed) {
      setError(failed);
    }
  };
  return (
    <section>
      <h2>1 · {t("new.items")}</h2>
      <p>{t("new.items_what")}</p>
      <label class="file">
        {t("new.file")}
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {items && <Preview items={items} made={made} />}
    </section>
  );
}

function Preview({ items, made }: PartProps & { items: Items }) {
  const { show, setShow, known, typed } = made;
  const { lines, fields, rows } = items;
  const hidden = isOneClass(typed.questions) ? [] : items.known;
  return (
    <>
      <p class="good-text">
        {t("new.found", { count: lines.length })}{" "}
        {known > 0 && t("new.found_gold", { count: known })}
      </p>
      {hidden.length > 0 && (
        <p class="quiet">
          {t("ask.known_columns", { names: hidden.map(({ name }) => name).join(", ") })}
        </p>
      )}
      {isOneClass(typed.questions) && <Fault path="gold" />}
      <Fault path="view" />
      <div class="wide" tabIndex={0} role="region" aria-label={t("new.items")}>
        <table>
          <thead>
            <tr>
              {fields.map((field) => (
                <th>
                  <label>
                    {field}{" "}
                    <select
                      value={show[field] ?? "text"}
                      onChange={(event) =>
                        setShow({ ...show, [field]: event.currentTarget.value as Show })
                      }
                    >
                      {SHOWS.map((one) => (
                        <option value={one}>{t(`show.${one}`)}</option>
                      ))}
                    </select>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN_ROWS).map((row) => (
              <tr>
                {fields.map((field) => (
                  <td>{row[field]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MediaFiles made={made} />
    </>
  );
}

/** A field of the form by its name. */
function useText(made: NewCampaign) {
  return (name: Exclude<keyof Typed, "questions">) => ({
    value: made.typed[name],
    change: (value: string) => made.change(edited(name, value, made.typed)),
  });
}

export function Question({ made }: PartProps) {
  const { questions } = made.typed;
  const text = useText(made);
  const [only] = questions;
  const one = isOneClass(questions) ? only : undefined;
  return (
    <section>
      <h2>2 · {t("new.question")}</h2>
      {questions.length === 1 && <Templates made={made} />}
      <div class="fields-grid two">
        <Field
          label={t(questions.length > 1 ? "ask.called" : "new.title")}
          path="title"
          {...text("title")}
        />
        <Field label={t("new.title_id")} {...text("titleId")} hint={t("new.optional")} />
        <Field
          label={t("new.instructions")}
          path="instructions"
          lines={6}
          {...text("instructions")}
          hint={t("new.markdown")}
        />
        <Field
          label={t("new.instructions_id")}
          lines={3}
          {...text("instructionsId")}
          hint={t("new.optional")}
        />
        {one && (
          <Field
            label={t("new.classes")}
            path="questions[0].classes"
            lines={4}
            value={one.classes}
            change={(classes) => made.change({ questions: [{ ...one, classes }] })}
            hint={t("new.classes_hint", { count: classesOf(one.classes).length })}
          />
        )}
      </div>
      {!one && <Questions made={made} />}
      <AddQuestion made={made} />
      {!one && <OfQuestions made={made} />}
      <div class="fields-grid two">
        <Field label={t("domain")} path="domain" {...text("domain")} hint={t("new.domain_hint")} />
        <Field label={t("new.license")} {...text("license")} hint={t("new.optional")} />
      </div>
    </section>
  );
}

export function WhoAndHow({ made }: PartProps) {
  const { typed, change, unit } = made;
  const text = useText(made);
  const isPreset = (name: keyof typeof PRESETS) =>
    Object.entries(PRESETS[name]).every(([key, value]) => typed[key as keyof Typed] === value);
  return (
    <section>
      <h2>3 · {t("new.who")}</h2>
      <div class="segments" role="group" aria-label={t("new.presets")}>
        {(Object.keys(PRESETS) as (keyof typeof PRESETS)[]).map((name) => (
          <button aria-pressed={isPreset(name)} onClick={() => change(PRESETS[name])}>
            {t(`preset.${name}`)}
          </button>
        ))}
      </div>
      <div class="fields-grid">
        <Field
          label={t("new.price", { symbol: unit.symbol })}
          path="price"
          {...text("price")}
          kind="number"
        />
        <Field
          label={t("new.stake", { symbol: unit.symbol })}
          path="seat_stake.amount"
          {...text("stake")}
          kind="number"
          hint={t("new.stake_hint")}
        />
        <Field label={t("new.page")} path="page" {...text("page")} kind="number" />
        <Field label={t("new.min")} path="overlap.min" {...text("min")} kind="number" />
        <Field
          label={t("new.max")}
          path="overlap.max"
          {...text("max")}
          kind="number"
          hint={t("new.max_hint")}
        />
        <Field label={t("new.waves")} path="max_waves" {...text("waves")} kind="number" />
        {made.gold && (
          <Field
            label={t("new.gold_bond", { symbol: unit.symbol })}
            path="gold.bond"
            {...text("goldBond")}
            kind="number"
            hint={t("new.gold_hint")}
          />
        )}
      </div>
      <Times made={made} />
    </section>
  );
}

function Times({ made }: PartProps) {
  const text = useText(made);
  const fields = [
    ["commitMinutes", "windows.commit_seconds"],
    ["fillHours", "windows.fill_seconds"],
    ["revealHours", "windows.reveal_seconds"],
    ["openingSeconds", "windows.opening_seconds"],
    ["ticketSeconds", "windows.ticket_seconds"],
    ["firstDraw", "first_draw_seconds"],
    ["days", "ends_at"],
    ["minSkill", "eligibility.min_skill"],
    ["minMass", "eligibility.min_mass"],
    ["minStake", "eligibility.min_stake"],
    ["newcomers", "eligibility.newcomer_seats"],
    ["issuers", "eligibility.issuers"],
    ["challengeHours", "challenge.window_seconds"],
    ["panelSeats", "challenge.panel_seats"],
    ["panelMass", "challenge.panel_mass"],
    ["contributors", "shares.contributors"],
  ] as const;
  const [open, setOpen] = useState(false);
  const wrong = fields.some(([, path]) => path === made.draft.fault?.path);
  return (
    <details open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("new.more")}</summary>
      <div class="fields-grid">
        {fields.map(([name, path]) => (
          <Field
            label={t(`new.${name}`, { symbol: made.unit.symbol })}
            path={path}
            {...text(name)}
            {...(name !== "issuers" && { kind: "number" as const })}
          />
        ))}
      </div>
    </details>
  );
}
