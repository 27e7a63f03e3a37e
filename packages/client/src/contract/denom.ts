import type { Denom } from "../generated/task-registry.js";

const CW20 = "cw20:";

/** A native denom. */
export function native(denom: string): Denom {
  return { native: denom };
}

/** A CW20 token. */
export function cw20(address: string): Denom {
  return { cw20: address };
}

/** A denom as events and lists write it: the native denom, or `cw20:` and the token's address. */
export function denomKey(denom: Denom): string {
  return "native" in denom ? denom.native : `${CW20}${denom.cw20}`;
}

/** Reads what {@link denomKey} wrote. */
export function denomOfKey(key: string): Denom {
  return key.startsWith(CW20) ? cw20(key.slice(CW20.length)) : native(key);
}
