// Addresses in bech32 (BIP 173): a prefix, a 1, five bits a character, and a checksum of six characters.

const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/** What each bit above the lowest 25 of a sum adds to it. */
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const SUM_LETTERS = 6;
/** Most characters of an address. */
const LONGEST = 90;

function sumOf(values: Iterable<number>): number {
  let sum = 1;
  for (const value of values) {
    const above = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATORS.forEach((generator, bit) => (sum ^= (above >> bit) & 1 ? generator : 0));
  }
  return sum;
}

/** The sum of an address up to some of its values. */
function checked(prefix: string, values: readonly number[]): number {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0));
  const low = codes.map((code) => code & 31);
  return sumOf([...codes.map((code) => code >> 5), 0, ...low, ...values]);
}

/** The same bits in groups of another size; undefined where what is left over is not nothing. */
function regroup(values: Iterable<number>, from: number, to: number): number[] | undefined {
  const groups: number[] = [];
  let [bits, count] = [0, 0];
  for (const value of values) {
    bits = ((bits << from) | value) & 0xfff;
    for (count += from; count >= to; count -= to) {
      groups.push((bits >> (count - to)) & ((1 << to) - 1));
    }
  }
  const rest = (bits << (to - count)) & ((1 << to) - 1);
  // Bytes are filled up to a whole letter; letters leave less than one, of zeros.
  if (to < from) return count > 0 ? [...groups, rest] : groups;
  return count < from && rest === 0 ? groups : undefined;
}

/** An address in bech32: `wasm1...`. */
export function toAddress(prefix: string, bytes: Uint8Array): string {
  const values = regroup(bytes, 8, 5) ?? [];
  const length = prefix.length + 1 + values.length + SUM_LETTERS;
  if (!/^[!-@[-~]+$/.test(prefix) || length > LONGEST) {
    throw new RangeError(
      `no address of ${LONGEST} characters has ${bytes.length} bytes after ${JSON.stringify(prefix)}`,
    );
  }
  const sum = checked(prefix, [...values, ...Array<number>(SUM_LETTERS).fill(0)]) ^ 1;
  for (let letter = SUM_LETTERS - 1; letter >= 0; letter -= 1) {
    values.push((sum >> (5 * letter)) & 31);
  }
  return `${prefix}1${values.map((value) => LETTERS[value]).join("")}`;
}

/** Reads an address; throws where its checksum is wrong. */
export function fromAddress(address: string): { prefix: string; bytes: Uint8Array } {
  // All in capitals is the same address; both in one is none.
  const text = address === address.toUpperCase() ? address.toLowerCase() : address;
  const end = text.lastIndexOf("1");
  const prefix = text.slice(0, Math.max(0, end));
  const values = Array.from(text.slice(end + 1), (char) => LETTERS.indexOf(char));
  const whole =
    text.length <= LONGEST &&
    /^[!-@[-~]+$/.test(prefix) &&
    values.length >= SUM_LETTERS &&
    !values.includes(-1) &&
    checked(prefix, values) === 1;
  const bytes = whole ? regroup(values.slice(0, -SUM_LETTERS), 5, 8) : undefined;
  if (!bytes) throw new RangeError(`${JSON.stringify(address)} is no address in bech32`);
  return { prefix, bytes: Uint8Array.from(bytes) };
}
