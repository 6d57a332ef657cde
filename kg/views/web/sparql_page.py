"""The page where queries are written and their answers shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.store.endpoint import Answered, Mistake
from kg.store.formats import GRAPHS, TABLES
from kg.store.process import Quotas
from kg.store.protocol import Asked, Refusal
from kg.views.web.addresses import address
from kg.views.web.languages import language_of
from kg.views.web.pages import render
from kg.views.web.site import Site
from kg.views.web.sparql_code import snippets
from kg.vocab import terms
from kg.vocab.iri import short

# most rows that the page shows; a download gives more
SHOWN = 500
EDITOR = ("vendor/yasgui.min.js", "vendor/yasgui.min.css")
_XSD = terms.STANDARD["xsd"]
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"))
# what stands in the editor where nothing is asked yet
EXAMPLE = """SELECT ?region ?label (COUNT(?figure) AS ?figures)
WHERE {
  ?figure a mz:Observation ; mz:region ?region .
  ?region skos:prefLabel ?label . FILTER (LANG(?label) = "zh")
}
GROUP BY ?region ?label
ORDER BY DESC(?figures) ?label
LIMIT 20"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the table: what is shown, the whole of it, the page that it leads to, its language."""

    text: str
    whole: str
    target: str | None = None
    is_number: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as rows of cells."""

    columns: list[str]
    rows: list[list[Cell]]
    numbers: list[bool]
    truth: bool | None = None


def page(site: Site, request: Request, asked: Asked | None = None, found: Answered | None = None, error: Refusal | None = None) -> HTMLResponse:
    """The page, with the answer to what was asked, or why there is none."""
    language = language_of(request)
    table = _table(found) if found else None
    query = asked.query if asked else request.query_params.get("query", EXAMPLE)
    address_of_endpoint = str(request.url.replace(path="/sparql", query="", fragment=""))
    limits = site.endpoint.limits
    quotas: Quotas = site.endpoint.quotas
    menu: Any = site.environment.globals["menu"]
    has_editor = all(site.assets.has(name) for name in EDITOR)
    return render(
        site,
        request,
        "web/sparql.html",
        _STYLES if has_editor else None,
        query=query,
        asked=asked,
        found=found,
        table=table,
        error=error,
        position=(error.line, error.column) if isinstance(error, Mistake) else None,
        examples=[(name, question.zh if language == "zh" else question.en) for name, question in site.questions.items()],
        chosen=request.query_params.get("name"),
        downloads=[each.name for each in (GRAPHS if found and found.kind == "triples" else TABLES)],
        snippets=snippets(address_of_endpoint, query, found is not None and found.kind == "triples") if asked and not error else [],
        has_editor=has_editor,
        has_graph=any(path == "/graph" for path, _ in menu),
        has_charts=site.assets.has("vendor/echarts.min.js"),
        prefixes=dict(sorted(terms.prefixes().items())),
        shown=SHOWN,
        most_rows=limits.rows,
        seconds=int(quotas.seconds),
        megabytes=quotas.memory >> 20,
    )


# The editor writes one style attribute, text-decoration:underline, in its notes on mistakes. It alone is let through, by its hash.
_STYLES = {"style-src": "'nonce-NONCE' 'unsafe-hashes' 'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='"}


def _table(found: Answered) -> Table:
    read: dict[str, Any] = json.loads(found.data)
    if "boolean" in read:
        return Table([], [], [], bool(read["boolean"]))
    columns: list[str] = read["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in columns] for row in read["results"]["bindings"]]
    numbers = [_is_numeric([row[place] for row in rows]) for place in range(len(columns))]
    return Table(columns, rows, numbers)


def _is_numeric(cells: list[Cell]) -> bool:
    return any(cell.is_number for cell in cells) and all(cell.is_number or not cell.whole for cell in cells)


def _cell(value: dict[str, Any] | None) -> Cell:
    if value is None:
        return Cell("", "")
    if value["type"] == "triple":
        return Cell(json.dumps(value["value"], ensure_ascii=False), "triple")
    text: str = value["value"]
    if value["type"] == "uri":
        return Cell(short(text), text, address(text))
    return Cell(text, text, None, value.get("datatype") in _NUMBERS, value.get("xml:lang"))
