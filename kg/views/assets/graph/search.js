// Finding an entity by any of its names.
const MOST_RESULTS = 30;
const names = known.entities.map((entity) => [entity.label, entity.english, ...entity.aliases].map((name) => name.toLowerCase()));

function find(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const found = [];
  names.forEach((forms, id) => {
    const at = forms.map((form) => form.indexOf(wanted)).filter((index) => index >= 0);
    if (at.length) found.push([Math.min(...at) > 0, id]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, id]) => id);
}

function showResults() {
  const text = byId("search").value;
  const found = find(text);
  const list = byId("results");
  list.replaceChildren(...found.slice(0, MOST_RESULTS).map((id) => {
    const hint = isShown(id) ? "" : make("span", { class: "quiet" }, `(${say("hidden")})`);
    return make("li", {}, make("button", { type: "button", onclick: () => { hideResults(); selectNode(id, true); } }, shapeOf(known.entities[id].kind), make("bdi", {}, nameOf(id)), hint));
  }));
  list.hidden = !found.length;
  byId("found").textContent = text.trim() ? (found.length ? say("matches", { n: found.length }) : say("nothing")) : "";
  if (root.dataset.view === "tables") filterRows(text);
}

function hideResults() {
  byId("results").hidden = true;
}

function watchSearch() {
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) hideResults(); });
  byId("search").addEventListener("focus", () => { if (byId("search").value) showResults(); });
  const list = byId("results");
  byId("search").addEventListener("input", showResults);
  byId("search").addEventListener("keydown", (event) => {
    const first = list.querySelector("button");
    if (event.key === "Enter" && first) first.click();
    else if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    else if (event.key === "Escape") { byId("search").value = ""; showResults(); }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons.indexOf(document.activeElement) + step;
    (buttons[next] || (next < 0 ? byId("search") : buttons[buttons.length - 1])).focus();
  });
}
