import type { Texts } from "./dictionary.js";

export const texts: Texts<"start"> = {
  "offline.title": "Tidak ada node yang bisa dipakai",
  "offline.what":
    "Halaman ini membaca rantai lewat sebuah node. Node lain bisa dipilih di pengaturan.",
  "offline.nowhere": "Belum ada jaringan",
  "offline.add": "Buka berkas sebuah penerapan. Isinya rantai, kontraknya, dan sebuah node.",
  "offline.file": "Buka berkas jaringan",
  "offline.offered": "Sebuah tautan menawarkan jaringan",
  "offline.trust":
    "Pembuat tautan ini yang memilih kontrak di bawah. Pakailah hanya jika Anda percaya: yang Anda tanda tangani dikirim ke alamat-alamat ini.",
  "offline.use": "Pakai jaringan ini",
  "offline.bad_link": "Tautan ini tidak menyebut jaringan: {why}",
  "wallet.title": "Dompet",
  "wallet.none":
    "Peramban ini tidak punya dompet yang dikenal halaman ini: Keplr, Leap, Cosmostation, OKX, atau Vultisig. Di ponsel, buka halaman ini di peramban dalam dompet. Membaca tidak perlu dompet.",
  "wallet.browser": "Kunci peramban ini",
  "wallet.browser_note":
    "Kunci buatan peramban ini, hanya untuk rantai lokal. Kunci ini hilang bersama data peramban.",
  "wallet.disconnect": "Putuskan",
  "wallet.chain": "Dompet akan diminta menunjukkan akunnya di {chain}.",
  "faucet.ask": "Ambil koin untuk mencoba",
  "faucet.asking": "Koinnya sedang datang …",
  "faucet.done": "Koinnya sudah ada.",
};
