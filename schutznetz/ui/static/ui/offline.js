// Keeps the list of emergency numbers on this device, only after a press of the button; everything of it can go again.

const box = document.querySelector("[data-offline]");
const age = document.querySelector("[data-age]");

if (age) {
  const hours = Math.floor((Date.now() - Date.parse(age.dateTime)) / 3_600_000);
  const say = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  if (hours >= 1) age.textContent = `(${hours < 48 ? say.format(-hours, "hour") : say.format(-Math.floor(hours / 24), "day")})`;
}

if (box && "serviceWorker" in navigator && "caches" in window) {
  const list = new URL(box.dataset.offline, location.href);
  const store = `notfallnummern ${list.pathname}`;
  const [save, remove, said] = ["save", "remove", "said"].map((name) => box.querySelector(`[data-offline-${name}]`));

  // Without cookies: the chosen place of this visitor is none of the list's business.
  const keep = async () => {
    const page = await fetch(list, { cache: "reload", credentials: "omit" });
    const read = new DOMParser().parseFromString(await page.clone().text(), "text/html");
    // While the portal is down the proxy answers with another page: that must not replace the list.
    if (!page.ok || page.redirected || !read.querySelector("[data-age]")) throw new Error(String(page.status));
    const files = [...read.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
      .map((each) => new URL(each.getAttribute("href") ?? each.getAttribute("src"), list).href);
    const cache = await caches.open(store);
    await cache.addAll(files);
    await cache.put(list, page);
    const wanted = new Set([...files, list.href]);
    for (const old of await cache.keys()) if (!wanted.has(old.url)) await cache.delete(old);
  };

  const show = async () => {
    const isKept = await caches.has(store);
    save.hidden = isKept;
    remove.hidden = !isKept;
    return isKept;
  };

  save.addEventListener("click", async () => {
    try {
      await keep();
      await navigator.serviceWorker.register(box.dataset.worker, { scope: list.pathname });
      said.textContent = said.dataset.saved;
    } catch {
      await caches.delete(store);
      said.textContent = said.dataset.failed;
    }
    await show();
  });

  remove.addEventListener("click", async () => {
    await caches.delete(store);
    const worker = await navigator.serviceWorker.getRegistration(list.pathname);
    await worker?.unregister();
    said.textContent = said.dataset.removed;
    await show();
  });

  box.hidden = false;
  // With a net, what is kept is renewed; without one it stays as it is.
  show().then((isKept) => isKept && navigator.onLine && keep().catch(() => {}));
}
