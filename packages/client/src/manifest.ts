// What is labeled: a campaign's header and its items. Apart from everything else: a page that shows the
// market's numbers alone needs none of it.

export * from "./formats/range.js";
export * from "./manifest/error.js";
export * from "./manifest/gateway.js";
export { getBytes, type FetchOptions } from "./manifest/get.js";
export * from "./manifest/header.js";
export { MAX_HINT_BYTES, MAX_TITLE_BYTES } from "./manifest/member.js";
export { MAX_BUTTONS } from "./manifest/questions.js";
export * from "./manifest/lines.js";
export * from "./manifest/manifest.js";
export * from "./manifest/types.js";
export * from "./manifest/uri.js";
