// The picture itself: vis-network over the positions that were computed when the page was built.
const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
let palette = {};

function readPalette() {
  const names = ["paper", "ink", "soft", "edge", "focus", "accent", ...Object.keys(known.kinds).map((kind) => `kind-${kind}`)];
  palette = Object.fromEntries(names.map((name) => [name, colour(name)]));
  palette.islands = [1, 2, 3, 4, 5, 6].map((number) => colour(`island-${number}`));
}
const islandColour = (number) => palette.islands[number % palette.islands.length];

readPalette();
const vnodes = new vis.DataSet(drawn.nodes.map((node) => ({
  id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, fixed: false, ...lookOfNode(node.id),
})));
const vedges = new vis.DataSet(drawn.edges.map((edge, number) => ({ ...edge, ...lookOfEdge(number) })));
const place = drawn.nodes;
const network = new vis.Network(byId("canvas"), { nodes: vnodes, edges: vedges }, read("options"));
// the picture is one stop of the keyboard, not two
byId("canvas").querySelectorAll("[tabindex]").forEach((element) => { element.tabIndex = -1; });

function isNear(id) {
  if (state.node !== null) return id === state.node || linksOf[id].some((number) => isLinkShown(known.links[number]) && otherEnd(known.links[number], id) === state.node);
  if (state.edge !== null) return [known.links[state.edge].from, known.links[state.edge].to].includes(id);
  return true;
}

function lookOfNode(id) {
  const kind = known.entities[id].kind;
  const main = palette[`kind-${kind}`];
  const isRing = kind === "indicator";
  const chosen = id === state.node || id === state.cursor;
  // a light border sets shapes apart, but would hide a ring or the points of a star
  const isBare = isRing || kind === "organization";
  const tone = { background: isRing ? palette.paper : main, border: chosen ? palette.ink : isBare ? main : palette.paper };
  return {
    hidden: !isShown(id), opacity: isNear(id) ? 1 : 0.16, borderWidth: chosen ? 4 : isRing ? 2.5 : isBare ? 0.5 : 1.5,
    color: { ...tone, highlight: { ...tone, border: palette.ink }, hover: { ...tone, border: palette.ink } },
  };
}

function lookOfEdge(number) {
  const link = known.links[number];
  const isChosen = number === state.edge || (state.node !== null && (link.from === state.node || link.to === state.node));
  const isQuiet = (state.node !== null || state.edge !== null) && !isChosen;
  const tone = isChosen ? palette[`kind-${known.entities[link.from].kind}`] : palette.edge;
  const opacity = isChosen ? 1 : isQuiet ? 0.1 : link.quotes.length ? 0.75 : 0.5;
  return { hidden: !isLinkShown(link), width: isChosen ? 2.2 : 1.1, color: { color: tone, highlight: tone, hover: palette.ink, opacity } };
}

function redraw() {
  vnodes.update(known.entities.map((_, id) => ({ id, ...lookOfNode(id) })));
  vedges.update(drawn.edges.map((edge, number) => ({ id: edge.id, ...lookOfEdge(number) })));
  tellShown();
}

function tellShown() {
  const shown = known.entities.reduce((sum, _, id) => sum + isShown(id), 0);
  const wanted = known.entities.filter((entity) => state.kinds.has(entity.kind)).length;
  byId("showing").textContent = say("showing", { n: shown, m: wanted + known.total - known.entities.length });
  const all = shown >= wanted;
  byId("more").disabled = all;
  byId("show-all").disabled = all;
  byId("neighbours").hidden = state.node === null;
  byId("only-first").hidden = state.limit === known.first && state.extra.size === 0 && state.node === null && state.edge === null;
}

function fit(ids) {
  const shown = ids || known.entities.map((_, id) => id).filter(isShown);
  if (shown.length) network.fit({ nodes: shown, maxZoomLevel: 1.4, animation: false });
  zoom(0.94);
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
}
