// Who signs. Keys come from the environment or an encrypted file, never from the command line, which
// other processes and the shell's history can read.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { must, refuse, say } from "./say.js";

/** @typedef {import("./profile.js").Profile} Profile */

/**
 * @param {string} root @param {Profile} profile
 * @param {boolean} readOnly whether any key will do, as nothing is sent
 */
export async function loadWallet(root, profile, readOnly) {
  const { prefix } = profile;
  const mnemonic = await findMnemonic(root, profile);
  if (mnemonic) {
    const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix }).catch(
      () => null,
    );
    // Not the library's message: it might quote what should stay secret.
    must(wallet, "the mnemonic is not valid");
    return wallet;
  }
  must(
    readOnly,
    "no key: set PASAR_KEYFILE (scripts/deploy keyfile FILE makes one) or PASAR_MNEMONIC",
  );
  return DirectSecp256k1HdWallet.generate(12, { prefix });
}

/** A mnemonic as wallets read it: in capitals or not, whatever is between and before the words. @param {string} text */
export const words = (text) =>
  text
    .replace(/^\ufeff/, "")
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .join(" ");

/** @param {string} root @param {Profile} profile */
async function findMnemonic(root, profile) {
  const { PASAR_MNEMONIC: mnemonic, PASAR_KEYFILE: keyfile } = process.env;
  if (mnemonic) return words(mnemonic);
  if (keyfile) return openKeyfile(keyfile);
  return profile.signer && testMnemonic(root, profile.signer);
}

/** @param {string} root @param {string} name */
function testMnemonic(root, name) {
  const lines = readFileSync(join(root, "scripts/networks/local.accounts"), "utf8").split("\n");
  const line = lines.find((line) => line.startsWith(`${name} `));
  must(line, `no account ${name} in scripts/networks/local.accounts`);
  return line.split(" ").slice(2).join(" ");
}

/** @param {string} path */
async function openKeyfile(path) {
  must(existsSync(path), `no key file ${path}`);
  const password = process.env.PASAR_KEYFILE_PASSWORD ?? (await ask(`password of ${path}: `));
  try {
    const wallet = await DirectSecp256k1HdWallet.deserialize(readFileSync(path, "utf8"), password);
    return wallet.mnemonic;
  } catch {
    refuse(`${path} does not open: wrong password, or no key file`);
  }
}

/** Encrypts a mnemonic (Argon2id, XChaCha20-Poly1305) into a new file. @param {string} path */
export async function makeKeyfile(path) {
  must(!existsSync(path), `${path} exists`);
  const mnemonic = process.env.PASAR_MNEMONIC ?? (await ask("mnemonic: "));
  const password = process.env.PASAR_KEYFILE_PASSWORD ?? (await askTwice());
  must(password.length > 0, "an empty password protects nothing");
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(words(mnemonic));
  writeFileSync(path, `${await wallet.serialize(password)}\n`, { mode: 0o600, flag: "wx" });
  say(`wrote ${path}; use it with PASAR_KEYFILE=${path}`);
}

async function askTwice() {
  const password = await ask("new password: ");
  must(password === (await ask("again: ")), "these are two passwords");
  return password;
}

/** Asks on the terminal without echo. @param {string} question */
async function ask(question) {
  must(process.stdin.isTTY, "nobody to ask for a password: set PASAR_KEYFILE_PASSWORD");
  process.stderr.write(question);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: mute, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
