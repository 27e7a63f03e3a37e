// Has the browser keep the page's own files (public/offline.js), those that were loaded before it could among them.

const KEPT = "pasar";

/** Files of the page that this visit has loaded. */
function loaded(): string[] {
  const assets = new URL("./assets/", document.baseURI).href;
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return [...new Set(names.filter((name) => name.startsWith(assets)))];
}

export async function keepOffline(): Promise<void> {
  // Nowhere but at https and on this machine.
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("./offline.js");
  const cache = await caches.open(KEPT);
  const files = loaded();
  // What an older page left behind.
  const last = await cache.match("./index.of");
  const page = document.querySelector("script[src]")?.getAttribute("src") ?? "";
  if ((await last?.text()) !== page) {
    for (const request of await cache.keys()) {
      if (!files.includes(request.url)) await cache.delete(request);
    }
    await cache.put("./index.of", new Response(page));
  }
  const missing = [];
  for (const file of ["./", "./networks.json", ...files]) {
    if (!(await cache.match(file))) missing.push(file);
  }
  await cache.addAll(missing);
}
