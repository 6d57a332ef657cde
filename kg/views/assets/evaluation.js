// The page of `kg eval`: details beside the text, filters, and the way from one difference to the next.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const marks = [...document.querySelectorAll("a.mark")];
  const pieces = [...document.querySelectorAll("[data-on]")];
  const order = ["missed", "wrong", "found"];
  let opener = null;

  const itemsOf = (piece) => piece.dataset.on.split(" ").map(byId);
  const chosen = (name) => new Set([...document.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));

  function setLanguage(language) {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    byId("ui-zh").setAttribute("aria-pressed", String(language === "zh"));
    byId("ui-en").setAttribute("aria-pressed", String(language === "en"));
  }

  // A mark shows the worst of what covers it and is not filtered out.
  function filter() {
    const how = chosen("how");
    const kinds = chosen("kind");
    const isShown = (item) => how.has(item.dataset.how) && (kinds.has(item.dataset.kind) || item.dataset.kind === "page");
    for (const item of document.querySelectorAll("main .item")) item.hidden = !isShown(item);
    for (const mark of marks) {
      const held = itemsOf(mark).filter((item) => isShown(item) && item.dataset.kind !== "relation");
      held.sort((a, b) => order.indexOf(a.dataset.how) - order.indexOf(b.dataset.how));
      mark.classList.remove(...order);
      mark.classList.toggle("off", held.length === 0);
      mark.tabIndex = held.length ? 0 : -1;
      if (held.length) mark.classList.add(held[0].dataset.how);
    }
  }

  function highlight(ids) {
    for (const piece of pieces) piece.classList.toggle("current", piece.dataset.on.split(" ").some((id) => ids.includes(id)));
  }

  // Copies of the list's entries, without their ids.
  function open(items, from) {
    opener = from;
    const list = document.createElement("ul");
    list.className = "items";
    for (const item of items) {
      const copy = item.cloneNode(true);
      copy.removeAttribute("id");
      copy.hidden = false;
      list.append(copy);
    }
    byId("shown").replaceChildren(list);
    panel.hidden = false;
    root.classList.add("opened");
    highlight(items.map((item) => item.id));
    byId("said").textContent = items[0].querySelector("p").innerText;
  }

  function close() {
    panel.hidden = true;
    root.classList.remove("opened");
    highlight([]);
    if (opener) opener.focus();
    opener = null;
  }

  function openMark(mark) {
    const items = itemsOf(mark).filter((item) => item.dataset.kind !== "relation" && !item.hidden);
    if (items.length) open(items, mark);
  }

  // From one difference to the next, round the end.
  function step(by) {
    const stops = marks.filter((mark) => !mark.classList.contains("off") && (mark.classList.contains("missed") || mark.classList.contains("wrong")));
    if (!stops.length) return;
    const at = stops.indexOf(opener);
    const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length];
    openMark(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    if (!link) return;
    if (link.classList.contains("mark")) {
      event.preventDefault();
      openMark(link);
    } else if (link.hash.endsWith("-at")) {
      const item = byId(link.hash.slice(1, -3));
      const place = byId(link.hash.slice(1));
      event.preventDefault();
      open([item], link.closest("#panel") ? opener : link);
      place.nextElementSibling.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !panel.hidden) close();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });
  for (const box of document.querySelectorAll("input[type=checkbox]")) box.addEventListener("change", filter);
  byId("close").addEventListener("click", close);
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  for (const language of ["zh", "en"]) byId(`ui-${language}`).addEventListener("click", () => setLanguage(language));
  setLanguage(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  root.dataset.ready = "yes";
})();
