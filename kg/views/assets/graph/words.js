// The language of the interface.
const language = () => root.dataset.ui;
const pick = (pair) => pair[language() === "zh" ? 0 : 1];
const nameOf = (id) => {
  const entity = known.entities[id];
  return language() === "en" && entity.english ? entity.english : entity.label;
};

function say(name, values = {}) {
  return pick(known.strings[name]).replace(/\{(\w)\}/g, (_, key) => values[key]);
}

function setLanguage(chosen) {
  root.dataset.ui = chosen;
  root.lang = chosen === "zh" ? "zh-Hans" : "en";
  byId("ui-zh").setAttribute("aria-pressed", String(chosen === "zh"));
  byId("ui-en").setAttribute("aria-pressed", String(chosen === "en"));
  document.querySelectorAll("[data-both]").forEach((element) => {
    element.setAttribute("aria-label", JSON.parse(element.dataset.both)[chosen === "zh" ? 0 : 1]);
  });
}
