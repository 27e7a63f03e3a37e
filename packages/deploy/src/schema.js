// The part of JSON schema that the contracts' own schemas use, so that a profile is judged by what the
// contracts say of themselves, before any of them exists.

/** @typedef {Record<string, any>} Schema */

/** Types that the schema knows by their JSON alone. @type {Record<string, (value: string | number) => string | undefined>} */
const NAMED = {
  Uint128: (value) =>
    /^\d+$/.test(String(value)) && BigInt(value) < 2n ** 128n
      ? undefined
      : 'expected a whole number below 2^128 as text, as "1000"',
  Bps: (value) => (Number(value) <= 10_000 ? undefined : "expected 0 to 10000 basis points"),
};

/**
 * What is wrong with a value, each with its path.
 * @param {Schema} root with the definitions @param {Schema} schema @param {unknown} value
 * @param {string} path @returns {string[]}
 */
export function faults(root, schema, value, path) {
  if (schema.$ref) return named(root, schema.$ref.split("/").at(-1), value, path);
  if (schema.allOf)
    return schema.allOf.flatMap((/** @type {Schema} */ part) => faults(root, part, value, path));
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices)
    return nearest(choices.map((/** @type {Schema} */ one) => faults(root, one, value, path)));
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isType(type, value)))
    return [`${path} is ${shown(value)}, expected ${types.join(" or ")}`];
  if (schema.enum && !schema.enum.includes(value))
    return [`${path} is ${shown(value)}, expected one of ${schema.enum.join(", ")}`];
  if (typeof value === "number") return number(schema, value, path);
  if (Array.isArray(value))
    return value.flatMap((entry, n) => faults(root, schema.items ?? {}, entry, `${path}[${n}]`));
  return isType("object", value) ? object(root, schema, /** @type {object} */ (value), path) : [];
}

/** @param {Schema} root @param {string} name @param {unknown} value @param {string} path */
function named(root, name, value, path) {
  const found = faults(root, root.definitions[name], value, path);
  if (found.length > 0) return found;
  const fault = NAMED[name]?.(/** @type {string | number} */ (value));
  return fault === undefined ? [] : [`${path} is ${shown(value)}, ${fault}`];
}

/** Of several that could be meant the one with the fewest faults. @param {string[][]} tried */
const nearest = (tried) => tried.reduce((best, one) => (one.length < best.length ? one : best));

/** @param {Schema} root @param {Schema} schema @param {object} value @param {string} path */
function object(root, schema, value, path) {
  const known = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((/** @type {string} */ key) => !(key in value));
  const within = Object.entries(value).flatMap(([key, inner]) => {
    const inside = path ? `${path}.${key}` : key;
    if (key in known) return faults(root, known[key], inner, inside);
    return schema.additionalProperties === false ? [`${inside} is not known`] : [];
  });
  return [...missing.map((/** @type {string} */ key) => `${path}.${key} is missing`), ...within];
}

/** @param {Schema} schema @param {number} value @param {string} path */
function number(schema, value, path) {
  const bits = /^uint(\d+)$/.exec(schema.format ?? "")?.[1];
  const most =
    bits === undefined ? Infinity : Math.min(2 ** Number(bits) - 1, Number.MAX_SAFE_INTEGER);
  const least = schema.minimum ?? -Infinity;
  return value >= least && value <= most
    ? []
    : [`${path} is ${value}, expected ${least} to ${most}`];
}

/** @param {string} type @param {unknown} value */
function isType(type, value) {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** @param {unknown} value */
const shown = (value) => JSON.stringify(value) ?? String(value);
