// What signs and sends, in a part of its own: it is loaded when somebody connects a wallet.

export {
  browserWallets,
  connectWallet,
  IndexedStore,
  keySigner,
  PasarClient,
  randomPrivateKey,
} from "pasar-client/signing";
