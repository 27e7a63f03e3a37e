import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Store } from "./store.js";

/** Keeps what opens seals in a file, written anew at each change: sealed seats are few. */
export class FileStore implements Store {
  private readonly entries: Map<string, string>;

  constructor(private readonly path: string) {
    this.entries = new Map(Object.entries(load(path)));
  }

  get(key: string): string | undefined {
    return this.entries.get(key);
  }

  set(key: string, value: string): void {
    this.entries.set(key, value);
    this.save();
  }

  delete(key: string): void {
    if (this.entries.delete(key)) this.save();
  }

  private save(): void {
    // Renamed into place, so that a crash leaves the old file or the new one, whole.
    const next = `${this.path}.next`;
    writeFileSync(next, JSON.stringify(Object.fromEntries(this.entries)), { mode: 0o600 });
    renameSync(next, this.path);
  }
}

function load(path: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
