// What only Node.js has.

export * from "./labeling/file-store.js";
