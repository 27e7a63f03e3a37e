// Mine: what can be claimed, what is in work, what was worked on, and how one stands.

import type { RefusedError } from "pasar-client/reading";
import { useState } from "preact/hooks";
import { everyCampaign } from "../chain/all.js";
import { claims, type Claim } from "../chain/claims.js";
import { lookNow, reader } from "../chain/connection.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { nextDeadline, openingsOf } from "../chain/sealed.js";
import { lookAtWork, type Work } from "../chain/work.js";
import { href } from "../logic/route.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { keepBackup } from "../view/backup-file.js";
import { Faucet } from "../view/faucet.js";
import { HistoryTable, useHistory } from "../view/history.js";
import { Panels } from "../view/panels.js";
import { Records } from "../view/records.js";
import { Session } from "../view/session.js";
import { Shares } from "../view/shares.js";
import { Amount, Clock, errorText, Failed, Loading, Notice } from "../view/text.js";
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
      <InWork address={who.address} />
      <Panels />
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
  const found = useResource(["claims", address], () => claims(address), 4);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<{ busy?: boolean; text?: string; refused?: string[] }>({});
  if (!found.value) return found.error === undefined ? <Loading /> : <Failed {...found} />;
  const wanted = found.value.filter(({ id }) => !left.has(id));
  const claim = async () => {
    setState({ busy: true });
    try {
      setState(await claimAll(wanted));
    } catch (error) {
      setState({ refused: [errorText(error)] });
    }
    await lookNow();
    found.again();
  };
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <section>
      <h2>{t("me.claims")}</h2>
      {found.value.length === 0 && <p class="quiet">{t("me.nothing")}</p>}
      {found.value.map((one) => (
        <ClaimRow key={one.id} claim={one} on={!left.has(one.id)} toggle={() => toggle(one.id)} />
      ))}
      {found.value.length > 0 && (
        <button
          class="primary"
          disabled={state.busy === true || wanted.length === 0}
          onClick={() => void claim()}
        >
          {t(state.busy ? "send.wallet" : "me.claim")}
        </button>
      )}
      {state.text && <Notice tone="good">{state.text}</Notice>}
      {state.refused?.map((why) => (
        <Notice tone="bad">{t("send.refused", { why })}</Notice>
      ))}
    </section>
  );
}

/** Claims in one transaction; what is refused is left out, and said. */
async function claimAll(wanted: readonly Claim[]): Promise<{ text?: string; refused: string[] }> {
  const messages = (await Promise.all(wanted.map(({ make }) => make()))).flat();
  const { tx, refused } = await account.value!.client.trySend(messages);
  const reasons = refused.map(({ error }: { error: RefusedError }) => error.reason);
  return { ...(tx && { text: t("send.done", { height: tx.height }) }), refused: reasons };
}

function ClaimRow({ claim, on, toggle }: { claim: Claim; on: boolean; toggle: () => void }) {
  return (
    <label class="check row">
      <input type="checkbox" checked={on} onChange={toggle} />
      <span>{t(`claim.${claim.kind}`)}</span>
      <span>
        {claim.amounts.map(({ amount, denom }) => (
          <>
            <Amount of={amount} denom={denom} />{" "}
          </>
        ))}
      </span>
    </label>
  );
}

/** Campaigns in which the account has a ticket or a seat. */
async function inWork(address: string): Promise<Work[]> {
  const found = await everyCampaign();
  const looked = await Promise.all(
    found.map(({ campaign }) => lookAtWork(reader(), campaign, address)),
  );
  return looked.filter(({ ticket, seats }) => !!ticket.ticket || seats.length > 0).reverse();
}

function InWork({ address }: { address: string }) {
  const { value, error, again } = useResource(["in-work", address], () => inWork(address), 4);
  if (!value) return error === undefined ? <Loading /> : <Failed {...{ error, again }} />;
  return (
    <section>
      <h2>{t("me.work")}</h2>
      {value.length === 0 && (
        <p class="quiet">
          {t("me.no_work")} <a href={href({ page: "market" })}>{t("nav.market")}</a>
        </p>
      )}
      <ul class="cards">
        {value.map((work) => (
          <WorkCard key={work.campaign.campaign} work={work} />
        ))}
      </ul>
      <KeepAll works={value} />
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

function WorkCard({ work }: { work: Work }) {
  const { campaign, terms } = work.campaign;
  const count = (status: string) => work.seats.filter(({ seat }) => seat.status === status).length;
  const [drawn, sealed] = [count("drawn"), count("sealed")];
  const until = nextDeadline(work);
  return (
    <li class="card">
      <h3>
        <a href={href({ page: "label", campaign })}>
          <CampaignTitle terms={terms} campaign={campaign} />
        </a>
      </h3>
      <p>
        {work.stage && `${t(`me.${work.stage}`)} · `}
        {drawn > 0 && `${t("me.drawn", { count: drawn })} · `}
        {sealed > 0 && `${t("me.sealed", { count: sealed })} · `}
        {t("me.revealed", { count: count("revealed") })}
        {count("forfeited") > 0 && ` · ${t("me.forfeited", { count: count("forfeited") })}`}
        {until !== undefined && (
          <>
            {" · "}
            {t("me.next")} <Clock until={until} />
          </>
        )}
      </p>
    </li>
  );
}
