// What this browser keeps, in IndexedDB: drafts, settings, and keys that no script can read.

import { own } from "../words/own.js";

const ENTRIES = "entries";
let database: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("pasar-web", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ENTRIES);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () =>
      reject(request.error ?? own("keeps_nothing", "this browser keeps nothing", {}));
  });
}

async function run<T>(
  mode: IDBTransactionMode,
  ask: (entries: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await (database ??= open())).transaction(ENTRIES, mode);
  const request = ask(transaction.objectStore(ENTRIES));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () =>
      reject(transaction.error ?? own("not_kept", "nothing was kept", {}));
  });
}

/** What was kept under a name. */
export function load<T>(key: string): Promise<T | undefined> {
  return run("readonly", (entries) => entries.get(key) as IDBRequest<T | undefined>);
}

/** Keeps a value; done when it is on the disk. */
export async function keep(key: string, value: unknown): Promise<void> {
  await run("readwrite", (entries) => entries.put(value, key));
}

/** Forgets a value. */
export async function forget(key: string): Promise<void> {
  await run("readwrite", (entries) => entries.delete(key));
}
