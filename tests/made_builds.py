"""Builds made by rule, large enough to draw, and hostile ones: no word of them comes from a real text."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from kg.model import Document, Entity, EntityKey, EntityKind, Flag, Metadata, Naming, Observation, Reading, Relation, Source, Span
from kg.pipeline.merge import Build, merge
from kg.vocab import terms
from kg.vocab.areas import Area
from kg.vocab.ontology import Concept

PLACES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑")
KINDS: tuple[EntityKind, ...] = ("program", "group", "policy", "agency", "program", "organization", "system", "indicator")
LINKS = {"program": "implementedIn", "policy": "jurisdiction", "agency": "jurisdiction", "system": "implementedIn"}


class Nowhere:
    """A gazetteer without places."""

    areas: tuple[Area, ...] = ()

    def by_code(self, code: str) -> None:
        """No place has this code."""
        return None


class Bare:
    """A vocabulary without concepts: labels fall back to the ontology's own terms and to keys."""

    concepts: dict[str, Concept] = {}  # noqa: RUF012 - never changed
    gazetteer = Nowhere()


def document(name: str, text: str, metadata: Metadata | None = None) -> Document:
    """A document whose clean text is its raw text."""
    source = Source(name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text)
    return Document(source, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)), (), metadata or Metadata())


def reading(number: int, size: int = 30) -> Reading:
    """One of several documents about a place of its own: `size` entities, a third of them shared with the others."""
    place = PLACES[number % len(PLACES)] + "市"
    home: EntityKey = ("region", f"{910000 + number * 100}")
    entities = [Entity("region", home[1], place, (place[0],), f"City {number}")]
    for count in range(size):
        kind = KINDS[count % len(KINDS)]
        label = f"共同{kind}{count}" if count % 3 == 0 else f"{place}{kind}{count}号"
        local = count % 3 and kind in ("agency", "policy")
        entities.append(Entity(kind, label, label, (), f"{kind} {count}", place=home[1] if local else None))
    sentences = [f"{entity.label}在{place}有{count + 10}个。" for count, entity in enumerate(entities)]
    starts = [sum(len(sentence) for sentence in sentences[:count]) for count in range(len(sentences))]
    spans = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    relations = [Relation(entity.id, LINKS[entity.kind], home, (span,), "made") for entity, span in zip(entities, spans, strict=True) if entity.kind in LINKS]
    groups = [entity for entity in entities if entity.kind == "group"]
    programs = [entity for entity in entities if entity.kind == "program"]
    relations += [Relation(a.id, "serves", b.id, (spans[entities.index(a)],), "made") for a, b in zip(programs, groups, strict=False)]
    observations = []
    for count, entity in enumerate(entities):
        if entity.kind == "indicator":
            at = sentences[count].index("有") + 1 + starts[count]
            mention = Span(at, at + len(str(count + 10)) + 1)
            value, unit = Decimal(count + 10), terms.concept("unit", "item")
            observations.append(Observation(mention, spans[count], entity.id, home, value, unit, period_start="2018", period_end="2018"))
    why = ("前后数字不符", "The figures before and after give 7.")
    flags = tuple(Flag(seen.mention, "growth", Decimal(7), *why, (seen.evidence,)) for seen in observations[:1])
    title = Metadata(f"{place}年度报告", f"{place}公报", "2019-06-06", "https://example.org/a")
    namings = tuple(Naming(Span(start, start + len(entity.label)), entity.id) for entity, start in zip(entities, starts, strict=True))
    made = document(f"{number:03}.txt", "".join(sentences), title)
    return Reading(made, home, tuple(entities), namings, tuple(relations), tuple(observations), flags, {"open": number})


def build(documents: int = 5, size: int = 30) -> Build:
    """Several documents, each with its own place."""
    return merge(reading(number, size) for number in range(documents))


HOSTILE = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "<!--<script>",
    "javascript:window.hacked=1",
    "\u202egnp.exe\u2066\u200b名",
    "{{ 7*7 }}{% raw %}${7*7}",
    "甲" * 100_000,
    "\u2028\u2029\x00\x1b[31m",
    "__proto__",
    "constructor",
    "' onmouseover='window.hacked=1",
    "&lt;b&gt;&#x3c;script&#x3e;",
)


def hostile() -> Build:
    """Names, titles, addresses and sentences that try to become markup, code or a template."""
    entities = [Entity("region", "000001", "甲市")]
    for number, text in enumerate(HOSTILE):
        entities.append(Entity(KINDS[number % 7], f"{text[:200]}{number}", text, (text[:500],), text[:500], properties=((text[:30], text[:500]),)))
    text = "。".join(HOSTILE)
    whole = Span(0, len(text))
    relations = tuple(Relation(entity.id, "serves", ("region", "000001"), (whole,), "made") for entity in entities[1:])
    measure = Entity("indicator", HOSTILE[0], HOSTILE[0])
    seen = Observation(Span(0, 8), whole, measure.id, ("region", "000001"), Decimal(1), HOSTILE[1], period_start=HOSTILE[2])
    flag = Flag(seen.mention, HOSTILE[0], None, HOSTILE[1], HOSTILE[2])
    made = document(f"{HOSTILE[1]}.txt", text, Metadata(HOSTILE[2], HOSTILE[1], HOSTILE[0], "javascript:window.hacked=1"))
    return merge([Reading(made, ("region", "000001"), (*entities, measure), (), relations, (seen,), (flag,), {HOSTILE[0]: 1})])
