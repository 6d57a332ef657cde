"""Which program, group, system, organization or policy document a mention names."""

from __future__ import annotations

from kg.model import Entity, EntityKind, Mention
from kg.resolve import names
from kg.resolve.places import PlaceResolver
from kg.vocab.gazetteer import Gazetteer
from kg.vocab.ontology import Concept
from kg.vocab.vocabulary import Vocabulary

NATION = "000000"
_MARKS = "“‘《"


class ConceptResolver:
    """Turns mentions of everything but places and agencies into entities."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts
        self._gazetteer = vocabulary.gazetteer
        self._national = vocabulary.words("nationwide-opening")
        self._places = PlaceResolver(vocabulary.gazetteer)

    def local(self, mention: Mention, home: str, said: str | None) -> list[Entity]:
        """The programs, groups or systems of a mention: concepts of the ontology, or things of the place, which is `said` or left open."""
        kind: EntityKind = mention.kind  # type: ignore[assignment]
        if mention.readings:
            held = [self._concepts[iri] for iri in mention.readings[:1]]
            stands_for = held[0].values.get("standsFor", ())
            chosen = [self._concepts[iri] for iri in stands_for if iri in self._concepts] or held
            return [self._known(kind, concept, mention) for concept in chosen]
        label = names.display(mention.head or mention.text)
        if mention.rule == "level and head":
            place = self._place_of(mention, home)
            if place is None:
                return []
            home, said, label = place, place, self._placed(label, place)
        if (label.lstrip(_MARKS) if kind == "system" else label).startswith(self._national):
            # “国家反诈中心”APP, in a text of a district; but “全国科普日”系列活动 are held there
            home = said = NATION
        owner = "" if kind == "group" else f"{home}-"
        place = None if kind == "group" else said
        key = names.key(label)
        if not key:
            return []
        return [Entity(kind, f"{owner}{key}", label, tuple(dict.fromkeys((mention.text, names.display(mention.text), *mention.also))), place=place)]

    def _known(self, kind: EntityKind, concept: Concept, mention: Mention) -> Entity:
        aliases = tuple(dict.fromkeys((*concept.aliases, names.display(mention.text))))
        return Entity(kind, concept.notation, concept.label, aliases, concept.label_en, concept.iri)

    def organization(self, mention: Mention, place: str | None, gazetteer: Gazetteer, home: str) -> list[Entity]:
        """The organization of a mention. 市社会福利中心 gets the name of the article's place."""
        if mention.readings and mention.rule == "known organization":
            return [self._known("organization", self._concepts[mention.readings[0]], mention)]
        label = names.display(mention.head or mention.text)
        if mention.rule == "level and head":
            place = self._place_of(mention, home)
            if place is None:
                return []
            label = self._placed(label, place)
        printed = () if mention.rule == "shared head" else (mention.text,)
        return [Entity("organization", names.key(label), label, tuple(dict.fromkeys((*printed, *mention.also))), place=place)]

    def _place_of(self, mention: Mention, home: str) -> str | None:
        """The place that 市 in 市社会福利中心 means: the article's own or the one above it of that level; None where neither has it."""
        level = mention.text[: len(mention.text) - len(mention.head or "")][-1:]
        return self._places.ancestor(home, level)

    def _placed(self, name: str, code: str) -> str:
        """A name that the text prints with a level only, with the name of its place."""
        owner = self._gazetteer.by_code(code)
        return f"{owner.name if owner else ''}{name}"
