// A campaign's folder as `pasar create` or `pasar manifest write` makes it, and what it holds of a task.

import { createHash } from "node:crypto";
import { open, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import {
  checkHash,
  checkTerms,
  isRelativePath,
  linkOf,
  ManifestError,
  MAX_PAGE_BYTES,
  mediaFields,
  parseHeader,
  parseItem,
  parseManifestUri,
  splitLines,
} from "pasar-client/manifest";
import { Refused } from "./refused.js";

/** @typedef {import("pasar-client/manifest").ManifestTerms} Terms */

export class Dataset {
  /**
   * @param {string} name @param {string} folder @param {number | undefined} campaign
   * @param {Uint8Array} bytes Of the header. @param {import("pasar-client/manifest").Header} header
   */
  constructor(name, folder, campaign, bytes, header) {
    this.name = name;
    this.folder = folder;
    this.campaign = campaign;
    this.bytes = bytes;
    this.header = header;
    this.media = mediaFields(header);
  }

  /**
   * Opens a folder. Where its campaign is known, its header must be the one of the terms.
   * @param {string} name @param {string} folder @param {number | undefined} campaign @param {Terms} [terms]
   */
  static async open(name, folder, campaign, terms) {
    const home = await realpath(folder);
    const bytes = await readFile(join(home, "manifest.json"));
    const header = parseHeader(bytes);
    if (terms) {
      checkHash(parseManifestUri(terms.manifest.uri), bytes);
      checkTerms(header, terms);
    }
    return new Dataset(name, home, campaign, bytes, header);
  }

  /** Which version of the header it is, for caches. */
  get tag() {
    return `"${createHash("sha256").update(this.bytes).digest("base64url")}"`;
  }

  /**
   * A task's lines and the hashes of its proof, in hex.
   * @param {number} task
   */
  async page(task) {
    const { file, index, proofs } = this.header.items;
    if (index === undefined || proofs === undefined) {
      if (task !== 0) throw new Refused(404, `task ${task}: the campaign has 1`);
      const bytes = await readFile(join(this.folder, file));
      return { lines: lines(bytes, file), proof: /** @type {string[]} */ ([]) };
    }
    const { size } = await stat(join(this.folder, index));
    const pages = size / 8 - 1;
    if (task >= pages) throw new Refused(404, `task ${task}: the campaign has ${pages}`);
    const offsets = await part(join(this.folder, index), 8 * task, 16);
    const [from, to] = [offsets.readBigUInt64BE(0), offsets.readBigUInt64BE(8)].map(Number);
    if (to === undefined || from === undefined || to <= from || to - from > MAX_PAGE_BYTES) {
      throw new Error(`${index}: task ${task} is from byte ${from} to ${to}`);
    }
    const found = lines(await part(join(this.folder, file), from, to - from), file);
    const hashes = await readFile(join(this.folder, proofs, String(task)));
    const count = Math.floor(hashes.length / 32);
    const proof = Array.from({ length: count }, (_, at) =>
      hashes.toString("hex", 32 * at, 32 * at + 32),
    );
    return { lines: found, proof };
  }

  /** Paths of media that lines link to below the folder. @param {readonly string[]} lines */
  linked(lines) {
    const paths = new Set();
    lines.forEach((line, number) => {
      const { fields } = parseItem(Buffer.from(line), number);
      for (const field of this.media) {
        try {
          const { inside } = linkOf(fields, field, "https://example.org/");
          if (inside !== undefined) paths.add(inside);
        } catch (error) {
          // A field that is empty or links nowhere is for whoever shows it to say.
          if (!(error instanceof ManifestError)) throw error;
        }
      }
    });
    return /** @type {string[]} */ ([...paths]);
  }

  /** A file of the folder: nothing above it, and nothing that a link leads to. @param {string} path */
  async file(path) {
    if (!isRelativePath(path)) throw new Refused(404, `no file ${JSON.stringify(path)}`);
    try {
      const real = await realpath(join(this.folder, path));
      const found = await stat(real);
      if (real.startsWith(this.folder + sep) && found.isFile())
        return { path: real, size: found.size };
    } catch {
      // Said below.
    }
    throw new Refused(404, `no file ${JSON.stringify(path)}`);
  }
}

/** @param {Uint8Array} bytes @param {string} where */
function lines(bytes, where) {
  return splitLines(bytes, where).map((line) => Buffer.from(line).toString());
}

/** Bytes of a file. @param {string} path @param {number} from @param {number} length */
async function part(path, from, length) {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, from);
    if (bytesRead !== length) throw new Error(`${path} ends before byte ${from + length}`);
    return buffer;
  } finally {
    await file.close();
  }
}
