// How somebody stands in the fields in which there are campaigns, with all numbers.

import { type reputationStaking } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { everyCampaign } from "../chain/all.js";
import { reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { ONE } from "../logic/terms.js";
import { t } from "../words/words.js";
import { Send } from "./send.js";
import { Failed, Loading, numberText } from "./text.js";

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

export function Records({ address, own }: { address: string; own?: boolean }) {
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
          {skill.reply && <p dir="auto">{t("records.reply", { uri: skill.reply })}</p>}
          {own && <Reply domain={domain} again={again} />}
        </div>
      ))}
    </section>
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
