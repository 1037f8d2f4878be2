// Shows the kept list where there is no net, or nobody who answers. It keeps nothing itself: that is what the button does
// (offline.js).

const STORE = `notfallnummern ${new URL(registration.scope).pathname}`;
const PATIENCE_MS = 4000;

const kept = async (request) => (await caches.open(STORE)).match(request.url, { ignoreVary: true });

addEventListener("fetch", (event) => {
  event.respondWith((async () => {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    return (await kept(event.request)) ?? answer ?? Response.error();
  })());
});
