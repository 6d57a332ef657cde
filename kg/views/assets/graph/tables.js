// The tables that say the same as the picture: rows open the details, the search narrows them.
let isPrepared = false;

function prepareTables() {
  if (isPrepared) return;
  isPrepared = true;
  const open = (row, action) => {
    const head = row.querySelector("th");
    const button = make("button", { type: "button", class: "link", onclick: action }, head.textContent);
    head.replaceChildren(button);
  };
  document.querySelectorAll("tr[data-entity]").forEach((row) => open(row, () => selectNode(Number(row.dataset.entity), true)));
  document.querySelectorAll("tr[data-link]").forEach((row) => open(row, () => selectLink(Number(row.dataset.link), true)));
}

function filterRows(text) {
  const wanted = text.trim().toLowerCase();
  let left = 0;
  document.querySelectorAll("#tables tbody tr").forEach((row) => {
    row.hidden = Boolean(wanted) && !row.textContent.toLowerCase().includes(wanted);
    left += !row.hidden;
  });
  byId("found").textContent = wanted ? say("rows", { n: left }) : "";
}

function setView(view) {
  root.dataset.view = view;
  byId("view-picture").setAttribute("aria-pressed", String(view === "picture"));
  byId("view-tables").setAttribute("aria-pressed", String(view === "tables"));
  if (view === "tables") { prepareTables(); filterRows(byId("search").value); } else fit();
}
