export * from "./reading.js";
export * from "./signing.js";
