import type { Texts } from "./dictionary.js";

export const texts: Texts<"wait"> = {
  "wait.tell": "Beri tahu saya saat diundi",
  "wait.will_tell": "Peramban memberi tahu Anda saat diundi, selama halaman ini terbuka.",
  "wait.calendar": "Tenggat untuk kalender saya",
  "wait.drawn": "Sebuah halaman terundi: waktunya berjalan",
  "wait.draw": "Pasar: kampanye {campaign} mengundi halaman untuk Anda",
  "wait.seal": "Pasar: segel halaman {task} kampanye {campaign}",
  "wait.full": "Pasar: halaman {task} kampanye {campaign} penuh, bukalah",
  "wait.reveal": "Pasar: buka halaman {task} kampanye {campaign}",
};
