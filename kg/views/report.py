"""What a build read, what it left out and why, and which figures are in doubt: report.json and report.html."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kg.model import Flag, Reading, Span, Unread
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


def report(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = ()) -> Row:
    """The report as plain values, in the order of the documents' names; no clock, no path of this machine.

    `documents` has a row for each file read, `unread` one for each that could not be, `repeated` one for each that
    held the same bytes as another: together every file that was found. `unwritten` counts what was seen and not
    written, by reason; `flags` are the figures in doubt, each with the arithmetic and its sentences; `overrides` are the
    corrections by hand, each with the documents that it changed or why it did not apply.
    """
    labels = {entity.id: settled(entity, vocabulary).label for entity in build.entities}
    return {
        "counts": dict(build.counts),
        "documents": [_document(reading, labels) for reading in build.readings],
        "unread": [_unread(one) for one in sorted(unread, key=lambda one: (one.name, one.reason))],
        "repeated": [{"file": name, "sameAs": other} for name, other in build.repeated],
        "unwritten": dict(build.skipped),
        "overrides": [correction_row(one) for one in corrections],
        "flags": [_flag(reading, flag, labels, vocabulary) for reading in build.readings for flag in _sorted(reading.flags)],
    }


def report_json(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = ()) -> str:
    """report.json: the report for machines; the same text for the same build."""
    return json.dumps(report(build, unread, vocabulary, corrections), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def report_html(build: Build, unread: Sequence[Unread], vocabulary: Lookup, corrections: Sequence[Applied] = (), outputs: Sequence[str] = OUTPUTS) -> str:
    """report.html: the report for people, one file without scripts and without requests."""
    words = from_vocabulary(vocabulary)
    content = report(build, unread, vocabulary, corrections)
    styles = [asset("page.css") + asset("report.css")]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            policy=security_policy([], styles),
            styles=styles,
            report=content,
            counts=_counts(content["counts"], words),
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


def _document(reading: Reading, labels: dict[Any, str]) -> Row:
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
        "about": {"key": about[1], "label": labels.get(about, about[1])} if about else None,
        "entities": len(reading.entities),
        "relations": len(reading.relations),
        "observations": len(reading.observations),
        "flags": len(reading.flags),
        "unwritten": dict(sorted(reading.skipped.items())),
    }


def _flag(reading: Reading, flag: Flag, labels: dict[Any, str], vocabulary: Lookup) -> Row:
    document = reading.document
    seen = next((one for one in reading.observations if one.mention == flag.mention), None)

    def quote(span: Span) -> Row:
        return {"start": span.start, "end": span.end, "text": document.exact(span)}

    evidence = flag.evidence or ((seen.evidence,) if seen else ())
    return {
        "file": document.source.name,
        "rule": flag.rule,
        "mention": quote(flag.mention),
        "indicator": labels.get(seen.indicator, seen.indicator[1]) if seen else None,
        "region": labels.get(seen.region, seen.region[1]) if seen else None,
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
