"""A finding of the audit, and how it becomes a flag with its comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from kg.facts.audit.passages import Printed
from kg.model import Document, Flag
from kg.vocab import terms
from kg.vocab.vocabulary import Vocabulary

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a check found. `words` fill the rule's template; `figures` are the others that it was held against."""

    figure: Printed
    rule: str
    expected: Decimal | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Printed, ...] = ()
    is_point_lost: bool = False


class CommentBook:
    """Writes flags in the wording of the ontology's rules."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts

    def flag(self, document: Document, doubt: Doubt) -> Flag:
        """The flag of a finding; the evidence is every figure it rests on, in the order of the text."""
        expected = self.amount(doubt.expected, doubt.figure.unit) if doubt.expected is not None else ""
        words = {"printed": doubt.figure.text, "expected": expected, **doubt.words}
        comments = {language: self._comment(doubt, language, words) for language in ("zh", "en")}
        evidence = tuple(sorted({figure.span for figure in (doubt.figure, *doubt.figures)}))
        return Flag(doubt.figure.span, doubt.rule, doubt.expected, comments["zh"], comments["en"], evidence)

    def _comment(self, doubt: Doubt, language: str, words: Mapping[str, str]) -> str:
        text = self._concepts[terms.concept("rule", doubt.rule)].notes[language].format(**words)
        if doubt.is_point_lost:
            hint = self._concepts[terms.concept("rule", "lost-point")].notes[language]
            return f"{text}{' ' if language == 'en' else ''}{hint}"
        return text

    def amount(self, value: Decimal, unit: str | None) -> str:
        """A value with its unit's symbol."""
        concept = self._concepts.get(unit or "")
        return f"{plain(value)}{(concept.symbol or concept.label) if concept else ''}"


def plain(value: Decimal) -> str:
    """A number without exponent or trailing zeros.

    >>> plain(Decimal("65.60"))
    '65.6'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal) -> Decimal:
    """Three significant digits, or all digits of a whole number.

    >>> rounded(Decimal("65.5650")), rounded(Decimal("12345.6"))
    (Decimal('65.6'), Decimal('12346'))
    """
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    places = max(0, _DIGITS - 1 - value.adjusted())
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def is_point_lost(printed: Decimal, expected: Decimal) -> bool:
    """Whether the printed digits are those of the expected value without its decimal point.

    >>> is_point_lost(Decimal(656), Decimal("65.565"))
    True
    """
    if printed != printed.to_integral_value() or expected <= 0:
        return False
    return any(abs(printed - expected * factor) <= 1 for factor in (10, 100, 1000)) and printed > 9
