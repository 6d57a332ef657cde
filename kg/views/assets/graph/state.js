// What the page knows, what the reader chose, and how elements are made: text only, never markup.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const known = read("known");
const drawn = read("network");
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const boxes = (name) => [...document.querySelectorAll(`input[name="${name}"]`)];

const state = {
  limit: known.first,        // so many of the most central entities are shown
  extra: new Set(),          // shown beside them: neighbours, found ones
  kinds: new Set(boxes("kind").filter((box) => box.checked).map((box) => box.value)),
  predicates: new Set(boxes("predicate").map((box) => box.value)),
  node: null,                // selected entity
  edge: null,                // selected link
  cursor: null,              // where the keyboard stands
  hovered: null,
};

// links of each entity, by their number
const linksOf = known.entities.map(() => []);
known.links.forEach((link, number) => { linksOf[link.from].push(number); linksOf[link.to].push(number); });
const figuresOf = known.entities.map(() => []);
known.figures.forEach((figure, number) => figure.of.forEach((entity) => figuresOf[entity].push(number)));

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name === "onclick") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// the shape of a class, as the legend shows it
function shapeOf(kind) {
  const drawnShape = document.querySelector(`.controls .shape.kind-${kind}`);
  return drawnShape ? drawnShape.cloneNode(true) : "";
}

const isShown = (id) => (drawn.nodes[id].rank < state.limit || state.extra.has(id)) && state.kinds.has(known.entities[id].kind);
const isLinkShown = (link) => state.predicates.has(link.predicate) && isShown(link.from) && isShown(link.to);
const otherEnd = (link, id) => (link.from === id ? link.to : link.from);
