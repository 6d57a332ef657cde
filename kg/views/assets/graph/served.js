// What is chosen, beside the picture of a served page: every sentence leads to its document.
const panel = byId("details");
const FIRST_ROWS = 25;
root.dataset.ui = root.lang.startsWith("zh") ? "zh" : "en";
root.classList.add("js");

const proof = (link) => (link.quotes.length ? link.quotes.map(([text, href]) => make("blockquote", {}, make("span", { lang: "zh-Hans" }, text), " ", href ? make("a", { href }, say("source")) : ""))
  .concat(link.more ? [make("p", { class: "quiet" }, say("further", { n: link.more }))] : []) : [make("p", { class: "quiet" }, say("not-stated"))]);

function entityButton(id) {
  return make("span", { class: "badge" }, shapeOf(known.entities[id].kind), make("button", { type: "button", class: "link", onclick: () => selectNode(id, true) }, make("bdi", {}, nameOf(id))));
}

function rows(items, draw) {
  const list = make("ul", {}, ...items.slice(0, FIRST_ROWS).map(draw));
  if (items.length <= FIRST_ROWS) return [list];
  const rest = make("button", { type: "button" }, say("more", { n: items.length - FIRST_ROWS }));
  rest.addEventListener("click", () => { rest.remove(); list.append(...items.slice(FIRST_ROWS).map(draw)); });
  return [list, rest];
}

function heading(kind, title) {
  const above = kind ? make("span", { class: `badge kind-${kind}` }, shapeOf(kind), pick(known.kinds[kind])) : make("span", { class: "quiet" }, say("relation"));
  return make("header", {}, make("div", {}, above, make("h2", { tabindex: "-1" }, make("bdi", {}, title))), make("button", { type: "button", "aria-label": say("close"), onclick: clearSelection }, "✕"));
}

function showEntity(id) {
  const entity = known.entities[id];
  const links = linksOf[id].filter((number) => isLinkShown(known.links[number])).sort((a, b) => known.links[b].quotes.length - known.links[a].quotes.length);
  const actions = make("p", { class: "actions" }, entity.href ? make("a", { href: entity.href }, say("open")) : "",
    make("a", { href: `/graph?focus=${encodeURIComponent(entity.iri)}` }, say("center")),
    make("button", { type: "button", class: "link", onclick: () => expand(id) }, say("expand")),
    make("button", { type: "button", class: "link", onclick: () => { togglePin(id); refreshDetails(); focusDetails(); } }, say(pins.has(id) ? "unpin" : "pin")));
  panel.replaceChildren(heading(entity.kind, nameOf(id)), actions, make("h3", {}, say("relations", { n: links.length })), ...rows(links, (number) => {
    const link = known.links[number];
    const name = pick(known.predicates[link.predicate]);
    return make("li", {}, make("span", { class: "quiet" }, link.from === id ? `${name} → ` : `← ${name} `), entityButton(otherEnd(link, id)), ...proof(link));
  }));
}

function showLink(number) {
  const link = known.links[number];
  panel.replaceChildren(heading(null, pick(known.predicates[link.predicate])), make("p", {}, entityButton(link.from)), make("p", {}, "↓ ", entityButton(link.to)), ...proof(link));
}

function refreshDetails() {
  if (state.node !== null) showEntity(state.node);
  else if (state.edge !== null) showLink(state.edge);
  else panel.replaceChildren(make("p", { class: "quiet" }, say("hint")));
  byId("pin").hidden = state.node === null;
  if (state.node !== null) byId("pin").textContent = say(pins.has(state.node) ? "unpin" : "pin");
  panel.scrollTop = 0;
}

function focusDetails() {
  const title = panel.querySelector("h2");
  if (title) title.focus({ preventScroll: true });
}

// the tables say what the picture says: they follow its filters and grow with it
function followTables() {
  document.querySelectorAll("#thing-rows tr").forEach((row) => { row.hidden = !isShown(Number(row.dataset.entity)); });
  document.querySelectorAll("#link-rows tr").forEach((row) => { row.hidden = !isLinkShown(known.links[Number(row.dataset.link)]); });
}

function named(id) {
  const entity = known.entities[id];
  return entity.href ? make("a", { href: entity.href }, make("bdi", {}, nameOf(id))) : make("bdi", {}, nameOf(id));
}

function addThingRow(id) {
  const entity = known.entities[id];
  const around = make("a", { href: `/graph?focus=${encodeURIComponent(entity.iri)}` }, say("center"));
  byId("thing-rows").append(make("tr", { "data-entity": id }, make("th", { scope: "row" }, named(id)), make("td", {}, shapeOf(entity.kind), pick(known.kinds[entity.kind])),
    make("td", { class: "number" }, String(entity.sentences)), make("td", { class: "number" }, String(entity.links)), make("td", {}, around)));
}

function addLinkRow(number) {
  const link = known.links[number];
  byId("link-rows").append(make("tr", { "data-link": number }, make("th", { scope: "row" }, named(link.from)), make("td", {}, pick(known.predicates[link.predicate])),
    make("td", {}, named(link.to)), make("td", { class: "long" }, ...proof(link))));
}
