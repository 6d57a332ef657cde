"""From mentions to entities: every mention of a document gets the things that it names, or is counted as open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Document, Entity, EntityKey, Mention, Resolution, Resolved, Setting
from kg.resolve.bodies import BodyResolver
from kg.resolve.concepts import ConceptResolver
from kg.resolve.periods import resolve_time
from kg.resolve.places import NATION, PlaceResolver, below
from kg.resolve.settings import SettingReader
from kg.vocab.vocabulary import Vocabulary


class Resolver:
    """Resolves one document after another; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._settings = SettingReader(vocabulary.gazetteer)
        self._places = PlaceResolver(vocabulary.gazetteer)
        self._bodies = BodyResolver(vocabulary, self._places)
        self._concepts = ConceptResolver(vocabulary)

    def resolve(self, document: Document, mentions: Sequence[Mention]) -> Resolution:
        """What each mention stands for, in the order of the mentions."""
        settings = self._settings.read(document, mentions)
        work = _Work(document, settings)
        self._regions(work, mentions)
        for mention in mentions:
            work.resolved[mention] = self._one(work, mention)
        named = tuple(Resolved(self._dated(work, mention), work.resolved.get(mention, ())) for mention in mentions)
        return Resolution(self._about(work), settings, dict(sorted(work.entities.items())), named, dict(sorted(work.skipped.items())))

    def _dated(self, work: _Work, mention: Mention) -> Mention:
        """A time with its year, where the article has one to count from."""
        reference = work.setting_at(mention.start).reference
        if mention.time is None or reference is None:
            return mention
        return replace(mention, time=resolve_time(mention.time, reference))

    def _about(self, work: _Work) -> EntityKey | None:
        """The place that the whole document speaks of: what its articles have in common."""
        codes = [setting.region[1] for setting in work.settings if setting.region]
        if not codes:
            return None
        shared = codes[0]
        for code in codes[1:]:
            line = (shared, *self._vocabulary.gazetteer.ancestors(shared))
            shared = next((above for above in line if code == above or self._vocabulary.gazetteer.within(code, above)), NATION)
        if len(codes) > 1 and shared == NATION:
            return ("region", Counter(codes).most_common(1)[0][0])
        return self._add_place(work, shared)

    def _add_place(self, work: _Work, code: str) -> EntityKey:
        entity = self._places.entity(code)
        work.entities.setdefault(entity.id, entity)
        return entity.id

    def _regions(self, work: _Work, mentions: Sequence[Mention]) -> None:
        """Regions first, since the names of other things begin with them."""
        before: Mention | None = None
        for mention in (each for each in mentions if each.kind == "region"):
            setting = work.setting_at(mention.start)
            linked = before if before is not None and before.end == mention.start else None
            above = work.codes.get(linked) if linked else None
            if mention.rule in ("below the county", "named before"):
                key = self._below(work, mention, above)
            else:
                code = self._places.choose(mention, setting, linked, above, work.seen)
                key = self._add_place(work, code) if code else None
            if key is None:
                work.skipped["region with several readings"] += 1
            else:
                work.settle(mention, key)
            before = mention
        for mention in (each for each in mentions if each.kind == "deixis"):
            setting = work.setting_at(mention.start)
            home = setting.region[1] if setting.region else None
            code = self._places.ancestor(home, mention.readings[0]) if home else None
            if mention.readings[0] == "国":
                code = NATION
            if code:
                work.codes[mention] = code
                work.resolved[mention] = (self._add_place(work, code),)

    def _below(self, work: _Work, mention: Mention, above: str | None) -> EntityKey | None:
        if above is None:
            return next((key for first, key in work.places.items() if first.text == mention.text), None)
        code = next((code for code in mention.readings if code.startswith(above[:6])), None)
        key, entity = below(above, mention.text, code)
        work.entities.setdefault(key, entity)
        return key

    def _one(self, work: _Work, mention: Mention) -> tuple[EntityKey, ...]:
        if mention in work.resolved:
            return work.resolved[mention]
        if mention.kind in ("region", "deixis", "quantity", "time"):
            return ()
        setting = work.setting_at(mention.start)
        entities = self._entities(work, mention, setting)
        for entity in entities:
            work.add(entity)
        if not entities:
            work.skipped[f"{mention.kind} that stays open"] += 1
        return tuple(entity.id for entity in entities)

    def _entities(self, work: _Work, mention: Mention, setting: Setting) -> list[Entity]:
        home = setting.region[1] if setting.region else NATION
        if mention.kind == "agency":
            return self._agencies(work, mention, setting)
        if mention.kind == "organization":
            return self._concepts.organization(mention, self._place_before(work, mention), self._vocabulary.gazetteer, home)
        if mention.kind == "policy":
            return self._concepts.policy(mention, work.place_inside(mention) or home, work.titles)
        return self._concepts.local(mention, home)

    def _agencies(self, work: _Work, mention: Mention, setting: Setting) -> list[Entity]:
        if mention.rule == "known body":
            entity = self._bodies.known(mention)
            work.last_place = NATION
            return [entity]
        if mention.rule == "superiors":
            return self._superiors(mention, setting)
        place = work.last_place if mention.rule == "listed" else self._bodies.place_of(mention, setting, self._place_before(work, mention))
        work.last_place = place
        entity = self._bodies.at(mention, place) if place else None
        return [entity] if entity else []

    def _superiors(self, mention: Mention, setting: Setting) -> list[Entity]:
        """部、厅领导: the ministry and the provincial department of the field that the ontology calls its own."""
        found = []
        for iri in self._vocabulary.concepts:
            concept = self._vocabulary.concepts[iri]
            if concept.scheme == "agency" and concept.value("isOwnMinistry") == "true":
                found.append(Entity("agency", concept.notation, concept.label, concept.aliases, concept.label_en, iri, NATION))
        home = setting.region[1] if setting.region else None
        own = self._vocabulary.words("own-department")[0]
        bare = Mention("agency", mention.start, mention.end, own, (), "bare", own)
        place = self._bodies.place_of(bare, setting, None) if home else None
        entity = self._bodies.at(bare, place) if place else None
        return [*found, *([entity] if entity else [])]

    def _place_before(self, work: _Work, mention: Mention) -> str | None:
        """The place that a name begins with: the innermost of 石家庄市新华区…"""
        inside = [region for region in work.places if mention.start <= region.start and region.end <= mention.end]
        chain = sorted(inside, key=lambda region: region.start)
        return work.codes[chain[-1]] if chain and chain[0].start == mention.start else None


class _Work:
    """What is known while one document is being resolved."""

    def __init__(self, document: Document, settings: tuple[Setting, ...]) -> None:
        self.document = document
        self.settings = settings
        self.entities: dict[EntityKey, Entity] = {}
        self.resolved: dict[Mention, tuple[EntityKey, ...]] = {}
        self.codes: dict[Mention, str] = {}
        self.places: dict[Mention, EntityKey] = {}
        self.seen: list[str] = []
        self.titles: list[Entity] = []
        self.last_place: str | None = None
        self.skipped: Counter[str] = Counter()

    def setting_at(self, offset: int) -> Setting:
        return next((setting for setting in self.settings if setting.start <= offset < setting.end), self.settings[0])

    def settle(self, mention: Mention, key: EntityKey) -> None:
        self.codes[mention] = key[1]
        self.places[mention] = key
        self.resolved[mention] = (key,)
        self.seen.append(key[1])

    def place_inside(self, mention: Mention) -> str | None:
        """The code of the first place named inside a mention, near its beginning."""
        return next((self.codes[place] for place in self.places if mention.start <= place.start <= mention.start + 2 and place.end <= mention.end), None)

    def add(self, entity: Entity) -> None:
        """Keeps an entity, or adds the aliases of a further mention to the one held."""
        held = self.entities.get(entity.id)
        if held is None:
            self.entities[entity.id] = entity
        elif not set(entity.aliases) <= set(held.aliases):
            merged = tuple(dict.fromkeys((*held.aliases, *entity.aliases)))
            self.entities[entity.id] = Entity(held.kind, held.key, held.label, merged, held.label_en, held.concept, held.place, held.properties)
        if entity.kind == "policy":
            self.titles.append(self.entities[entity.id])
