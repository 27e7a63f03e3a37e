// Mine: what can be claimed, what is in work, what was worked on, and how one stands.

import { useState } from "preact/hooks";
import { everyCampaign } from "../chain/all.js";
import { claims } from "../chain/claims.js";
import { openingsOf } from "../chain/sealed.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import type { Work } from "../chain/work.js";
import { toggled } from "../logic/challenge.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { keepBackup } from "../view/backup-file.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { Faucet } from "../view/faucet.js";
import { HistoryTable, useHistory } from "../view/history.js";
import { InWork } from "../view/in-work.js";
import { Panels } from "../view/panels.js";
import { Records } from "../view/records.js";
import { Review } from "../view/send.js";
import { Session } from "../view/session.js";
import { Shares } from "../view/shares.js";
import { Amounts, Failed, Loading, Notice } from "../view/text.js";
import { connecting } from "../view/wallet-button.js";

export function Me() {
  const who = account.value;
  if (!who) {
    return (
      <>
        <h1>{t("nav.me")}</h1>
        <Notice>{t("me.no_wallet")}</Notice>
        <button class="primary" onClick={() => (connecting.value = true)}>
          {t("wallet.connect")}
        </button>
      </>
    );
  }
  return (
    <>
      <h1>{t("nav.me")}</h1>
      <p class="quiet breaks">{who.address}</p>
      <Faucet />
      <Claims address={who.address} />
      <InWork address={who.address} keep={(works) => <KeepAll works={works} />} />
      <Panels />
      <Panels of="challenger" />
      <Requested address={who.address} />
      <Past address={who.address} />
      <Shares address={who.address} />
      <Session />
    </>
  );
}

/** What was earned, and the records that came of it. */
function Past({ address }: { address: string }) {
  const history = useHistory(address);
  return (
    <>
      <HistoryTable history={history} own />
      <Records address={address} own history={history.value} />
    </>
  );
}

function Claims({ address }: { address: string }) {
  const found = useResource(["claims", address], claims, 4);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState(false);
  if (!found.value) return found.error === undefined ? <Loading /> : <Failed {...found} />;
  const wanted = found.value.filter(({ kind }) => !left.has(kind));
  const parts = async () =>
    wanted.flatMap(({ kind, messages }) =>
      messages.map((one) => ({ ...one, name: t(`claim.${kind}`) })),
    );
  return (
    <section>
      <h2>{t("me.claims")}</h2>
      {found.value.length === 0 && <p class="quiet">{t("me.nothing")}</p>}
      {found.value.map(({ kind, amounts }) => (
        <label class="check row" key={kind}>
          <input
            type="checkbox"
            checked={!left.has(kind)}
            onChange={() => setLeft((last) => toggled(last, kind))}
          />
          <span>{t(`claim.${kind}`)}</span>
          <span>
            <Amounts of={amounts} />
          </span>
        </label>
      ))}
      {found.value.length > 0 && (
        <button class="primary" disabled={wanted.length === 0} onClick={() => setOpen(true)}>
          {t("me.claim")}
        </button>
      )}
      {open && (
        <Review
          make={parts}
          done={found.again}
          does={<p>{t("me.claim_does")}</p>}
          close={() => setOpen(false)}
        />
      )}
    </section>
  );
}

/** Campaigns of the account, each with the page that runs it. */
function Requested({ address }: { address: string }) {
  const ask = async () => (await everyCampaign()).filter(({ requester }) => requester === address);
  const { value } = useResource(["requested", address], ask, 8);
  if (!value || value.length === 0) return null;
  return (
    <section>
      <h2>{t("me.requested")}</h2>
      <ul class="cards">
        {[...value].reverse().map(({ campaign, terms, status, tasks, tasks_done }) => (
          <li class="card" key={campaign}>
            <h3>
              <a href={href({ page: "run", campaign })}>
                <CampaignTitle terms={terms} campaign={campaign} />
              </a>
            </h3>
            <p>
              {t(`status.${status}`)} · {t("campaign.done", { done: tasks_done, of: tasks })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One file with what opens every sealed page of the account. */
function KeepAll({ works }: { works: readonly Work[] }) {
  const [state, setState] = useState<{ count: number; of: number }>();
  const sealed = works.flatMap(({ campaign, seats }) =>
    seats
      .filter(({ seat }) => seat.status === "sealed")
      .map(({ seat }) => ({ campaign: campaign.campaign, ...seat })),
  );
  if (sealed.length === 0) return null;
  const save = async () => {
    const found = await openingsOf(sealed);
    setState({ count: found.length, of: sealed.length });
    await keepBackup(found, `pasar-seals-${account.value!.address}.txt`);
  };
  return (
    <p>
      <button onClick={() => void save()}>{t("backup.all")}</button>{" "}
      <span class="quiet" role="status">
        {state ? t("backup.all_kept", state) : t("backup.all_what")}
      </span>
    </p>
  );
}
