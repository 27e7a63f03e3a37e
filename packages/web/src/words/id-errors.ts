import type { Texts } from "./dictionary.js";
import { texts as own } from "./id-own.js";

// Yang dikatakan galat klien dan galat halaman, menurut kodenya; dalam bahasa Inggris, galat itu mengatakannya sendiri.

export const texts: Texts<"errors"> = {
  ...own,
  "error.node_silent": "simpul {node} tidak terjangkau",
  "error.node_late": "simpul {node} tidak menjawab dalam {ms} ms",
  "error.node_status": "simpul {node} menjawab {status}: “{said}”",
  "error.node_broken": "jawaban simpul {node} tidak lengkap",
  "error.node_cors":
    "simpul {node} menjawab, tetapi tidak kepada halaman dari situs lain (tanpa tajuk CORS)",
  "error.node_other_chain": "simpul itu berada di rantai {found}, sedangkan kontraknya di {wanted}",
  "error.node_behind": "simpul itu tertinggal: blok terakhirnya dari {last}",
  "error.node_none": "tidak ada simpul yang disebut",
  "error.not_indexed":
    "terkirim, tetapi simpul itu tidak mengindeks transaksi: hasilnya tidak bisa diketahui",
  "error.pending": "transaksi {hash} terkirim, tetapi belum masuk blok setelah {seconds} detik",
  "error.account_missing": "akun {address} belum ada di rantai: kirimkan sesuatu kepadanya dulu",
  "error.no_funds": "dana tidak cukup; rantai mengatakan: “{said}”",
  "error.no_gas": "gas tidak cukup; rantai mengatakan: “{said}”",
  "error.low_fee": "biayanya terlalu rendah; rantai mengatakan: “{said}”",
  "error.gas_high": "simpul mengatakan ini memerlukan {gas} gas, padahal paling banyak {most}",
  "error.wallet_changed": "dompet menandatangani pesan lain daripada yang diberikan",
  "error.wallet_moody": "dompet menandatangani teks yang sama secara berbeda setiap kali",
  "error.wallet_account": "dompet tidak memiliki akun itu",
  "error.drand_none": "tidak ada relay drand yang disebut",
  "error.drand_silent": "tidak ada relay drand yang melayani: “{why}”",
  "error.drand_stale": "drand berhenti: putaran terakhirnya, {round}, sudah {seconds} detik lalu",
  "error.file_silent":
    "{url} tidak bisa dibaca: tidak ada di sana, atau tidak boleh dibaca halaman lain (CORS)",
  "error.file_late": "{url} tidak menjawab dalam {ms} ms",
  "error.file_status": "{url} menjawab {status}: “{said}”",
  "error.file_large": "{url} lebih dari {most} byte",
  "error.file_short": "{url} terputus sebelum selesai",
  "error.manifest_uri": "alamat manifes “{uri}” tidak bisa dipakai",
  "error.header_changed":
    "kepala manifes di {url} berubah sejak kampanye dibuat: hash-nya {found}, seharusnya {wanted}",
  "error.header_form": "manifes, {member}: ada {found}, seharusnya “{wanted}”",
  "error.items_changed": "butir dari {url} bukan butir menurut ketentuan kampanye",
  "error.items_count": "{url} memberi {found} butir, seharusnya {wanted}",
  "error.items_form": "baris {line} dari daftar butir bukan objek JSON",
  "error.media_changed": "{what} telah diubah: hash-nya lain daripada yang ada di daftar",
  "error.ipfs_none": "{address} memerlukan gerbang IPFS, dan belum ada yang dipilih",
  "error.labels_misfit": "{found} label untuk halaman {task}, padahal diminta {wanted}",
  "error.backup_form": "baris {line} dari salinan itu tidak bisa dibaca",
};
