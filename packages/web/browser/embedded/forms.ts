// How somebody answers the forms of the examples: by touch, or by keys alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  fromBase64,
  scaleValue,
  tasks,
  unpackAnswers,
  type PasarReader,
  type taskRegistry,
} from "pasar-client/reading";
import { ROOT, until } from "../setting.js";
import type { Visit } from "../visit.js";

/** What an item is answered, question by question, as tables write it. */
export type Answers = readonly string[];

export interface Form {
  domain: string;
  title: { en: string; id: string };
  /** What is answered of each item, in the order of the items. */
  answers: ReadonlyMap<string, Answers>;
  /** How an item is answered. */
  fill: (hand: Hand, answers: Answers) => Promise<void>;
}

/** Whoever answers: widgets are counted from the top. */
export interface Hand {
  visit: Visit;
  choose: (widget: number, option: string) => Promise<void>;
  number: (widget: number, value: string) => Promise<void>;
  tick: (widget: number, boxes: readonly boolean[]) => Promise<void>;
}

/** What a reader of the example says, by item. */
function said(folder: string, reader: number): Map<string, Answers> {
  const file = join(ROOT, "examples", folder, `labels-${reader}.csv`);
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(1);
  return new Map(
    rows.map((row) => {
      const [item = "", ...answers] = row.split(",");
      return [item, answers];
    }),
  );
}

const isYes = (answer: string) => answer === "yes";

export const meals = (reader: number): Form => ({
  domain: "reviews/meals",
  title: {
    en: "What do these guests say of their meal?",
    id: "Apa kata para tamu tentang makanannya?",
  },
  answers: said("meals", reader),
  fill: async (hand, [stars = "", ...tags]) => {
    await hand.choose(0, stars);
    await hand.tick(1, tags.map(isYes));
  },
});

export const replies = (reader: number): Form => ({
  domain: "replies/preference",
  title: { en: "Which reply would you rather get?", id: "Balasan mana yang lebih Anda sukai?" },
  answers: said("replies", reader),
  fill: async (hand, [better = "", help = "", ...tags]) => {
    await hand.choose(0, better);
    await hand.number(1, help);
    await hand.tick(2, tags.map(isYes));
  },
});

/** Most single steps to a number. */
const MOST_STEPS = 25;

/** Somebody with fingers. */
export function touch(visit: Visit): Hand {
  const { page } = visit;
  const field = (widget: number) => page.locator(".question").nth(widget);
  return {
    visit,
    choose: async (widget, option) => {
      const name = page.locator("span", { hasText: new RegExp(`^${option}$`) });
      await field(widget).locator(".choices, .grades").locator("button", { has: name }).tap();
    },
    number: async (widget, value) => {
      const slider = field(widget).getByRole("slider");
      await slider.scrollIntoViewIfNeeded();
      const box = (await slider.boundingBox())!;
      const x = Math.round((box.width * Number(value)) / 100);
      const inside = Math.max(1, Math.min(box.width - 1, x));
      await slider.tap({ position: { x: inside, y: box.height / 2 } });
      // A finger is some levels off, which whoever sees the number mends.
      const now = async () => Number(await slider.getAttribute("aria-valuetext"));
      await until("a number", async () => !Number.isNaN(await now()), 10);
      for (let steps = 0; (await now()) !== Number(value); steps += 1) {
        assert.ok(steps < MOST_STEPS, `${await now()} after ${steps} steps to ${value}`);
        const less = (await now()) > Number(value);
        await field(widget)
          .getByRole("button", { name: less ? /^−1/ : /^\+1/ })
          .tap();
      }
    },
    tick: async (widget, boxes) => {
      for (const [at, is] of boxes.entries()) {
        if (is) await field(widget).locator(".box").nth(at).tap();
      }
      if (boxes.includes(true)) await page.locator(".form").getByText("Next item").tap();
      else await field(widget).getByText("none of these").tap();
    },
  };
}

/** Somebody with keys, by what each answer's key is. */
export function keys(visit: Visit, of: Readonly<Record<string, string>>): Hand {
  const { keyboard } = visit.page;
  return {
    visit,
    choose: (_, option) => keyboard.press(of[option] ?? option),
    number: async (_, value) => {
      for (const digit of value) await keyboard.press(digit);
      await keyboard.press("Enter");
    },
    tick: async (_, boxes) => {
      const box = of["boxes"] ?? "";
      for (const [at, is] of boxes.entries()) if (is) await keyboard.press(box.charAt(at));
      await keyboard.press(boxes.includes(true) ? "Enter" : box.charAt(boxes.length));
    },
  };
}

/** Answers every item of the page that is on the desk. */
export async function fill(form: Form, hand: Hand, of: string): Promise<void> {
  const { page } = hand.visit;
  const count = form.answers.size;
  for (let item = 1; item <= count; item += 1) {
    const shown = await page.locator(".stage > p").first().innerText();
    const answers = form.answers.get(shown.split(" · ")[1] ?? "");
    assert.ok(answers, shown);
    await form.fill(hand, answers);
    await page.locator(".desk-top .bar", { hasText: `${item} ${of} ${count}` }).waitFor();
  }
}

/** The values that a question can be answered by. */
const valuesOf = (question: taskRegistry.Question) =>
  "classes" in question ? question.classes.classes.length : question.scale.levels;

/** What the chain has of a labeler in a campaign of one page, item by item, as tables write it. */
export async function onChain(
  { registry }: PasarReader,
  campaign: number,
  labeler: string,
): Promise<Answers[]> {
  const { terms } = await registry.query("campaign", { campaign });
  const { questions } = terms;
  const phases = [];
  for await (const task of tasks(registry, campaign)) phases.push(task.phase);
  assert.deepEqual(phases, ["settled"]);
  const { labels } = await registry.query("labels", { campaign, task: 0, labeler });
  const all = unpackAnswers(questions.map(valuesOf), terms.items, fromBase64(labels));
  return Array.from({ length: terms.items }, (_, item) =>
    questions.map((question, index) => {
      const label = all[index * terms.items + item]!;
      if ("classes" in question) return question.classes.classes[label] ?? "";
      return String(scaleValue(question.scale, label));
    }),
  );
}
