"""A small build whose documents speak of one standard in several places, years and units: every figure is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import made_builds

from kg.model import Entity, Metadata, Naming, Observation, Reading, Relation, Span
from kg.pipeline.merge import Build, merge
from kg.vocab import terms

STANDARD = terms.concept("indicator", "dibao-standard")
MONTH, YEAR = "yuan-per-person-month", "yuan-per-person-year"
# document, place, value, unit, year, what else is said of the figure
FIGURES: tuple[tuple[int, str, str, str, str | None, dict[str, Any]], ...] = (
    (0, "130000", "610", MONTH, "2017", {}),
    (0, "130000", "8316", YEAR, "2018", {}),
    (1, "130000", "693", MONTH, "2018", {}),
    (0, "140000", "500", MONTH, "2018", {}),
    (1, "140000", "560", MONTH, "2018", {}),
    (0, "410000", "5000", "yuan-per-year", "2018", {}),
    (0, "131000", "700", MONTH, None, {"modifier": "ge"}),
    (1, "140100", "520", MONTH, "2018", {"area": "urban"}),
    (1, "140100", "430", MONTH, "2018", {"area": "rural"}),
    (1, "420000", "400", MONTH, "2018", {}),
    (1, "420000", "450", MONTH, "2018", {}),
    (1, "130000", "12", "percent", "2018", {"kind": "growth"}),
)
NAMES = {"130000": "河北省", "131000": "廊坊市", "140000": "山西省", "140100": "太原市", "410000": "河南省", "420000": "湖北省"}


def build() -> Build:
    """Two documents that agree on Hebei, disagree on Shanxi, and of which one contradicts itself on Hubei."""
    return merge([_reading(0), _reading(1)])


def _reading(number: int) -> Reading:
    measure = Entity("indicator", "dibao-standard", "低保平均保障标准", concept=STANDARD, label_en="average standard")
    agency = Entity("agency", "130000-民政厅", "=河北省民政厅", place="130000")
    places = [Entity("region", code, name) for code, name in NAMES.items()]
    mine = [row for row in FIGURES if row[0] == number]
    sentences = [f"{NAMES[place]}的标准为{value}。" for _, place, value, *_ in mine]
    starts = [sum(map(len, sentences[:count])) for count in range(len(sentences))]
    spans = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    observations = []
    for (_, place, value, unit, year, more), start, span, sentence in zip(mine, starts, spans, sentences, strict=True):
        at = start + sentence.index(value)
        whole = {"period_start": year, "period_end": year, **more}
        iri = terms.concept("unit", unit)
        observations.append(Observation(Span(at, at + len(value)), span, measure.id, ("region", place), Decimal(value), iri, **whole))
    namings = tuple(Naming(Span(span.start, span.start + 3), ("region", row[1])) for row, span in zip(mine, spans, strict=True))
    relations = (Relation(agency.id, "cooperatesWith", ("region", "140000"), (spans[0],), "made"),)
    made = made_builds.document(f"{number}.txt", "".join(sentences), Metadata(f"公报{number}"))
    return Reading(made, ("region", "130000"), (measure, agency, *places), namings, relations, tuple(observations), (), {})
