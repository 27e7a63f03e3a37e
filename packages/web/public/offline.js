// Keeps the page's own files, so that whoever was here before can open it without a network: it says that no node
// answers, and goes on where it was when one does. Nodes, relays and hosts of items are asked as ever.

const KEPT = "pasar";
const home = new URL("./", self.location.href).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Where a page may not notify by itself, this does for it (src/view/wait.tsx).
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const tabs = self.clients.matchAll({ type: "window" });
  event.waitUntil(tabs.then(([tab]) => tab?.focus()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.url.startsWith(home) ? request.url.slice(home.length) : undefined;
  if (request.method !== "GET" || path === undefined) return;
  // A file below assets/ has a hash of its bytes in its name, and never changes.
  if (path.startsWith("assets/")) event.respondWith(kept(request));
  else if (request.mode === "navigate" || path === "networks.json")
    event.respondWith(newest(request));
});

async function kept(request) {
  const cache = await caches.open(KEPT);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The file as it is now; as it was last where the host does not answer. */
async function newest(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const found = await cache.match(request, { ignoreSearch: true });
    if (!found) throw error;
    return found;
  }
}
