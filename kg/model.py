"""The words that the stages share: Source, Document, Span, Mention, Entity, Fact, Reading.

A *raw* offset counts code points of the decoded file, a *clean* offset counts characters of
the cleaned text. Stages work in clean offsets; `Document.span` leads back to the raw file, and
the law of every span is `raw[span.start:span.end] == exact`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

EntityKind = Literal["region", "agency", "policy", "program", "group", "system", "organization", "indicator"]
ENTITY_KINDS: tuple[EntityKind, ...] = ("region", "agency", "policy", "program", "group", "system", "organization", "indicator")

# A calendar value as precise as the text: "2018", "2018-12", "2019-06-06".
PartialDate = str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch [start, end) of code points in the raw text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside.

        >>> Span(2, 9).covers(Span(3, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None where it does not say it."""

    title: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    url: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One text to read, decoded, with where it came from.

    `raw` is the decoded file without newline translation, or, where the file is not plain text,
    its text layer; `sha256` is always of the bytes of the file (for a row of a corpus: of the row's text).
    """

    name: str
    sha256: str
    raw: str
    encoding: str = "utf-8"
    format: str = "text"
    layer: str | None = None
    hints: Metadata = Metadata()

    @property
    def key(self) -> str:
        """First 16 hex digits of the SHA-256: the document's part of an IRI."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that was found and could not be read; the others still are.

    `reason` is a stable word for reports ("empty", "binary", "too-large" …), `advice` says what to do.
    """

    name: str
    reason: str
    message: str
    advice: str


SentenceRole = Literal["title", "heading", "body", "furniture"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of clean text that ends at 。！？； or at a line's end. Offsets are clean, half-open.

    `paragraph` counts the lines of the source that carry text, so that neighbours can be told apart.
    """

    start: int
    end: int
    role: SentenceRole = "body"
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its clean text and the map back.

    `starts[i]`, `ends[i]` are the raw offsets of clean character i; `text` has no line breaks
    and no spaces between Chinese characters, is simplified and half-width where that is safe.
    """

    source: Source
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    metadata: Metadata = Metadata()

    def span(self, start: int, end: int) -> Span:
        """The raw span of the clean stretch [start, end); raises ValueError where it is empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{self.source.name}: no clean stretch [{start}, {end})")
        return Span(self.starts[start], self.ends[end - 1])

    def exact(self, span: Span) -> str:
        """The raw characters of a span, as they stand in the file."""
        return self.source.raw[span.start : span.end]


QuantityRole = Literal["measure", "range_low", "range_high", "ordinal", "duration", "indefinite", "age", "threshold", "structure", "base", "article"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as grammar alone reads it.

    `number` is the clean stretch of the digits with their 万/亿; `unit` the IRI of a concept of the
    scheme `unit`, None where none is printed (122.7万建档立卡贫困人口: the counted noun follows).
    `role` says what kind of expression it is; only "measure" can become an observation by itself. An "age" or
    a "threshold" defines what is counted, "structure" counts what was just listed (县乡村三级), "base" is what a
    rate is taken of (每千名老年人), "article" is 一 without counting.
    """

    value: Decimal
    unit: str | None = None
    modifier: Literal["ge", "approx", "le"] | None = None
    role: QuantityRole = "measure"
    per_person: bool = False
    period: Literal["year", "month", "day"] | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as printed, before or after it is resolved.

    `start`, `end` are ISO with the text's own precision, None on a side that is open. `relative`
    names what has to be resolved with the document's year: "this-year", "last-year", "year-before-last",
    "next-year", "same-period-last-year", "month" (10月底: the year is missing), "half-year", "now" (目前, 近年来) …
    `role` is "since" for 2012年以来, "until" for 截至…, "by" for 到2025年, "compare" for 较2012年, 比上年.
    """

    start: PartialDate | None
    end: PartialDate | None
    relative: str | None = None
    role: Literal["at", "during", "since", "until", "by", "compare"] = "at"
    months: tuple[int, int] | None = None


MentionKind = Literal["region", "agency", "policy", "program", "group", "system", "organization", "quantity", "time", "deixis"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at clean offsets [start, end).

    `readings` are the IRIs (concepts) or codes (regions) it may stand for, most likely first; empty
    for a name that no list has. `rule` names the rule that found it. `head` is a surface form that
    normalises the name where the text prints it in pieces (甲县、乙县儿童福利中心 -> 甲县儿童福利中心);
    `also` are further names that the same words give it (高龄、失能老人 -> 高龄老人, 失能老人).
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    readings: tuple[str, ...] = ()
    rule: str = ""
    head: str | None = None
    quantity: Quantity | None = None
    time: TimeExpression | None = None
    also: tuple[str, ...] = ()


EntityKey = tuple[EntityKind, str]


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a document speaks of, under a key that depends on nothing but what it is.

    kind          key
    region        GB/T 2260 code; below it the parent's code, "-", the name; a named area: its concept's notation
    agency        jurisdiction code, "-", name without the place        130000-民政厅
    policy        place code, "-", normalised title
    program       concept notation, or place code, "-", name for a local one
    group         concept notation, else normalised name
    system        place code, "-", name
    organization  name
    indicator     concept notation, else normalised label

    `concept` is the IRI of the ontology's concept where it is one: that IRI is then the entity's own.
    """

    kind: EntityKind
    key: str
    label: str
    aliases: tuple[str, ...] = ()
    label_en: str | None = None
    concept: str | None = None
    place: str | None = None  # key of the region it belongs to: jurisdiction, parent, seat
    # further statements: (property local name, value); a value that is an EntityKey points to an entity,
    # a value that starts with "http" is an IRI, anything else is a literal
    properties: tuple[tuple[str, str | EntityKey], ...] = ()

    @property
    def id(self) -> EntityKey:
        """What other records call this entity by."""
        return (self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Setting:
    """The place and time that an article speaks from: clean offsets [start, end), its region, its date.

    `reference` is what 今年 and 去年 are resolved with: the date printed, or the year that the text speaks of. `reviewed` is
    the year that a work report looks back on: 全年 and 上半年 mean it, 上年 the one before, where the review stands.
    """

    start: int
    end: int
    region: EntityKey | None
    reference: PartialDate | None = None
    reviewed: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the entities that it names: two for 市委市政府 or 两项补贴, none for a quantity."""

    mention: Mention
    entities: tuple[EntityKey, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a document's mentions stand for. `named` is sorted as the mentions are."""

    about: EntityKey | None
    settings: tuple[Setting, ...]
    entities: Mapping[EntityKey, Entity]
    named: tuple[Resolved, ...]
    skipped: Mapping[str, int]

    def setting_at(self, offset: int) -> Setting:
        """The article that holds a clean offset."""
        for setting in self.settings:
            if setting.start <= offset < setting.end:
                return setting
        return Setting(0, 0, self.about)


@dataclass(frozen=True, slots=True)
class Naming:
    """That an entity is named at a span of the raw text."""

    span: Span
    entity: EntityKey


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge that the text states. `predicate` is the local name of a property of the ontology."""

    subject: EntityKey
    predicate: str
    object: EntityKey
    evidence: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure that states a fact. Names follow the ontology; `unit` is a concept's IRI."""

    mention: Span
    evidence: Span
    indicator: EntityKey
    region: EntityKey
    value: Decimal
    unit: str
    kind: Literal["level", "flow", "change", "growth", "target"] = "level"
    period_start: PartialDate | None = None
    period_end: PartialDate | None = None
    period_basis: Literal["stated", "relative", "document"] | None = None
    modifier: Literal["ge", "approx", "le"] | None = None
    group: EntityKey | None = None
    program: EntityKey | None = None
    area: Literal["urban", "rural"] | None = None
    baseline: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about an observation, with the arithmetic behind it. The printed value stays."""

    mention: Span  # of the observation that is flagged
    rule: str
    expected: Decimal | None
    comment_zh: str
    comment_en: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave. Sorted by the stages, so that equal input gives equal output."""

    document: Document
    about: EntityKey | None
    entities: tuple[Entity, ...] = ()
    namings: tuple[Naming, ...] = ()
    relations: tuple[Relation, ...] = ()
    observations: tuple[Observation, ...] = ()
    flags: tuple[Flag, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)  # reason -> how often nothing was written
