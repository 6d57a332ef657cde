"""Which agency a mention names: its place, and its name in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Entity, Mention, Setting
from kg.resolve import names
from kg.resolve.places import NATION, PlaceResolver
from kg.vocab.ontology import Concept
from kg.vocab.place import Place
from kg.vocab.vocabulary import Vocabulary

# what the long form of a head is, where the ontology lets a department have both
_LONG_HEADS = {"委": "委员会", "办": "办公室"}
_SPECIAL_REGION = "特别行政区"
_STREET = "街道"
# how many characters the long form of a field may share with its head
_REPEATED = 2
# the length of a name such as 盂县, whose committee is 盂县县委
_SHORTEST = 2
_SESSION = re.compile(r"第?[一二三四五六七八九十百]{1,4}届")


class BodyResolver:
    """Completes 省民政厅, 市委, 财政局 to agencies with a place."""

    def __init__(self, vocabulary: Vocabulary, places: PlaceResolver) -> None:
        self._places = places
        self._gazetteer = vocabulary.gazetteer
        self._concepts = vocabulary.concepts
        functions = vocabulary.scheme("function")
        stems = ((form, concept) for concept in functions if concept.value("headNoun") for form in concept.forms)
        self._stems = sorted(stems, key=lambda pair: (-len(pair[0]), pair[0]))
        self._whole = {name: concept for concept in functions for name in (*concept.forms, *concept.values.get("bodyName", ()))}
        self._deictic = re.compile("|".join(map(re.escape, vocabulary.words("deictic"))))
        self._league = vocabulary.words("league")
        self._short_owned = vocabulary.words("short-owned-body")
        self._posted = vocabulary.words("posted-verb")[0]
        self._placed = frozenset(vocabulary.words("placed-body"))
        self._own_stems = frozenset(vocabulary.words("own-stem"))
        self._committees = frozenset(vocabulary.words("committee-field"))
        self._municipal = frozenset(vocabulary.words("municipal-committee"))
        self._wings = frozenset(vocabulary.words("committee-wing"))
        self._short_office = re.compile(rf"(党?委|(?:人民)?政府)({'|'.join(map(re.escape, vocabulary.words('short-office')))})")
        levels = "|".join(map(re.escape, vocabulary.words("level-character")))
        self._scope = re.compile(rf"^(?:{'|'.join(map(re.escape, self._league))})?(?:{'|'.join(map(re.escape, vocabulary.words('deictic')))})?({levels})")

    def known(self, mention: Mention) -> Entity:
        """The entity of a body that the ontology knows."""
        concept = self._concepts[mention.readings[0]]
        return Entity("agency", concept.notation, concept.label, (*concept.aliases, mention.text), concept.label_en, concept.iri, NATION)

    def at(self, mention: Mention, place: Entity | None) -> Entity | None:
        """The agency that a mention's body names at a place; None where there is no place."""
        if place is None or mention.head is None:
            return None
        region = self._gazetteer.by_code(place.key)
        owner = "" if place.key == NATION else self._owner(mention, place.label, region)
        if not owner and mention.head in self._placed:
            return None
        body = self.body(mention.head, mention.rule, region.level if region else "village", owner)
        body = body.removeprefix(_STREET) if owner.endswith(_STREET) else body
        printed = self._deictic.sub("", mention.text, count=1) if mention.rule != "shared head" else mention.text
        label = f"{self._league[0]}{owner}{_LONG_HEADS['委']}" if mention.rule == "league" else f"{owner}{body}"
        short = next((label.removesuffix(long) + head for head, long in _LONG_HEADS.items() if label.endswith(long)), label)
        as_printed = () if mention.rule == "counted head" else (mention.text, _SESSION.sub("", printed))
        aliases = tuple(dict.fromkeys((*as_printed, f"{owner}{mention.head}", short)))
        return Entity("agency", f"{place.key}-{names.key(body)}", label, aliases, place=place.key)

    def _owner(self, mention: Mention, label: str, region: Place | None) -> str:
        """What stands for the place in the name: 宁波海关 is not of 宁波市, and the committee of 盂县 is 盂县县委."""
        head = mention.head or ""
        if head.endswith(self._short_owned) and mention.rule == "counted head":
            return next((one for one in region.short if mention.text.startswith(one)), label) if region else label
        if head.endswith(self._short_owned) and mention.text.endswith(head) and label.startswith(mention.text.removesuffix(head) or label):
            return mention.text.removesuffix(head)
        return label + label[-1] if mention.rule == "party" and len(label) == _SHORTEST else label

    def inside(self, mention: Mention, owner: Entity, printed: str, sender: Entity | None) -> Entity:
        """An office inside an agency: 民政厅 + 儿童福利处. `printed` is what the text calls the agency, `sender` the body that posts a group to it."""
        body = "" if owner.concept else owner.key.partition("-")[2]
        key = f"{owner.place}-{body or names.key(owner.label)}{names.key(mention.text)}"
        short = f"{owner.label}{mention.text}"
        label = f"{sender.label}{self._posted}{short}" if sender else short
        aliases = (*((short,) if sender else ()), f"{printed}{mention.text}", mention.text)
        return Entity("agency", key, label, aliases, place=owner.place, properties=(("partOf", owner.id),))

    def body(self, head: str, rule: str, level: str, owner: str = "") -> str:
        """A body's name in full: 政府 -> 人民政府, 残联 -> 残疾人联合会, 人社厅 -> 人力资源和社会保障厅."""
        if rule == "league":
            return f"{self._league[0]}{head}"
        if head in self._wings:
            return f"{'党' if owner.endswith('自治区') else ''}委{head}"
        short = self._short_office.fullmatch(head)
        head = short[1] + _LONG_HEADS[short[2]] if short else head
        if head.startswith("政府") and not owner.endswith(_SPECIAL_REGION):
            return f"人民{head}"
        if head.startswith("委") or rule in ("party", "task force", "posted group", "government"):
            return head.removeprefix("党") if level not in ("township", "village") and not owner.endswith("自治区") else head
        whole = self._whole.get(head)
        if whole is not None and not whole.value("headNoun"):
            return _full(head, whole)
        for form, concept in self._stems:
            if head.startswith(form):
                rest = head[len(form) :]
                # 旅游局 was a body of its own, 市旅游 in a list of fields stands for today's
                full = form if rest and form in self._own_stems else _full(form, concept)
                rest = self._long(rest, concept, level, owner)
                # 国有资产监督管理 + 管理委员会
                return full + (rest[_REPEATED:] if len(rest) > _REPEATED and full.endswith(rest[:_REPEATED]) else rest)
        return head

    def _long(self, rest: str, concept: Concept, level: str, owner: str) -> str:
        """The head in full; where none is printed, committee for fields that have one, else the usual one of the level.

        厅 in a province, 局 below and in a city that is a province.
        """
        heads = concept.values["headNoun"]
        if not rest:
            is_municipal = level == "province" and owner.endswith("市")
            is_committee = concept.label in self._committees or (is_municipal and concept.label in self._municipal)
            wanted = _LONG_HEADS["委"] if is_committee else "厅" if level == "province" and not is_municipal else "局"
            rest = wanted if wanted in heads else next((head for head in ("办", "办公室") if head in heads), heads[0])
        long = _LONG_HEADS.get(rest, rest)
        return long if long in heads or rest in heads else rest

    def place_of(self, mention: Mention, setting: Setting, named: Sequence[str]) -> str | None:
        """Where the agency sits, by the level that it names, seen from the article's place.

        Where that place has no such level, the last place of it that the article named; `named` are their codes, the latest last.
        """
        home = setting.region[1] if setting.region else None
        scope = self._scope.match(mention.text)
        if mention.rule == "shared head" or (scope and mention.head != mention.text):
            if scope is None:
                return None
            above = self._places.ancestor(home, scope[1]) if home else None
            return above or next((code for code in reversed(named) if self._places.has_level(code, scope[1])), None)
        if mention.rule == "task force":
            return home
        if mention.rule == "bare" and self._is_provincial(mention.text):
            return self._province(home) if home else None
        return None

    def _is_provincial(self, text: str) -> bool:
        return text.endswith("厅") and not text.endswith("公厅")

    def _province(self, home: str) -> str | None:
        for code in (home, *self._gazetteer.ancestors(home)):
            place = self._gazetteer.by_code(code)
            if place is not None and place.level == "province":
                return code
        return None


def _full(form: str, concept: Concept) -> str:
    """The name that stands for a form: the concept's own, unless the form says more or something else than it.

    人社 -> 人力资源和社会保障 (its characters come from the label); 中级人民法院, 工商行政管理 stay.
    """
    label = concept.label
    if label in form:
        return form
    return label if _is_within(form, label) or _is_within(label, form) else form


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
