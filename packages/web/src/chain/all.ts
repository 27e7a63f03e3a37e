/** The entries of a list, at most so many. */
export async function all<T>(list: AsyncIterable<T>, most = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of list) {
    found.push(entry);
    if (found.length >= most) break;
  }
  return found;
}
