// Files that a table's items link to: which they are, and their hashes in the items' lines.

import { own } from "../words/own.js";
import { withFields, type Items } from "./items.js";

/** A file that was chosen, with the folders that it was found in. */
export interface Chosen {
  path: string;
  size: number;
}

/** Values of these columns that are paths beside the manifest, each once. */
export function pathsIn(items: Items, fields: readonly string[]): string[] {
  const values = items.rows.flatMap((row) => fields.map((field) => row[field] ?? ""));
  return [...new Set(values.filter((value) => value !== "" && !/^[a-z]+:/i.test(value)))];
}

/** Which file each path means. The folder that was chosen may be the manifest's, one above it or one below. */
export function match<F extends Chosen>(
  paths: readonly string[],
  files: readonly F[],
): Map<string, F> {
  const bySuffix = new Map<string, F | undefined>();
  for (const file of files) {
    const parts = file.path.split("/");
    parts.forEach((_, from) => {
      const suffix = parts.slice(from).join("/");
      bySuffix.set(suffix, bySuffix.has(suffix) ? undefined : file);
    });
  }
  // Devices that choose no folders give names alone.
  const bare = files.every(({ path }) => !path.includes("/"));
  const base = (path: string) => path.split("/").at(-1) ?? path;
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(base(path), (counts.get(base(path)) ?? 0) + 1);
  const found = new Map<string, F>();
  for (const path of paths) {
    const byName = bare && counts.get(base(path)) === 1 ? bySuffix.get(base(path)) : undefined;
    const file = bySuffix.get(path) ?? byName;
    if (file) found.set(path, file);
  }
  return found;
}

/**
 * The items with the hash of each file beside its path, as `FIELD_sha256`. Throws where the table has another
 * hash for it already.
 */
export function bind(
  items: Items,
  fields: readonly string[],
  hashes: ReadonlyMap<string, string>,
): Items {
  if (hashes.size === 0) return items;
  return withFields(items, (row) => {
    const bound: Record<string, string> = {};
    for (const field of fields) {
      const hash = hashes.get(row[field] ?? "");
      if (hash === undefined) continue;
      const given = row[`${field}_sha256`];
      if (given !== undefined && given !== hash) {
        const text = '{field}_sha256 of {path} is "{given}", but the file has {hash}';
        throw own("hash_given", text, { field, path: row[field] ?? "", given, hash });
      }
      bound[`${field}_sha256`] = hash;
    }
    return bound;
  });
}
