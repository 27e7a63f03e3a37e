import type { Texts } from "./dictionary.js";

export const texts: Texts<"join"> = {
  "practice.start": "Coba {count} contoh",
  "practice.end": "{right} dari {of} benar",
  "practice.right": "Benar.",
  "practice.wrong": "Menurut pemesan: {label}.",
  "practice.next": "Lanjut",
  "join.what": "Apa ini",
  "join.pays": "Berapa bayarannya",
  "join.risks": "Apa yang bisa hilang",
  "join.sign": "Apa yang Anda tanda tangani",
  "join.no_items":
    "Jangan mulai selama butirnya tidak terlihat: halaman yang diundi harus dilabeli tepat waktu.",
  "join.pay_text":
    "{price} per label, {page} untuk halaman berisi {count} label dengan harga penuh. Bagian Anda tumbuh bersama keahlian: nol pada {floor}, semuanya mulai {full}. Keahlian adalah seberapa sering Anda sepakat dengan yang lain, di luar kebetulan.",
  "join.rate":
    "Dengan catatan Anda, satu halaman menghasilkan kira-kira {page}, {rate} dari harga.",
  "join.newcomer":
    "Anda baru di bidang ini. Tiap halaman menunjukkan keahlian Anda dari awal; dengan keahlian awal, hasilnya kira-kira {page}, {rate} dari harga.",
  "join.seats": "Halaman yang ingin saya pegang sekaligus",
  "join.no_funds": "Dompet Anda kurang {missing} untuk jaminan ini.",
  "join.first": "1 · Beri jaminan, dan izinkan peramban ini bekerja untuk Anda",
  "join.bond": "1 · Tambah jaminan yang kurang",
  "join.first_done": "✓ Jaminan dan sesi sudah ada.",
  "join.bond_does":
    "Menjaminkan {amount}. Uang ini tetap milik Anda: setelah halaman Anda dibayar, yang tidak hilang bisa dikeluarkan di Jaminan, lalu diambil setelah masa tunggu.",
  "join.session_does":
    "Mengizinkan sebuah kunci di peramban ini mengambil halaman, duduk di panel, menyegel, dan membuka atas nama Anda: {calls} pesan dalam {time}, tanpa pesan lain, tanpa uang selain biaya jaringan. Bisa dihentikan kapan saja.",
  "join.text": "2 · Tanda tangani teks",
  "join.text_does":
    "Satu teks untuk ditandatangani, tanpa memindahkan uang. Dari situ lahir rahasia segel Anda: tidak ada perangkat yang bisa menghilangkannya.",
  "join.text_done": "✓ Teks sudah ditandatangani.",
  "join.go": "Ke halaman kerja",
  "join.go_anyway": "Ke halaman kerja; dompet akan ditanya di setiap langkah",
  "risk.undrawn": "Tiket yang tidak diundi siapa pun dalam {time} sejak putarannya",
  "risk.late": "Halaman yang tidak disegel dalam {time}",
  "risk.half": "Kurang dari {count} label di dalamnya",
  "risk.vanish": "Disegel, lalu tidak pernah dibuka",
  "risk.wrong": "Label yang berbeda dari putusan",
  "risk.wrong_costs": "tidak mengurangi jaminan; penghasilan dan catatan Anda turun",
};
