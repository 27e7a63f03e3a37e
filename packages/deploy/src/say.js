/** What the operator should read and act on; everything else is a fault of this program. */
export class Refusal extends Error {}

/** @param {unknown} condition @param {string} reason @returns {asserts condition} */
export function must(condition, reason) {
  if (!condition) throw new Refusal(reason);
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} step @param {string} what */
export function report(step, what) {
  say(`${step.padEnd(12)} ${what}`);
}
