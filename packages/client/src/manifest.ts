// What is labeled: a campaign's header and its items. Apart from everything else: a page that shows the
// market's numbers alone needs none of it.

export * from "./formats/range.js";
export * from "./manifest/error.js";
export * from "./manifest/gateway.js";
export { getBytes, type FetchOptions } from "./manifest/get.js";
export {
  isRelativePath,
  isWebAddress,
  MAX_HEADER_BYTES,
  MAX_INSTRUCTIONS_BYTES,
} from "./manifest/header.js";
export * from "./manifest/whole-header.js";
export { MAX_BUTTONS, MAX_HINT_BYTES, MAX_TITLE_BYTES } from "./manifest/member.js";
export * from "./manifest/lines.js";
export * from "./manifest/manifest.js";
export * from "./manifest/types.js";
export * from "./manifest/uri.js";
