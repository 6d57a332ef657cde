"""Which indicator a label made of a text's own words names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.vocab.ontology import Concept

# Classes of words in ontology/indicators-words.ttl.
FILLER, VERB, TAIL, RATE, SAME = "measure-filler", "measure-verb", "measure-tail", "measure-rate", "measure-same-"

# keeps what a function gives under a name
Keep = Callable[[str, Callable[[], dict[str, str]]], dict[str, str]]

# Dimensions of units that texts use for one another: 1200人 and 1200人次, 30场 and 30个.
NEIGHBOURS = frozenset({frozenset({"person", "event"}), frozenset({"count", "event"})})


@dataclass(frozen=True, slots=True)
class Wording:
    """How a label is reduced to a key, so that one form in the ontology stands for all its variants.

    key = verb* (synonym -> its preferred word | filler -> nothing | other character)* tail?
    """

    leads: re.Pattern[str]
    inner: re.Pattern[str]
    tails: re.Pattern[str]
    same: Mapping[str, str]
    rates: tuple[str, ...] = ()

    def key(self, label: str) -> str:
        """The key of a label: without leading verbs, fillers and counting tails, each synonym as its preferred word.

        A step that would leave nothing is not taken.
        """
        bare = self.leads.sub("", label) or label
        plain = self.inner.sub(lambda found: self.same.get(found.group(), ""), bare) or bare
        return self.tails.sub("", plain) or plain


@dataclass(frozen=True, slots=True)
class Measures:
    """The indicators of the ontology, ready to be looked up by label and unit."""

    wording: Wording
    exact: Mapping[str, Concept]
    keyed: Mapping[str, tuple[Concept, ...]]
    units: Mapping[str, Concept]

    def find(self, label: str, unit: str | None = None) -> Concept | None:
        """The indicator that a label names, None where none fits or several fit equally.

        `label` is free of place, time and words for the whole area; `unit` the IRI of the unit of the
        figure, None where it says nothing about the measure (a growth in %). A form of the ontology
        wins where its unit can be the figure's; else the key decides, and the nearest unit. An amount
        per person (农村低保 … 元/人/年) names the standard even where the label does not say so.
        """
        held = self.units.get(unit or "")
        omitted = self.wording.rates if held is not None and held.value("base") else ()
        return next((found for words in (label, *(f"{label}{rate}" for rate in omitted)) if (found := self._named(words, unit))), None)

    def _named(self, label: str, unit: str | None) -> Concept | None:
        found = self.exact.get(label)
        if found is not None and self._distance(found, unit) is not None:
            return found
        ranked = [(distance, held) for held in self.keyed.get(self.wording.key(label), ()) if (distance := self._distance(held, unit)) is not None]
        nearest = min((distance for distance, _ in ranked), default=0)
        best = [held for distance, held in ranked if distance == nearest]
        return best[0] if len(best) == 1 else None

    def _distance(self, indicator: Concept, unit: str | None) -> int | None:
        """How far a figure's unit is from the indicator's: 0 the same … 3, None where it cannot be its unit."""
        usual = indicator.value("unit")
        if unit is None or usual is None or unit == usual:
            return 0
        mine, other = self.units.get(usual), self.units.get(unit)
        if mine is None or other is None:
            return None
        dimensions = (mine.value("dimension"), other.value("dimension"))
        if dimensions[0] == dimensions[1]:
            if (mine.value("base") is None) == (other.value("base") is None):
                return 1
            # a standard is often printed as plain yuan; a sum of money is never printed per person
            return 3 if other.value("base") is None else None
        return 2 if frozenset(dimensions) in NEIGHBOURS else None


def read_wording(cues: Iterable[Concept]) -> Wording:
    """The wording from the classes of words of the scheme `cue`."""
    same: dict[str, str] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for cue in cues:
        if cue.notation.startswith(SAME):
            same.update({form: cue.label for form in cue.forms})
        else:
            classes[cue.notation] = (*cue.aliases, *cue.hidden)
    fillers = classes.get(FILLER, ())
    return Wording(
        leads=re.compile(f"^(?:{_either(classes.get(VERB, ()))}){{1,3}}"),
        inner=re.compile(_either((*fillers, *same))),
        tails=re.compile(f"(?:{_either(classes.get(TAIL, ()))})$"),
        same=same,
        rates=classes.get(RATE, ()),
    )


def read_measures(indicators: Iterable[Concept], units: Iterable[Concept], cues: Iterable[Concept], keep: Keep | None = None) -> Measures:
    """All indicators under their forms and keys. The same concepts give the same values in any order.

    `keep` takes a name and what gives the keys of all forms, as `Vocabulary.kept` does.
    """
    wording = read_wording(cues)
    indicators = sorted(indicators, key=lambda held: held.iri)
    forms = {form for indicator in indicators for form in indicator.forms}

    def reduce() -> dict[str, str]:
        return {form: wording.key(form) for form in sorted(forms)}

    keys = keep("measures", reduce) if keep else reduce()
    exact: dict[str, Concept] = {}
    keyed: dict[str, dict[str, Concept]] = {}
    for indicator in indicators:
        for form in indicator.forms:
            exact.setdefault(form, indicator)
            keyed.setdefault(keys[form], {})[indicator.iri] = indicator
    return Measures(wording, exact, {key: tuple(held.values()) for key, held in keyed.items()}, {unit.iri: unit for unit in units})


def _either(words: Iterable[str]) -> str:
    """A pattern for any of some words, longest first; one that never matches where there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or r"(?!)"
