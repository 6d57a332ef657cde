// What is selected and what is shown.
function selectNode(id, isFocused) {
  state.node = id;
  state.edge = null;
  state.cursor = id;
  if (!isShown(id)) {
    state.extra.add(id);
    const box = boxes("kind").find((each) => each.value === known.entities[id].kind);
    if (box && !box.checked) { box.checked = true; state.kinds.add(box.value); }
  }
  changed();
  if (isFocused) {
    fit([id, ...linksOf[id].map((number) => otherEnd(known.links[number], id))].filter(isShown));
    zoom(0.9);
    focusDetails();
  }
  keepInSight(id);
  const entity = known.entities[id];
  history.replaceState(null, "", `#${encodeURIComponent(`${entity.kind}/${entity.key}`)}`);
}

// On a narrow screen the details cover the lower half of the window: what they are about moves above them.
function keepInSight(id) {
  const spot = network.canvasToDOM(network.getPosition(id));
  const box = byId("canvas").getBoundingClientRect();
  if (innerWidth >= 900 || spot.y + box.top < innerHeight * 0.42) return;
  scrollTo(0, 0);
  network.moveTo({ position: network.getPosition(id), offset: { x: 0, y: -box.height * 0.28 }, animation: false });
}

function selectLink(number, isFocused) {
  state.node = null;
  state.cursor = null;
  state.edge = number;
  changed();
  if (isFocused) focusDetails();
}

function clearSelection() {
  const isInside = panel.contains(document.activeElement);
  const last = state.node;
  state.node = null;
  state.edge = null;
  state.cursor = last;
  changed();
  history.replaceState(null, "", location.pathname + location.search);
  if (isInside) byId(root.dataset.view === "picture" ? "canvas" : "view-tables").focus();
}

function changed() {
  network.unselectAll();
  redraw();
  refreshDetails();
}

function showNeighbours() {
  linksOf[state.node].forEach((number) => {
    const other = otherEnd(known.links[number], state.node);
    if (state.kinds.has(known.entities[other].kind)) state.extra.add(other);
  });
  redraw();
  fit([state.node, ...linksOf[state.node].map((number) => otherEnd(known.links[number], state.node))].filter(isShown));
}

function setLimit(limit) {
  state.limit = Math.min(limit, known.entities.length);
  redraw();
  fit();
}

function watchBoxes(name, chosen) {
  boxes(name).forEach((box) => box.addEventListener("change", () => {
    if (box.checked) chosen.add(box.value); else chosen.delete(box.value);
    redraw();
  }));
}

// The nearest shown entity in a direction: near counts, and so does lying straight ahead.
function step(dx, dy) {
  const shown = place.filter((node) => isShown(node.id));
  if (!shown.length) return;
  if (state.cursor === null || !isShown(state.cursor)) { moveCursor(shown[0].id); return; }
  const here = network.getPosition(state.cursor);
  let best = null;
  let least = Infinity;
  for (const node of shown) {
    const at = network.getPosition(node.id);
    const ahead = (at.x - here.x) * dx + (at.y - here.y) * dy;
    const aside = Math.abs((at.x - here.x) * dy) + Math.abs((at.y - here.y) * dx);
    if (node.id !== state.cursor && ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = node.id; }
  }
  if (best !== null) moveCursor(best);
}

function moveCursor(id) {
  const before = state.cursor;
  state.cursor = id;
  vnodes.update([...new Set([before, id])].filter((each) => each !== null).map((each) => ({ id: each, ...lookOfNode(each) })));
  const at = network.getPosition(id);
  const spot = network.canvasToDOM(at);
  const box = byId("canvas").getBoundingClientRect();
  if (spot.x < 40 || spot.y < 40 || spot.x > box.width - 40 || spot.y > box.height - 60) network.moveTo({ position: at, animation: false });
  byId("said").textContent = `${pick(known.kinds[known.entities[id].kind])}${say("colon")}${nameOf(id)}`;
}

// what a pointer and keys do on the picture; `keys` are what else they do to the node under the cursor
function listen(keys = {}) {
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) selectNode(nodes[0], false);
    else if (edges.length) selectLink(drawn.edges.findIndex((edge) => edge.id === edges[0]), false);
    else clearSelection();
  });
  network.on("hoverNode", ({ node }) => { state.hovered = node; network.redraw(); });
  network.on("blurNode", () => { state.hovered = null; network.redraw(); });
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const further = keys[event.key.toLowerCase()];
    if (moves[event.key]) step(...moves[event.key]);
    else if (event.key === "Enter" && state.cursor !== null) selectNode(state.cursor, true);
    else if (further && state.cursor !== null) further(state.cursor);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "Escape") clearSelection();
    else return;
    event.preventDefault();
  });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") clearSelection(); });
}
