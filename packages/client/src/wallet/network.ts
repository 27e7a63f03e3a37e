import type { Deployment } from "../contract/deployment.js";

/** What wallets and asset lists show of a coin. */
export interface Currency {
  /** Such as `STAKE`. */
  symbol: string;
  /** Smallest unit, such as `ustake`. */
  denom: string;
  /** Decimal places between the two. */
  decimals: number;
}

/** A network as a wallet must be told of it. */
export interface Network {
  /** Shown name. */
  name: string;
  /** RPC address that the browser reaches. */
  rpc: string;
  /** REST address that the browser reaches. */
  rest: string;
  /** Prefix of addresses; `wasm` by default. */
  prefix?: string;
  /** Pays gas and stakes validators. */
  currency: Currency;
  /** Price of gas in the currency's smallest unit. */
  gasPrice: number;
}

/** What Keplr, Leap and their like offer of what is used here. */
export interface Wallet {
  experimentalSuggestChain(chain: ChainInfo): Promise<void>;
  suggestToken(chainId: string, contract: string): Promise<void>;
}

/** A chain as `experimentalSuggestChain` takes it. */
export interface ChainInfo {
  chainId: string;
  chainName: string;
  rpc: string;
  rest: string;
  bip44: { coinType: number };
  bech32Config: Record<`bech32Prefix${string}`, string>;
  currencies: WalletCurrency[];
  feeCurrencies: (WalletCurrency & { gasPriceStep: Record<"low" | "average" | "high", number> })[];
  stakeCurrency: WalletCurrency;
  features: string[];
}

/** A coin as wallets write it. */
export interface WalletCurrency {
  coinDenom: string;
  coinMinimalDenom: string;
  coinDecimals: number;
}

/** A network that no wallet knows, such as a local one, as wallets must be told of it. */
export function chainInfo(deployment: Deployment, network: Network): ChainInfo {
  const prefix = network.prefix ?? "wasm";
  const { symbol, denom, decimals } = network.currency;
  const coin = { coinDenom: symbol, coinMinimalDenom: denom, coinDecimals: decimals };
  const { gasPrice } = network;
  return {
    chainId: deployment.chain_id,
    chainName: network.name,
    rpc: network.rpc,
    rest: network.rest,
    bip44: { coinType: 118 },
    bech32Config: {
      bech32PrefixAccAddr: prefix,
      bech32PrefixAccPub: `${prefix}pub`,
      bech32PrefixValAddr: `${prefix}valoper`,
      bech32PrefixValPub: `${prefix}valoperpub`,
      bech32PrefixConsAddr: `${prefix}valcons`,
      bech32PrefixConsPub: `${prefix}valconspub`,
    },
    currencies: [coin],
    feeCurrencies: [
      { ...coin, gasPriceStep: { low: gasPrice, average: 1.2 * gasPrice, high: 2 * gasPrice } },
    ],
    stakeCurrency: coin,
    // Without the second Keplr asks for tokens at an address that wasmd no longer has.
    features: ["cosmwasm", "wasmd_0.24+", "ibc-transfer", "ibc-go"],
  };
}

/** Tells a wallet of the network and of the reward token. The wallet asks its user each time. */
export async function suggest(
  wallet: Wallet,
  deployment: Deployment,
  network: Network,
): Promise<void> {
  await wallet.experimentalSuggestChain(chainInfo(deployment, network));
  await wallet.suggestToken(deployment.chain_id, deployment.contracts["reward-token"].address);
}

/** What an asset list says of the reward token. */
export interface TokenDescription {
  /** Such as `Pasar`. */
  name: string;
  /** Such as `PASAR`. */
  symbol: string;
  /** Decimal places. */
  decimals: number;
  /** One sentence. */
  description?: string;
  /** Address of an SVG or PNG; with its type where the address does not end with it. */
  logo?: string | { svg: string } | { png: string };
}

/** The reward token as an entry of a chain's `assetlist.json` in the chain registry's format. */
export function assetListEntry(deployment: Deployment, token: TokenDescription) {
  const { address } = deployment.contracts["reward-token"];
  const base = `cw20:${address}`;
  const unit = token.symbol.toLowerCase();
  return {
    ...(token.description === undefined ? {} : { description: token.description }),
    type_asset: "cw20",
    address,
    denom_units: [
      { denom: base, exponent: 0 },
      { denom: unit, exponent: token.decimals },
    ],
    base,
    name: token.name,
    display: unit,
    symbol: token.symbol,
    ...(token.logo === undefined ? {} : { logo_URIs: logoUris(token.logo) }),
  };
}

/** A logo's address by its type, which the path of the address tells, whatever follows it. */
function logoUris(logo: NonNullable<TokenDescription["logo"]>) {
  if (typeof logo !== "string") return logo;
  const [, kind] = /\.(svg|png)$/i.exec(new URL(logo).pathname) ?? [];
  if (kind === undefined)
    throw new Error(`the logo ${logo} ends with neither .svg nor .png: say { svg } or { png }`);
  return { [kind.toLowerCase()]: logo };
}
