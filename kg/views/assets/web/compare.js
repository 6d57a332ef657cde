// The comparison as a chart. A point leads to its number in its text; the table below holds the same.
"use strict";

document.documentElement.classList.add("js");

const data = JSON.parse(document.getElementById("chart-data").textContent);
const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function series(line) {
  return {
    name: line.name,
    type: data.over === "time" ? "line" : "scatter",
    symbolSize: (value, parameters) => (parameters.data.disputed ? 15 : 9),
    data: line.points.map((point) => ({
      value: [point.at, point.value], symbol: point.disputed ? "diamond" : "circle", disputed: point.disputed, place: point.place, text: point.text,
    })),
  };
}

function option() {
  const ink = colour("--ink"), soft = colour("--soft"), line = colour("--line");
  return {
    animation: !quiet,
    color: [1, 2, 3, 4, 5, 6].map((number) => colour(`--island-${number}`)),
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 16, right: 24, top: 64, bottom: 16, containLabel: true },
    legend: { type: "scroll", top: 8, textStyle: { color: ink } },
    // rich text: the library's own boxes would need inline styles, which the policy of the page forbids
    tooltip: { trigger: "item", renderMode: "richText", formatter: (point) => `${point.seriesName}\n${point.data.value[0]}: ${point.data.text}` },
    xAxis: { type: "category", data: data.axis, axisLabel: { color: soft, rotate: data.over === "time" ? 0 : 40 }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", name: data.unit, scale: true, nameTextStyle: { color: soft, align: "left" }, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } },
    series: data.lines.map(series),
  };
}

const drawn = echarts.init(document.getElementById("chart"), null, { renderer: "canvas" });
const draw = () => drawn.setOption(option(), true);
draw();
drawn.on("click", (event) => {
  if (event.data && event.data.place) location.assign(event.data.place);
});
addEventListener("resize", () => drawn.resize());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
document.documentElement.dataset.ready = "chart";
