// A served picture grows where the reader asks, keeps what is pinned, and its address says all of it.
const MOST = 150;
const pins = new Map();
const numbers = new Map(known.entities.map((entity, id) => [entity.iri, id]));
const address = new URL(location.href);

function keepAddress() {
  const hiddenKinds = boxes("kind").filter((box) => !box.checked).map((box) => box.value);
  const hiddenLinks = boxes("predicate").filter((box) => !box.checked).map((box) => box.value);
  address.searchParams.set("hide", hiddenKinds.join(","));
  address.searchParams.delete("without");
  if (hiddenLinks.length) address.searchParams.set("without", hiddenLinks.join(","));
  address.searchParams.delete("pin");
  for (const id of pins.keys()) {
    const at = network.getPosition(id);
    address.searchParams.append("pin", `${Math.round(at.x)},${Math.round(at.y)},${known.entities[id].iri}`);
  }
  address.hash = location.hash;
  history.replaceState(null, "", address);
}

function markPin(id) {
  vnodes.update({ id, fixed: pins.has(id), shapeProperties: { borderDashes: pins.has(id) ? [4, 3] : false } });
}

function togglePin(id) {
  if (pins.has(id)) pins.delete(id); else pins.set(id, true);
  markPin(id);
  keepAddress();
}

function readPins() {
  for (const text of address.searchParams.getAll("pin")) {
    const [x, y, ...rest] = text.split(",");
    const id = numbers.get(rest.join(","));
    if (id === undefined || !Number.isFinite(Number(x)) || !Number.isFinite(Number(y))) continue;
    network.moveNode(id, Math.max(-1e5, Math.min(1e5, Number(x))), Math.max(-1e5, Math.min(1e5, Number(y))));
    pins.set(id, true);
    markPin(id);
  }
}

const tell = (text) => { byId("said").textContent = text; };

async function expand(id) {
  const asked = new URL(address);
  if (!asked.searchParams.getAll("focus").includes(known.entities[id].iri)) asked.searchParams.append("focus", known.entities[id].iri);
  const source = new URL("/graph.json", location.href);
  for (const name of ["focus", "query"]) asked.searchParams.getAll(name).forEach((value) => source.searchParams.append(name, value));
  tell(say("expanding"));
  try {
    const answer = await fetch(source, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new TypeError(String(answer.status));
    const found = await answer.json();
    const fresh = found.known.entities.filter((entity) => !numbers.has(entity.iri));
    address.search = asked.search;
    if (known.entities.length + fresh.length > MOST) {
      tell(say("full"));
      keepAddress();
      location.assign(address.pathname + address.search);
      return;
    }
    grow(id, found, fresh);
    tell(say("expanded", { n: fresh.length }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    tell(say("failed", { t: error.message }));
  }
}

function grow(id, found, fresh) {
  const here = network.getPosition(id);
  const taken = known.entities.map((_, other) => network.getPosition(other));
  Object.assign(known.predicates, found.known.predicates);
  addPredicateBoxes(Object.keys(found.known.predicates));
  fresh.forEach((entity) => {
    const number = known.entities.length;
    const spot = freeSpot(here, taken);
    taken.push(spot);
    const drawnThere = found.network.nodes[found.known.entities.indexOf(entity)];
    known.entities.push(entity);
    numbers.set(entity.iri, number);
    linksOf.push([]);
    figuresOf.push([]);
    drawn.nodes.push({ ...drawnThere, id: number, rank: 0, ...spot });
    vnodes.add({ id: number, ...spot, shape: drawnThere.shape, size: drawnThere.size, fixed: false, ...lookOfNode(number) });
    addThingRow(number);
  });
  const nameOfLink = (from, predicate, to) => `${from} ${predicate} ${to}`;
  const held = new Set(known.links.map((link) => nameOfLink(link.from, link.predicate, link.to)));
  found.known.links.forEach((link) => {
    const ends = { from: numbers.get(found.known.entities[link.from].iri), to: numbers.get(found.known.entities[link.to].iri) };
    if (held.has(nameOfLink(ends.from, link.predicate, ends.to))) return;
    const number = known.links.length;
    known.links.push({ ...link, ...ends });
    linksOf[ends.from].push(number);
    linksOf[ends.to].push(number);
    const edge = { id: `e${number}`, arrows: "to", dashes: !link.quotes.length, predicate: link.predicate, ...ends };
    drawn.edges.push(edge);
    vedges.add({ ...edge, ...lookOfEdge(number) });
    addLinkRow(number);
  });
  known.total = Math.max(found.known.total, known.entities.length);
  state.limit = known.entities.length;
  filtered();
  selectNode(id, false);
}

// the first place on a spiral around a point that is not too near to anything
function freeSpot(here, taken) {
  for (let turn = 1; turn < 2000; turn += 1) {
    const reach = 60 + 11 * Math.sqrt(turn) * 2;
    const spot = { x: Math.round(here.x + reach * 1.1 * Math.cos(turn * 2.4)), y: Math.round(here.y + reach * Math.sin(turn * 2.4)) };
    if (taken.every((other) => (other.x - spot.x) ** 2 + (other.y - spot.y) ** 2 > 58 ** 2)) return spot;
  }
  return { ...here };
}

function addPredicateBoxes(names) {
  const there = new Set(boxes("predicate").map((box) => box.value));
  names.filter((name) => !there.has(name)).forEach((name) => {
    const box = make("input", { type: "checkbox", name: "predicate", value: name });
    box.checked = true;
    state.predicates.add(name);
    box.addEventListener("change", () => { if (box.checked) state.predicates.add(name); else state.predicates.delete(name); redraw(); filtered(); });
    byId("relation-filter").append(make("label", { class: "check" }, box, ` ${pick(known.predicates[name])}`));
  });
}

function filtered() {
  document.querySelectorAll("[data-count]").forEach((count) => { count.textContent = known.entities.filter((entity) => entity.kind === count.dataset.count).length; });
  redraw();
  followTables();
  keepAddress();
}

function watchPicture() {
  network.on("afterDrawing", drawLabels);
  network.on("doubleClick", ({ nodes }) => { if (nodes.length) expand(nodes[0]); });
  network.on("dragEnd", ({ nodes }) => nodes.forEach((id) => { pins.set(id, true); markPin(id); keepAddress(); }));
  listen({
    e: expand,
    p: (id) => { togglePin(id); tell(say(pins.has(id) ? "pin" : "unpin")); },
  });
}

function watchActions() {
  const on = (id, action) => byId(id).addEventListener("click", action);
  on("neighbours", () => expand(state.node));
  on("pin", () => { togglePin(state.node); refreshDetails(); });
  on("only-first", clearSelection);
  on("zoom-in", () => zoom(1.25));
  on("zoom-out", () => zoom(0.8));
  on("fit", () => fit());
  on("copy", async () => {
    keepAddress();
    try {
      await navigator.clipboard.writeText(location.href);
      byId("showing").textContent = say("copied");
    } catch (error) {
      byId("showing").textContent = say("address");
    }
  });
}

function openChosen() {
  let wanted = "";
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch (error) { if (!(error instanceof URIError)) throw error; }
  const id = known.entities.findIndex((entity) => `${entity.kind}/${entity.key}` === wanted);
  if (id >= 0) selectNode(id, false);
}

boxes("predicate").filter((box) => !box.checked).forEach((box) => state.predicates.delete(box.value));
watchBoxes("kind", state.kinds);
watchBoxes("predicate", state.predicates);
[...boxes("kind"), ...boxes("predicate")].forEach((box) => box.addEventListener("change", filtered));
watchActions();
watchPicture();
readPins();
redraw();
followTables();
refreshDetails();
fit();
openChosen();
root.dataset.ready = "graph";
