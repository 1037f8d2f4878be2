// Runs inside a page: names what is outside the screen, cut off, or covered by something else.
() => {
  const width = document.documentElement.clientWidth;
  const found = new Set();
  const name = (element) => {
    const classes = [...element.classList].map((each) => `.${each}`).join("");
    return `${element.tagName.toLowerCase()}${classes} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  // Texts for screen readers hide in one pixel; the skip link waits above the page until it has the focus.
  const isHidden = ({ width, height, bottom }) => width <= 1 || height <= 1 || bottom <= 0;
  const isOutside = (box) => !isHidden(box) && (box.right > width + 1 || box.left < -1);

  if (document.documentElement.scrollWidth > width) {
    found.add(`page: scrolls sideways, ${document.documentElement.scrollWidth} of ${width} px`);
  }

  const visible = [...document.body.querySelectorAll("*")].filter(
    (element) => element.checkVisibility() && !isHidden(element.getBoundingClientRect()),
  );
  for (const element of visible) {
    const range = document.createRange();
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      range.selectNodeContents(node);
      if ([...range.getClientRects()].some(isOutside)) found.add(`outside: text of ${name(element)}`);
    }
    if ([...element.getClientRects()].some(isOutside)) found.add(`outside: ${name(element)}`);
    const { overflowX, overflowY } = getComputedStyle(element);
    // In a field one scrolls: what is typed may be longer than what is seen.
    if (element.clientWidth === 0 || element.matches("input, textarea")) continue;
    if (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) found.add(`cut: ${name(element)}`);
    if (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1) found.add(`cut: ${name(element)}`);
  }

  for (const control of visible.filter((element) => element.matches("a[href], button, input, select, summary"))) {
    control.scrollIntoView({ block: "center", behavior: "instant" });
    const box = control.getClientRects()[0];
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || !(control.contains(top) || top.closest("label")?.control === control)) {
      found.add(`covered: ${name(control)} by ${top ? name(top) : "nothing"}`);
    }
  }
  scrollTo({ top: 0, left: 0, behavior: "instant" });
  return [...found];
}
