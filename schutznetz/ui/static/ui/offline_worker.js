// Shows the kept list where there is no net. It keeps nothing itself: that is what the button does (offline.js).

const STORE = `notfallnummern ${new URL(registration.scope).pathname}`;
const PATIENCE_MS = 4000;

const kept = async (request) => (await caches.open(STORE)).match(request.url, { ignoreVary: true });

addEventListener("fetch", (event) => {
  event.respondWith((async () => {
    try {
      return await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      return (await kept(event.request)) ?? Response.error();
    }
  })());
});
