"""Which agency or organization a mention names: its place, and its name in full."""

from __future__ import annotations

import re

from kg.model import Entity, Mention, Setting
from kg.resolve import names
from kg.resolve.places import NATION, PlaceResolver
from kg.vocab.vocabulary import Vocabulary


class BodyResolver:
    """Completes 省民政厅, 市委, 财政局 to agencies with a place."""

    def __init__(self, vocabulary: Vocabulary, places: PlaceResolver) -> None:
        self._places = places
        self._gazetteer = vocabulary.gazetteer
        self._concepts = vocabulary.concepts
        self._functions = sorted(
            ((form, concept) for concept in vocabulary.scheme("function") for form in concept.forms), key=lambda pair: (-len(pair[0]), pair[0])
        )
        self._whole = {name: concept for concept in vocabulary.scheme("function") for name in (*concept.forms, *concept.values.get("bodyName", ()))}
        self._deictic = re.compile("|".join(map(re.escape, vocabulary.words("deictic"))))
        self._scope = re.compile(rf"^(?:{'|'.join(map(re.escape, vocabulary.words('deictic')))})?(?:{'|'.join(map(re.escape, vocabulary.words('level-character')))})")

    def known(self, mention: Mention) -> Entity:
        """The entity of a body that the ontology knows."""
        concept = self._concepts[mention.readings[0]]
        return Entity("agency", concept.notation, concept.label, (*concept.aliases, mention.text), concept.label_en, concept.iri, NATION)

    def at(self, mention: Mention, place: str) -> Entity | None:
        """The agency that a mention's body names at a place; None where the place has no name."""
        region = self._gazetteer.by_code(place)
        if region is None or mention.head is None:
            return None
        body = self.body(mention.head, mention.rule, region.level)
        printed = self._deictic.sub("", mention.text, count=1) if mention.rule != "shared head" else mention.text
        owner = "" if place == NATION else region.name
        aliases = tuple(dict.fromkeys((mention.text, printed, f"{owner}{mention.head}")))
        return Entity("agency", f"{place}-{names.key(body)}", f"{owner}{body}", aliases, place=place)

    def body(self, head: str, rule: str, level: str) -> str:
        """A body's name in full: 政府 -> 人民政府, 残联 -> 残疾人联合会, 人社厅 -> 人力资源和社会保障厅."""
        if rule == "government":
            return head if head.startswith("人民") else f"人民{head}"
        if rule in ("party", "task force", "posted group"):
            return head
        whole = self._whole.get(head)
        if whole is not None and not whole.value("headNoun"):
            return whole.label
        for form, concept in self._functions:
            if head.startswith(form) and concept.value("headNoun"):
                rest = head[len(form) :]
                return concept.label + (rest or self._head_at(concept.values["headNoun"], level))
        return head

    def _head_at(self, heads: tuple[str, ...], level: str) -> str:
        """The usual head of a department at a level: 厅 in a province, 局 below, else the first that the function takes."""
        wanted = "厅" if level == "province" else "局"
        return wanted if wanted in heads else next((head for head in ("办", "办公室") if head in heads), heads[0])

    def place_of(self, mention: Mention, setting: Setting, region_before: str | None) -> str | None:
        """Where the agency of a mention sits: the region in its name, or the level that it names, seen from the article's place."""
        if region_before is not None:
            return region_before
        home = setting.region[1] if setting.region else None
        if home is None:
            return None
        scope = self._scope.match(mention.text)
        if scope and mention.head != mention.text:
            return self._places.ancestor(home, scope.group()[-1])
        if mention.rule == "shared head":
            return self._places.ancestor(home, mention.text[0])
        if mention.rule == "bare" and mention.text.endswith("厅"):
            return self._province(home)
        if mention.rule in ("task force",):
            return home
        return None

    def _province(self, home: str) -> str | None:
        for code in (home, *self._gazetteer.ancestors(home)):
            place = self._gazetteer.by_code(code)
            if place is not None and place.level == "province":
                return code
        return None
