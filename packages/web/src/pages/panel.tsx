// A panel that judges a challenged task: why these items are asked, what it pays and costs, who sits; and the desk.

import { fromBase64, seconds, unpackItems } from "pasar-client/reading";
import { isDecided, type PanelView } from "pasar-client/panel";
import { now } from "../chain/connection.js";
import { askedBy } from "../chain/fitness.js";
import type { PanelOf } from "../chain/panels.js";
import { useResource } from "../chain/resource.js";
import { worksAlone } from "../chain/session.js";
import { account } from "../chain/wallet.js";
import { balance } from "../chain/denoms.js";
import { askedOfPanelists } from "../logic/panel.js";
import { href } from "../logic/route.js";
import { CHANGED, labelsOf, missingStake, payFor, unfit } from "../logic/terms.js";
import { t } from "../words/words.js";
import { CampaignTitle } from "../view/campaign-title.js";
import { drandText, lapseCost } from "../view/draws.js";
import { later } from "../view/later.js";
import { ChallengeState, PanelState } from "../view/panels.js";
import { amountText, durationText, Fact, Failed, Loading, Notice } from "../view/text.js";
import { unfitText } from "../view/unfit.js";
import { usePanel, type Panel } from "../view/use-panel.js";
import { Restore } from "../view/wait-later.js";
import { connecting } from "../view/wallet-button.js";

const Desk = later(async () => (await import("../view/desk.js")).Desk, 8);
const Once = later(async () => (await import("./join.js")).Once, 0);

export function PanelPage({ campaign, task }: { campaign: number; task: number }) {
  const panel = usePanel(campaign, task);
  const { value } = panel.found;
  if (!value) {
    return panel.found.error === undefined ? <Loading lines={8} /> : <Failed {...panel.found} />;
  }
  const { view } = value;
  return (
    <>
      <h1>
        <a href={href({ page: "task", campaign, task })}>
          <CampaignTitle terms={value.campaign.terms} campaign={campaign} /> ·{" "}
          {t("label.page", { task })}
        </a>
      </h1>
      {view ? <Judging panel={panel} of={value} view={view} /> : <Notice>{t("panel.none")}</Notice>}
    </>
  );
}

interface JudgingProps {
  panel: Panel;
  of: PanelOf;
  view: PanelView;
}

function Judging({ panel, of, view }: JudgingProps) {
  const { challenge, seat } = view;
  const { engine, error } = panel;
  const sits = seat?.status === "drawn" && seconds(seat.commit_by) >= now();
  const registers =
    !seat && !view.registration && seconds(challenge.register_by) >= now() && !isDecided(challenge);
  return (
    <>
      {!panel.mine && panel.due && <Notice tone="warn">{t("label.other_tab")}</Notice>}
      {error !== undefined && (
        <Notice tone="bad">{t("label.refused", { why: drandText(error) })}</Notice>
      )}
      {/* Another tab keeps its own draft, which what is typed here would take the place of. */}
      {sits && engine && panel.mine && (
        <Desk work={of} entry={{ seat, task: of.task, challenge }} engine={engine} steps={panel} />
      )}
      {/* Below the desk: whoever sits has read it, and their time runs. */}
      <p>{t("panel.why", { count: named(challenge).length, seats: challenge.seats })}</p>
      <What of={of} view={view} />
      <section>
        {registers && <Register panel={panel} of={of} />}
        {!registers && !sits && (
          <Notice>
            <PanelState panel={panel} of={of} view={view} />
          </Notice>
        )}
        {panel.due && !sits && !worksAlone() && (
          <button disabled={panel.busy} onClick={() => void panel.step()}>
            {t("label.step")}
          </button>
        )}
        {seat?.status === "sealed" && engine && <Restore engine={engine} />}
      </section>
    </>
  );
}

const named = ({ items }: PanelView["challenge"]) => unpackItems(fromBase64(items));

/** Who sits, and what an answer brings and costs. */
function What({ of: { campaign }, view: { challenge } }: Pick<JudgingProps, "of" | "view">) {
  const { terms } = campaign;
  const { price, denom, seat_stake, windows } = terms;
  const { seats, taken } = challenge;
  const count = named(challenge).length;
  const pay = (labels: number, rate: number) =>
    amountText(payFor(BigInt(price), labels, rate), denom);
  return (
    <dl class="facts">
      <Fact name={t("task.phase")}>
        <ChallengeState of={challenge} />
      </Fact>
      <Fact name={t("panel.seats")}>{t("panel.taken", { taken, of: seats })}</Fact>
      <Fact name={t("join.pays")}>
        {t("panel.pays", {
          stands: pay(1, CHANGED / 3),
          changes: pay(1, CHANGED),
          most: pay(labelsOf(terms, count), CHANGED),
        })}
      </Fact>
      <Fact name={t("join.risks")}>
        {t("panel.risks", {
          time: durationText(windows.commit_seconds),
          cost: lapseCost(campaign, 1),
          stake: amountText(seat_stake.amount, seat_stake.denom),
        })}
      </Fact>
    </dl>
  );
}

/** What is signed once, and the registration. */
function Register({ panel, of: { campaign, fit } }: Pick<JudgingProps, "panel" | "of">) {
  const { denom } = campaign.terms.seat_stake;
  const address = account.value?.address;
  const purse = useResource(["purse", address], async () => address && balance(address, denom), 2);
  if (!fit) {
    return (
      <button class="primary" onClick={() => (connecting.value = true)}>
        {t("wallet.connect")}
      </button>
    );
  }
  const asked = askedOfPanelists(askedBy(campaign), campaign.terms);
  const reasons = unfit(asked, fit.has).filter(({ why }) => why !== "stake");
  if (reasons.length > 0) {
    return (
      <Notice tone="warn">
        {t("panel.unfit")} {reasons.map((reason) => unfitText(reason, denom)).join("; ")}
      </Notice>
    );
  }
  const missing = missingStake(asked, fit.has, 1n);
  const again = () => {
    panel.found.again();
    purse.again();
  };
  return (
    <ol class="steps">
      <Once {...{ campaign, missing, again }} funds={purse.value || 0n} hasSession={worksAlone()} />
      <li>
        <p>{t("panel.open")}</p>
        <button
          class="primary"
          disabled={missing > 0n || panel.busy || !panel.mine}
          onClick={() => void panel.step()}
        >
          {t("panel.register")}
        </button>
      </li>
    </ol>
  );
}
