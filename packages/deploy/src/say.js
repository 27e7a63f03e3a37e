/** What the operator should read and act on; everything else is a fault of this program. */
export class Refusal extends Error {}

/** @param {string} reason @returns {never} */
export function refuse(reason) {
  throw new Refusal(reason);
}

/** @param {unknown} condition @param {string} reason @returns {asserts condition} */
export function must(condition, reason) {
  if (!condition) refuse(reason);
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} step @param {string} what */
export function report(step, what) {
  say(`${step.padEnd(12)} ${what}`);
}
