// `window.keplr` as an extension has it: its keys stay outside of the page, here in the test's process, with
// the client's own signer. It can be told to refuse, and counts what it is asked.

import type { BrowserContext, Page } from "playwright-core";
import { fromHex, toHex } from "pasar-client/reading";
import type { Signer } from "pasar-client/signing";
import { deployment } from "./setting.js";

/** What a page may call, with bytes in hex and numbers as texts. */
type Call =
  | { what: "enable"; chainId: string }
  | { what: "accounts" }
  | {
      what: "direct";
      address: string;
      body: string;
      auth: string;
      chainId: string;
      account: string;
    }
  | { what: "amino"; address: string; doc: never };

export class InjectedWallet {
  /** How often somebody had to say yes. */
  asked = 0;
  refuses = false;
  /** Whether nobody answers: the wallet's window stays open. */
  hangs = false;

  /** A Ledger signs JSON alone (amino). */
  constructor(
    private signer: Signer,
    private readonly ledger = false,
  ) {}

  async inject(context: BrowserContext): Promise<void> {
    await context.exposeBinding("pasarTestWallet", (_source, call: Call) => this.answer(call));
    await context.addInitScript(addKeplr, this.ledger);
  }

  /** Switches to another account, and says so as Keplr does. */
  async become(signer: Signer, page: Page): Promise<void> {
    this.signer = signer;
    await page.evaluate(() => dispatchEvent(new Event("keplr_keystorechange")));
  }

  private async answer(call: Call): Promise<unknown> {
    if (call.what === "accounts") {
      const accounts = await this.signer.getAccounts();
      return accounts.map(({ pubkey, ...rest }) => ({ ...rest, pubkey: toHex(pubkey) }));
    }
    if (this.hangs) return new Promise(() => undefined);
    if (this.refuses) throw new Error("Request rejected");
    if (call.what === "enable") {
      if (call.chainId !== deployment.chain_id)
        throw new Error(`no chain info for ${call.chainId}`);
      return undefined;
    }
    this.asked += 1;
    if (call.what === "amino") return this.signer.signAmino(call.address, call.doc);
    const { signature } = await this.signer.signDirect(call.address, {
      bodyBytes: fromHex(call.body),
      authInfoBytes: fromHex(call.auth),
      chainId: call.chainId,
      accountNumber: BigInt(call.account),
    });
    return signature;
  }
}

/** Runs in the page before its own scripts. */
function addKeplr(ledger: boolean): void {
  const page = window as unknown as {
    pasarTestWallet: (call: object) => Promise<never>;
    keplr: object;
  };
  const hex = (bytes: Uint8Array) =>
    [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const bytes = (text: string) =>
    Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
  const signAmino = async (_chainId: string, address: string, doc: object) =>
    page.pasarTestWallet({ what: "amino", address, doc });
  interface Doc {
    bodyBytes: Uint8Array;
    authInfoBytes: Uint8Array;
    chainId: string;
    accountNumber: bigint;
  }
  const signerOf = (chainId: string) => ({
    getAccounts: async () => {
      const accounts: { pubkey: string }[] = await page.pasarTestWallet({ what: "accounts" });
      return accounts.map((one) => ({ ...one, pubkey: bytes(one.pubkey) }));
    },
    signDirect: async (address: string, signed: Doc) => {
      const doc = { body: hex(signed.bodyBytes), auth: hex(signed.authInfoBytes) };
      const numbers = { chainId: signed.chainId, account: String(signed.accountNumber) };
      if (signed.chainId !== chainId) throw new Error("Unmatched chain id with the offline signer");
      const signature = await page.pasarTestWallet({ what: "direct", address, ...doc, ...numbers });
      return { signed, signature };
    },
    signAmino: (address: string, doc: object) => signAmino(chainId, address, doc),
  });
  page.keplr = {
    enable: (chainId: string) => page.pasarTestWallet({ what: "enable", chainId }),
    getOfflineSignerAuto: async (chainId: string) => {
      const { signDirect, ...others } = signerOf(chainId);
      return ledger ? others : { ...others, signDirect };
    },
    signAmino,
  };
}
