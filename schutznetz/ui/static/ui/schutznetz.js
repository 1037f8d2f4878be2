// Small helps on top of pages that work without: nothing here is needed to reach anybody.

const say = (text) => {
  const voice = document.getElementById("ansage");
  if (!voice) return;
  voice.textContent = "";
  // A pause, or screen readers take the second identical message for no change.
  setTimeout(() => { voice.textContent = text.trim(); }, 100);
};

const focusFirst = (root) => root.querySelector("[data-focus]")?.focus();

// A form that came back with errors starts at their summary.
focusFirst(document);

// After htmx has changed a part of the page: read out what was found, and go to errors.
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail?.ctx?.target ?? event.target;
  if (!(target instanceof Element)) return;
  // A part that was replaced as a whole is gone: its successor has the same id.
  const part = (target.id && document.getElementById(target.id)) || target;
  const news = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
  if (news) say(news.textContent);
  focusFirst(part);
});

// The numbers close again with Escape, and the focus stays on their summary.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".sn-help__all[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
