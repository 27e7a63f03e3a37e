// Wallets of browsers: Keplr's own published signer in front of keys of this process.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmJSOfflineSigner, CosmJSOfflineSignerOnlyAmino } from "@keplr-wallet/provider";
import { signTransaction } from "../src/chain/transaction.js";
import {
  browserWallets,
  connectWallet,
  executeMessage,
  isSignedBy,
  fromBase64,
  keySigner,
  KEY_TEXT,
  signText,
  textSignature,
  textSignBytes,
  textSignDoc,
  walletTexts,
  type BrowserWallet,
  type OfflineSigner,
  type Signer,
  type StdSignDoc,
} from "../src/index.js";

const CHAIN = "pasar-1";
const KEYS = keySigner(new Uint8Array(32).fill(5));
const { address, pubkey } = (await KEYS.getAccounts())[0]!;

/** What `window.keplr` does with a key, as far as its signer and we ask it. */
class Keplr {
  enabled: string[] = [];

  constructor(
    private readonly keys: Signer,
    private readonly hardware = false,
  ) {}

  async enable(chainId: string): Promise<void> {
    this.enabled.push(chainId);
  }

  async getKey() {
    return { bech32Address: address, pubKey: pubkey, isNanoLedger: this.hardware };
  }

  async getOfflineSignerAuto(chainId: string): Promise<OfflineSigner> {
    const Kind = this.hardware ? CosmJSOfflineSignerOnlyAmino : CosmJSOfflineSigner;
    return new Kind(chainId, this as never) as unknown as OfflineSigner;
  }

  signAmino(chainId: string, signer: string, doc: StdSignDoc) {
    // Keplr takes documents of its chain, and texts, which name none.
    assert.ok(doc.chain_id === chainId || doc.msgs[0]?.type === "sign/MsgSignData");
    return this.keys.signAmino(signer, doc);
  }

  signDirect(chainId: string, signer: string, doc: Parameters<Signer["signDirect"]>[1]) {
    assert.equal(doc.chainId, chainId);
    return this.keys.signDirect(signer, doc);
  }

  async signArbitrary(_: string, signer: string, text: string) {
    return (await this.keys.signAmino(signer, textSignDoc(signer, text))).signature;
  }
}

test("Keplr's signer of transactions refuses texts; the wallet itself signs them", async () => {
  const keplr = new Keplr(KEYS);
  const signer = new CosmJSOfflineSigner(CHAIN, keplr as never);
  const doc = textSignDoc(address, KEY_TEXT);
  await assert.rejects(signer.signAmino(address, doc as never), /Unmatched chain id/);
  const wanted = await signText(KEYS, address);
  const { texts } = await connectWallet(keplr, CHAIN);
  assert.deepEqual(await signText(texts, address, undefined, { twice: true }), wanted);
  // A wallet without signArbitrary.
  const { signAmino } = keplr;
  const older = walletTexts({ signAmino: signAmino.bind(keplr) }, CHAIN);
  assert.deepEqual(await signText(older, address), wanted);
});

test("Keplr's signers sign our transactions, those of hardware too", async () => {
  const message = executeMessage(address, "wasm1c", { beat: {} });
  const account = { address, pubkey, algo: "secp256k1" as const };
  const numbers = { accountNumber: 3n, sequence: 4n, chainId: CHAIN, memo: "" };
  const signing = { ...numbers, account, fee: { amount: [], gas: "1" } };
  const { getAccounts, signAmino } = KEYS;
  for (const [hardware, ours] of [
    [false, KEYS],
    [true, { getAccounts, signAmino }],
  ] as const) {
    const keplr = new Keplr(KEYS, hardware);
    const { signer } = await connectWallet(keplr, CHAIN);
    assert.deepEqual(keplr.enabled, [CHAIN]);
    assert.equal("signDirect" in signer, !hardware);
    assert.deepEqual((await signer.getAccounts())[0], account);
    const wanted = await signTransaction(ours, [message], signing);
    assert.deepEqual(await signTransaction(signer, [message], signing), wanted);
  }
});

test("every wallet is found where it puts Keplr's interface", () => {
  const wallet = (name: string) => ({ name, signAmino: () => {} });
  const page = {
    leap: wallet("l"),
    keplr: wallet("k"),
    cosmostation: { providers: { keplr: wallet("c") } },
    okxwallet: { keplr: wallet("o"), ethereum: {} },
    vultisig: { keplr: wallet("v") },
  };
  const names = (found: { name: string; wallet: BrowserWallet }[]) =>
    found.map(({ name, wallet }) => `${name} ${(wallet as unknown as { name: string }).name}`);
  assert.deepEqual(names(browserWallets(page)), [
    "Keplr k",
    "Leap l",
    "Cosmostation c",
    "OKX o",
    "Vultisig v",
  ]);
  assert.deepEqual(browserWallets({ keplr: {}, okxwallet: null, leap: undefined }), []);
  assert.deepEqual(browserWallets(), []);
});

test("a signed text is checked by its address", async () => {
  const text = "come in <please> & sit";
  const { pub_key, signature } = await textSignature(KEYS, address, text);
  const [key, signed] = [fromBase64(pub_key.value), fromBase64(signature)];
  assert.ok(isSignedBy(address, textSignBytes(address, text), key, signed));
  assert.ok(!isSignedBy(address, textSignBytes(address, "other"), key, signed));
  const other = keySigner(new Uint8Array(32).fill(6));
  const stranger = (await other.getAccounts())[0]!;
  const bytes = textSignBytes(stranger.address, text);
  assert.ok(!isSignedBy(stranger.address, bytes, key, signed));
  assert.ok(!isSignedBy("nonsense", bytes, key, signed));
  await assert.rejects(signText(KEYS, stranger.address), /the signer has no account/);
});
