// The words of what comes before a chain and a wallet are there.

export const texts = {
  "offline.title": "No node can be used",
  "offline.what":
    "This page reads the chain through a node. Another one can be set in the settings.",
  "offline.nowhere": "No network is known",
  "offline.add": "Open the file of a deployment. It names the chain, its contracts and a node.",
  "offline.file": "Open a network's file",
  "offline.offered": "A link offers a network",
  "offline.trust":
    "Whoever wrote this link chose the contracts below. Use it only where you trust them: what you sign goes to these addresses.",
  "offline.use": "Use this network",
  "offline.bad_link": "The link names no network: {why}",
  "wallet.title": "Wallet",
  "wallet.none":
    "This browser has no wallet that the page knows: Keplr, Leap, Cosmostation, OKX or Vultisig. On a phone, open this page in the wallet's own browser. Reading works without one.",
  "wallet.browser": "Key of this browser",
  "wallet.browser_note":
    "A key that this browser made, for local chains only. It is lost with the browser's data.",
  "wallet.disconnect": "Disconnect",
  "wallet.chain": "It will be asked for its account on {chain}.",
  "faucet.ask": "Get coins for trying out",
  "faucet.asking": "The coins are coming …",
  "faucet.done": "The coins are there.",
} as const satisfies Record<string, string>;
