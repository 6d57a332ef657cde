// Suggestions under the search box while one types; without this the box is a plain form.
(() => {
  "use strict";
  const box = document.getElementById("q");
  if (!box) return;
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestions);
  list.hidden = true;
  box.closest(".row").append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })) box.setAttribute(name, value);
  let shown = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const point = (to) => {
    active = (to + shown.length + 1) % (shown.length + 1);
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === active)));
    if (active < shown.length) {
      box.setAttribute("aria-activedescendant", `suggestion-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else {
      active = -1;
      box.removeAttribute("aria-activedescendant");
    }
  };

  const show = (found) => {
    shown = found;
    list.replaceChildren(...found.map((one, number) => {
      const row = document.createElement("li");
      row.id = `suggestion-${number}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = one.label.slice(0, 80);
      const kind = document.createElement("span");
      kind.className = "quiet";
      kind.textContent = one.kindLabel;
      row.append(name, kind);
      row.addEventListener("pointerdown", (event) => { event.preventDefault(); location.assign(one.address); });
      return row;
    }));
    list.hidden = !found.length;
    active = -1;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
  };

  const ask = async () => {
    const turn = ++asked;
    const typed = box.value.trim();
    if (!typed) return close();
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (turn === asked && document.activeElement === box) show(found);
    } catch {
      close();
    }
  };

  box.addEventListener("input", (event) => {
    clearTimeout(timer);
    // letters that an input method is still putting together are no word yet
    if (!event.isComposing) timer = setTimeout(ask, 120);
  });
  box.addEventListener("compositionend", ask);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(event.key === "ArrowDown" ? active + 1 : active < 0 ? shown.length - 1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(shown[active].address);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
})();
