"""Which policy document a mention names: its place, and what a short title takes up."""

from __future__ import annotations

import re

from kg.model import Entity, Mention
from kg.resolve import names
from kg.resolve.places import NATION
from kg.vocab.vocabulary import Vocabulary

# 《…》(以下简称《办法》): the short title that the text announces
_INTRODUCED = re.compile(r"[（(][^（()）]{0,24}?(?:以下|下文|下)(?:统|合)?简?称为?[：:]?[《“]([^》”]{1,20})[》”]")
_NOTE = re.compile(r"[（(][^（()）]{1,16}[）)]$")
# shorter ends of titles are shared by many documents
_DISTINCT = 7


class DocumentResolver:
    """Resolves the policy documents of one vocabulary's types."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._forms = {concept.iri: frozenset(concept.forms) for concept in vocabulary.scheme("doctype")}
        broader = {concept.iri: concept.broader for concept in vocabulary.scheme("doctype")}
        self._statutes = {iri for iri in broader if any(above.endswith("/law") for above in broader[iri])}
        self._opening = words("national-opening")
        self._number = words("national-number")
        self._unless_placed = frozenset(vocabulary.lexicon("doctype").get(form, ("",))[0] for form in words("national-unless-placed"))
        self._national = frozenset(names.key(title) for title in words("national-title"))

    def read(self, mention: Mention, own: str | None, issuer: str | None, home: tuple[str, str | None], before: Titles) -> list[Entity]:
        """The document of a mention, with its key.

        `own` is the place that the title begins with, `issuer` that of the agency named as issuing it, `home` the article's, and
        the same again where the text does not speak against it.
        """
        title = names.display(mention.head or mention.text)
        held = before.find(title, self._forms.get(mention.readings[0], frozenset()), mention.rule == "bracketed title")
        if held is not None:
            alias = f"《{title}》" if mention.rule == "bracketed title" else title
            return [Entity("policy", held.key, held.label, (alias,), place=held.place, properties=held.properties)]
        if title in self._forms.get(mention.readings[0], ()) and mention.rule == "bracketed title":
            return []
        is_cited = mention.rule == "bracketed title" and issuer is None
        said = self._nation(mention, title) or own or self._jurisdiction(mention.readings[0], title, is_cited) or issuer
        place = said or home[0]
        properties: list[tuple[str, str]] = [("documentType", mention.readings[0])]
        properties += [("documentNumber", number) for number in mention.readings[1:]]
        aliases = tuple(dict.fromkeys((mention.head or mention.text, names.display(mention.text))))
        return [Entity("policy", f"{place}-{names.key(title)}", title, aliases, place=said or home[1], properties=tuple(properties))]

    def _nation(self, mention: Mention, title: str) -> str | None:
        """The nation for what begins with a national body or bears its number."""
        return NATION if title.startswith(self._opening) or any(number.startswith(self._number) for number in mention.readings[1:]) else None

    def _jurisdiction(self, kind: str, title: str, is_cited: bool) -> str | None:
        """The nation for statutes, for regulations cited without a place and for titles that the ontology knows as national."""
        is_national = kind in self._statutes or (is_cited and kind in self._unless_placed) or names.key(_NOTE.sub("", title)) in self._national
        return NATION if is_national else None


class Titles:
    """The documents that a text has named so far, and the short titles that it gave them."""

    def __init__(self) -> None:
        self._named: list[Entity] = []
        self._short: dict[str, Entity] = {}

    def add(self, entity: Entity, behind: str) -> None:
        """Keeps a document; `behind` is the text right after its mention, where a short title may be introduced."""
        self._named.append(entity)
        introduced = _INTRODUCED.match(behind)
        if introduced:
            self._short[names.key(introduced[1])] = entity

    def find(self, title: str, forms: frozenset[str], is_bracketed: bool) -> Entity | None:
        """The earlier document that a title repeats, shortens, or takes up by its type alone."""
        short = self._short.get(names.key(title))
        if short is not None:
            return short
        alone = is_bracketed and title in forms
        return next((entity for entity in reversed(self._named) if self._repeats(entity, title, forms if alone else frozenset())), None)

    def _repeats(self, entity: Entity, title: str, forms: frozenset[str]) -> bool:
        label, wanted = names.key(_NOTE.sub("", entity.label)), names.key(_NOTE.sub("", title))
        if forms:
            return any(label.endswith(form) for form in forms)
        return label == wanted or (len(wanted) >= _DISTINCT and label.endswith(wanted))
