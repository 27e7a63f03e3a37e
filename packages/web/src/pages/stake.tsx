// Stakes: what answers for a labeler's seats, and tokens that share the protocol's fees.

import {
  denoms as allDenoms,
  stakes as allStakes,
  seconds,
  type reputationStaking,
  type rewardToken as rewardTokenTypes,
} from "pasar-client/reading";
import { useState } from "preact/hooks";
import { all } from "../chain/all.js";
import { now, reader } from "../chain/connection.js";
import { balance, denomKey, rewardToken, unitFor, type Denom } from "../chain/denoms.js";
import { granting } from "../chain/parts.js";
import { useResource } from "../chain/resource.js";
import { account } from "../chain/wallet.js";
import { budgetOf, feesOf, shownEpochs } from "../logic/emission.js";
import { readAmount, showBps, sumOf } from "../logic/money.js";
import { language, t } from "../words/words.js";
import { Exposed } from "../view/exposed.js";
import { Send } from "../view/send.js";
import { Bars } from "../view/spark.js";
import {
  Amount,
  Amounts,
  amountText,
  Clock,
  dateText,
  Fact,
  Failed,
  Loading,
  Notice,
} from "../view/text.js";

interface Position {
  denom: Denom;
  funds: bigint;
  exposed: bigint;
  stake: reputationStaking.StakeResponse | undefined;
}

async function ask(address: string | undefined) {
  const { registry, staking, escrow, token } = reader();
  const [pool, schedule, allowed] = await Promise.all([
    staking.query("fee_pool"),
    token.query("schedule"),
    all(allDenoms(escrow)),
  ]);
  if (address === undefined) return { pool, schedule, positions: [], share: undefined };
  const [own, share] = await Promise.all([
    all(allStakes(staking, address)),
    staking.query("fee_share", { staker: address }),
  ]);
  const denoms = new Map<string, Denom>();
  for (const denom of [
    rewardToken()!,
    ...allowed.map(({ terms }) => terms.denom),
    ...own.map((one) => one.denom),
  ]) {
    denoms.set(denomKey(denom), denom);
  }
  const positions = await Promise.all(
    [...denoms.values()].map(async (denom): Promise<Position> => {
      const [funds, exposure] = await Promise.all([
        balance(address, denom),
        registry.query("exposure", { labeler: address, denom }),
      ]);
      const stake = own.find((one) => denomKey(one.denom) === denomKey(denom));
      return { denom, funds, exposed: BigInt(exposure.amount), stake };
    }),
  );
  return { pool, schedule, positions, share };
}

export function Stake() {
  const address = account.value?.address;
  const { value, error, again } = useResource(["stake", address], () => ask(address), 3);
  if (!value) return error === undefined ? <Loading lines={8} /> : <Failed {...{ error, again }} />;
  const { pool, schedule, positions, share } = value;
  const ends = seconds(schedule.epoch_zero) + schedule.epoch_seconds * (schedule.epoch + 1);
  return (
    <>
      <h1>{t("nav.stake")}</h1>
      <p>{t("stake.what")}</p>
      {!address && <Notice>{t("stake.no_wallet")}</Notice>}
      {positions.map((position) => (
        <PositionCard key={denomKey(position.denom)} position={position} again={again} />
      ))}
      <section>
        <h2>{t("stake.fees")}</h2>
        <dl class="facts">
          <Fact name={t("stake.epoch")}>
            {schedule.epoch} · {t("stake.ends")} <Clock until={ends} />
          </Fact>
          <Fact name={t("stake.active")}>
            <Amount of={pool.active} denom={rewardToken()!} />
          </Fact>
          {share && (
            <Fact name={t("stake.mine")}>
              <Amount of={share.active} denom={rewardToken()!} />
              {share.next !== share.active && (
                <>
                  {" → "}
                  <Amount of={share.next} denom={rewardToken()!} /> {t("stake.next")}
                </>
              )}
            </Fact>
          )}
          <Fact name={t("stake.budget")}>
            <Amount of={schedule.budget} denom={rewardToken()!} />
          </Fact>
          <Fact name={t("stake.minted")}>
            <Amount of={schedule.minted} denom={rewardToken()!} />
          </Fact>
        </dl>
        {share && <ClaimFees fees={share.fees} again={again} />}
        <Emission schedule={schedule} />
        <FeesByEpoch epoch={schedule.epoch} own={BigInt(share?.active ?? 0)} />
      </section>
    </>
  );
}

/** Epochs of the chart: before the one that runs, and in all. */
const [BEFORE, BARS] = [8, 32];

/** What each epoch gives for labels at most, as bars and in words. */
function Emission({ schedule }: { schedule: rewardTokenTypes.ScheduleResponse }) {
  const { epoch, first_budget, keep } = schedule;
  const epochs = shownEpochs(epoch, BEFORE, BARS);
  const budgets = epochs.map((one) => budgetOf(BigInt(first_budget), keep, one));
  const [most = 1n] = budgets;
  const last = epochs.length - 1;
  const one = 10n ** BigInt(unitFor(rewardToken()!).decimals);
  const show = (budget = 0n) => amountText(budget - (budget % one), rewardToken()!);
  const text = t("stake.schedule", {
    from: epochs[0] ?? 0,
    first: show(budgets[0]),
    to: epochs[last] ?? 0,
    last: show(budgets[last]),
    keep: showBps(keep, language.value),
  });
  // A chart needs no more than four digits of a part.
  const parts = budgets.map((budget) => Number((budget * 10_000n) / (most || 1n)) / 10_000);
  return (
    <figure>
      <Bars parts={parts} now={epochs.indexOf(epoch)} text={text} />
      <figcaption class="quiet">{text}</figcaption>
    </figure>
  );
}

/** Epochs of which fees are asked for: the contract answers nine at once. */
const FEE_EPOCHS = 8;

/** What stake got of the fees, denom by denom and epoch by epoch. */
function FeesByEpoch({ epoch, own }: { epoch: number; own: bigint }) {
  const epochs = shownEpochs(epoch, FEE_EPOCHS, Math.min(epoch, FEE_EPOCHS) + 1);
  const ask = () => reader().escrow.query("staker_fees", { epochs });
  const { value } = useResource(["staker-fees", epoch], ask, 0);
  const token = rewardToken()!;
  const stake = own > 0n ? own : 1_000n * 10n ** BigInt(unitFor(token).decimals);
  if (!value || value.fees.length === 0) return null;
  return (
    <>
      <h3>{t("stake.epochs", { stake: amountText(stake, token) })}</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("stake.epoch")}</th>
              {value.fees.map(({ denom }) => (
                <th scope="col">{unitFor(denom).symbol}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {epochs
              .slice(0, -1)
              .map((number, at) => (
                <tr>
                  <th scope="row">{number}</th>
                  {value.fees.map(({ denom, indexes }) => (
                    <td>
                      <Amount of={feesOf(indexes, stake)[at] ?? 0n} denom={denom} />
                    </td>
                  ))}
                </tr>
              ))
              .reverse()}
            <tr>
              <th scope="row">{t("stake.since_start")}</th>
              {value.fees.map(({ denom, accrued }) => (
                <td>
                  <Amount of={accrued} denom={denom} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <p class="quiet">{t("stake.comes_from")}</p>
    </>
  );
}

function ClaimFees({ fees, again }: { fees: reputationStaking.Amount[]; again: () => void }) {
  const back = sumOf(fees);
  const make = async () => [
    {
      message: account.value!.client.staking.message("claim_fees", {}),
      name: t("claim.fees"),
      back,
    },
  ];
  const none = back.length === 0;
  return (
    <p>
      {t("stake.to_claim")} {none ? t("stake.none") : <Amounts of={back} />}{" "}
      <Send primary disabled={none} make={make} done={again} does={<p>{t("stake.claim_does")}</p>}>
        {t("stake.claim")}
      </Send>
    </p>
  );
}

function PositionCard({ position, again }: { position: Position; again: () => void }) {
  const { denom, funds, exposed, stake } = position;
  const staked = BigInt(stake?.staked ?? 0);
  const unbonding = stake?.unbonding ?? [];
  const left = unbonding.filter(({ ready_at }) => seconds(ready_at) <= now());
  return (
    <section class="card">
      <h2>{unitFor(denom).symbol}</h2>
      <dl class="facts">
        <Fact name={t("stake.staked")}>
          <Amount of={staked} denom={denom} />
        </Fact>
        <Fact name={t("stake.exposed")}>
          <Amount of={exposed} denom={denom} />
        </Fact>
        <Fact name={t("stake.free")}>
          <Amount of={staked > exposed ? staked - exposed : 0n} denom={denom} />
        </Fact>
        <Fact name={t("stake.wallet")}>
          <Amount of={funds} denom={denom} />
        </Fact>
        {unbonding.map(({ amount, ready_at }) => (
          <Fact name={t(seconds(ready_at) <= now() ? "stake.ready" : "stake.leaving")}>
            <Amount of={amount} denom={denom} /> · {dateText(seconds(ready_at))}
          </Fact>
        ))}
      </dl>
      {account.value && exposed > 0n && <Exposed labeler={account.value.address} denom={denom} />}
      {account.value && <Change {...{ denom, funds, again, left }} free={staked - exposed} />}
    </section>
  );
}

interface ChangeProps {
  denom: Denom;
  funds: bigint;
  free: bigint;
  /** What has left the stake. */
  left: readonly { amount: string }[];
  again: () => void;
}

function Change({ denom, funds, free, left, again }: ChangeProps) {
  const [text, setText] = useState("");
  const amount = readAmount(text, unitFor(denom)) ?? 0n;
  const make = async () => {
    const { bond } = await granting();
    return [bond(account.value!.client, denom, amount)];
  };
  const unbond = async () => [
    account.value!.client.staking.message("unbond", { denom, amount: amount.toString() }),
  ];
  const withdraw = async () => [
    {
      message: account.value!.client.staking.message("withdraw", { denom }),
      name: t("claim.stake"),
      back: left.map(({ amount }) => ({ amount, denom })),
    },
  ];
  return (
    <div class="buttons">
      <label>
        {t("stake.amount", { symbol: unitFor(denom).symbol })}{" "}
        <input
          inputMode="decimal"
          size={12}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Send
        make={make}
        done={again}
        disabled={amount === 0n || amount > funds}
        does={<p>{t("stake.bond_does")}</p>}
      >
        {t("stake.bond")}
      </Send>
      <Send
        make={unbond}
        done={again}
        disabled={amount === 0n || amount > free}
        does={<p>{t("stake.unbond_does")}</p>}
      >
        {t("stake.unbond")}
      </Send>
      <Send make={withdraw} done={again} does={<p>{t("stake.withdraw_does")}</p>}>
        {t("stake.withdraw")}
      </Send>
    </div>
  );
}
