import type { Texts } from "./dictionary.js";

export const texts: Texts<"work"> = {
  "send.review": "Sebelum Anda kirim",
  "send.asking": "Menanyakan biayanya kepada rantai …",
  "send.done": "Selesai, di blok {height}.",
  "send.refused": "Ditolak: {why}",
  "send.nothing": "tidak ada yang perlu dikirim",
  "send.confirm": "Kirim",
  "send.funds": "Anda bayar",
  "send.no_funds": "tidak ada",
  "send.fee": "Biaya jaringan",
  "campaign.no_header":
    "Kampanye ini hanya punya daftar butir tanpa petunjuk. Tanyakan arti kelas-kelasnya kepada pemesan sebelum Anda menjaminkan uang.",
  "phase.fresh": "belum mulai",
  "phase.collecting": "mengumpulkan",
  "phase.revealing": "membuka",
  "phase.resolved": "diputus",
  "phase.settled": "dibayar",
  "phase.void": "batal",
  "meaning.bound": "Petunjuk ini terikat pada ketentuan: tidak ada yang bisa mengubahnya.",
  "meaning.unbound": "Petunjuk ini tidak terikat pada ketentuan.",
  "meaning.license": "lisensi butir: {license}",
  "meaning.warnings": "Butir-butirnya mungkin menampilkan: {what}",
  "meaning.example": "Contoh {number}",
  "label.no_wallet": "Sambungkan dompet untuk melihat halaman Anda di kampanye ini.",
  "label.pages": "Halaman untuk dilabeli",
  "label.page": "Halaman {task}",
  "label.other_tab":
    "Tab lain sedang mengerjakan kampanye ini. Di sini Anda bisa melihat; bekerjalah di sana, atau tutup tab itu.",
  "label.refused": "Rantai menolak sebuah langkah: {why}",
  "label.lost":
    "Halaman {task} tersegel dan tidak ada yang bisa membukanya di sini. Muat berkas yang Anda simpan, atau tanda tangani teks segel Anda. Bila tidak dibuka tepat waktu, seluruh jaminannya hilang.",
  "label.no_secret":
    "Anda belum menandatangani teks segel. Rahasianya hanya ada di peramban ini: bila datanya terhapus sebelum dibuka, jaminan hilang.",
  "label.draw": "Undi",
  "label.to_join": "Apa yang kurang",
  "label.opens": "Kampanye dibuka dalam {time}.",
  "label.no_room": "Semua halaman yang boleh Anda pegang sekaligus sedang dikerjakan.",
  "label.take_what":
    "Sebuah halaman diundi untuk Anda. Sejak itu Anda punya {time} untuk melabeli dan menyegelnya.",
  "label.more": "Anda sudah bisa mengambil halaman lagi; waktunya berjalan sejak diundi: {time}.",
  "label.take": "Ambil halaman",
  "label.done": "Tersegel dan selesai",
  "label.step": "Kirim yang jatuh tempo",
  "label.wave":
    "Para pelabel berbeda pendapat tentang butir-butir ini: hanya ini yang ditanyakan, di gelombang {wave}.",
  "label.offline":
    "Node tidak menjawab. Lanjutkan saja: jawaban Anda disimpan di sini, dan yang jatuh tempo dikirim saat node menjawab lagi. Waktunya tetap berjalan.",
  "label.not_drawn":
    "Tidak ada tempat untuk {count} dari halaman yang Anda minta. Tidak ada yang hilang.",
  "draw.waits": "{count} halaman diundi untuk Anda dalam",
  "draw.stay":
    "Putaran {round} dari drand, undian terbuka, yang menentukan. Tetaplah di sini: sesudah itu waktunya berjalan, dan halaman ini mengundi sendiri.",
  "draw.stay_ask":
    "Putaran {round} dari drand, undian terbuka, yang menentukan. Tetaplah di sini, lalu tekan Undi: sejak itu waktunya berjalan.",
  "draw.now": "{count} halaman sedang diundi.",
  "draw.now_ask": "{count} halaman bisa diundi sekarang.",
  "draw.until": "Tiket yang tidak diundi siapa pun tepat waktu berbiaya {cost}. Sisa waktu:",
  "draw.fails": "Belum bisa diundi: {why}.",
  "draw.again": "Dicoba lagi di setiap blok.",
  "draw.lapsed":
    "Tidak ada yang mengundi tiket Anda tepat waktu. Tiket berakhir sekarang dan berbiaya {cost}; Anda bisa mengambil yang lain.",
  "draw.risk":
    "Setelah putarannya tiba, tiket harus diundi dalam {time}. Halaman ini melakukannya selama terbuka; bila tidak ada yang mengundi, biayanya {cost}.",
  "draw.risk_ask":
    "Setelah putarannya tiba, tiket harus diundi dalam {time}, oleh Anda atau siapa pun. Bila tidak ada yang mengundi, biayanya {cost}.",
  "draw.stale": "drand berhenti: putaran terakhirnya, {round}, sudah berumur {age}",
  "draw.no_relays":
    "tidak ada relai drand untuk jaringan ini, jadi halaman ini tidak bisa mengundi",
  "draw.strange":
    "Undian kampanye ini bukan dari quicknet, drand yang dijalankan banyak organisasi bersama. Pemegang kunci lain ini tahu setiap undian sebelum terjadi.",
  "desk.no_items":
    "Butir halaman {task} tidak bisa ditampilkan, jadi tidak bisa dilabeli di sini. Bila tetap begitu, kembalikan halamannya: biayanya sama dengan halaman terlewat, tidak lebih.",
  "desk.no_item": "Butir ini tidak ada di daftar.",
  "desk.gateway":
    "Butir-butirnya pribadi. Masuklah di {host} dengan tanda tangan yang tidak memindahkan uang.",
  "desk.sign_in": "Masuk",
  "desk.release": "Kembalikan halaman",
  "desk.release_does":
    "Orang lain bisa mengambilnya. Biayanya sama dengan halaman terlewat: {cost}.",
  "desk.sealing": "Halaman {task} sedang disegel.",
  "desk.seal_now": "Segel sekarang",
  "desk.progress_label": "Butir yang selesai",
  "desk.progress": "{done} dari {of}",
  "desk.seal_within": "Segel dalam",
  "desk.saved": "tersimpan",
  "desk.saving": "menyimpan …",
  "desk.failed": "TIDAK tersimpan: peramban ini menolak menyimpan",
  "desk.minutes_left": "tinggal {count} menit",
  "desk.item": "Butir {number} dari {of}",
  "desk.go_on": "Tampilkan",
  "desk.answers": "Jawaban",
  "desk.none": "tanpa label",
  "desk.undo": "Urungkan",
  "desk.redo": "Ulangi",
  "desk.instructions": "Petunjuk",
  "desk.keys": "Tombol",
  "desk.back": "Butir sebelumnya",
  "desk.next": "Butir berikutnya",
  "desk.next_open": "Berikutnya tanpa label: {count}",
  "desk.advance": "Lanjut setelah memberi label",
  "desk.keys_on": "Tombol aktif",
  "desk.review": "Periksa dan segel",
  "zoom.in": "Perbesar",
  "zoom.out": "Perkecil",
  "zoom.reset": "Gambar utuh",
  "zoom.left": "Kiri",
  "zoom.right": "Kanan",
  "zoom.up": "Atas",
  "zoom.down": "Bawah",
  "item.image_of": "Gambar butir {name}",
  "item.html_of": "Teks butir {name}",
  "item.no_link": "Tautannya tidak menuju tempat yang boleh dibuka.",
  "item.opens": "Membuka {host}",
  "item.not_checked":
    "Belum diperiksa: server asalnya tidak mengizinkan halaman ini membandingkannya dengan hash di daftar.",
  "item.not_loaded": "Tidak termuat: {url}",
  "seal.title": "Segel halaman ini?",
  "seal.confirm": "Segel",
  "seal.labeled": "Berlabel",
  "seal.none": "Sengaja tanpa label",
  "seal.open": "Belum dilihat",
  "seal.most": "Dengan harga penuh",
  "seal.half":
    "Halaman dengan kurang dari {least} label dihitung terlewat: biayanya {cost}, dan tidak ada bayaran.",
  "seal.some_open": "{count} butir akan disegel tanpa label.",
  "seal.then":
    "Sesudah itu tidak ada yang bisa membacanya sampai halaman penuh. Lalu halaman ini membukanya sendiri selama tetap terbuka; bila tidak dibuka, jaminannya {stake} hilang.",
  "seal.final": "Yang sudah disegel tidak bisa diubah.",
  "seal.persist":
    "Peramban diminta menjaga simpanan halaman ini: tanpa itu segel hanya bisa dibuka dengan dompet atau salinan.",
  "seat.drawn": "terundi",
  "seat.sealed": "tersegel",
  "seat.revealed": "terbuka",
  "seat.forfeited": "terlewat",
  "next.sealed":
    "Tidak ada yang bisa membacanya. Dibuka saat halaman penuh; tetaplah di sini, atau kembali sebelum itu.",
  "next.sealed_reader":
    "Hanya pemesan yang bisa membacanya, dan membukanya saat halaman selesai. Bila tidak, dibuka di sini.",
  "next.to_reveal": "Harus dibuka; terjadi sendiri selama halaman ini terbuka.",
  "next.revealed": "Sudah terbuka. Putusan menyusul saat semua sudah membuka atau waktunya habis.",
  "next.forfeited":
    "Tidak disegel tepat waktu; itu memakan {cost} dari jaminannya. Anda bisa mengambil halaman lain.",
  "next.late": "Waktunya habis. Biayanya {cost} dari jaminannya; Anda bisa mengambil halaman lain.",
  "next.void": "Halaman berakhir tanpa putusan.",
  "earned.paid": "Dibayar {pay}: {labels} label dengan {paid} dari harga.",
  "earned.will": "Akan dibayar {pay}: {labels} label dengan {paid} dari harga.",
  "earned.why":
    "Anda sepakat dengan keahlian {skill}, yang menghasilkan {rate}; harga penuh mulai {full}.",
  "earned.compare": "Bandingkan dengan putusan",
  "backup.save": "Simpan salinan",
  "backup.what":
    "Sebuah berkas kecil. Pemegangnya bisa membuka halaman ini, dan tidak bisa apa-apa lagi.",
  "backup.missing": "Peramban ini tidak punya pembuka halaman ini.",
  "backup.restore": "Muat salinan",
  "backup.restore_what": "Berkas yang disimpan saat sebuah halaman milik {address} disegel.",
  "backup.restored": "{count} halaman bisa dibuka dengannya.",
};
