// Keys that somebody chose: what they do on all label pages, and those of a campaign's classes.

import { signal, type Signal } from "@preact/signals";
import type { OwnKeys } from "../logic/keys.js";

const ACTIONS = "pasar/own-keys";

function read(name: string): OwnKeys {
  try {
    const found = Object.entries(JSON.parse(localStorage.getItem(name) ?? "{}") as object);
    return Object.fromEntries(found.filter(([, key]) => typeof key === "string")) as OwnKeys;
  } catch {
    return {};
  }
}

/** Own keys by name: each kept in this browser. */
const known = new Map<string, Signal<OwnKeys>>();

function under(name: string): Signal<OwnKeys> {
  const found = known.get(name) ?? signal(read(name));
  known.set(name, found);
  return found;
}

/** A set of own keys: those of actions, or of the classes of a campaign by a name of it. */
export const ownKeys = (campaign?: string): OwnKeys => under(nameOf(campaign)).value;

const nameOf = (campaign?: string) => (campaign === undefined ? ACTIONS : `${ACTIONS}/${campaign}`);

/** Takes a key for something; without one, what it had first. */
export function takeKey(what: string, key: string | undefined, campaign?: string): void {
  const { [what]: _, ...others } = ownKeys(campaign);
  const own = key === undefined ? others : { ...others, [what]: key };
  under(nameOf(campaign)).value = own;
  if (Object.keys(own).length > 0) localStorage.setItem(nameOf(campaign), JSON.stringify(own));
  else localStorage.removeItem(nameOf(campaign));
}
