// A worker that builds the tree of a list of items, as a page does that proves them.

import { MerkleTree } from "pasar-client/reading";

addEventListener("message", ({ data }: MessageEvent<Uint8Array[]>) => {
  const from = performance.now();
  const { root } = MerkleTree.of(data);
  postMessage({ ms: performance.now() - from, bytes: root.length });
});
