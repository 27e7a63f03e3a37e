// What of the market is shown, and in which order.

import { account } from "../chain/wallet.js";
import { ANSWERS, DATA, type AnswerKind, type DataKind } from "../logic/offer.js";
import { t } from "../words/words.js";

export const FILTERS = ["fit", "open", "all"] as const;

/** What somebody looks for; an empty text is everything. */
export interface Wanted {
  show: (typeof FILTERS)[number];
  domain: string;
  kind: DataKind | AnswerKind | "";
  /** Price of a label, as it is typed, in the unit in which each campaign's is shown. */
  above: string;
  sort: "newest" | "hour";
}

export const EVERYTHING: Wanted = { show: "open", domain: "", kind: "", above: "", sort: "newest" };

interface FiltersProps {
  wanted: Wanted;
  change: (wanted: Wanted) => void;
  domains: readonly string[];
  hidden: number;
}

export function Filters({ wanted, change, domains, hidden }: FiltersProps) {
  const set = (part: Partial<Wanted>) => change({ ...wanted, ...part });
  return (
    <div class="filters">
      <div class="segments" role="group" aria-label={t("market.show")}>
        {FILTERS.slice(account.value ? 0 : 1).map((one) => (
          <button aria-pressed={one === wanted.show} onClick={() => set({ show: one })}>
            {t(`market.${one}`)}
          </button>
        ))}
      </div>
      <label>
        {t("domain")}{" "}
        <select
          value={wanted.domain}
          onChange={(event) => set({ domain: event.currentTarget.value })}
        >
          <option value="">{t("market.every_domain")}</option>
          {domains.map((name) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </label>
      {hidden > 0 && <span class="quiet">{t("market.hidden", { count: hidden })}</span>}
      <details>
        <summary>{t("market.more")}</summary>
        <div class="filters">
          <Kinds wanted={wanted} set={set} />
          <label>
            {t("market.above")}{" "}
            <input
              inputMode="decimal"
              size={6}
              value={wanted.above}
              onInput={(event) => set({ above: event.currentTarget.value })}
            />{" "}
            {t("market.a_label")}
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={wanted.sort === "hour"}
              onChange={(event) => set({ sort: event.currentTarget.checked ? "hour" : "newest" })}
            />
            {t("market.by_hour")}
          </label>
        </div>
      </details>
    </div>
  );
}

function Kinds({ wanted, set }: { wanted: Wanted; set: (part: Partial<Wanted>) => void }) {
  const groups = [
    [t("kind.data"), DATA],
    [t("kind.answers"), ANSWERS],
  ] as const;
  return (
    <label>
      {t("kind.kind")}{" "}
      <select
        value={wanted.kind}
        onChange={(event) => set({ kind: event.currentTarget.value as Wanted["kind"] })}
      >
        <option value="">{t("market.all")}</option>
        {groups.map(([label, kinds]) => (
          <optgroup label={label}>
            {kinds.map((kind) => (
              <option value={kind}>{t(`kind.${kind}`)}</option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
