import type { Texts } from "./dictionary.js";

export const texts: Texts<"form"> = {
  "form.questions": "Pertanyaan",
  "form.none_of": "tidak ada yang sesuai",
  "form.tags": "Centang yang sesuai",
  "form.not_yet": "belum dijawab",
  "form.no_label": "tanpa label",
  "form.no_label_for": "tanpa label untuk: {name}",
  "form.answered": "{done} dari {of} dijawab",
  "form.check": "Periksa jawaban saya",
};
