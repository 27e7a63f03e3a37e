// Wallets of browsers: Keplr, and those that offer its interface under another name.

import type { OfflineSigner, StdSignature, AminoSignResponse } from "../chain/types.js";
import type { TextSigner } from "./text.js";

/** What Keplr, Leap, Cosmostation, OKX and Vultisig offer of what is used here. */
export interface BrowserWallet {
  /** Asks the user for the chain's accounts. */
  enable(chainId: string): Promise<void>;
  /** A signer of transactions: with `signDirect`, but for an account on a Ledger. */
  getOfflineSignerAuto(chainId: string): Promise<OfflineSigner>;
  /** Signs an amino document, that of a text too. */
  signAmino(chainId: string, address: string, doc: any): Promise<AminoSignResponse>;
  /** Signs a text, and shows it as one. */
  signArbitrary?(chainId: string, address: string, text: string): Promise<StdSignature>;
}

/** Where each wallet puts its interface. */
const PLACES = {
  Keplr: ["keplr"],
  Leap: ["leap"],
  Cosmostation: ["cosmostation", "providers", "keplr"],
  OKX: ["okxwallet", "keplr"],
  Vultisig: ["vultisig", "keplr"],
} as const;

/** Name of a wallet. */
export type WalletName = keyof typeof PLACES;

/** The wallets that a page finds, in the order of the list above. */
export function browserWallets(
  page: object = globalThis,
): { name: WalletName; wallet: BrowserWallet }[] {
  const found: { name: WalletName; wallet: BrowserWallet }[] = [];
  for (const [name, path] of Object.entries(PLACES) as [WalletName, readonly string[]][]) {
    let at: unknown = page;
    for (const step of path) at = (at as Record<string, unknown> | null | undefined)?.[step];
    const wallet = at as Partial<BrowserWallet> | null | undefined;
    if (typeof wallet?.signAmino === "function") {
      found.push({ name, wallet: wallet as BrowserWallet });
    }
  }
  return found;
}

/**
 * Has a wallet sign texts. Its signer of transactions cannot: the document of a text names no chain,
 * and Keplr's signer refuses documents of other chains than its own.
 */
export function walletTexts(
  wallet: Pick<BrowserWallet, "signAmino" | "signArbitrary">,
  chainId: string,
): TextSigner {
  return {
    async signText(address, text) {
      if (wallet.signArbitrary) return wallet.signArbitrary(chainId, address, text);
      const { textSignDoc } = await import("./text.js");
      const { signature } = await wallet.signAmino(chainId, address, textSignDoc(address, text));
      return signature;
    },
  };
}

/**
 * Connects a wallet of the browser, which asks its user: a signer for `PasarClient.connect`, and one
 * for `signText`.
 *
 * @example
 * ```ts
 * const [{ wallet }] = browserWallets();
 * const { signer, texts } = await connectWallet(wallet, deployment.chain_id);
 * const client = await PasarClient.connect(rpc, signer, deployment, { gasPrice: "0.025ustake" });
 * const secret = await secretKey(await signText(texts, client.address));
 * ```
 */
export async function connectWallet(
  wallet: BrowserWallet,
  chainId: string,
): Promise<{ signer: OfflineSigner; texts: TextSigner }> {
  await wallet.enable(chainId);
  const signer = await wallet.getOfflineSignerAuto(chainId);
  return { signer, texts: walletTexts(wallet, chainId) };
}
