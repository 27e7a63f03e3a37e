// The end of a new campaign: its price, where it is published, what must be kept, and the sending.

import { useState } from "preact/hooks";
import { codeOf, type taskRegistry } from "pasar-client/reading";
import { checkPublished, writeState, type Terms } from "../chain/new-campaign.js";
import { asking } from "../chain/parts.js";
import { account } from "../chain/wallet.js";
import { placeOf } from "../logic/new-campaign.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { Field } from "./field.js";
import { download } from "./download.js";
import { Send } from "./send.js";
import { Amount, errorText, Fact, Notice } from "./text.js";
import type { NewCampaign } from "./use-new-campaign.js";

interface PartProps {
  made: NewCampaign;
}

const SUMS = ["labels", "fee", "tips", "gold_bonds"] as const;

/** What is wrong, with the question that it is about as the requester sees it. */
export function faultText({ error }: { error: unknown }, { typed }: NewCampaign): string {
  const { message } = error as Error;
  const place = placeOf(message, typed.questions);
  if (!place) return errorText(error);
  const { number, name, length } = place;
  const { member } = codeOf(error)?.values ?? {};
  // The rest is said as the whole is: a contract's in its own words, a header's in the reader's.
  const rest = Object.assign(
    Object.create(error as Error),
    { message: message.slice(length) },
    member !== undefined && {
      values: { ...codeOf(error)?.values, member: String(member).slice(length) },
    },
  );
  return t("ask.nth", { number, name, why: errorText(rest) });
}

export function Price({ made }: PartProps) {
  const { draft, items } = made;
  const { price, fault } = draft;
  return (
    <section>
      <h2>4 · {t("new.costs")}</h2>
      {!items && <p class="quiet">{t("new.no_items")}</p>}
      {fault && <Notice tone="bad">{t("new.refused", { why: faultText(fault, made) })}</Notice>}
      {price && <Sums price={price} />}
    </section>
  );
}

function Sums({ price }: { price: taskRegistry.QuoteResponse }) {
  const share = (part: string) =>
    Number((1_000n * BigInt(part)) / (BigInt(price.deposit) || 1n)) / 10;
  return (
    <>
      <div class="sums" aria-hidden="true">
        {SUMS.map((name) => (
          <span class={`sum ${name}`} style={{ flexGrow: share(price[name]) }} />
        ))}
      </div>
      <dl class="facts">
        {SUMS.filter((name) => price[name] !== "0").map((name) => (
          <Fact
            name={
              <>
                <span class={`swatch sum ${name}`} />
                {t(`sum.${name}`)}
              </>
            }
          >
            <Amount of={price[name]} denom={price.denom} />
          </Fact>
        ))}
        <Fact name={t("sum.deposit")}>
          <strong>
            <Amount of={price.deposit} denom={price.denom} />
          </strong>
        </Fact>
      </dl>
      <p class="quiet">{t("sum.back")}</p>
    </>
  );
}

export function Publish({ made }: PartProps) {
  const { items, draft, typed, change, settled } = made;
  const [state, setState] = useState<{ busy?: boolean; fine?: string; error?: unknown }>({});
  const { header, terms } = draft;
  if (!items || header === undefined || !terms) return null;
  const check = async () => {
    setState({ busy: true });
    try {
      await checkPublished(terms);
      setState({ fine: terms.manifest.uri });
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <section>
      <h2>5 · {t("new.where")}</h2>
      <p>{t("new.where_what")}</p>
      <div class="buttons">
        <button onClick={() => download("manifest.json", header, "application/json")}>
          manifest.json
        </button>
        <button
          onClick={() => {
            const text = items.lines.map((line) => `${line}\n`).join("");
            download("items.jsonl", text, "application/jsonl");
          }}
        >
          items.jsonl
        </button>
      </div>
      <Field
        label={t("new.uri")}
        path="manifest.uri"
        value={typed.uri}
        change={(uri) => change({ uri })}
        kind="url"
        placeholder="https://…/manifest.json"
      />
      <button
        disabled={state.busy === true || typed.uri === "" || !settled}
        onClick={() => void check()}
      >
        {t("new.check")}
      </button>
      {state.fine === terms.manifest.uri && <Notice tone="good">{t("new.fine")}</Notice>}
      {state.error !== undefined && <Notice tone="bad">{errorText(state.error)}</Notice>}
    </section>
  );
}

/** What must not be lost, then the sending of exactly that. */
export function KeepAndSend({ made }: PartProps) {
  const { draft, gold, key, needsKey, sign, typed, settled } = made;
  const [kept, setKept] = useState<Terms>();
  const [error, setError] = useState<unknown>();
  const { terms, price } = draft;
  if (!terms || !price || typed.uri === "") return null;
  const needsState = gold !== undefined || needsKey;
  const fits = kept !== undefined && same(kept, terms);
  const save = async () => {
    const name = `pasar-campaign-${terms.manifest.root.slice(0, 8)}.json`;
    download(name, await writeState(terms, key, gold), "application/json");
    setKept(terms);
  };
  const make = async () => {
    const { createCampaign } = await asking();
    return [await createCampaign(account.value!.client, fits ? kept : terms)];
  };
  return (
    <section>
      <h2>6 · {t("new.send")}</h2>
      {needsKey && !key && (
        <p>
          {t("new.key_what")}{" "}
          <button
            disabled={!account.value}
            onClick={() => void sign().then(() => setError(undefined), setError)}
          >
            {t("new.key")}
          </button>
        </p>
      )}
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {needsState && (key || !needsKey) && (
        <p>
          {t("new.keep_what")}{" "}
          <button disabled={!settled} onClick={() => void save()}>
            {t("new.keep")}
          </button>
        </p>
      )}
      <Send
        primary
        make={make}
        disabled={!settled || (needsKey && !key) || (needsState && !fits)}
        does={
          <p>
            {t("new.does")} <Amount of={price.deposit} denom={price.denom} />
          </p>
        }
        done={(tx) => {
          const [created] = account.value!.client.registry.events(tx, "campaign_created");
          if (created) location.hash = href({ page: "run", campaign: Number(created.campaign) });
        }}
      >
        {t("new.create")}
      </Send>
    </section>
  );
}

/** Whether terms are the same but for when they were written. */
function same(one: Terms, other: Terms): boolean {
  const text = (terms: Terms) => JSON.stringify({ ...terms, ends_at: "" });
  return text(one) === text(other);
}
