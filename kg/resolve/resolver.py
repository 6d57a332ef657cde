"""From mentions to entities: every mention of a document gets the things that it names, or is counted as open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Document, Entity, EntityKey, Mention, Resolution, Resolved, Setting
from kg.resolve.bearing_out import BearingOut
from kg.resolve.bodies import BodyResolver
from kg.resolve.concepts import ConceptResolver
from kg.resolve.documents import DocumentResolver
from kg.resolve.introduced import ShortNames
from kg.resolve.issuers import IssuerReader
from kg.resolve.ledger import Ledger
from kg.resolve.owners import OwnerReader
from kg.resolve.periods import resolve_time, years_said
from kg.resolve.places import NATION, PlaceResolver, below
from kg.resolve.pointing import PointingReader
from kg.resolve.settings import SettingReader
from kg.resolve.short_names import full_names
from kg.vocab.vocabulary import Vocabulary

# 今年, 去年 … are counted from the day of speaking, 上年, 全年 and 上半年 from the year that is spoken of
_SPEAKERS_YEAR = ("今", "去", "前年", "明", "本年", "当前", "目前")
# how many characters hold the announcement of a short title
_INTRODUCED_WITHIN = 60
# the longest name of the youth league, which stands before the place
_LEAGUE_LENGTH = 3


class Resolver:
    """Resolves one document after another; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._settings = SettingReader(vocabulary)
        self._places = PlaceResolver(vocabulary.gazetteer)
        self._pointing = PointingReader(self._places)
        self._bodies = BodyResolver(vocabulary, self._places)
        self._concepts = ConceptResolver(vocabulary)
        self._documents = DocumentResolver(vocabulary)
        self._owners = OwnerReader(vocabulary)
        self._bearing_out, self._short = BearingOut(vocabulary), ShortNames(vocabulary)
        self._legal = vocabulary.words("legal-type")
        self._posting = frozenset(vocabulary.words("posted-verb"))
        # 两岸青年创业园: the area is that of its people
        areas, people = ("|".join(map(re.escape, vocabulary.words(cue))) for cue in ("area-of-people", "people-of-area"))
        self._of_people = re.compile(rf"(?:{areas})(?:{people})")
        self._issuers = IssuerReader(vocabulary, self._places)

    def resolve(self, document: Document, mentions: Sequence[Mention]) -> Resolution:
        """What each mention stands for, in the order of the mentions."""
        settings = self._settings.read(document, mentions)
        work = Ledger(document, settings)
        self._regions(work, mentions)
        work.owners = self._owners.read(work, mentions)
        work.national = self._bearing_out.read(mentions)
        work.full_names = full_names(work, mentions)
        work.introduced = self._short.read(document.text, mentions)
        keys: list[tuple[EntityKey, ...]] = []
        for mention in mentions:
            # figures and times name nothing; a mention is long to look up
            keys.append(() if mention.kind in ("quantity", "time") else work.resolved.setdefault(mention, self._one(work, mention)))
        said = years_said(document, mentions)
        named = tuple(
            [Resolved(self._dated(work, mention, said.get(mention)) if mention.time else mention, held) for mention, held in zip(mentions, keys, strict=True)]
        )
        return Resolution(self._about(work), settings, dict(sorted(work.entities.items())), named, dict(sorted(work.skipped.items())))

    def _dated(self, work: Ledger, mention: Mention, said: str | None) -> Mention:
        """A time with its year, where the article has one to count from."""
        setting = work.setting_at(mention.start)
        reference = setting.reviewed if setting.reviewed and not mention.text.startswith(_SPEAKERS_YEAR) else setting.reference
        reference = said or reference
        if mention.time is None or reference is None or (mention.time.relative == "same-year" and not said and len(work.settings) == 1):
            return mention
        return replace(mention, time=resolve_time(mention.time, reference))

    def _about(self, work: Ledger) -> EntityKey | None:
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

    def _add_place(self, work: Ledger, code: str) -> EntityKey:
        entity = self._places.entity(code)
        work.entities.setdefault(entity.id, entity)
        return entity.id

    def _regions(self, work: Ledger, mentions: Sequence[Mention]) -> None:
        """Regions first, since the names of other things begin with them."""
        before: Mention | None = None
        open_ones: list[Mention] = []
        for mention in (each for each in mentions if each.kind == "region"):
            setting = work.setting_at(mention.start)
            linked = before if before is not None and before.end == mention.start else None
            above = work.codes.get(linked) if linked else None
            if mention.rule == "community listed behind another":
                above = work.entities[work.places[before]].place if before in work.places else None
                key = self._below(work, mention, above)
            elif mention.rule in ("below the county", "named before", "place come to"):
                key = self._below(work, mention, above)
            else:
                code = self._places.choose(mention, setting, linked, above, work.seen)
                key = self._add_place(work, code) if code else None
            if key is not None:
                work.settle(mention, key)
            else:
                open_ones.append(mention)
            before = mention
        for mention in open_ones:
            # a headline may name a place that only the text below it introduces
            later = self._below(work, mention, None) if mention.rule == "named before" else None
            if later is None:
                work.skipped["region with several readings"] += 1
            else:
                work.settle(mention, later)
        work.merge_below(lambda upper, lower: self._vocabulary.gazetteer.within(lower, upper))
        for mention, code in self._pointing.read(work, mentions):
            work.codes[mention] = code
            work.resolved[mention] = (self._add_place(work, code),)

    def _below(self, work: Ledger, mention: Mention, above: str | None) -> EntityKey | None:
        if above is None:
            named = next((key for first, key in work.places.items() if first.text == mention.text), None)
            home = work.setting_at(mention.start).region
            if named is not None or mention.rule != "place come to" or home is None or home[1] == NATION:
                return named
            above = home[1]
        gazetteer = self._vocabulary.gazetteer
        code = next((code for code in mention.readings if code.startswith(above[:6]) or gazetteer.within(code, above)), None)
        place = gazetteer.by_code(code) if code else None
        # 北京安贞街道: the district that is left out
        key, entity = below(place.parent if place is not None and place.parent else above, mention.text, code)
        work.entities.setdefault(key, entity)
        return key

    def _one(self, work: Ledger, mention: Mention) -> tuple[EntityKey, ...]:
        held = work.resolved.get(mention)
        if held is not None or mention.kind in ("region", "deixis"):
            return held or ()
        setting = work.setting_at(mention.start)
        full = work.resolved.get(work.introduced.get(mention, mention), ())
        entities = [replace(work.entities[key], aliases=(mention.head or mention.text,)) for key in full] or self._entities(work, mention, setting)
        for entity in entities:
            work.add(entity)
            if entity.kind == "policy":
                work.titles.add(work.entities[entity.id], work.document.text[mention.end : mention.end + _INTRODUCED_WITHIN])
        if not entities:
            work.skipped[f"{mention.kind} that stays open"] += 1
        return tuple(entity.id for entity in entities)

    def _entities(self, work: Ledger, mention: Mention, setting: Setting) -> list[Entity]:
        home = setting.region[1] if setting.region else NATION
        if mention.kind == "agency":
            return self._agencies(work, mention, setting)
        if mention.kind == "organization":
            full = work.full_names.get(mention.text, mention)
            named = mention if full is mention else replace(mention, head=full.text)
            place = None if self._of_people.match(full.text) else self._place_before(work, full)
            return self._concepts.organization(named, place, self._vocabulary.gazetteer, home)
        if mention.kind == "policy":
            issuer = self._issuers.of(work, mention, home)
            # 促进甲市发展的意见 of the province speaks of 甲市; 《甲市发展规划》 is its own
            own = work.place_inside(mention, 1 if issuer else 2)
            borne_out = home if home == NATION else self._bearing_out.place(work, mention, home)
            return self._documents.read(mention, own, issuer, (home, borne_out), work.titles)
        owner = work.owners.get(mention) or self._issuers.owner_before(work, mention, home)
        return self._concepts.local(mention, owner or home, owner or self._bearing_out.place(work, mention, home))

    def _agencies(self, work: Ledger, mention: Mention, setting: Setting) -> list[Entity]:
        if mention.rule == "superiors":
            return self._superiors(work, mention, setting)
        entity = self._agency(work, mention, setting)
        work.agency_before, work.last_agency = work.last_agency, (mention, entity)
        return [entity] if entity else []

    def _agency(self, work: Ledger, mention: Mention, setting: Setting) -> Entity | None:
        before, last = work.last_agency
        if mention.rule == "known body":
            return self._bodies.known(mention)
        if mention.rule == "inner":
            return self._bodies.inside(mention, last, before.text, self._sender(work, before)) if before and last else None
        if mention.rule == "posted group":
            return self._posted(work, mention, setting)
        place = self._place_before(work, mention)
        if place is None and (mention.rule == "listed" or self._follows_founder(work, mention) or self._lacks_level(mention)):
            place = last.place if last else None
        elif place is None:
            # a regulation's 区人民政府 is that of any district, and not of the one that it named last
            is_general = (work.document.metadata.title or "").endswith(self._legal)
            place = self._bodies.place_of(mention, setting, () if is_general else work.named_between(setting.start, mention.start))
        if place is None and mention.rule == "bare":
            return work.named_before(mention, setting.start)
        return self._bodies.at(mention, work.place(place, self._places)) if place else None

    def _sender(self, work: Ledger, posted_to: Mention) -> Entity | None:
        """The body that an inspection group behind another one comes from: 甲市纪委监委驻 | 市民政局 | 纪检监察组."""
        sender, entity = work.agency_before
        return entity if sender and work.document.text[sender.end : posted_to.start] in self._posting else None

    def _lacks_level(self, mention: Mention) -> bool:
        """A head in a list without a level of its own: 扶贫 in 省财政、扶贫等部门."""
        return mention.rule == "shared head" and mention.text == mention.head

    def _follows_founder(self, work: Ledger, mention: Mention) -> bool:
        """省政府成立…领导小组: the group is the founder's."""
        before, _ = work.last_agency
        return mention.rule == "task force" and before is not None and 0 < mention.start - before.end <= 4

    def _posted(self, work: Ledger, mention: Mention, setting: Setting) -> Entity | None:
        """驻厅纪检监察组: posted to the provincial department of the field."""
        own = self._own_department(work, mention, setting)
        if own is None:
            return None
        group = mention.text[2:]
        return Entity("agency", f"{own.key}{group}", f"驻{own.label}{group}", (mention.text, f"{own.label}{group}"), place=own.place)

    def _superiors(self, work: Ledger, mention: Mention, setting: Setting) -> list[Entity]:
        """部、厅领导: the ministry and the provincial department of the field that the ontology calls its own."""
        ministries = (concept for concept in self._vocabulary.scheme("agency") if concept.value("isOwnMinistry") == "true")
        found = [Entity("agency", own.notation, own.label, own.aliases, own.label_en, own.iri, NATION) for own in ministries]
        own = self._own_department(work, mention, setting)
        return [*found, *([own] if own else [])]

    def _own_department(self, work: Ledger, mention: Mention, setting: Setting) -> Entity | None:
        name = self._vocabulary.words("own-department")[0]
        bare = Mention("agency", mention.start, mention.end, name, (), "bare", name)
        place = self._bodies.place_of(bare, setting, ())
        return self._bodies.at(bare, work.place(place, self._places)) if place else None

    def _place_before(self, work: Ledger, mention: Mention) -> str | None:
        """The place that a name begins with: the innermost of 石家庄市新华区…"""
        chain = work.regions_in(mention.start, mention.end)
        if not chain or chain[0].start > mention.start + (_LEAGUE_LENGTH if mention.rule == "league" else 0):
            return None
        # 河南省人民政府驻 | 广州办事处: what stands further on is another place
        innermost = chain[0]
        for place in chain[1:]:
            innermost = place if place.start == innermost.end else innermost
        return work.codes[innermost]
