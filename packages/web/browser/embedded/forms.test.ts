// Forms on `cargo demo --serve`, from the market to withdrawn pay: one person on a phone by touch, and one at a desk by
// keys alone, in Indonesian. What the chain has of them is what they answered.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parseDeployment, PasarReader } from "pasar-client/reading";
import type { Visit } from "../visit.js";
import { Demo, LONG } from "./demo.js";
import type { Form, Hand } from "./forms.js";

let demo: Demo;
let reader: PasarReader;

before(async () => {
  demo = await Demo.start();
  reader = await PasarReader.open(demo.entry.rpc, parseDeployment(demo.entry));
});

after(() => demo?.stop());

/** A campaign of a form that has a free seat. */
async function free({ domain }: Form): Promise<number> {
  const { until } = await import("../setting.js");
  const look = async () => {
    const { campaigns } = await reader.registry.query("campaigns", {});
    for (const { campaign, status, terms } of campaigns) {
      if (status !== "open" || terms.domain !== domain) continue;
      const { tasks } = await reader.registry.query("frontier", { campaign });
      if (tasks.some((task) => task.free > 0)) return campaign;
    }
    return undefined;
  };
  return until(`a seat of ${domain}`, look, 90);
}

/** The chain has what was answered. */
async function agrees(campaign: number, labeler: string, { answers }: Form): Promise<void> {
  const { onChain } = await import("./forms.js");
  assert.deepEqual(await onChain(reader, campaign, labeler), [...answers.values()]);
}

/** What a labeler has on the chain, to be withdrawn or withdrawn. */
async function coins(address: string): Promise<bigint> {
  return BigInt((await reader.chain.getBalance(address, "stake")).amount);
}

/** Verdict, own answers and files of a campaign, once it is settled. */
async function results(visit: Visit, campaign: number, name: string): Promise<void> {
  const [{ look }, { saved }] = await Promise.all([import("../visit.js"), import("../others.js")]);
  const { page } = visit;
  await visit.go(`#/c/${campaign}/t/0`);
  const only = page.getByText(
    /^(?:Only where it differs from yours|Hanya yang berbeda dari jawaban Anda): [1-9]/,
  );
  await only.waitFor();
  await look(visit, `${name}-task`);
  await only.click();
  await page
    .getByText(/^(?:yours|jawaban Anda): /)
    .first()
    .waitFor();
  await look(visit, `${name}-differences`);
  await visit.go(`#/c/${campaign}/data`);
  const [head = "", first = "", ...rest] = (await saved(visit, "CSV")).trim().split(/\r?\n/);
  const { terms } = await reader.registry.query("campaign", { campaign });
  const names = terms.questions.map(
    (asked) => ("classes" in asked ? asked.classes : asked.scale).name,
  );
  // A column a question, with how sure it is.
  const columns = head.split(",");
  const wanted = names.flatMap((of) => [of, `${of}_margin_bits`, `${of}_confidence`]);
  assert.deepEqual(
    columns.filter((column) => wanted.includes(column)),
    wanted,
  );
  assert.equal(rest.length, terms.items - 1);
  assert.match(first, /^(?:meal|pair)-01,/);
  assert.equal((await saved(visit, "JSON lines")).trim().split("\n").length, terms.items);
  await look(visit, `${name}-data`);
}

/** A form from the market until it is paid, by touch. */
async function onPhone(visit: Visit, form: Form, name: string): Promise<number> {
  const [{ look }, { fill, touch }] = await Promise.all([
    import("../visit.js"),
    import("./forms.js"),
  ]);
  const { page } = visit;
  const campaign = await free(form);
  await visit.go();
  await page.locator(`.card a.button[href="#/c/${campaign}/join"]`).tap();
  await page.getByText("What you can lose").waitFor();
  await page.getByLabel("Pages that I want to have at once").fill("1");
  const stake = visit.button("1 · Add the missing stake");
  const signed = page.getByText("Stake and session are there");
  await stake.or(signed).first().waitFor();
  if (await stake.isVisible()) await visit.confirm("1 · Add the missing stake");
  await signed.waitFor();
  const text = visit.button("2 · Sign the text");
  await text.or(page.getByText("The text is signed")).first().waitFor();
  if (await text.isVisible()) await text.tap();
  await page.getByText("The text is signed").waitFor();
  await page.getByRole("link", { name: "To the pages" }).tap();
  await visit.press("Take a page");
  await page.locator(".question").first().waitFor(LONG);
  await look(visit, `${name}-desk`);
  await fill(form, touch(visit), "of");
  await visit.press(/Review and seal/);
  const dialog = page.getByRole("dialog", { name: "Seal this page?" });
  await dialog.getByRole("button", { name: "Seal", exact: true }).tap();
  await page.getByText("sealed", { exact: true }).waitFor();
  await page
    .getByText(/^Paid /)
    .first()
    .waitFor(LONG);
  return campaign;
}

async function phone(): Promise<void> {
  const [{ connect }, { meals, replies }] = await Promise.all([
    import("../label.js"),
    import("./forms.js"),
  ]);
  const visit = await demo.visit({ phone: true });
  const { page } = visit;
  await visit.go();
  await connect(visit, "Key of this browser");
  await visit.go("#/me");
  await visit.press("Get coins for trying out");
  await page.getByText("The coins are there.").waitFor();
  const address = await page.getByText(/^wasm1[0-9a-z]{38}$/).innerText();
  const forms = [
    [meals(1), "meals"],
    [replies(1), "replies"],
  ] as const;
  for (const [form, name] of forms) {
    const campaign = await onPhone(visit, form, name);
    await agrees(campaign, address, form);
    await results(visit, campaign, name);
  }
  const before = await coins(address);
  await visit.go("#/me");
  await page.getByText("Pay, refunds and royalties").waitFor(LONG);
  await visit.send("Claim what is checked");
  assert.ok((await coins(address)) > before + 50_000n);
  await visit.leave();
}

/** Another key for an answer; keys of other questions may be the same, and those of the desk may not. */
async function ownKey(visit: Visit, press: (name: RegExp) => Promise<void>): Promise<void> {
  const { look } = await import("../visit.js");
  const { page } = visit;
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Tombol" });
  await dialog.getByText("Tekan Ubah, lalu").waitFor();
  const change = async (key: string) => {
    await press(/^Ubah tombol: Balasan mana yang lebih baik\? – sama saja/);
    await dialog.getByText("Tekan tombol …", { exact: true }).waitFor();
    await page.keyboard.press(key);
  };
  await change("b");
  await dialog.getByText("B sudah dipakai: Balasan mana yang lebih baik? – B.").waitFor();
  await change("/");
  await dialog.getByText("/ sudah dipakai: petunjuk.").waitFor();
  await look(visit, "form-keys");
  await change("w");
  await dialog.getByRole("button", { name: /^Pulihkan tombol: .* – sama saja/ }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** A form from the market until it is paid, by keys. */
async function byKeys(
  visit: Visit,
  form: Form,
  hand: Hand,
  before: (press: (name: RegExp) => Promise<void>) => Promise<void>,
): Promise<number> {
  const [{ tabTo }, { fill }] = await Promise.all([import("../label.js"), import("./forms.js")]);
  const { page } = visit;
  const press = async (name: RegExp) => {
    await tabTo(visit, name);
    await page.keyboard.press("Enter");
  };
  const campaign = await free(form);
  await visit.go();
  await page.locator(`.card a[href="#/c/${campaign}/join"]`).waitFor();
  await page.locator(`.card h2 a[href="#/c/${campaign}"]`).focus();
  await press(/^ ?Mulai/);
  await page.getByText("Apa yang Anda tanda tangani").waitFor();
  const signed = page.getByText("Jaminan dan sesi sudah ada");
  const stake = /^ ?(?:1 · Beri jaminan|Tambah jaminan)/;
  await visit.button(stake).or(signed).first().waitFor();
  if (!(await signed.isVisible())) {
    await press(stake);
    const review = page.getByRole("dialog", { name: "Sebelum Anda kirim" });
    await review.getByRole("button", { name: "Kirim", exact: true }).waitFor();
    await press(/^ ?Kirim$/);
    await signed.waitFor();
  }
  const text = page.getByText("Teks sudah ditandatangani");
  await visit.button("2 · Tanda tangani teks").or(text).first().waitFor();
  if (!(await text.isVisible())) await press(/^ ?2 · Tanda tangani teks/);
  await text.waitFor();
  await press(/^ ?Ke halaman kerja/);
  await visit.button("Ambil halaman").waitFor();
  await press(/^ ?Ambil halaman/);
  await page.locator(".question").first().waitFor(LONG);
  await before(press);
  await fill(form, hand, "dari");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog", { name: "Segel halaman ini?" }).waitFor();
  await press(/^ ?Segel$/);
  await page.getByText("tersegel", { exact: true }).waitFor();
  await page
    .getByText(/^Dibayar /)
    .first()
    .waitFor(LONG);
  return campaign;
}

async function desk(): Promise<void> {
  const [{ tabTo }, { keys, meals, replies }, { look }] = await Promise.all([
    import("../label.js"),
    import("./forms.js"),
    import("../visit.js"),
  ]);
  const { visit, wallet, address } = await demo.withWallet({ language: "id" });
  const { page } = visit;
  await visit.go();
  await visit.button("Sambungkan").first().waitFor();
  await tabTo(visit, /^ ?Sambungkan/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Dompet" }).getByText("Keplr").waitFor();
  await tabTo(visit, /^ ?Keplr$/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  const first = replies(3);
  const hand = keys(visit, { A: "a", B: "b", alike: "w", boxes: "wr1" });
  const replied = await byKeys(visit, first, hand, async (press) => {
    await look(visit, "replies-desk-id");
    await ownKey(visit, press);
  });
  await agrees(replied, address, first);
  await results(visit, replied, "replies-id");

  const second = meals(3);
  const eaten = await byKeys(visit, second, keys(visit, { boxes: "fc1" }), () =>
    look(visit, "meals-desk-id"),
  );
  await agrees(eaten, address, second);
  // Of both campaigns: a session each, and one text each.
  assert.ok(wallet.asked <= 4, `the wallet was asked ${wallet.asked} times`);
  const before = await coins(address);
  await visit.go("#/me");
  await visit.button("Ambil yang dicentang").waitFor(LONG);
  await tabTo(visit, /^ ?Ambil yang dicentang/);
  await page.keyboard.press("Enter");
  const review = page.getByRole("dialog", { name: "Sebelum Anda kirim" });
  await review.getByRole("button", { name: "Kirim", exact: true }).waitFor();
  await tabTo(visit, /^ ?Kirim$/);
  await page.keyboard.press("Enter");
  await page.getByText(/Selesai, di blok/).waitFor(LONG);
  assert.ok((await coins(address)) > before + 50_000n);
  await visit.leave();
}

test("people answer forms on cargo demo --serve", { concurrency: true }, async (t) => {
  await Promise.all([
    t.test("a rating, tags, a preference and a number by touch on a phone", phone),
    t.test("the same at a desk by keys alone, in Indonesian", desk),
  ]);
});
