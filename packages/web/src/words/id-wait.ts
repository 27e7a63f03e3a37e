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
  "wait.wave":
    "Para pelabel berbeda pendapat tentang butir-butir ini: hanya ini yang ditanyakan, di gelombang {wave}.",
  "wait.offline":
    "Node tidak menjawab. Lanjutkan saja: jawaban Anda disimpan di sini, dan yang jatuh tempo dikirim saat node menjawab lagi. Waktunya tetap berjalan.",
  "wait.not_drawn":
    "Tidak ada tempat untuk {count} dari halaman yang Anda minta. Tidak ada yang hilang.",
  "backup.save": "Simpan salinan",
  "backup.what":
    "Sebuah berkas kecil. Pemegangnya bisa membuka halaman ini, dan tidak bisa apa-apa lagi.",
  "backup.missing": "Peramban ini tidak punya pembuka halaman ini.",
  "backup.restore": "Muat salinan",
  "backup.restore_what": "Berkas yang disimpan saat sebuah halaman milik {address} disegel.",
  "backup.restored": "{count} halaman bisa dibuka dengannya.",
  "wait.persist":
    "Peramban diminta menjaga simpanan halaman ini: tanpa itu segel hanya bisa dibuka dengan dompet atau salinan.",
  "grid.how":
    "Pilih jawaban, lalu tekan butir yang cocok. Tombol papan ketik menjawab butir yang berbingkai.",
  "grid.gives": "Menekan sebuah butir memberinya jawaban ini: {label}.",
  "grid.open": "belum dijawab",
  "grid.shown": "{from} sampai {to} dari {of}",
  "grid.back": "Sebelumnya",
  "grid.next": "Berikutnya",
  "earned.paid": "Dibayar {pay}: {labels} label dengan {paid} dari harga.",
  "earned.will": "Akan dibayar {pay}: {labels} label dengan {paid} dari harga.",
  "earned.why":
    "Anda sepakat dengan keahlian {skill}, yang menghasilkan {rate}; harga penuh mulai {full}.",
  "earned.compare": "Bandingkan dengan putusan",
};
