import type { Store } from "./store.js";

const ENTRIES = "entries";

/**
 * A store in IndexedDB: for browsers, where it holds more than `localStorage` and can keep keys that
 * no script can read.
 */
export class IndexedStore implements Store {
  private readonly database: Promise<IDBDatabase>;

  constructor(name = "pasar", factory: IDBFactory = globalThis.indexedDB) {
    this.database = open(name, factory);
    // The caller of the store learns of it.
    this.database.catch(() => {});
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.run("readonly", (entries) => entries.get(key))) as string | undefined;
  }

  async set(key: string, value: string): Promise<void> {
    await this.run("readwrite", (entries) => entries.put(value, key));
  }

  async delete(key: string): Promise<void> {
    await this.run("readwrite", (entries) => entries.delete(key));
  }

  /** The key that was kept for an account, as `secretKey` made it. */
  async secret(address: string): Promise<CryptoKey | undefined> {
    const found = await this.run("readonly", (entries) => entries.get(secretName(address)));
    return found as CryptoKey | undefined;
  }

  /** Keeps an account's key: the browser stores it, without ever showing it. */
  async keepSecret(address: string, secret: CryptoKey): Promise<void> {
    await this.run("readwrite", (entries) => entries.put(secret, secretName(address)));
  }

  /** Forgets an account's key. */
  async forgetSecret(address: string): Promise<void> {
    await this.delete(secretName(address));
  }

  /** One request; done when it is on the disk. */
  private async run(
    mode: IDBTransactionMode,
    ask: (entries: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    const transaction = (await this.database).transaction(ENTRIES, mode);
    const request = ask(transaction.objectStore(ENTRIES));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }
}

const secretName = (address: string) => `secret/${address}`;

function open(name: string, factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ENTRIES);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
}
