"""Which other words of a text name a program that it has named: lists of projects, and the same name with another head.

list    = 以 item { 、item } count [个] head       以助学、助医、助老三个项目: three programs, each with the head
variant = stem head                                朝阳助学工程, and later 朝阳助学项目
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.mentions.numerals import DIGITS
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_STEM = 4  # letters that make a stem a name of its own


class ProgramVariants:
    """Finds lists of projects and variants of names; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        head = alternation(words("variant-head"))
        item = r"[^\s，。；：、“”（）()和与及]{2,14}"
        self._list = re.compile(rf"(?:以|围绕)(?P<items>{item}(?:、{item}){{1,7}})(?:等)?(?P<count>[二两三四五六七八]|\d)[个大项](?P<head>{head})")
        self._domain = re.compile(alternation(words("domain-word")))
        self._named = re.compile(rf"(?P<stem>.{{{_STEM},20}}?)[”]?(?P<head>{head})")
        self._head = head

    def listed(self, scene: Scene) -> Iterator[Mention]:
        """The programs of lists whose count is theirs."""
        lexicon = scene.dictionary.lexicons["program"]
        for match in self._list.finditer(scene.text):
            items = match["items"].split("、")
            if len(items) != DIGITS.get(match["count"], int(match["count"]) if match["count"].isascii() else 0):
                continue
            if not scene.is_readable(*match.span()) or self._domain.search(match["items"]) is None:
                continue
            at = match.start("items")
            for item in items:
                name = f"{item}{match['head']}"
                yield scene.mention("program", at, at + len(item), "listed project", lexicon.get(name, ()) or lexicon.get(item, ()), name, (item,))
                at += len(item) + 1

    def merged(self, scene: Scene, chosen: Sequence[Mention]) -> list[Mention]:
        """The same mentions, those that repeat an earlier name with another head under its name, and further repetitions."""
        first: dict[str, Mention] = {}
        for mention in sorted(chosen, key=lambda each: (not each.readings, each.start)):
            stem = self._stem(mention)
            if stem is not None:
                first.setdefault(stem, mention)
        found = [self._as(mention, first.get(self._stem(mention) or "")) for mention in chosen]
        for stem, mention in first.items():
            for again in re.finditer(rf"{re.escape(stem)}(?:{self._head})", scene.text):
                if scene.is_readable(*again.span()):
                    found.append(self._as(scene.mention("program", *again.span(), "named before with another head"), mention))
        return found

    def _stem(self, mention: Mention) -> str | None:
        named = self._named.fullmatch((mention.head or mention.text).strip("“”"))
        return named["stem"].strip("“”") if named else None

    def _as(self, mention: Mention, first: Mention | None) -> Mention:
        if first is None or mention.readings or first is mention:
            return mention
        return replace(mention, readings=first.readings, head=first.head or first.text)
