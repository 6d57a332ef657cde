"""Which numbers does a text print, with what unit, and what kind of expression is each?

The scanner finds numerals, `amount_reader` reads what begins there, `money_units` gives sums of money
their per-person and per-period units, `quantity_roles` decides what each number is for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.mentions.amount import Amount
from kg.mentions.amount_reader import bounded, read_at
from kg.mentions.bare_sums import with_noun_units
from kg.mentions.money_units import with_compound_units
from kg.mentions.numerals import ARABIC, CHINESE, CHINESE_CHARACTERS, DIGITS
from kg.mentions.quantity_roles import roles_of
from kg.mentions.unit_table import UnitTable
from kg.model import Document, Mention, Quantity

_SCAN = re.compile(
    r"(?P<half>(?<![另这那前后上下到])一半|半数)"
    rf"|(?P<vague>[数几][十百千万亿]{{1,4}}|十几|成[千百]上[万千])|(?P<number>{ARABIC}|{CHINESE})"
    r"|翻了?(?P<times>[一二两三四])?番|(?P<first>首位|榜首)"
)
# with what any of these begins: a search for one character is many times faster than one for all of them
_BEGIN = re.compile(rf"[半数几成翻首榜0-9{CHINESE_CHARACTERS}一]")
_QUOTED = re.compile(r"“[^”]{1,24}”|《[^》]{1,80}》|「[^」]{1,24}」|〔[^〕]{1,12}〕|‘[^’]{1,24}’|\"[^\"]{1,16}\"")
_FAR = 2**63
_RANKED = re.compile(r"[居列位排获][^，。；,;]{0,6}$")


def quantities(document: Document, units: UnitTable, names: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """The quantities of a document, in the order of the text, at clean offsets.

    `names` are clean stretches already taken by names of programs, policies or places: a number inside one
    is part of the name and is dropped. The same holds inside 《》 and inside short quotation marks.

    Only the role "measure" and the two ends of a range state a figure by themselves; see `quantity_roles`.
    """
    taken = _merged(names)
    found: list[Mention] = []
    for offset, text in _sentences(document):
        for amount in _amounts(text, units):
            start, end = offset + amount.start, offset + amount.end
            if _is_inside(amount, taken, offset):
                continue
            found.append(Mention("quantity", start, end, document.text[start:end], rule=amount.rule, quantity=_quantity(amount)))
    return found


def _sentences(document: Document) -> Iterator[tuple[int, str]]:
    if not document.sentences and document.text:
        yield 0, document.text
    for sentence in document.sentences:
        if sentence.role != "furniture":
            yield sentence.start, document.text[sentence.start : sentence.end]


def _quantity(amount: Amount) -> Quantity:
    unit = amount.unit.iri if amount.unit else None
    return Quantity(amount.value, unit, amount.modifier, amount.role, amount.per_person, amount.period)


def _amounts(text: str, units: UnitTable) -> list[Amount]:
    """The amounts of one sentence, at offsets of the sentence."""
    amounts: list[Amount] = []
    done = 0
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        match = _SCAN.match(text, begin.start())
        at = match.end() if match else begin.end()
        if match is None or match.start() < done:
            continue
        for amount in _read(text, match, units):
            done = amount.end
            amounts.append(amount)
    if not amounts:
        return amounts
    named = _merged([match.span() for pattern in (_QUOTED, units.words.fixed) for match in pattern.finditer(text)])
    amounts = with_noun_units(text, [amount for amount in amounts if not _is_inside(amount, named)], units)
    amounts = _apart(with_compound_units(text, amounts, units))
    placed = zip(amounts, roles_of(text, amounts, units), strict=True)
    return [amount if role == amount.role else replace(amount, role=role) for amount, role in placed if role != "none"]


def _apart(amounts: Sequence[Amount]) -> list[Amount]:
    """Amounts of which none begins inside the one before it: 一千元每年五千元 has one 每年, and two may claim it."""
    ends = [0, *(amount.end for amount in amounts)]
    return [replace(amount, start=end) if amount.start < end else amount for amount, end in zip(amounts, ends, strict=False)]


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_inside(amount: Amount, spans: Sequence[tuple[int, int]], offset: int = 0) -> bool:
    """Whether the number lies in one of some sorted spans that do not overlap; by halves, since a line may be a whole table."""
    before = bisect_right(spans, (offset + amount.number_start, _FAR)) - 1
    return before >= 0 and offset + amount.number_end <= spans[before][1]


def _read(text: str, match: re.Match[str], units: UnitTable) -> tuple[Amount, ...]:
    start, end = match.span()
    if match["number"]:
        return read_at(text, start, match["number"], units)
    if match["vague"]:
        found = units.at(text, end)
        stop = end + len(found[0]) if found else end
        return (Amount(start, stop, start, end, Decimal(0), found[1] if found else None, end, stop, role="indefinite", rule="vague"),)
    if match["first"]:
        ranked = units.rank is not None and _RANKED.search(text, max(0, start - 8), start)
        return (Amount(start, end, start, end, Decimal(1), units.rank, end, end, rule="rank"),) if ranked else ()
    if match["half"]:
        return (bounded(text, Amount(start, end, start, end, Decimal(50), units.named("%"), end, end, rule="fraction")),)
    # 翻一番 is twice, 翻两番 four times
    doublings = DIGITS[match["times"]] if match["times"] else 1
    return (Amount(start, end, start, end, Decimal(2**doublings), units.named("倍"), end, end, rule="multiple"),)
