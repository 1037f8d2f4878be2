// "Seite schnell verlassen": by the button, or by Escape three times. Without this file the button is a plain link.
//
// Back must not lead to a page of ours. So the tab first goes back to the first of our pages in its history, gives that
// entry the address of the exit, cuts off what came after it, and only then leaves. Whoever goes back meets the exit
// again, and is sent away again. Browsers that do not tell their own history leave at once.
(() => {
  const LEFT = "sn-left";
  const PRESSES = 3;
  const WITHIN_MS = 3000;
  // Whoever forbids cookies gets no storage either, not even an empty one.
  const stored = (name) => {
    try {
      return window[name];
    } catch {
      return undefined;
    }
  };
  const session = stored("sessionStorage");
  const exit = () => document.querySelector("[data-exit]")?.getAttribute("href") ?? "/verlassen/";

  const hide = () => {
    document.documentElement.hidden = true;
    document.title = "\u00a0";
  };

  const go = () => {
    hide();
    const href = session?.getItem(LEFT) ?? exit();
    stored("localStorage")?.clear();
    session?.clear();
    history.replaceState(null, "", href);
    history.pushState(null, "", href);
    location.replace(href);
  };

  const leave = () => {
    hide();
    const first = window.navigation?.entries()[0];
    if (!session || !first || first.index === window.navigation.currentEntry?.index) {
      go();
      return;
    }
    session.setItem(LEFT, exit());
    window.navigation.traverseTo(first.key).finished.catch(go);
    // The first page may be one that does not answer any more.
    setTimeout(go, 1500);
  };

  addEventListener("pageshow", (event) => {
    if (session?.getItem(LEFT) || (event.persisted && document.documentElement.hidden)) go();
  });
  if (session?.getItem(LEFT)) hide();

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-exit]")) return;
    event.preventDefault();
    leave();
  });

  let pressed = [];
  document.addEventListener("keydown", (event) => {
    const now = Date.now();
    pressed = event.key === "Escape" ? [...pressed.filter((then) => now - then < WITHIN_MS), now] : [];
    if (pressed.length >= PRESSES) leave();
  });
})();
