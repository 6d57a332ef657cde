"""Which laws hold for any input? Each target makes an input of the fuzzer's bytes and checks those of one part.

A reader answers with sources and with lines that say why there is none; nothing but a KgError is ever raised, no input
takes two seconds of the processor, every span lies in the raw text and covers the characters that it is about, and an
input that is read twice gives the same both times.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Mapping
from decimal import Decimal

from kg.errors import KgError
from kg.ingest.dates import iso
from kg.ingest.finding import UNSAFE
from kg.ingest.reading import sources
from kg.mentions.numerals import value_of
from kg.mentions.period_table import PeriodTable
from kg.mentions.quantities import quantities
from kg.mentions.times import times
from kg.mentions.unit_table import UnitTable
from kg.model import Document, Mention, Reading, Sentence, Source, Span, Unread
from kg.pipeline.reader import Reader
from kg.rdf.quads import quads
from kg.resolve.periods import resolve_time
from kg.text import clean
from kg.vocab import vocabulary as vocabularies
from kg.vocab.vocabulary import Vocabulary

from . import inputs

LONGEST = 2.0
NATION = ("region", "000000")


class BrokenLaw(AssertionError):
    """A promise that an input breaks."""


class Slow(BrokenLaw):
    """An input that takes longer than any may."""


@functools.cache
def vocabulary() -> Vocabulary:
    """The ontology, read once."""
    return vocabularies.load()


@functools.cache
def forms() -> tuple[str, ...]:
    """Every form of every concept, so that a text may have any of them."""
    return tuple(sorted({form for concept in vocabulary().concepts.values() for form in (*concept.aliases, *concept.hidden)}))


@functools.cache
def reader() -> Reader:
    """The reader over the ontology."""
    return Reader(vocabulary())


@functools.cache
def units() -> UnitTable:
    """The units of the ontology."""
    return UnitTable(vocabulary().scheme("unit"), vocabulary().words)


@functools.cache
def periods() -> PeriodTable:
    """The periods of the ontology."""
    return PeriodTable(vocabulary().scheme("period"))


def held(law: bool, said: str) -> None:
    """Raises where a law does not hold; `assert` would say nothing under -O."""
    if not law:
        raise BrokenLaw(said)


def source(raw: str) -> Source:
    """A text as a source."""
    return Source("fuzz.txt", hashlib.sha256(raw.encode("utf-8")).hexdigest(), raw)


def _files(name: str, data: bytes) -> list[Source | Unread]:
    """What the reader of a file says of it, after a look at all that it says."""
    told = list(sources(name, data))
    held(bool(told), "a file gave neither a text nor a reason")
    for each in told:
        held(not UNSAFE.search(each.name) and ".." not in each.name.split("/") and not each.name.startswith("/"), f"the name {each.name!r} leads somewhere")
        if isinstance(each, Unread):
            held(bool(each.reason and each.advice) and "\n" not in each.message, f"a line that says nothing: {each}")
        else:
            # an export writes UTF-8, so that the characters of a span can be found there
            said = (each.raw, *(value for value in (each.hints.title, each.hints.publisher, each.hints.url, each.hints.number) if value))
            held(all(text.encode("utf-8").decode("utf-8") == text for text in said), "a text that cannot be written")
            held(bool(each.raw.strip()), "a text of nothing")
    return told


def _document(raw: str) -> Document:
    found = clean(source(raw), vocabulary())
    held(found.source.raw == raw, "cleaning changed the raw text")
    held(len(found.text) == len(found.starts) == len(found.ends), "a clean character without its place")
    end = 0
    for start, following in zip(found.starts, found.ends, strict=True):
        held(end <= start < following <= len(raw), f"clean characters overlap or leave the text at {start}")
        end = following
    end = 0
    for sentence in found.sentences:
        held(end <= sentence.start < sentence.end <= len(found.text), f"sentences overlap or leave the text at {sentence.start}")
        end = sentence.end
    return found


def _bare(text: str) -> Document:
    """A text that is clean as it stands, one sentence long."""
    places = tuple(range(len(text)))
    return Document(source(text), text, places, tuple(place + 1 for place in places), (Sentence(0, len(text)),) if text else ())


def _in_order(document: Document, found: list[Mention]) -> None:
    end = 0
    for mention in found:
        held(end <= mention.start < mention.end, f"mentions overlap: {mention}")
        held(mention.text == document.text[mention.start : mention.end], f"a mention is not what it covers: {mention}")
        span = document.span(mention.start, mention.end)
        held(bool(document.exact(span)) and span.end <= len(document.source.raw), f"a span leaves the text: {mention}")
        end = mention.end


def _cleaning(data: bytes) -> object:
    return _document(inputs.words(data, forms=forms()))


def _quantities(data: bytes) -> object:
    text = inputs.words(data[1:])
    document = _document(text) if data[:1] > b"\x80" else _bare(text)
    found = quantities(document, units())
    _in_order(document, found)
    held(all(mention.quantity is not None and mention.quantity.value.is_finite() for mention in found), "a quantity without a value")
    return found


def _numerals(data: bytes) -> object:
    text = inputs.words(data[1:], inputs.WORDS if data[:1] > b"\xe0" else inputs.NUMERALS)[:60]
    value = value_of(text)
    held(value is None or (isinstance(value, Decimal) and value.is_finite() and value >= 0), f"{text!r} is no number: {value}")
    return value, iso(text)


def _dates(data: bytes) -> object:
    text = inputs.words(data[1:])
    document = _document(text) if data[:1] > b"\x80" else _bare(text)
    found = times(document, periods())
    _in_order(document, found)
    return found, [resolve_time(mention.time, reference) for mention in found if mention.time for reference in ("2021-08-16", "2020", "--08-16")]


def _spans(reading: Reading) -> dict[str, Span]:
    """The spans of a reading by the end of their IRI."""
    found = [naming.span for naming in reading.namings]
    found += [span for relation in reading.relations for span in relation.evidence]
    found += [span for seen in reading.observations for span in (seen.mention, seen.evidence)]
    found += [span for flag in reading.flags for span in (flag.mention, *flag.evidence)]
    return {f"{span.start}-{span.end}": span for span in found}


def _whole(data: bytes) -> object:
    raw = inputs.words(data, forms=forms())
    reading = reader().read(source(raw))
    # the nation is in the gazetteer, whether a text names it or not
    spans, known = _spans(reading), {NATION, *(entity.id for entity in reading.entities)}
    for span in spans.values():
        held(0 <= span.start < span.end <= len(raw), f"{span} leaves the text")
    for relation in reading.relations:
        held({relation.subject, relation.object} <= known and bool(relation.evidence), f"an edge without its ends or its evidence: {relation}")
    for seen in reading.observations:
        held(seen.evidence.covers(seen.mention) and seen.region in known and seen.indicator in known, f"a figure without its evidence or its names: {seen}")
    written = quads(reading, vocabulary())
    for quad in written:
        if quad.predicate.value.endswith("#exact"):
            place = quad.subject.value.rsplit("/", 1)[1].split("-", 1)[1]
            held(raw[spans[place].start : spans[place].end] == quad.object.value, f"the graph says {quad.object.value!r} of {place}")
    return reading, [str(quad) for quad in written]


def _text(data: bytes) -> object:
    kinds = ("utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "utf-8-sig")
    return _files("a.txt", data[1:] if data[:1] > b"\xc0" else inputs.words(data[1:]).encode(kinds[(data[0] if data else 0) % len(kinds)], "replace"))


def _table(name: str, words: tuple[str, ...]) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        return _files(name, inputs.words(data[1:], words).encode("gb18030" if data[:1] > b"\xc0" else "utf-8", "replace"))

    return read


def _html(data: bytes) -> object:
    page = inputs.words(data[1:], (*inputs.TAGS, *inputs.WORDS))
    return _files("a.html", page.encode("gb18030" if data[:1] > b"\xc0" else "utf-8", "replace"))


TARGETS: Mapping[str, Callable[[bytes], object]] = {
    "text": _text,
    "markdown": _table("a.md", inputs.WORDS),
    "csv": _table("a.csv", (*inputs.ROWS, *inputs.WORDS)),
    "json-lines": _table("a.jsonl", (*inputs.JSON, *inputs.WORDS)),
    "html": _html,
    "docx": lambda data: _files("a.docx", inputs.docx(data)),
    "pdf": lambda data: _files("a.pdf", inputs.pdf(data)),
    "zip": lambda data: _files("a.zip", inputs.zipped(data)),
    "any-bytes": lambda data: _files(inputs.words(data[:3]), data[3:]),
    "cleaning": _cleaning,
    "quantities": _quantities,
    "numerals": _numerals,
    "dates": _dates,
    "reader": _whole,
}


def check(target: str, data: bytes) -> None:
    """Reads an input twice.

    Raises:
        BrokenLaw: the input breaks a law. Any other exception is a crash.
    """
    before = time.process_time()
    answers = []
    for _ in range(2):
        try:
            answers.append(TARGETS[target](data))
        except KgError as error:
            answers.append(str(error))
    held(answers[0] == answers[1], "equal input gave different answers")
    taken = (time.process_time() - before) / 2
    if taken > LONGEST:
        raise Slow(f"one reading took {taken:.1f} s")
