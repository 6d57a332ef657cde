// Lines over time. A point leads to its number in its text; the table below the chart holds the same.
"use strict";

document.documentElement.classList.add("js");

const charts = JSON.parse(document.getElementById("charts").textContent);
const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function option(chart) {
  const ink = colour("--ink"), soft = colour("--soft"), line = colour("--line");
  const periods = [...new Set(chart.lines.flatMap((one) => one.points.map((point) => point[0])))].sort();
  return {
    animation: !quiet,
    color: [1, 2, 3, 4, 5, 6].map((number) => colour(`--island-${number}`)),
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 16, right: 24, top: 48, bottom: 16, containLabel: true },
    legend: { type: "scroll", top: 8, textStyle: { color: ink } },
    // rich text: the library's own boxes would need inline styles, which the policy of the page forbids
    tooltip: { trigger: "item", renderMode: "richText" },
    xAxis: { type: "category", data: periods, axisLabel: { color: soft }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", name: chart.unit, scale: true, nameTextStyle: { color: soft, align: "left" }, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } },
    series: chart.lines.map((one) => ({
      name: one.name,
      type: "line",
      symbolSize: 9,
      data: one.points.map((point) => ({ value: [point[0], point[1]], place: point[2] })),
    })),
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
