// The beginning: what listens to what.
function openFromAddress() {
  let wanted = "";
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch (error) { if (!(error instanceof URIError)) throw error; }
  const id = known.entities.findIndex((entity) => `${entity.kind}/${entity.key}` === wanted);
  if (id >= 0) selectNode(id, true);
}

function watchCanvas() {
  network.on("beforeDrawing", drawIslands);
  network.on("afterDrawing", drawLabels);
  listen();
}

function watchButtons() {
  const on = (id, action) => byId(id).addEventListener("click", action);
  on("more", () => setLimit(state.limit + 100));
  on("show-all", () => setLimit(known.entities.length));
  on("neighbours", showNeighbours);
  on("only-first", () => { state.extra.clear(); clearSelection(); setLimit(known.first); });
  on("zoom-in", () => zoom(1.25));
  on("zoom-out", () => zoom(0.8));
  on("fit", () => fit());
  on("view-picture", () => setView("picture"));
  on("view-tables", () => setView("tables"));
  for (const chosen of ["zh", "en"]) on(`ui-${chosen}`, () => { setLanguage(chosen); changed(); showResults(); });
}

setLanguage(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
watchBoxes("kind", state.kinds);
watchBoxes("predicate", state.predicates);
watchSearch();
watchButtons();
watchCanvas();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readPalette(); changed(); });
tellShown();
refreshDetails();
fit();
openFromAddress();
root.dataset.ready = "yes";
