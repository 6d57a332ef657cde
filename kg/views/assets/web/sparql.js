// The editor and the chart of the page of queries. Without this script the page is a plain form with a table.
"use strict";

const form = document.getElementById("ask");
const box = document.getElementById("query");
// an address longer than this would be refused by the server
const LONGEST = 60000;

function send() {
  form.method = encodeURIComponent(box.value).length > LONGEST ? "post" : "get";
}

function names(words) {
  // the word before the cursor may be part of a name in either language, or of the term itself
  return async (editor, token) => {
    const found = token.string.replace(/^[<"']/, "").toLowerCase();
    const terms = await words();
    const fitting = terms.filter(([short, , zh, en]) => [short, zh, en].some((name) => name.toLowerCase().includes(found)));
    const rank = ([short, , zh, en]) => {
      const called = [short, short.split(":")[1] || "", zh, en].map((name) => name.toLowerCase());
      return called.includes(found) ? 0 : called.some((name) => name.startsWith(found)) ? 1 : 2;
    };
    return fitting.sort((a, b) => rank(a) - rank(b) || a[0].length - b[0].length).slice(0, 60);
  };
}

function once(work) {
  let made;
  return () => (made ??= work());
}

function editor() {
  const prefixes = JSON.parse(document.getElementById("prefixes").textContent);
  const Yasqe = window.Yasgui.Yasqe;
  const place = document.createElement("div");
  box.before(place);
  const made = new Yasqe(place, {
    value: box.value, persistenceId: null, showQueryButton: false, resizeable: false, autocompleters: [],
    createShareableLink: null, consumeShareLink: null, collapsePrefixesOnLoad: false, prefixCcApi: null,
    lineNumbers: true, lineWrapping: true,
  });
  // as high as the query, so that there is nothing to scroll inside, unless it is very long
  const isLong = made.lineCount() > 80;
  made.setSize(null, isLong ? "40rem" : "auto");
  if (isLong) place.querySelector(".CodeMirror-scroll").tabIndex = 0;
  const field = made.getInputField();
  field.setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  field.id = "editor";
  document.querySelector("label[for=query]").htmlFor = "editor";
  document.getElementById("keys").hidden = false;
  box.hidden = true;
  box.required = false;
  const submit = () => { form.requestSubmit(); };
  const words = once(async () => (await fetch("/sparql/terms")).json());
  const fitting = names(words);
  const complete = async () => {
    const cursor = made.getCursor();
    const token = made.getTokenAt(cursor);
    const line = made.getLine(cursor.line).slice(0, cursor.ch);
    const typed = /[^\s<>(){}.,;|/^!"']*$/.exec(line)[0];
    const rows = await fitting(made, { ...token, string: typed });
    const list = rows.map(([short, iri, zh, en]) => ({
      text: short, displayText: `${short}  ${zh}  ${en}`,
    }));
    made.showHint({
      hint: () => ({ list, from: { line: cursor.line, ch: cursor.ch - typed.length }, to: cursor }),
      completeSingle: false, closeCharacters: /[\s()[\]{};>,]/,
    });
  };
  // Tab leaves the editor after Esc, so that the keyboard is not caught
  let leaving = false;
  made.on("keydown", (_, event) => {
    if (event.key === "Escape") leaving = true;
    else if (event.key !== "Tab" && event.key !== "Shift") leaving = false;
    else if (event.key === "Tab" && leaving) event.codemirrorIgnore = true;
  });
  made.addKeyMap({ "Ctrl-Enter": submit, "Cmd-Enter": submit, "Ctrl-Space": complete });
  made.on("change", () => { box.value = made.getValue(); });
  const wrong = document.getElementById("error");
  if (wrong && wrong.dataset.line) {
    const line = Number(wrong.dataset.line) - 1;
    made.addLineClass(line, "background", "line-wrong");
    made.setCursor({ line, ch: Number(wrong.dataset.column) - 1 });
  }
  return made;
}

function chart() {
  const part = document.getElementById("chart");
  if (!part || !window.echarts) return;
  part.hidden = false;
  const place = document.getElementById("chart-place");
  const [label, value, kind] = ["label", "value", "kind"].map((name) => document.getElementById(`chart-${name}`));
  const heads = [...document.querySelectorAll("#rows thead th")].map((cell) => cell.textContent);
  const rows = [...document.querySelectorAll("#rows tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
  const state = new URL(location.href).searchParams;
  for (const select of [label, value, kind]) {
    const wished = state.get(select.id);
    if ([...select.options].some((option) => option.value === wished)) select.value = wished;
  }
  let shown;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  function draw() {
    shown ??= window.echarts.init(place, null, { renderer: "svg" });
    const [at, of] = [heads.indexOf(label.value), heads.indexOf(value.value)];
    const text = { color: colour("--ink") };
    shown.setOption({
      animation: false, color: [colour("--kind-region")], textStyle: text,
      grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true }, tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
      xAxis: { type: "category", data: rows.map((row) => row[at]), axisLabel: { ...text, width: 90, overflow: "truncate", interval: rows.length > 24 ? "auto" : 0, rotate: rows.length > 6 ? 40 : 0 } },
      yAxis: { type: "value", axisLabel: text, splitLine: { lineStyle: { color: colour("--line") } } },
      series: [{ type: kind.value, name: value.value, data: rows.map((row) => (row[of] === "" ? null : Number(row[of]))) }],
    }, true);
    place.setAttribute("aria-label", place.dataset.description.replace("VALUE", value.value).replace("LABEL", label.value));
  }
  function changed() {
    const address = new URL(location.href);
    for (const select of [label, value, kind]) address.searchParams.set(select.id, select.value);
    history.replaceState(null, "", address);
    draw();
  }
  for (const select of [label, value, kind]) select.addEventListener("change", changed);
  part.addEventListener("toggle", () => { if (part.open) changed(); });
  window.addEventListener("resize", () => shown && shown.resize());
  if (state.has("chart-label")) part.open = true;
}

form.addEventListener("submit", send);
if (window.Yasgui && window.Yasgui.Yasqe) editor();
chart();
