"""Indicators: the ontology's own, or minted from the text's words."""

from __future__ import annotations

import unicodedata

from kg.facts.labels import Measure
from kg.model import Entity, EntityKey
from kg.vocab import terms
from kg.vocab.measures import read_measures
from kg.vocab.ontology import Concept
from kg.vocab.vocabulary import Vocabulary


class IndicatorBook:
    """Looks up the indicator of a label, or mints one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._measures = read_measures(vocabulary.scheme("indicator"), vocabulary.scheme("unit"), vocabulary.scheme("cue"), vocabulary.kept)
        self._concepts = vocabulary.concepts
        self._standard = vocabulary.words("standard-noun")[0]
        self._average, self._averaged = vocabulary.words("average")[0], vocabulary.words("average-word")
        self._shares = frozenset(concept.iri for concept in vocabulary.scheme("unit") if concept.value("dimension") == "ratio")
        self._rates = frozenset(concept.iri for concept in vocabulary.scheme("unit") if concept.value("base") and concept.value("dimension") == "money")
        self._ends = ("", *(vocabulary.words(f"suffix-{name}")[0] for name in ("count", "person", "money", "area", "household")))
        units = {concept.symbol or concept.label: concept.iri for concept in vocabulary.scheme("unit")}
        parts = {iri: notation.split("/") for notation, iri in units.items()}
        self._per_person = {iri: units[each] for iri, cut in parts.items() if len(cut) == 2 and (each := f"{cut[0]}/人/{cut[1]}") in units}
        self.rank = terms.concept("unit", "rank")
        self.person = terms.concept("unit", "person")
        self._household = terms.concept("unit", "household")
        self._households = vocabulary.words("suffix-household")[0][0]

    def indicator(self, measure: Measure, suffix: str, unit: str | None, kind: str = "level") -> tuple[Entity, EntityKey | None, EntityKey | None]:
        """The indicator of a measure, with the program and the group that it implies by definition."""
        label = f"{measure.words}{suffix}"
        known = self._measures.find(label, unit)
        if unit is not None and unit in self._rates:
            # 城市低保由每人每月480元…: money for each person and month is a standard
            known = self._measures.find(f"{measure.words}{self._standard}", unit) or known
        if known is None and unit is not None and measure.words != label and kind in ("level", "flow", "target"):
            known = self._measures.find(measure.words, unit)
        if known is None or self._averages(measure.words, known):
            return Entity("indicator", key_of(label), label), None, None
        aliases = tuple(dict.fromkeys((*known.aliases, label)))
        entity = Entity("indicator", known.notation, known.label, aliases, known.label_en, known.iri)
        return entity, self._linked(known, "program"), self._linked(known, "group")

    def _averages(self, words: str, known: Concept) -> bool:
        """Whether words name the average of what an indicator sums up: 用房平均面积 is no 用房面积."""
        is_average = self._average in words and known.value("unit") not in self._shares
        return is_average and not (self._standard in known.label or any(word in known.label for word in self._averaged))

    def counted(self, group: str) -> str:
        """The unit in which a group is counted whose number prints none: 10万贫困户 are households, 10万老年人 people."""
        return self._household if group.endswith(self._households) else self.person

    def per_person(self, unit: str) -> str:
        """The unit of a sum for each person, of the unit of a sum: 元/人/年 of 元/年; the unit itself where there is none."""
        return self._per_person.get(unit, unit)

    def usual_unit(self, label: str) -> str | None:
        """The unit in which the indicator of a label is measured, where the ontology knows both."""
        known = self._measures.find(label) or self._measures.find(f"{label}数")
        return known.value("unit") if known else None

    def knows(self, label: str, unit: str | None) -> bool:
        """Whether the ontology has an indicator of this label that is measured in a unit."""
        return self._measures.find(label, unit) is not None

    def knows_words(self, words: str) -> bool:
        """Whether the ontology has an indicator of some words, as they are or finished in one of the usual ways."""
        return any(self._measures.find(f"{words}{end}") is not None for end in self._ends)

    def _linked(self, concept: Concept, name: str) -> EntityKey | None:
        iri = concept.value(name)
        target = self._concepts.get(iri) if iri else None
        if target is None:
            return None
        return ("program", target.notation) if name == "program" else ("group", target.notation)


def key_of(label: str) -> str:
    """The key of a minted indicator: letters and digits of its label.

    >>> key_of("村(社区)换届数")
    '村社区换届数'
    """
    plain = unicodedata.normalize("NFKC", label)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


class ImpliedEntities:
    """Groups and programs that an indicator implies and the text does not name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._by_key: dict[EntityKey, Concept] = {(kind, concept.notation): concept for kind in ("group", "program") for concept in vocabulary.scheme(kind)}

    def entities(self, keys: set[EntityKey]) -> dict[EntityKey, Entity]:
        """The entities of concepts under their keys."""
        found = {}
        for key in keys:
            concept = self._by_key.get(key)
            if concept is not None:
                found[key] = Entity(key[0], concept.notation, concept.label, concept.aliases, concept.label_en, concept.iri)
        return found
