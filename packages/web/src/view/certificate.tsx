// What a campaign's certificate says, in words; of forms it counts answers.

import type { taskRegistry } from "pasar-client/reading";
import { manifestOf } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { showBps } from "../logic/money.js";
import { language, t } from "../words/words.js";
import { Address, errorText, numberText } from "./text.js";

interface CertificateProps {
  certificate: taskRegistry.CertificateResponse;
  terms: taskRegistry.Terms;
}

export function Certificate({ certificate: c, terms }: CertificateProps) {
  if (c.labels === 0) return null;
  const percent = (bps: number) => showBps(bps, language.value);
  const questions = terms.questions.length;
  const hasScale = terms.questions.some((question) => "scale" in question);
  return (
    <section>
      <h2>{t("campaign.certificate")}</h2>
      <p>
        {t(questions === 1 ? "certificate.text" : "certificate.form", {
          items: c.items,
          labels: c.labels,
          labelers: c.labelers,
          questions,
          overlap: numberText(Number(c.mean_overlap)),
          sure: percent(c.sure),
        })}{" "}
        {c.gold_items > 0
          ? t(questions === 1 && !hasScale ? "certificate.gold" : "certificate.gold_form", {
              right: c.gold_right,
              of: c.gold_items,
              least: percent(c.gold_accuracy_at_least),
            })
          : t("certificate.no_gold")}{" "}
        {c.gold_items > 0 && hasScale && t("certificate.near")}{" "}
        {c.challenges_upheld + c.challenges_lost > 0 &&
          t("certificate.challenges", { upheld: c.challenges_upheld, lost: c.challenges_lost })}
      </p>
      {c.credentials.map(({ issuer, labels }) => (
        <p key={issuer}>
          {t("certificate.vouched", { labels, of: c.labels })} <Address of={issuer} />
        </p>
      ))}
      <Bound terms={terms} />
    </section>
  );
}

/** Whether what labelers were told is what the terms say that they were told. */
function Bound({ terms }: { terms: taskRegistry.Terms }) {
  const { uri } = terms.manifest;
  const { value, error } = useResource(["manifest", uri], () => manifestOf(terms), 0);
  if (error !== undefined) return <p>{t("certificate.unread", { why: errorText(error) })}</p>;
  if (!value) return null;
  const hash = /#sha256=(.*)$/.exec(uri)?.[1] ?? "";
  return (
    <p>
      {t(`bound.${value.bound}`)} {hash && <span class="quiet breaks">SHA-256 {hash}</span>}
    </p>
  );
}
