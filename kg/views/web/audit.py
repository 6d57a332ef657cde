"""/audit: figures that do not add up, with the arithmetic, and documents that contradict one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response

from kg.store import Graph, Rows
from kg.views.viz.data import printed
from kg.views.web import entity_figures
from kg.views.web.addresses import batches, place_of
from kg.views.web.contradictions import Group, read, search
from kg.views.web.entity_facts import exact, figures
from kg.views.web.languages import Language, language_of
from kg.views.web.pages import render
from kg.views.web.site import Site

# findings on one page
MOST = 100
# contradictions on it, each with several figures
MOST_DIFFERING = 40
# seconds that a page waits for the search for contradictions before it comes without them
PATIENCE = 0.25
_FLAGS = """SELECT ?flag ?figure ?rule ?expected WHERE {
  ?flag a mz:QualityFlag ; mz:flags ?figure ; mz:rule ?rule . OPTIONAL { ?flag mz:expected ?expected } }
ORDER BY ?figure ?rule"""
_MORE = "SELECT ?flag ?evidence ?comment WHERE {{ VALUES ?flag {{ {flags} }} ?flag rdfs:comment ?comment OPTIONAL {{ ?flag mz:evidence ?evidence }} }}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure in doubt: its row, the rule, what the text's own figures give, and the words that it rests on, each with its place."""

    row: entity_figures.Row
    rule: str
    expected: str | None
    comment: str
    evidence: tuple[tuple[str, str | None], ...]


def page(site: Site, request: Request) -> Response:
    """The findings of the audit; `?rule=` keeps those of one rule, `?from=` goes on where a page ended."""
    language = language_of(request)
    flags = _flags(site.graph)
    often = Counter(row[2] for row in flags)
    rules = [(rule, _label(site, rule, language), count) for rule, count in sorted(often.items(), key=lambda item: (-item[1], item[0]))]
    wanted = request.query_params.get("rule", "")
    kept = [row for row in flags if not wanted or row[2] == wanted]
    asked = request.query_params.get("from", "")
    first = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 and int(asked) < len(kept) else 0
    differing = _differing(site)
    request.state.unfinished = differing is None
    return render(
        site,
        request,
        "web/audit.html",
        findings=_made(site, tuple(kept[first : first + MOST]), language),
        rules=rules,
        rule=wanted,
        first=first,
        total=len(kept),
        every=len(flags),
        step=MOST,
        differing=_rows(site, language) if differing else [],
        differing_total=len(differing or ()),
        searching=differing is None,
    )


@lru_cache(maxsize=8)
def _made(site: Site, flags: tuple[tuple[str, ...], ...], language: Language) -> list[Finding]:
    """The findings of a page, made once: while contradictions are searched for, the page is asked for again and again."""
    return _findings(site, flags, language)


@lru_cache(maxsize=4)
def _rows(site: Site, language: Language) -> list[tuple[list[entity_figures.Row], int]]:
    """The figures of the contradictions that are shown, ready for a table, made once."""
    differing = read(site.graph, search(site.graph, site.settings.folder).result()[:MOST_DIFFERING])
    rows = iter(entity_figures.rows(site, [figure for one in differing for figure in one.figures], language))
    return [(list(islice(rows, len(one.figures))), one.total) for one in differing]


def _differing(site: Site) -> tuple[Group, ...] | None:
    """What documents disagree on; None while it is being found."""
    try:
        return search(site.graph, site.settings.folder).result(PATIENCE)
    except TimeoutError:
        return None


@lru_cache(maxsize=2)
def _flags(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Every doubt of a graph, which does not change: the flag, its figure, the rule, what is expected."""
    answer = graph.ask(_FLAGS)
    assert isinstance(answer, Rows)
    return tuple(tuple(value.text if value else "" for value in row) for row in answer)


def _findings(site: Site, flags: Sequence[Sequence[str]], language: Language) -> list[Finding]:
    held = {figure.iri: figure for figure in figures(site.graph, [row[1] for row in flags])}
    known = [row for row in flags if row[1] in held]
    rows = entity_figures.rows(site, [held[row[1]] for row in known], language, quoted=True)
    comments, evidence = _more(site, [row[0] for row in known], language)
    quotes = exact(site.graph, {span for spans in evidence.values() for span in spans})
    found = []
    for (flag, _, rule, expected), row in zip(known, rows, strict=True):
        spans = sorted(evidence[flag], key=_start)
        said = tuple((quotes[span], place_of(span)) for span in spans if span in quotes)
        found.append(Finding(row, _label(site, rule, language), _number(expected), comments.get(flag, ""), said))
    return found


def _more(site: Site, flags: Sequence[str], language: Language) -> tuple[dict[str, str], dict[str, set[str]]]:
    comments: dict[str, str] = {}
    evidence: dict[str, set[str]] = defaultdict(set)
    for wanted in batches(flags):
        answer = site.graph.ask(_MORE.format(flags=wanted))
        assert isinstance(answer, Rows)
        for flag, span, comment in answer:
            assert flag and comment
            if comment.language == language or flag.text not in comments:
                comments[flag.text] = comment.text
            if span:
                evidence[flag.text].add(span.text)
    return comments, evidence


def _label(site: Site, rule: str, language: Language) -> str:
    return site.words.concept("rule", rule)[0 if language == "zh" else 1]


def _number(text: str) -> str | None:
    try:
        return printed(Decimal(text)) if text else None
    except InvalidOperation:
        return text


def _start(span: str) -> tuple[int, str]:
    start = span.rsplit("-", 2)[1] if span.count("-") > 1 else ""
    return (int(start) if start.isascii() and start.isdigit() else 0, span)
