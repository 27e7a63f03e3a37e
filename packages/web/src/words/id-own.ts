// Galat yang dibuat halaman ini sendiri. Bahasa Inggrisnya ada di tempat galat itu dibuat.

export const texts = {
  // Tabel.
  "error.table_empty": "baris {line}: berkasnya kosong, seharusnya ada nama kolom",
  "error.column_unnamed": "baris {line}: kolom {column} tidak bernama",
  "error.column_twice": "baris {line}: kolom “{name}” ada dua kali",
  "error.fields": "baris {line}: ada {found} isian, seharusnya {wanted}",
  "error.quote_text": "baris {line}: teks setelah tanda kutip penutup: {found}",
  "error.quote_open": "baris {line}: tanda kutip yang tidak ditutup",
  "error.item_column": "baris 1: tidak ada kolom “item”, yang ada {found}",
  "error.items_none": "baris 2: tidak ada butir",
  "error.items_many": "baris {line}: lebih dari {most} butir; pasar create menerima lebih banyak",
  "error.gold_two": "baris 1: ada dua kolom gold; sisakan satu",
  "error.item_unnamed": "baris {line}: butir tanpa nama",
  "error.item_before": "baris {line}: butir “{name}” sudah ada di baris {before}",
  "error.item_unknown": "baris {line}: butir “{name}” bukan salah satu butir",
  "error.item_twice": "baris {line}: butir “{name}” ada dua kali",
  // Jawaban yang diketahui.
  "error.columns_same": "kolom “{other}” dan “{name}” mengatakan hal yang sama; sisakan satu",
  "error.column_lone":
    "kolom “{name}” berisi jawaban satu pertanyaan, padahal ada {questions}; seharusnya satu kolom tiap pertanyaan",
  "error.column_unread":
    "baris 1: kolom “{name}” tidak menjawab pertanyaan apa pun, dan “{missing}” tidak punya kolom; seharusnya {names}, atau tanpa kolom lain",
  "error.tag_separator":
    "kolom “{name}”: tanda “{tag}” tidak bisa berdampingan dengan “;”, seharusnya kolom “{name}/{tag}”",
  "error.tag_unknown":
    "baris {line}: kolom “{name}”: tanda “{tag}”, seharusnya beberapa dari {known}",
  "error.tag_twice": "baris {line}: kolom “{name}”: tanda “{tag}” ada dua kali",
  "error.no_class": "baris {line}: kolom “{name}”: “{found}”, seharusnya salah satu dari {classes}",
  "error.no_number":
    "baris {line}: kolom “{name}”: “{found}”, seharusnya angka dari {from} sampai {to}",
  "error.no_level":
    "baris {line}: kolom “{name}”: “{found}”, seharusnya tingkat dari 0 ({from}) sampai {last} ({to})",
  "error.gold_page":
    "halaman {page} berisi {items} butir, padahal butir uji memerlukan paling sedikit {least}",
  "error.gold_count": "halaman {page} berisi {found} butir uji, seharusnya {least} sampai {most}",
  "error.gold_alike":
    "{largest} dari {found} butir uji halaman {page} satu kelas saja, paling banyak 60 %",
  "error.gold_many":
    "halaman {page} berisi {found} jawaban uji untuk “{name}”, seharusnya paling banyak {most}",
  "error.gold_mass":
    "butir uji halaman {page} bernilai {found} label di atas kebetulan, seharusnya 4.8: perlu jawaban lebih banyak dan beragam",
  // Ketentuan dan pertanyaan.
  "error.number": "{path}: ada “{found}”, seharusnya angka",
  "error.scale_from": "yang terendah dari “{name}” adalah “{found}”, seharusnya angka",
  "error.scale_to": "yang tertinggi dari “{name}” adalah “{found}”, seharusnya angka",
  "error.scale_same": "kedua ujung “{name}” adalah {from}, seharusnya dua angka",
  "error.scale_whole":
    "“{name}” dari {from} sampai {to}, seharusnya bilangan bulat dengan 2 sampai {most} tingkat di antaranya",
  "error.scale_places": "“{name}” punya {found} tempat, seharusnya 2 sampai {most}",
  "error.name_none": "pertanyaan {number} tidak bernama, seharusnya bernama",
  "error.name_twice":
    "ada dua pertanyaan bernama “{name}”, seharusnya satu nama untuk masing-masing",
  "error.name_taken":
    "kolom “{name}” sudah berarti lain; seharusnya nama selain item, labeler, gold",
  "error.name_long": "“{name}” panjangnya {found} byte, seharusnya paling banyak {most}",
  "error.tags_none": "“{name}” tidak punya tanda, seharusnya paling sedikit satu",
  "error.once": "“{name}” ada dua kali, seharusnya masing-masing sekali",
  "error.answer_unnamed":
    "jawaban di baris {line} tidak bernama, seharusnya nama sebelum garis tegak",
  "error.classes": "ada {found} jawaban, seharusnya 2 sampai {most}",
  "error.questions":
    "ada {found} pertanyaan, seharusnya 1 sampai {most}; tiap tanda adalah satu pertanyaan",
  "error.pair_column": "tidak ada kolom “{column}” untuk dibandingkan, yang ada {found}",
  "error.pair_same": "“{column}” dibandingkan dengan dirinya sendiri",
  "error.pair_shown":
    "“{first}” dan “{second}” tampil sebagai {one} dan {other}, seharusnya dua teks atau dua gambar",
  // Berkas.
  "error.hash_given": "{field}_sha256 dari {path} adalah “{given}”, padahal hash berkasnya {hash}",
  "error.file_big": "{path}: {size} byte, paling banyak {most}",
  "error.no_json": "itu bukan JSON: “{said}”",
  "error.other_state": "berkas itu milik kampanye lain: akar butir atau butir ujinya berbeda",
  "error.no_field": "tidak ada butir dengan isian “{field}”",
  "error.cell": "kolom {name}: ada {found}, seharusnya {wanted}",
  "error.answers": "{url} menjawab {status}",
  "error.root": "butirnya telah diubah: akarnya {found}, seharusnya {wanted}",
  "error.this_machine": "{address} ada di mesin ini, yang hanya boleh disebut rantai lokal",
  "error.no_address": "{uri} bukan alamat yang bisa dibaca halaman",
  // Jaringan, dompet dan peramban.
  "error.rpc": "rpc: seharusnya alamat node yang diawali https://",
  "error.relays": "relays: seharusnya alamat relay drand yang diawali https://",
  "error.not_connected": "tidak tersambung ke node",
  "error.nowhere_to_send": "tidak ada node untuk mengirim",
  "error.wallet_gone": "{name} tidak ada di peramban ini",
  "error.local_only": "kunci peramban ini hanya untuk rantai lokal",
  "error.hex": "seharusnya 64 karakter heksadesimal",
  "error.text_unsigned": "teks segel belum ditandatangani",
  "error.other_key":
    "label disegel untuk kunci lain daripada kunci dompet ini: gunakan pasar adapt",
  "error.keeps_nothing": "peramban ini tidak menyimpan apa pun",
  "error.not_kept": "tidak ada yang tersimpan",
  "error.faucet": "pemberi koin mengatakan: “{said}”",
  "error.inference": "perhitungan tidak menerima halaman ini: “{said}”",
} as const;
