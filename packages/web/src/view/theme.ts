// Light, dark, or as the device is.

import { signal } from "@preact/signals";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "pasar/theme";
const kept = localStorage.getItem(KEY);

export const theme = signal<Theme>(THEMES.find((one) => one === kept) ?? "auto");

/** Paints the page in the chosen theme. */
export function paint(wanted: Theme = theme.value): void {
  theme.value = wanted;
  localStorage.setItem(KEY, wanted);
  document.documentElement.dataset["theme"] = wanted;
}
