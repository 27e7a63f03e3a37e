/** Most seats of one message. */
export const MAX_BATCH = 32;
/** Most bytes of packed labels of one message. */
export const MAX_LABEL_BYTES = 65_536;

/** Cuts a list so that every part keeps the registry's bounds for one message. */
export function batches<T>(list: readonly T[], bytes: (entry: T) => number): T[][] {
  const parts: T[][] = [];
  let [part, size] = [[] as T[], 0];
  for (const entry of list) {
    const more = bytes(entry);
    if (part.length === MAX_BATCH || (part.length > 0 && size + more > MAX_LABEL_BYTES)) {
      parts.push(part);
      [part, size] = [[], 0];
    }
    part.push(entry);
    size += more;
  }
  return part.length > 0 ? [...parts, part] : parts;
}
