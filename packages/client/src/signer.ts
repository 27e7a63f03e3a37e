import { Secp256k1HdWallet, type OfflineAminoSigner } from "@cosmjs/amino";
import { DirectSecp256k1HdWallet, type OfflineDirectSigner } from "@cosmjs/proto-signing";

/** A signer of transactions and of texts, as wallets in browsers are. */
export type Signer = OfflineDirectSigner & OfflineAminoSigner;

/**
 * A signer from a mnemonic, for bots. CosmJS's own wallets sign either transactions of any kind or
 * texts; salts from a signature and grants to session keys need both.
 */
export async function mnemonicSigner(mnemonic: string, prefix = "wasm"): Promise<Signer> {
  const direct = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
  const amino = await Secp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
  return {
    getAccounts: () => direct.getAccounts(),
    signDirect: (address, doc) => direct.signDirect(address, doc),
    signAmino: (address, doc) => amino.signAmino(address, doc),
  };
}
