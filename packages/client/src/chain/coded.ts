// What went wrong, by a name that does not change and by what it is about: a page says it in the language of its
// reader. The message of the error says the same in English.

/** What errors are about, by their codes. */
export interface ErrorValues {
  node_silent: { node: string };
  node_late: { node: string; ms: number };
  node_status: { node: string; status: number; said: string };
  node_broken: { node: string };
  node_cors: { node: string };
  node_other_chain: { found: string; wanted: string };
  node_behind: { last: string };
  node_none: object;
  not_indexed: object;
  pending: { hash: string; seconds: number };
  account_missing: { address: string };
  no_funds: { said: string };
  no_gas: { said: string };
  low_fee: { said: string };
  gas_high: { gas: number; most: number };
  wallet_changed: object;
  wallet_moody: object;
  wallet_account: object;
  drand_none: object;
  drand_silent: { why: string };
  drand_stale: { round: number; seconds: number };
  file_silent: { url: string };
  file_late: { url: string; ms: number };
  file_status: { url: string; status: number; said: string };
  file_large: { url: string; most: number };
  file_short: { url: string };
  manifest_uri: { uri: string; wanted: string };
  header_changed: { url: string; found: string; wanted: string };
  header_form: { member: string; found: string; wanted: string };
  items_changed: { url: string };
  items_count: { url: string; found: number; wanted: number };
  items_form: { line: number };
  media_changed: { what: string };
  ipfs_none: { address: string };
  labels_misfit: { found: number; task: number; wanted: number };
  backup_form: { line: number };
}

/** A name of what went wrong. */
export type ErrorCode = keyof ErrorValues;

/** An error that a page can say in any language. */
export interface Coded {
  readonly code: ErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Gives an error its code, and what it is about. */
export function coded<E extends Error, C extends ErrorCode>(
  error: E,
  code: C,
  values: ErrorValues[C],
): E & Coded {
  return Object.assign(error, { code, values: values as Coded["values"] });
}

/** What an error says by its code; nothing where it has none. */
export function codeOf(error: unknown): Coded | undefined {
  const { code, values } = (error ?? {}) as Partial<Coded>;
  return typeof code === "string" && values !== undefined ? { code, values } : undefined;
}
