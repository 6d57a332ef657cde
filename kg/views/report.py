"""What a build read, what it left out and why, and which figures are in doubt: report.json and report.html."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from kg.model import EntityKey, Flag, Observation, Reading, Span, Unread
from kg.pipeline.merge import Build
from kg.pipeline.overrides import Applied
from kg.views.corrections import correction_row
from kg.views.page import asset, environment, interface, security_policy, web_address
from kg.views.viz.data import printed
from kg.views.viz.words import Words, from_vocabulary
from kg.vocab.lookup import Lookup, settled, symbol

# The files that stand beside the report; it links to those that the build wrote.
OUTPUTS = ("graph.html", "graph.ttl", "graph.nq", "observations.csv", "entities.csv", "relations.csv", "graph.graphml", "report.json")

Row = dict[str, Any]


# rows of a kind that report.html shows; report.json has all
MOST_ROWS = 1000


def report(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = ()) -> Row:
    """The report as plain values, in the order of the documents' names; no clock, no path of this machine.

    `documents` has a row for each file read, `unread` one for each that could not be, `repeated` one for each that
    held the same bytes as another: together every file that was found. `unwritten` counts what was seen and not
    written, by reason; `flags` are the figures in doubt, each with the arithmetic and its sentences; `overrides` are the
    corrections by hand, each with the documents that it changed or why it did not apply.
    """
    return {
        **head(build, unread, corrections),
        "documents": [document_row(build, reading, vocabulary) for reading in build.readings],
        "flags": [row for reading in build.readings for row in flag_rows(build, reading, vocabulary)],
    }


def head(build: Build, unread: Sequence[Unread], corrections: Sequence[Applied] = ()) -> Row:
    """What the report says of the build as a whole."""
    return {
        "counts": dict(build.counts),
        "unread": [_unread(one) for one in sorted(unread, key=lambda one: (one.name, one.reason))],
        "repeated": [{"file": name, "sameAs": other} for name, other in build.repeated],
        "unwritten": dict(build.skipped),
        "overrides": [correction_row(one) for one in corrections],
    }


def report_json(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = ()) -> str:
    """report.json: the report for machines; the same text for the same build."""
    content = report(build, unread, vocabulary, corrections)
    return "".join(json_chunks(content, content["documents"], content["flags"]))


def json_chunks(head: Row, documents: Iterable[Row], flags: Iterable[Row]) -> Iterator[str]:
    """report.json piece by piece, of rows that need not be held."""
    rows = {**head, "documents": documents, "flags": flags}
    comma = "{"
    for name in sorted(rows):
        yield f'{comma}\n "{name}": '
        if isinstance(rows[name], dict):
            yield _indented(rows[name], 1)
        else:
            yield from _listed(rows[name])
        comma = ","
    yield "\n}\n"


def _listed(rows: Iterable[Row]) -> Iterator[str]:
    comma = "["
    for row in rows:
        yield f"{comma}\n  {_indented(row, 2)}"
        comma = ","
    yield "[]" if comma == "[" else "\n ]"


def _indented(value: Row, depth: int) -> str:
    # no string of JSON holds a line break
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).replace("\n", "\n" + depth * " ")


def report_html(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = (), outputs: Sequence[str] = OUTPUTS) -> str:
    """report.html: the report for people, one file without scripts and without requests."""
    content = report(build, unread, vocabulary, corrections)
    return page(content, content["documents"], content["flags"], vocabulary, outputs)


def page(head: Row, documents: Iterable[Row], flags: Iterable[Row], vocabulary: Lookup, outputs: Sequence[str] = OUTPUTS) -> str:
    """report.html; of very many documents or doubts it shows the first and says so."""
    words = from_vocabulary(vocabulary)
    styles = [asset("page.css") + asset("report.css")]
    shown = {"documents": list(islice(documents, MOST_ROWS)), "flags": list(islice(flags, MOST_ROWS)), "unread": head["unread"][:MOST_ROWS]}
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            policy=security_policy([], styles),
            styles=styles,
            report={**head, **shown},
            totals={"documents": head["counts"]["documents"], "flags": head["counts"]["flags"], "unread": len(head["unread"])},
            counts=_counts(head["counts"], words),
            outputs=outputs,
            text=interface()["report"],
            reasons=interface()["reasons"],
            web_address=web_address,
        )
    )


def _sorted(flags: Sequence[Flag]) -> list[Flag]:
    return sorted(flags, key=lambda flag: (flag.mention, flag.rule, flag.comment_en))


def _unread(one: Unread) -> Row:
    return {"file": one.name, "reason": one.reason, "message": one.message, "advice": one.advice}


def document_row(build: Build, reading: Reading, vocabulary: Lookup) -> Row:
    """What the report says of one document."""
    document = reading.document
    source, said = document.source, document.metadata
    about = reading.about
    return {
        "file": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "format": source.format,
        "textLayer": source.layer,
        "characters": len(source.raw),
        "title": said.title,
        "publisher": said.publisher,
        "published": said.published,
        "number": said.number,
        "url": said.url,
        "about": {"key": about[1], "label": _label(build, about, vocabulary)} if about else None,
        "entities": len(reading.entities),
        "relations": len(reading.relations),
        "observations": len(reading.observations),
        "flags": len(reading.flags),
        "unwritten": dict(sorted(reading.skipped.items())),
    }


def flag_rows(build: Build, reading: Reading, vocabulary: Lookup) -> list[Row]:
    """What the report says of the doubts about one document."""
    if not reading.flags:
        return []
    seen = {one.mention: one for one in reversed(reading.observations)}
    return [_flag(build, reading, flag, seen.get(flag.mention), vocabulary) for flag in _sorted(reading.flags)]


def _label(build: Build, key: EntityKey, vocabulary: Lookup) -> str:
    entity = build.by_id.get(key)
    return settled(entity, vocabulary).label if entity else key[1]


def _flag(build: Build, reading: Reading, flag: Flag, seen: Observation | None, vocabulary: Lookup) -> Row:
    document = reading.document

    def quote(span: Span) -> Row:
        return {"start": span.start, "end": span.end, "text": document.exact(span)}

    evidence = flag.evidence or ((seen.evidence,) if seen else ())
    return {
        "file": document.source.name,
        "rule": flag.rule,
        "mention": quote(flag.mention),
        "indicator": _label(build, seen.indicator, vocabulary) if seen else None,
        "region": _label(build, seen.region, vocabulary) if seen else None,
        "value": printed(seen.value).replace(",", "") if seen else None,
        "unit": symbol(seen.unit, vocabulary) if seen else None,
        "expected": printed(flag.expected).replace(",", "") if flag.expected is not None else None,
        "comment": {"zh": flag.comment_zh, "en": flag.comment_en},
        "evidence": [quote(span) for span in sorted(set(evidence))],
    }


def _counts(counts: dict[str, int], words: Words) -> list[tuple[str | None, tuple[str, str], int]]:
    """The counts with their names: the classes of entities by the ontology, the rest by the interface."""
    names = interface()["report"]
    others = {name: name for name in ("documents", "entities", "namings", "relations", "observations")} | {"flags": "flag-count"}
    rows: list[tuple[str | None, tuple[str, str], int]] = []
    for name, count in counts.items():
        rows.append((None, names[others[name]], count) if name in others else (name, words.kind(name), count))
    return rows
