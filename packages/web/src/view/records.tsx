// How somebody stands in the fields in which there are campaigns, with all numbers.

import { seconds, type reputationStaking } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { credentialOf } from "../chain/fitness.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { standingOf, type History, type Step } from "../logic/history.js";
import { href } from "../logic/route.js";
import { ONE } from "../logic/terms.js";
import { t } from "../words/words.js";
import { Send } from "./send.js";
import { Line } from "./spark.js";
import { Address, dateText, Failed, Loading, numberText } from "./text.js";

interface Found {
  domain: string;
  skill: reputationStaking.SkillResponse;
}

async function ask(labeler: string): Promise<Found[]> {
  const { staking } = reader();
  const domains = new Set((await everyCampaign()).map(({ terms }) => terms.domain));
  const found = await Promise.all(
    [...domains].sort().map(async (domain) => {
      return { domain, skill: await staking.query("skill", { domain, labeler }) };
    }),
  );
  return found.filter(({ skill }) => skill.last !== null && skill.last !== undefined);
}

/** Credentials by the issuers whom campaigns name. */
async function askVouched(holder: string) {
  const named = new Map<string, { domain: string; issuer: string }>();
  for (const { terms } of await everyCampaign()) {
    for (const issuer of terms.eligibility.issuers) {
      named.set(`${terms.domain} ${issuer}`, { domain: terms.domain, issuer });
    }
  }
  const found = await Promise.all(
    [...named.values()].map(async (one) => {
      return { ...one, credential: await credentialOf(reader().staking, { ...one, holder }) };
    }),
  );
  return found.filter(({ credential }) => credential);
}

/** Who vouches for somebody, in which field, and until when. */
function Vouched({ address }: { address: string }) {
  const { value } = useResource(["vouched", address], () => askVouched(address), 10);
  if (!value || value.length === 0) return null;
  return (
    <>
      <h3>{t("records.vouched")}</h3>
      <ul>
        {value.map(({ domain, issuer, credential }) => (
          <li>
            {domain}: <Address of={issuer} />{" "}
            {credential?.expires &&
              t("records.until", { until: dateText(seconds(credential.expires)) })}{" "}
            {!credential?.holds && t("over")}
          </li>
        ))}
      </ul>
    </>
  );
}

interface RecordsProps {
  address: string;
  own?: boolean;
  /** How they came to it, as far as the node knows. */
  history?: History | undefined;
}

export function Records({ address, own, history }: RecordsProps) {
  const { value, error, again } = useResource(["records", address], () => ask(address), 10);
  if (!value) return error === undefined ? <Loading /> : <Failed {...{ error, again }} />;
  const number = (value: number) => numberText(Math.round((100 * value) / ONE) / 100);
  return (
    <section>
      <h2>{t("records.title")}</h2>
      {value.length === 0 && <p class="quiet">{t("records.none")}</p>}
      {value.map(({ domain, skill }) => (
        <div class="card">
          <div class="head">
            <h3>{domain}</h3>
            {skill.suspended && <span class="tag warn-text">{t("records.suspended")}</span>}
            {skill.newcomer && <span class="tag">{t("records.newcomer")}</span>}
          </div>
          <p>
            <strong>{t("records.standing", { skill: number(skill.standing) })}</strong>{" "}
            <meter min={0} max={ONE} value={Math.max(0, skill.standing)} aria-hidden="true" />
          </p>
          <p class="quiet">
            {t("records.why", {
              skill: number(skill.skill),
              mass: number(skill.mass),
              evidence: number(skill.evidence),
            })}
          </p>
          <Steps steps={history?.steps.get(domain) ?? []} />
          {skill.reply && <p dir="auto">{t("records.reply", { uri: skill.reply })}</p>}
          {own && <Reply domain={domain} again={again} />}
        </div>
      ))}
      <Vouched address={address} />
    </section>
  );
}

/** How a record came to be: a line, and each step in numbers. */
function Steps({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  const number = (value: number) => numberText(Math.round((100 * value) / ONE) / 100);
  const values = steps.map(({ skill, mass }) => standingOf(skill, mass));
  const [first = 0] = values;
  const text = t("records.line", {
    from: number(first),
    to: number(values.at(-1) ?? 0),
    count: steps.length,
  });
  return (
    <>
      {values.length > 1 && <Line values={values.map((value) => value / ONE)} text={text} />}
      <details>
        <summary>{t("records.steps")}</summary>
        <ol reversed start={steps.length}>
          {[...steps].reverse().map(({ campaign, skill, mass }, at) => (
            <li>
              {campaign !== undefined && (
                <a href={href({ page: "campaign", campaign })}>
                  {t("campaign.number", { campaign })}
                </a>
              )}{" "}
              {t("records.step", {
                skill: number(skill),
                mass: number(mass),
                standing: number(values[values.length - 1 - at] ?? 0),
              })}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** What a labeler says to their record: the address of a text. */
function Reply({ domain, again }: { domain: string; again: () => void }) {
  const [uri, setUri] = useState("");
  const make = async () => [account.value!.client.staking.message("reply", { domain, uri })];
  return (
    <details>
      <summary>{t("records.to_reply")}</summary>
      <label>
        {t("records.uri")}{" "}
        <input type="url" value={uri} onInput={(event) => setUri(event.currentTarget.value)} />
      </label>{" "}
      <Send make={make} done={again} does={<p>{t("records.reply_does", { domain })}</p>}>
        {t("records.to_reply")}
      </Send>
    </details>
  );
}
