// Names on the picture, like names on a map: always of readable size, the important first, none over another;
// and behind the entities the islands of what one document names.
const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
const SERIF = '"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif';
const LONGEST = 15;

const shorten = (text) => { const signs = [...text]; return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : text; };

// Andrew's monotone chain over [x, y] pairs
function hull(points) {
  if (points.length < 3) return points;
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (side) => side.reduce((kept, point) => {
    while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop();
    kept.push(point);
    return kept;
  }, []).slice(0, -1);
  return [...half(sorted), ...half([...sorted].reverse())];
}

function shownOnIsland(number) {
  const shown = place.filter((node) => node.island === number && isShown(node.id));
  const at = network.getPositions(shown.map((node) => node.id));
  return Object.values(at).map((point) => [point.x, point.y]);
}

function drawIslands(context) {
  context.save();
  context.lineJoin = "round";
  known.islands.forEach((_, number) => {
    const corners = hull(shownOnIsland(number));
    if (!corners.length) return;
    context.beginPath();
    corners.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    // fill and outline in one opaque tone each, then thinned, so that they do not add up where they overlap
    context.globalAlpha = 1;
    const tone = mix(islandColour(number), palette.paper, 0.075);
    context.fillStyle = tone;
    context.strokeStyle = tone;
    context.lineWidth = 120;
    context.stroke();
    context.fill();
  });
  context.restore();
}

// share of a colour over another, both as #rrggbb
function mix(over, under, share) {
  const part = (text, from) => parseInt(text.slice(from, from + 2), 16);
  return `rgb(${[1, 3, 5].map((from) => Math.round(part(over, from) * share + part(under, from) * (1 - share))).join(",")})`;
}

function drawLabels(context) {
  const scale = network.getScale();
  const taken = [];
  // a name goes where it is free: under its entity, above, right or left; where nothing is free it waits for a closer look
  const corner = network.DOMtoCanvas({ x: 2, y: 2 });
  const end = network.DOMtoCanvas({ x: byId("canvas").clientWidth - 2, y: byId("canvas").clientHeight - 2 });
  const isInside = (box) => box[0] > corner.x && box[2] < end.x && box[1] > corner.y && box[3] < end.y;
  const put = (text, spots, size, font, tone, force) => {
    context.font = `${font.weight} ${size / scale}px ${font.family}`;
    const width = context.measureText(text).width + 6 / scale;
    const height = (size * 1.3) / scale;
    const boxesOf = spots.map(([x, y, side]) => {
      const left = x - width / 2 + (side * width) / 2;
      return [left, y, left + width, y + height];
    });
    const isFree = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    const box = boxesOf.find((each) => isFree(each) && isInside(each)) || (force ? boxesOf[0] : null);
    if (!box) return;
    taken.push(box);
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = palette.paper;
    context.fillStyle = tone;
    context.strokeText(text, (box[0] + box[2]) / 2, box[1]);
    context.fillText(text, (box[0] + box[2]) / 2, box[1]);
  };
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  drawIslandNames(put, scale);
  const wanted = [state.node, state.cursor, state.hovered].filter((id) => id !== null && isShown(id));
  const near = state.node !== null || state.edge !== null ? place.filter((node) => isNear(node.id)) : [];
  const order = [...new Set([...wanted, ...near.map((node) => node.id), ...place.map((node) => node.id)])].filter(isShown);
  // the most important names may stand on lesser entities, the others keep off them
  const IMPORTANT = 24;
  for (const [turn, id] of order.entries()) {
    if (turn === Math.min(IMPORTANT, order.length - 1)) takeNodes(taken);
    const isWanted = wanted.includes(id);
    if (!isNear(id) && !isWanted) continue;
    const at = network.getPosition(id);
    const kind = known.entities[id].kind;
    const size = kind === "region" ? 14 : 12.5;
    const text = isWanted ? nameOf(id).slice(0, 60) : shorten(nameOf(id));
    const font = { weight: kind === "region" || isWanted ? 600 : 400, family: FONT };
    const away = place[id].size + 3 / scale;
    const middle = at.y - (size * 0.65) / scale;
    put(text, [[at.x, at.y + away, 0], [at.x + away, middle, 1], [at.x - away, middle, -1], [at.x, at.y - away - (size * 1.3) / scale, 0]], size, font, palette.ink, isWanted);
  }
  context.restore();
}

function takeNodes(taken) {
  place.filter((node) => isShown(node.id) && isNear(node.id)).forEach((node) => {
    const at = network.getPosition(node.id);
    const half = node.size * 0.7;
    taken.push([at.x - half, at.y - half, at.x + half, at.y + half]);
  });
}

function drawIslandNames(put, scale) {
  known.islands.forEach((name, number) => {
    const points = shownOnIsland(number);
    if (!name || points.length < 2) return;
    const top = Math.min(...points.map((point) => point[1]));
    const middle = points.reduce((sum, point) => sum + point[0], 0) / points.length;
    put(shorten(name), [[middle, top - 54 - 24 / scale, 0]], 17, { weight: 700, family: SERIF }, islandColour(number), true);
  });
}
