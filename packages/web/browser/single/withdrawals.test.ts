// All of one's claims in one transaction: the page shows what the four contracts say, and pays that to the unit; what one
// of them refuses does not stop the rest. Epochs pass between, as only then there are fees and tokens to claim.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import {
  campaigns as allCampaigns,
  denomKey,
  stakes,
  type taskRegistry,
} from "pasar-client/reading";
import { bond, keySigner, paid, randomPrivateKey, type PasarClient } from "pasar-client/signing";
import { open, publish, SEAT_STAKE, transfer, work } from "../campaign.js";
import { startHost, type Host } from "../host.js";
import { InjectedWallet } from "../keplr.js";
import { connect } from "../label.js";
import { clientBy, clientOf, deployment, newcomer, ROOT, until } from "../setting.js";
import { launch, look, Visit } from "../visit.js";

const STAKE = { native: "stake" };
const TOKEN = { cw20: deployment.contracts["reward-token"].address };
const KINDS = {
  pay: "Pay, refunds and royalties",
  stake: "Stake that is free again",
  fees: "Share of the fees",
  emission: "Tokens for labels",
} as const;
type Kind = keyof typeof KINDS;
/** Amounts by denom. */
type Sums = Record<string, bigint>;

const folder = mkdtempSync(join(tmpdir(), "pasar-claims-"));
let browser: Browser;
let host: Host;
/** Two who have something to claim of every kind, and their wallets. */
const people: { client: PasarClient; wallet: InjectedWallet }[] = [];

/** The chain begins anew from its state, in which an epoch has passed. */
const epochLater = () =>
  execFileSync(join(ROOT, "scripts/localnet"), ["later"], {
    stdio: ["ignore", "ignore", "inherit"],
  });

/** Turns a campaign's page under Due until it is paid: each step after a review, which says its tip. */
async function turn(visit: Visit, campaign: number): Promise<void> {
  const { page, review } = visit;
  await visit.go("#/due");
  await connect(visit, "Keplr");
  // The tip is odd: who pays the page has its last unit.
  for (const [step, tip] of [
    ["Decide", "450 stake"],
    ["Pay", "451 stake"],
  ] as const) {
    const row = page.locator("li.row", { hasText: `Campaign ${campaign} · Page 1` });
    await row.filter({ hasText: step }).getByRole("button", { name: "Do it" }).click();
    await fact(visit, "You get").getByText(tip).waitFor();
    await review.getByRole("button", { name: "Send", exact: true }).waitFor();
    if (step === "Decide") await look(visit, "due-review");
    await review.getByRole("button", { name: "Send", exact: true }).click();
    // The row is gone by then, the review is not.
    await review.getByText(/Done, in block/).waitFor();
    await review.getByRole("button", { name: "Close" }).click();
  }
  await page.getByText(/^Done since this page was opened: 2\. Tips 901 stake, fees /).waitFor();
}

/** A campaign from its opening until it is paid, and what somebody paid into its data. */
async function labeled(
  requester: PasarClient,
  labelers: readonly PasarClient[],
  keeper: Visit,
): Promise<void> {
  const campaign = await open(requester, await publish(folder, `${host.origin}/data`));
  const working = labelers.map((client) => work(client, campaign));
  await until("the reveals", async () => {
    const asked = { campaign, task: 0 };
    // There is no such task before the first draw.
    const found = await requester.registry.query("seats", asked).catch(() => undefined);
    const revealed = found?.seats.filter(({ status }) => status === "revealed");
    return revealed?.length === labelers.length;
  });
  await turn(keeper, campaign);
  await Promise.all(working);
  await requester.send(paid(requester.escrow, "pay_royalty", { campaign }, STAKE, 7_001n));
}

before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  host.folder("/data/", folder);
  for (let person = 0; person < 2; person += 1) {
    const signer = keySigner(randomPrivateKey());
    people.push({ client: await clientBy(signer), wallet: new InjectedWallet(signer) });
  }
  const [requester, owner, funder, third] = await Promise.all([
    clientOf("requester"),
    clientOf("owner"),
    clientOf("labeler-7"),
    newcomer(),
  ]);
  const clients = people.map(({ client }) => client);
  const labelers = [...clients, third];
  await funder.send(labelers.map(({ address }) => transfer(funder.address, address, "1000000")));
  const give = ({ address: recipient }: PasarClient) =>
    owner.token.message("transfer", { recipient, amount: "5000000" });
  await owner.send(clients.map(give));
  await Promise.all(clients.map((one) => one.send(bond(one, TOKEN, 2_000_000n))));
  epochLater();
  const { wallet } = people[0]!;
  const keeper = await Visit.open(browser, host, { wallet });
  await labeled(requester, labelers, keeper);
  await keeper.leave();
  const unbond = (one: PasarClient) =>
    one.send(one.staking.message("unbond", { denom: STAKE, amount: String(SEAT_STAKE) }));
  await Promise.all(clients.map(unbond));
  epochLater();
});

after(async () => {
  await browser?.close();
  host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function sums(amounts: readonly { amount: string; denom: taskRegistry.Denom }[]): Sums {
  const found: Sums = {};
  for (const { amount, denom } of amounts) {
    if (BigInt(amount) === 0n) continue;
    const key = "native" in denom ? denom.native : denom.cw20;
    found[key] = (found[key] ?? 0n) + BigInt(amount);
  }
  return found;
}

/** What the four contracts say that an account can take out. */
async function owed({ registry, escrow, staking, token, address, chain }: PasarClient) {
  const campaigns: number[] = [];
  for await (const { campaign } of allCampaigns(registry)) campaigns.push(campaign);
  const { seconds: now } = await chain.block();
  const { epoch } = await token.query("schedule", {});
  const epochs = Array.from({ length: epoch }, (_, one) => one);
  const [{ earnings }, share, pending] = await Promise.all([
    escrow.query("earnings", { address, campaigns }),
    staking.query("fee_share", { staker: address }),
    token.query("pending_emission", { labeler: address, epochs }),
  ]);
  const free = [];
  for await (const { denom, unbonding } of stakes(staking, address)) {
    const ready = unbonding.filter(({ ready_at }) => BigInt(ready_at) <= BigInt(now) * 10n ** 9n);
    free.push(...ready.map(({ amount }) => ({ amount, denom })));
  }
  const tokens = pending.epochs.filter(({ claimed, ended }) => ended && !claimed);
  const found: Record<Kind, Sums> = {
    pay: sums(earnings),
    stake: sums(free),
    fees: sums(share.fees),
    emission: sums(tokens.map(({ amount }) => ({ amount, denom: TOKEN }))),
  };
  return found;
}

const added = (all: readonly Sums[]): Sums =>
  sums(
    all.flatMap((one) =>
      Object.entries(one).map(([key, amount]) => ({
        amount: String(amount),
        denom: key === TOKEN.cw20 ? TOKEN : { native: key },
      })),
    ),
  );

async function balances({ chain, address }: PasarClient): Promise<Sums> {
  const { amount } = await chain.getBalance(address, STAKE.native);
  const { balance } = await chain.queryContractSmart(TOKEN.cw20, { balance: { address } });
  return { [denomKey(STAKE)]: BigInt(amount), [TOKEN.cw20]: BigInt(balance) };
}

/** Exact amounts of a part of the page, out of its titles. */
async function shown(part: ReturnType<Visit["page"]["locator"]>): Promise<Sums> {
  const titles = await part
    .locator(".amount")
    .evaluateAll((all) => all.map((one) => one.getAttribute("title") ?? ""));
  const found = titles.map((title) => title.split(" ") as [string, string]);
  return added(found.map(([amount, key]) => ({ [key]: BigInt(amount) })));
}

/** Mine, with all four kinds. */
async function mine(person: (typeof people)[number]): Promise<Visit> {
  const found = await until(
    "all four kinds",
    async () => {
      const kinds = await owed(person.client);
      return Object.values(kinds).every((kind) => Object.keys(kind).length > 0) && kinds;
    },
    120,
  );
  const visit = await Visit.open(browser, host, { wallet: person.wallet });
  await visit.go("#/me");
  await connect(visit, "Keplr");
  for (const [kind, name] of Object.entries(KINDS)) {
    const row = visit.page.locator("label.row", { hasText: name });
    await row.waitFor();
    assert.deepEqual(await shown(row), found[kind as Kind], name);
  }
  return visit;
}

const fact = ({ review }: Visit, name: string) => review.locator(".fact", { hasText: name });

/** The fee of the transaction in which the review says that it ended. */
async function feeOf({ client }: (typeof people)[number], { review }: Visit): Promise<bigint> {
  const text = await review.getByText(/Done, in block/).innerText();
  const height = text.replace(/\D/g, "");
  const found = await until("the transaction", async () => {
    const query = `tx.height=${height} AND message.sender='${client.address}'`;
    return (await client.chain.searchTx(query))[0];
  });
  const fee = found.events
    .filter(({ type }) => type === "tx")
    .flatMap(({ attributes }) => attributes)
    .find(({ key }) => key === "fee");
  return BigInt(fee?.value.replace(/stake$/, "") ?? 0);
}

/** What came in since, with the fee that was paid meanwhile. */
async function gained(client: PasarClient, before: Sums, fee: bigint): Promise<Sums> {
  const now = await balances(client);
  const gains = Object.entries(now).map(([key, amount]) => ({ [key]: amount - before[key]! }));
  return added([...gains, { [STAKE.native]: fee }]);
}

test("what is claimed is the sum of what the four contracts say, in every denom", async () => {
  const person = people[0]!;
  const { client } = person;
  const visit = await mine(person);
  const { review, page } = visit;
  const [kinds, before] = await Promise.all([owed(client), balances(client)]);
  const all = added(Object.values(kinds));
  assert.ok(all[STAKE.native]! > 0n && all[TOKEN.cw20]! > 0n);
  await visit.press("Claim what is checked");
  await fact(visit, "You get").waitFor();
  assert.deepEqual(await shown(fact(visit, "You get")), all);
  assert.equal(await review.getByRole("listitem").count(), 4);
  assert.match(await fact(visit, "You pay").innerText(), /nothing/);
  const fee = (await shown(fact(visit, "Fee of the network")))[STAKE.native]!;
  await look(visit, "claim-review");
  await review.getByRole("button", { name: "Send", exact: true }).click();
  assert.equal(await feeOf(person, visit), fee);
  assert.deepEqual(await gained(client, before, fee), all);
  const left = Object.values(await owed(client));
  assert.deepEqual(added(left), {});
  await review.getByRole("button", { name: "Close" }).click();
  await page.getByText("There is nothing to claim now.").waitFor();
  await visit.leave();
});

test("what was claimed elsewhere meanwhile is left out, and the rest is paid", async () => {
  const person = people[1]!;
  const { client } = person;
  const visit = await mine(person);
  const { review, context } = visit;
  const { fees, stake, ...rest } = await owed(client);
  // The review is loaded when it is wanted first.
  await visit.press("Claim what is checked");
  await fact(visit, "You get").waitFor();
  await review.getByRole("button", { name: "Back" }).click();
  // The page does not know of what is claimed when the review asks the chain.
  await context.setOffline(true);
  await client.send(client.staking.message("claim_fees", {}));
  await visit.press("Claim what is checked");
  await context.setOffline(false);
  await review.getByText(/^Left out: Share of the fees\. The chain says: .*no fees/).waitFor();
  assert.deepEqual(await shown(fact(visit, "You get")), added([stake, ...Object.values(rest)]));
  await look(visit, "claim-refused");
  // And of this not even the review.
  await client.send(client.staking.message("withdraw", { denom: STAKE }));
  const before = await balances(client);
  await review.getByRole("button", { name: "Send", exact: true }).click();
  const fee = await feeOf(person, visit);
  await review.getByText(/^Left out: Stake that is free again\. The chain says: /).waitFor();
  assert.deepEqual(await gained(client, before, fee), added(Object.values(rest)));
  assert.ok(Object.keys(fees).length > 0);
  await review.getByRole("button", { name: "Close" }).click();
  await visit.page.getByText("There is nothing to claim now.").waitFor();
  await visit.leave();
});
