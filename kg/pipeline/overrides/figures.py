"""A reading whose wrong figures are marked with the right value, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Flag, Reading, Span
from kg.pipeline.overrides.corrections import FigureFix
from kg.pipeline.overrides.rewriting import rewrite
from kg.pipeline.overrides.selecting import clean, is_document, plain
from kg.vocab import terms
from kg.vocab.lookup import Lookup

RULE = "override"


def correct(reading: Reading, fixes: Sequence[FigureFix], vocabulary: Lookup) -> tuple[Reading, dict[FigureFix, str]]:
    """The reading with its figures corrected, and of each fix that is about this document why it did not apply, empty where it did.

    The graph keeps the value that the text prints: the right one stands in a flag of the rule "override".
    """
    said: dict[FigureFix, str] = {}
    marks: dict[Span, FigureFix] = {}
    for fix in fixes:
        if is_document(fix.document, reading.document.source.name):
            number, said[fix] = _find(reading, fix)
            if number is not None and number in marks:
                said[fix] = "another correction changes the same figure already"
            elif number is not None:
                marks[number] = fix
    if not marks:
        return reading, said
    left = tuple(one for one in reading.observations if one.mention not in marks or marks[one.mention].value is not None)
    flags = [_flag(number, fix, reading, vocabulary) for number, fix in marks.items() if fix.value is not None]
    marked = replace(reading, observations=left, flags=tuple(sorted((*reading.flags, *flags), key=lambda flag: (flag.mention, flag.rule))))
    return rewrite(marked, reading.entities, lambda key: key), said


def _find(reading: Reading, fix: FigureFix) -> tuple[Span | None, str]:
    """The number that a fix means, else None and why not. A number printed just so counts before one that only holds the words."""
    document, wanted = reading.document, plain(fix.number)
    held = {one.mention: one for one in reading.observations}
    said = {number: {plain(clean(document, number)), plain(document.exact(number))} for number in held}
    if fix.quote is not None:
        quote = plain(fix.quote)
        said = {number: words for number, words in said.items() if any(quote in plain(form) for form in _sentences(reading, held[number].evidence))}
    found = [number for number, words in said.items() if wanted in words] or [number for number, words in said.items() if any(wanted in form for form in words)]
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, f"{len(found)} figures of {fix.document} print {fix.number}; add quote = with words of the right sentence"
    return None, f"no figure of {fix.document} prints {fix.number}" + (" in a sentence with that quote" if fix.quote else "")


def _sentences(reading: Reading, evidence: Span) -> tuple[str, str]:
    return clean(reading.document, evidence), reading.document.exact(evidence)


def _flag(number: Span, fix: FigureFix, reading: Reading, vocabulary: Lookup) -> Flag:
    concept = vocabulary.concepts.get(terms.concept("rule", RULE))
    notes = concept.notes if concept else {}
    zh, en = (notes.get(language, "{because}").replace("{because}", fix.origin.because) for language in ("zh", "en"))
    evidence = sorted({one.evidence for one in reading.observations if one.mention == number})
    return Flag(number, RULE, fix.value, zh, en, tuple(evidence))
