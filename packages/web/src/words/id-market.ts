import type { Texts } from "./dictionary.js";

export const texts: Texts<"market"> = {
  "market.title": "Kerja",
  "market.no_wallet":
    "Anda bisa melihat-lihat tanpa dompet. Untuk memberi label, sambungkan dompet.",
  "market.empty": "Belum ada kampanye.",
  "market.none": "Tidak ada kampanye yang cocok dengan pilihan ini.",
  "market.show": "Kampanye yang mana",
  "market.fit": "Cocok untuk saya",
  "market.open": "Terbuka",
  "market.all": "Semua",
  "market.every_domain": "Semua bidang",
  "market.hidden": "{count} lagi tidak ditampilkan",
  "market.a_page": "per halaman berisi {count} butir",
  "market.stake": "jaminan",
  "market.time": "{time} untuk melabeli satu halaman",
  "market.left": "sisa {count} dari {of} halaman",
  "market.look": "Lihat",
  "market.rate": "Dengan catatan Anda, satu halaman menghasilkan kira-kira {rate} dari harga.",
  "market.newcomer":
    "Anda baru di bidang ini. Halaman yang tidak menunjukkan keahlian Anda menghasilkan kira-kira {rate} dari harga.",
};
