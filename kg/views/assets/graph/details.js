// The panel beside the picture: an overview, an entity or a link, each statement with its sentence.
const panel = byId("details");
const FIRST_ROWS = 25;

function marked(text, needles) {
  const parts = [];
  let rest = text;
  while (rest) {
    const hits = needles.filter(Boolean).map((needle) => [rest.indexOf(needle), needle]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, needle] = hits.sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
    parts.push(rest.slice(0, at), make("mark", {}, needle));
    rest = rest.slice(at + needle.length);
  }
  return [...parts, rest];
}

function sentence(number, needles, at = 0) {
  const quote = known.quotes[number];
  const head = quote.text.slice(0, Math.max(0, at - 2));
  const source = `${known.documents[quote.document].name} · ${say("characters", { a: quote.start, b: quote.end })}`;
  return make("blockquote", {}, make("span", { lang: "zh" }, head, ...marked(quote.text.slice(head.length), needles)), make("cite", {}, source));
}

function entityButton(id) {
  const button = make("button", { type: "button", class: "link", onclick: () => selectNode(id, true) }, nameOf(id));
  return make("span", { class: "badge" }, shapeOf(known.entities[id].kind), button);
}

// a list whose first rows are there at once and whose rest comes when asked for
function rows(items, draw) {
  const list = make("ul", {}, ...items.slice(0, FIRST_ROWS).map(draw));
  if (items.length <= FIRST_ROWS) return [list];
  const rest = make("button", { type: "button" }, say("more", { n: items.length - FIRST_ROWS }));
  rest.addEventListener("click", () => { rest.remove(); list.append(...items.slice(FIRST_ROWS).map(draw)); });
  return [list, rest];
}

function heading(kind, title, english) {
  const close = make("button", { type: "button", "aria-label": say("close"), onclick: clearSelection }, "✕");
  const above = kind ? make("span", { class: `badge kind-${kind}` }, shapeOf(kind), pick(known.kinds[kind])) : make("span", { class: "badge quiet" }, say("relation"));
  return make("header", {}, make("div", {}, above, make("h2", { lang: "zh", tabindex: "-1" }, title), english ? make("span", { class: "quiet", lang: "en" }, english) : ""), close);
}

function describeFigure(number) {
  const figure = known.figures[number];
  const unit = pick(figure.unit);
  const amount = `${figure.modifier ? `${say(figure.modifier)} ` : ""}${figure.value}`;
  const when = [figure.region, figure.period, figure.area ? pick(figure.area) : "", pick(figure.kind), figure.baseline ? say("baseline", { t: figure.baseline }) : ""];
  const doubts = figure.flags.map((flag) => make("p", { class: "doubt" }, `${say("doubt")}${say("colon")}${pick(flag.comment)}`));
  return make("li", { class: "figure" }, make("div", { lang: "zh" }, figure.indicator), make("b", {}, amount), ` ${unit}`,
    make("div", { class: "quiet" }, when.filter(Boolean).join(" · ")), ...doubts, sentence(figure.quote, [figure.number], figure.at));
}

function describeLink(id, number) {
  const link = known.links[number];
  const predicate = make("span", { class: "predicate" }, link.from === id ? `${pick(known.predicates[link.predicate])} → ` : `← ${pick(known.predicates[link.predicate])} `);
  const proof = link.quotes.length ? link.quotes.map((quote) => sentence(quote, namesOf(link))) : [make("div", { class: "quiet" }, say("not-stated"))];
  return make("li", {}, predicate, entityButton(otherEnd(link, id)), ...proof);
}

const namesOf = (link) => [link.from, link.to].flatMap((id) => [known.entities[id].label, ...known.entities[id].aliases]);

function showEntity(id) {
  const entity = known.entities[id];
  const facts = make("dl");
  const add = (name, value) => { if (value) facts.append(make("dt", {}, name), make("dd", {}, value)); };
  add(say("aliases"), entity.aliases.join(language() === "zh" ? "、" : ", "));
  add(say("key"), entity.key);
  entity.properties.forEach(([name, value]) => add(pick(name), pick(value)));
  const files = entity.documents.map((number) => known.documents[number]).map((file) => make("div", {}, file.about ? `${file.about} (${file.name})` : file.name));
  add(say("named-in"), files.length ? make("div", {}, ...files) : "");
  const figures = figuresOf[id];
  const links = [...linksOf[id]].filter((number) => known.entities[otherEnd(known.links[number], id)].kind !== "indicator" || entity.kind === "indicator")
    .sort((a, b) => !known.links[a].quotes.length - !known.links[b].quotes.length);
  panel.replaceChildren(heading(entity.kind, entity.label, entity.english), facts,
    ...(links.length ? [make("h3", {}, `${say("relations")} (${links.length})`), ...rows(links, (number) => describeLink(id, number))] : []),
    ...(figures.length ? [make("h3", {}, `${say("figures")} (${figures.length})`), ...rows(figures, describeFigure)] : []));
}

function showLink(number) {
  const link = known.links[number];
  const proof = link.quotes.length ? link.quotes.map((quote) => sentence(quote, namesOf(link))) : [make("p", { class: "quiet" }, say("not-stated"))];
  panel.replaceChildren(heading(null, pick(known.predicates[link.predicate]), ""), make("p", {}, entityButton(link.from)), make("p", {}, "↓ ", entityButton(link.to)), ...proof);
}

function showOverview() {
  const list = make("ul", {}, ...known.documents.map((document) => {
    const dot = make("b", {}, document.about || document.name);
    dot.style.color = islandColour(document.island);
    const title = document.url ? make("a", { href: document.url, rel: "noopener noreferrer", target: "_blank" }, document.title || document.url) : document.title;
    return make("li", { lang: "zh" }, dot, make("div", {}, title), make("div", { class: "quiet" }, [document.publisher, document.published, document.name].filter(Boolean).join(" · ")));
  }));
  panel.replaceChildren(make("h2", {}, say("overview")), make("p", { class: "quiet" }, say("hint")), list);
}

function focusDetails() {
  panel.querySelector("h2").focus({ preventScroll: true });
}

function refreshDetails() {
  if (state.node !== null) showEntity(state.node);
  else if (state.edge !== null) showLink(state.edge);
  else showOverview();
  panel.toggleAttribute("data-empty", state.node === null && state.edge === null);
  panel.scrollTop = 0;
}
