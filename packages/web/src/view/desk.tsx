// The desk: one item at a time, its answers under the fingers, and a clock.

import { classNames, seconds } from "pasar-client/reading";
import { reader } from "../chain/connection.js";
import { gatewayOf, itemsOf, manifestOf, type Manifest } from "../chain/manifest.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { approve, askedOf, isApproved } from "../chain/work.js";
import { actionKeys, classKeys } from "../logic/keys.js";
import { shuffled } from "../logic/order.js";
import { missPenalty } from "../logic/terms.js";
import { t } from "../words/words.js";
import { Board, campaignOf } from "./board.js";
import { FormBoard } from "./form-later.js";
import { ownKeys } from "./own-keys.js";
import { Send } from "./send.js";
import { saidTitle } from "./said.js";
import { SignIn } from "./sign-in.js";
import { amountText, Failed, Loading, Notice } from "./text.js";
import type { BenchProps, DeskProps, Sheet } from "./desk-types.js";
import type { Draft } from "../logic/draft.js";

async function sheetOf({ work, entry }: DeskProps): Promise<Sheet | { gateway: Manifest }> {
  const { campaign, terms } = work.campaign;
  const manifest = await manifestOf(terms);
  if (gatewayOf(manifest, campaign) !== undefined) return { gateway: manifest };
  const [page, asked] = await Promise.all([
    itemsOf(manifest, campaign, entry.seat.task),
    askedOf(reader(), campaign, entry),
  ]);
  const { labeler, task, wave } = entry.seat;
  const order = shuffled(asked.length, `${labeler}/${campaign}/${task}/${wave}`);
  return { manifest, page, asked, order };
}

export function Desk(props: DeskProps) {
  const { work, entry, engine } = props;
  const { seat } = entry;
  const at = engine.at(seat.task, seat.wave);
  const keys = ["sheet", work.campaign.campaign, seat.task, seat.wave];
  const sheet = useResource(keys, () => sheetOf(props), 0);
  const approved = useResource([...keys, "approved"], () => isApproved(at), 0);
  if (sheet.error !== undefined) {
    return (
      <>
        <Failed {...sheet} />
        <Notice tone="warn">{t("desk.no_items", { task: seat.task })}</Notice>
        {!entry.challenge && <Release {...props} />}
      </>
    );
  }
  if (!sheet.value || approved.value === undefined) return <Loading lines={8} />;
  if ("gateway" in sheet.value) {
    return <SignIn manifest={sheet.value.gateway} campaign={work.campaign.campaign} {...sheet} />;
  }
  if (approved.value) return <Sealing steps={props.steps} task={seat.task} />;
  const seal = async (draft: Draft) => {
    await approve(at, draft);
    approved.again();
    await props.steps.step();
  };
  return (
    <>
      <Bench {...props} sheet={sheet.value} at={at} until={seconds(seat.commit_by)} seal={seal} />
      {!entry.challenge && <Release {...props} />}
    </>
  );
}

/** The board for what the campaign asks. */
function Bench(props: BenchProps) {
  const { work, sheet, at } = props;
  const { terms } = work.campaign;
  const { header } = sheet.manifest;
  const classes = classNames(terms);
  if (classes.length === 0 || header?.questions) return <FormBoard {...props} />;
  const own = ownKeys(campaignOf(at));
  const wanted = classes.map(
    (name) => own[name] ?? header?.classes.find((one) => one.name === name)?.key,
  );
  return (
    <Board
      {...props}
      names={classes.map((name) => saidTitle(header, name))}
      keys={classKeys(wanted, Object.values(actionKeys(ownKeys())))}
    />
  );
}

/** Gives the page back, which only the wallet itself may do. */
function Release({ work, entry }: DeskProps) {
  const { campaign, terms, params } = work.campaign;
  const { amount, denom } = terms.seat_stake;
  const cost = amountText(missPenalty(BigInt(amount), params.missed_commit), denom);
  const body = { campaign, tasks: [entry.seat.task] };
  const make = async () => [account.value!.client.registry.message("release", body)];
  return (
    <Send make={make} does={<p>{t("desk.release_does", { cost })}</p>}>
      {t("desk.release")}
    </Send>
  );
}

function Sealing({ steps, task }: { steps: DeskProps["steps"]; task: number }) {
  return (
    <Notice>
      <p>{t("desk.sealing", { task })}</p>
      <button disabled={steps.busy || !steps.mine} onClick={() => void steps.step()}>
        {t(steps.busy ? "send.wallet" : "desk.seal_now")}
      </button>
    </Notice>
  );
}
