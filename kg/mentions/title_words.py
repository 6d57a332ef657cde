"""What makes a stretch of text the title of a policy document, by the words of the ontology."""

from __future__ import annotations

import re

from kg.mentions.scene import alternation
from kg.vocab.vocabulary import Vocabulary

# 一套议事规则, 137件法规: something counted is no title; 第三批名单 and 三年行动方案 are
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_OF_YEARS = re.compile(r"(.{1,100})的(?:[一二三四五六七八九十\d]年)?")
_DISTINCT = 4
_COUNTED = re.compile(r"(?:\d{1,5}|[一两二三四五六七八九十百]{1,4}|各|多|某|若干)(?:项|件|个|套|系列|份|条|部|批|揽子)")


class TitleWords:
    """The types of documents and the words that do or do not stand in their titles."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        kinds = [concept for concept in vocabulary.scheme("doctype") if concept.value("isPolicy") != "false"]
        self.types = {form: concept.iri for concept in kinds for form in concept.forms}
        self.unmarked = frozenset(self.types) - set(words("only-in-brackets"))
        trailer = alternation(words("title-trailer"))
        # a note behind the type: (试行), (2021—2025年), (2022年版)
        self._ends_with_type = re.compile(rf"({alternation(self.types)})(?:[（(](?:{trailer}|\d{{4}}[^（()）]{{0,12}})[）)]){{0,4}}$")
        self._generic = re.compile(rf"(?:{alternation(words('generic-title'))}){{1,8}}$")
        self._never = re.compile(alternation(words("not-in-title")))
        self._tail = re.compile(rf"(?:{alternation(words('title-tail'))})$")
        issuers = alternation(words("title-issuer"))
        self._lead = re.compile(rf"(?:(?:{issuers})(?:[、和](?=(?:{issuers}))|(?=关于|[^、和]))){{0,8}}(?:{alternation(words('title-lead'))})?")
        self._headline = re.compile(alternation(words("headline-verb")))
        self._issuing = re.compile(alternation([*words("title-verb"), "，", "。", "：", "《", "”"]))
        self._behind_of = frozenset(words("type-behind-of"))
        self._legal = words("legal-type")
        self._weak = frozenset(words("weak-quoted-type"))
        self._plans = frozenset(words("plan-type"))
        self._after_of = frozenset(words("title-only-opinion"))

    def type_at_end(self, title: str) -> str | None:
        """The type that a title ends with, a note in brackets aside."""
        match = self._ends_with_type.search(title)
        if match is None or (match[1] in self._behind_of and match.start() and title[match.start() - 1] != "的"):
            return None
        return match[1]

    def type_of_line(self, line: str) -> str | None:
        """The type of a title line that is itself the name of a document, None for a headline about one."""
        kind = self.type_at_end(line)
        if not line.startswith("关于") and self._headline.search(line):
            return None
        named = kind is not None and (kind in self.unmarked or len(line) > len(kind) + 6)
        return kind if named and (line.startswith("关于") or not self._issuing.search(line.removesuffix(kind or ""))) else None

    def is_legal(self, kind: str) -> bool:
        """Whether a text of this type speaks of documents in general (应当制定募捐方案) and names others only in 《》."""
        return kind.endswith(self._legal)

    def is_quotable(self, kind: str) -> bool:
        """Whether a name of this type in “” is a document; a “…计划” is rather a program."""
        return kind not in self._weak

    def start_of_title(self, content: str, start: int) -> int:
        """Where the title begins in the text between the verb and the type: behind its issuers and further verbs."""
        lead = self._lead.match(content)
        return start + (lead.end() if lead and len(content) - lead.end() >= 2 else 0)

    def is_free_of_issuing(self, content: str) -> bool:
        """Whether no verb of issuing stands in what may be a title: 民政厅制定养老 + 方案 is a clause."""
        return self._issuing.search(content) is None

    def is_title(self, content: str, kind: str) -> bool:
        """Whether these words before a type make a name: 民政事业发展 + 五年规划, not 具体的 + 办法."""
        if self._generic.match(_YEAR.sub("", content)) or self._never.search(content) or self._tail.search(content) or _COUNTED.match(content):
            return False
        # 提升养老服务的三年 + 行动计划
        if kind in self._plans and (plan := _OF_YEARS.fullmatch(content)):
            return len(plan[1]) >= _DISTINCT and not self._generic.match(plan[1]) and "的" not in plan[1] and not plan[1].endswith("年")
        return "的" not in content or content.startswith("关于") or (content.endswith("的") and kind in self._after_of)
