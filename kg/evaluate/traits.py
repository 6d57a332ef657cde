"""What of a row of the gold phenomena are read from: its words, its sentence, and traits that no pattern shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.evaluate.gold import Gold, Row
from kg.evaluate.plain import Plain, bare

_STOPS = "。！？；!?;"
_DIGITS = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,10})?")
# a line as short as this, without a stop, is a heading
_HEADING = 40
_MONEY = "元"
# so many numbers in one sentence are a crowd
_CROWD = 5


def texts(gold: Gold, row: Row, of: str) -> Mapping[str, str]:
    """The texts of a row by name: `number` and `marked` (the quote with the number in angle brackets) of a figure, `name` of
    an entity, `quote`, `sentence`, `unit`, and `traits`, words that name what is computed here.
    """
    quote = str(row.get("quote") or "").replace(" ", "")
    number = str(row.get("number") or "").replace(" ", "")
    words = quote or next((form for form in _forms(row) if gold.plain.text.find(form) >= 0), "")
    sentence = _sentence(gold.plain, words)
    inner = quote.find(number) if number else -1
    return {
        "quote": quote,
        "number": number,
        "marked": f"{quote[:inner]}<{number}>{quote[inner + len(number) :]}" if inner >= 0 else quote,
        "name": str(row.get("name") or ""),
        "unit": str(row.get("unit") or ""),
        "sentence": sentence,
        "traits": " ".join({"figure": _of_figure, "entity": _of_entity, "relation": _of_relation}[of](gold, row, words, sentence)),
    }


def _of_figure(gold: Gold, row: Row, words: str, sentence: str) -> Iterator[str]:
    yield from _of_text(gold, words)
    yield f"kind-{row['kind']}"
    if row.get("modifier"):
        yield "rounded"
    if row.get("suspect"):
        yield "suspect"
    if not row.get("from") and not row.get("to"):
        yield "timeless"
    if row["region"] != gold.meta.get("region"):
        yield "elsewhere"
    number = str(row["number"])
    if number[-1:].isdecimal() or (str(row["unit"]).startswith(_MONEY) and _MONEY not in number):
        yield "unitless"
    if len(_DIGITS.findall(sentence)) >= _CROWD:
        yield "crowded"


def _of_entity(gold: Gold, row: Row, words: str, sentence: str) -> Iterator[str]:
    yield from _of_text(gold, words)
    name = "".join(row["name"].split())
    if row.get("composed"):
        yield "composed"
    elif bare(name) not in bare(gold.plain.text):
        yield "alias-only"
    if row.get("members"):
        yield "members"
    if any(name in other["name"] and name != other["name"] for other in gold.entities):
        yield "nested"
    if row["type"] == "policy" and words:
        at = gold.plain.text.find(words)
        yield "in-title-marks" if "《" in gold.plain.text[max(0, at - 1) : at + 1] else "without-title-marks"


def _of_relation(gold: Gold, row: Row, words: str, sentence: str) -> Iterator[str]:
    yield from _of_text(gold, words)
    forms = {entity["name"]: [bare(form) for form in _forms(entity)] for entity in gold.entities}
    named = [any(form in bare(words) for form in forms.get(row[end], [bare(row[end])])) for end in ("s", "o")]
    yield "both-named" if all(named) else "end-elsewhere"
    if any(stop in words[:-1] for stop in _STOPS):
        yield "across-sentences"


def _of_text(gold: Gold, words: str) -> Iterator[str]:
    """What the raw text looks like where words stand."""
    at = gold.plain.text.find(words) if words else -1
    if at < 0:
        return
    start, end = gold.plain.raw(at, at + len(words))
    raw = gold.raw[start:end]
    printed = [gold.raw[offset] for offset in gold.plain.offsets[at : at + len(words)]]
    if "".join(printed) != words:
        yield "traditional"
    if len(raw) > len(words):
        yield "broken"
    line = gold.raw[gold.raw.rfind("\n", 0, start) + 1 : _end_of_line(gold.raw, end)].strip()
    if line.count("|") >= 2 or line.count("\t") >= 2:
        yield "table"
    elif len(line) <= _HEADING and not any(stop in line for stop in _STOPS):
        yield "heading"


def _end_of_line(raw: str, offset: int) -> int:
    end = raw.find("\n", offset)
    return len(raw) if end < 0 else end


def _sentence(plain: Plain, words: str) -> str:
    at = plain.text.find(words) if words else -1
    if at < 0:
        return ""
    start = max(plain.text.rfind(stop, 0, at) for stop in _STOPS) + 1
    ends = [end for stop in _STOPS if (end := plain.text.find(stop, at + len(words))) >= 0]
    return plain.text[start : min(ends, default=len(plain.text))]


def _forms(row: Row) -> list[str]:
    names = [row.get("name") or "", row.get("title") or "", *row.get("aliases", []), *row.get("name_alt", [])]
    return ["".join(name.split()) for name in names if name]
