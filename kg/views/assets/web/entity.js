// Lines over time. A point leads to its number in its text; the table below the chart holds the same.
"use strict";

document.documentElement.classList.add("js");

const charts = JSON.parse(document.getElementById("charts").textContent);
const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Where sources differ the line is broken and each of their values stands for itself.
function series(line, periods, number) {
  const at = (period) => line.points.filter((point) => point[0] === period);
  const agreed = (points) => new Set(points.map((point) => point[1])).size === 1;
  const drawn = periods.map((period) => {
    const points = at(period);
    return points.length && agreed(points) ? { value: points[0][1], place: points[0][2] } : null;
  });
  // years without a figure are bridged, years with several are not
  const known = periods.map((period, index) => (at(period).length ? drawn[index] : undefined));
  const bridged = !known.includes(null);
  const differing = line.points.filter((point) => !agreed(at(point[0]))).map((point) => ({ value: [point[0], point[1]], place: point[2] }));
  const shared = { name: line.name, symbolSize: 9, itemStyle: { color: colour(`--island-${(number % 6) + 1}`) } };
  const made = [{ ...shared, type: "line", data: drawn, connectNulls: bridged, lineStyle: { color: shared.itemStyle.color } }];
  if (differing.length) made.push({ ...shared, type: "scatter", symbol: "diamond", symbolSize: 13, data: differing });
  return made;
}

function option(chart) {
  const ink = colour("--ink"), soft = colour("--soft"), line = colour("--line");
  const periods = [...new Set(chart.lines.flatMap((one) => one.points.map((point) => point[0])))].sort();
  return {
    animation: !quiet,
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 16, right: 24, top: 72, bottom: 16, containLabel: true },
    legend: { type: "scroll", top: 8, textStyle: { color: ink } },
    // rich text: the library's own boxes would need inline styles, which the policy of the page forbids
    tooltip: { trigger: "item", renderMode: "richText" },
    xAxis: { type: "category", data: periods, axisLabel: { color: soft }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", name: chart.unit, nameGap: 12, scale: true, nameTextStyle: { color: soft, align: "left" }, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } },
    series: chart.lines.flatMap((one, number) => series(one, periods, number)),
  };
}

for (const box of document.querySelectorAll("[data-chart]")) {
  const drawn = echarts.init(box, null, { renderer: "canvas" });
  const draw = () => drawn.setOption(option(charts[Number(box.dataset.chart)]), true);
  draw();
  drawn.on("click", (event) => {
    if (event.data && event.data.place) location.assign(event.data.place);
  });
  addEventListener("resize", () => drawn.resize());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
document.documentElement.dataset.ready = "charts";
