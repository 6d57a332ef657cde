// Choosing a name shows its facts, choosing a fact shows its characters, without leaving the page. The server renders both;
// each state has its own address, so that a link to it works without this script.
"use strict";

document.documentElement.classList.add("js");
const TAKEN = ["text-section", "facts"];
const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;

// #span-3-9 in an address is another way to say ?at=3-9
const named = /^#span-(\d+)-(\d+)$/.exec(location.hash);
if (named && !new URLSearchParams(location.search).has("at")) {
  location.replace(`${location.pathname}?at=${named[1]}-${named[2]}#at`);
}

async function show(address, goal) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of TAKEN) {
    const taken = page.getElementById(id);
    if (!taken) throw new Error(id);
    document.getElementById(id).replaceChildren(...taken.childNodes);
  }
  document.getElementById("reading").className = page.getElementById("reading").className;
  const mark = document.getElementById("at");
  const facts = document.getElementById("facts");
  facts.scrollTop = 0;
  if (goal === "text" && mark) {
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ behavior: quiet ? "auto" : "smooth", block: "center" });
  } else {
    document.getElementById("facts-heading").focus({ preventScroll: true });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = link.href;
  const scroll = link.dataset.to === "text" && document.getElementById("facts").scrollTop;
  show(address, link.dataset.to)
    .then(() => {
      history.pushState(null, "", address);
      if (scroll) document.getElementById("facts").scrollTop = 0;
    })
    .catch(() => location.assign(address));
});
addEventListener("popstate", () => show(location.href, "text").catch(() => location.reload()));
document.documentElement.dataset.ready = "document";
