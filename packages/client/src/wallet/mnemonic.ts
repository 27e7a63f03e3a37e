import { HDKey } from "@scure/bip32";
import { generateMnemonic, mnemonicToSeed, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { keySigner, type Signer } from "./key-signer.js";

/** The path of nearly all chains of the Cosmos SDK. */
const PATH = "m/44'/118'/0'/0/0";

/**
 * A signer from a mnemonic, for bots. It signs transactions of any kind, and texts. The words are read as
 * wallets read them, in capitals or not, whatever space is around them.
 */
export async function mnemonicSigner(mnemonic: string, prefix = "wasm"): Promise<Signer> {
  const words = mnemonic.trim().toLowerCase().split(/\s+/).join(" ");
  if (!validateMnemonic(words, wordlist)) {
    throw new TypeError("the mnemonic has a wrong word, or one too many or too few");
  }
  const { privateKey } = HDKey.fromMasterSeed(await mnemonicToSeed(words)).derive(PATH);
  if (!privateKey) throw new TypeError("the mnemonic gives no key");
  return keySigner(privateKey, prefix);
}

/** Twelve new words. */
export function newMnemonic(): string {
  return generateMnemonic(wordlist);
}
