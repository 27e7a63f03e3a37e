/** @typedef {import("./suite.js").Name} Name */

/**
 * What every step works on.
 * @typedef {object} Job
 * @property {string} root of the repository
 * @property {import("./profile.js").Profile} profile
 * @property {import("./chain.js").Chain} chain
 * @property {import("./deployment.js").Deployment} deployment
 * @property {Record<Name, import("./artifacts.js").Artifact>} artifacts
 * @property {string} revision of the sources
 * @property {string} owner
 */

export {};
