"""Where a text names policy documents: in 《》, as 关于…的意见, or behind a verb of issuing.

title    = 《 … 》 | “ … type ” | 关于 … 的 type | verb [了] content type { 及 content type } | a title line
         | [ place ] “ period ” [ content ] type | content type verb             “十五五”规划纲要, …行动计划 + 出台
number   = （ issuer 〔 year 〕 n 号 ） | ( GB/T35796-2017 )
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.scene import Scene, alternation
from kg.mentions.title_words import TitleWords
from kg.model import Mention, Sentence
from kg.vocab.vocabulary import Vocabulary

_BRACKETED = re.compile(r"《([^《》]{1,120}(?:《[^《》]{1,80}》[^《》]{0,60}){0,2})》?")
_NUMBER = re.compile(r"[（(]?([\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\])）]\s?\d{1,4}号|[A-Z]{2,4}/?T?\s?\d{2,6}(?:\.\d)?[-—]\d{4})[）)]?")
# [视频] before a title
_TAG = re.compile(r"[\[【(][^\]】)]{1,4}[\]】)]")
_DUTY_REACH = 8
# how far from 《…战略合作》 the verb of signing stands, and how long the name of a place before a plan can be
_SIGNING_REACH, _LONGEST_PLACE = 10, 12
# a type of so few letters needs content to be a name, and so much content names a document that is issued
_SHORT_TYPE, _DISTINCT = 2, 4
_FILL = r"(?:[^，。；！？：《》“”、]|“[^”，。]{1,20}”|、(?=[^，。；、]{2,30}的))"


class PolicyFinder:
    """Finds mentions of policy documents; `head` is the title, `readings` the IRI of the type and the number, if printed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._words = TitleWords(vocabulary)
        unmarked = alternation(self._words.unmarked)
        not_after = alternation(words("not-after-title"))
        about = alternation({*self._words.unmarked, *words("about-type")})
        self._about = re.compile(rf"关于((?:[^，。；！？《》“”：]|“[^”]{{1,20}}”){{3,70}}?)的({about})(?![\u4e00-\u9fff]?(?:{not_after}))")
        self._verb = re.compile(rf"(?:{alternation(words('title-verb'))})(?:了|出|的|过|完善)?")
        self._behind_verb = re.compile(rf"({_FILL}{{2,40}}?)({unmarked})(?![\u4e00-\u9fff]{{0,2}}(?:{not_after})|\d{{1,4}}[项件个部份条])")
        self._second = re.compile(rf"(?:及(?!时)|和|以及)({_FILL}{{2,24}}?)({unmarked})")
        self._may_follow = re.compile(rf"(?![\u4e00-\u9fffA-Za-z《“])|{alternation(words('after-title'))}")
        self._further = re.compile(rf"(?:{unmarked})")
        # 应当制定细则 speaks of a document that is to be, and of no one
        self._duty = re.compile(rf"(?:{alternation(words('duty-word'))})[^，。；]{{0,100}}$")
        # 新 + 一代… is the title's own
        self._skip = re.compile(rf"(?:(?!{alternation(words('new-compound'))})(?:{alternation(words('title-filler'))})){{0,8}}")
        # “十五五”规划纲要, “十四五”民政事业发展规划
        period = rf"“十[一二三四五六七]?五”(?!{alternation(words('behind-period'))})"
        self._period = re.compile(rf"{period}({_FILL}{{0,30}}?)({unmarked})(?![\u4e00-\u9fff]{{0,2}}(?:{not_after}))")
        issued = rf"(?:{alternation(words('before-issue-verb'))})?(?:{alternation(words('issued-verb'))})"
        self._kind_then_verb = re.compile(rf"(?<=[\u4e00-\u9fff])({unmarked}){issued}")
        self._clause = re.compile(r"[^，。；！？：《》“”、（）()]{4,36}$")
        self._opening = re.compile(rf"(?:{alternation(words('title-opening'))}){{0,8}}")
        self._signing = re.compile(alternation(words("sign-verb")))
        self._pact = re.compile(rf"(?:{alternation(words('agreement-ending'))})$")
        # 《房屋租赁合同》 between two people
        self._private = re.compile(rf"(?:{alternation(words('private-agreement'))}){{1,6}}(?:{alternation(words('private-type'))})")
        self._pact_type = words("agreement-type")[0]
        self._implementing = re.compile(rf"[\u4e00-\u9fff]{{0,12}}(?:{alternation(words('implementing-verb'))})《[^》]{{1,60}}》的?")
        self._quoted = re.compile(rf"“([^“”，。；]{{4,60}}?({unmarked}))”(?!的)")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of policy documents, by start, none inside another."""
        chosen: list[Mention] = []
        own = list(self._title_line(scene))
        unmarked = (self._quoted_titles, self._about_titles, self._period_titles, self._verb_titles, self._issued_titles)
        for candidates in (self._bracketed(scene), own, *(rule(scene) for rule in unmarked if not scene.is_law)):
            for mention in candidates:
                if not any(mention.start < other.end and other.start < mention.end for other in chosen):
                    chosen.append(mention)
        return sorted(chosen, key=lambda mention: mention.start)

    def is_law(self, scene: Scene) -> bool:
        """Whether the text is itself a regulation, whose plans, schemes and systems are those that are to be: 应当制定募捐方案."""
        return any(self._words.is_legal(kind) for sentence, start in self._title_lines(scene) if (kind := self._kind_of_law(scene.text[start : sentence.end])))

    def _kind_of_law(self, line: str) -> str | None:
        """The type that a title line ends with, also where it implements another one: 甲省实施《…法》办法."""
        implementing = self._implementing.match(line)
        return self._words.type_at_end(line[implementing.end() :]) if implementing else self._words.type_of_line(line)

    def _bracketed(self, scene: Scene) -> Iterator[Mention]:
        for match in _BRACKETED.finditer(scene.text):
            kind = self._words.type_at_end(match.group(1)) or self._agreed(scene, match)
            if kind is not None and scene.is_readable(*match.span()) and not self._private.fullmatch(match.group(1)):
                yield self._titled(scene, match.start(), match.end(), match.group(1), kind, "bracketed title")

    def _agreed(self, scene: Scene, match: re.Match[str]) -> str | None:
        """The type of an agreement where a title without one is signed: 签署《养老服务战略合作》."""
        around = (match.start() - _SIGNING_REACH, match.start()), (match.end(), match.end() + _SIGNING_REACH)
        is_signed = any(self._signing.search(scene.text, max(0, start), end) for start, end in around)
        return self._pact_type if is_signed and self._pact.search(match.group(1)) else None

    def _period_titles(self, scene: Scene) -> Iterator[Mention]:
        """“十五五”规划纲要, with the place that stands before it; “十四五”规划 alone names none."""
        for match in self._period.finditer(scene.text):
            if (not match.group(1) and len(match.group(2)) <= _SHORT_TYPE) or not scene.is_readable(*match.span()) or scene.cuts_word(match.end()):
                continue
            if (match.group(1) and not self._words.is_title(*match.groups())) or not self._may_follow.match(scene.text, match.end()):
                continue
            ends = (scene.text[match.start() - length : match.start()] for length in range(_LONGEST_PLACE, 1, -1) if match.start() >= length)
            start = match.start() - len(next((name for name in ends if name in scene.dictionary.places), ""))
            if scene.is_readable(start, match.end()):
                yield self._titled(scene, start, match.end(), scene.text[start : match.end()], match.group(2), "plan of a period")

    def _issued_titles(self, scene: Scene) -> Iterator[Mention]:
        """养老服务提升三年行动计划 + 发布: the verb behind, and the title from the beginning of the clause."""
        for match in self._kind_then_verb.finditer(scene.text):
            clause = self._clause.search(scene.text, max(0, match.start() - 36), match.start())
            sentence = scene.sentence_at(match.start())
            if clause is None or sentence is None or clause.start() < sentence.start:
                continue
            opening = self._opening.match(clause.group())
            start = clause.start() + (opening.end() if opening else 0)
            content = scene.text[start : match.start()]
            if len(content) >= _DISTINCT and "的" not in content and self._words.is_free_of_issuing(content) and self._words.is_title(content, match.group(1)):
                yield self._titled(scene, start, match.end(1), scene.text[start : match.end(1)], match.group(1), "before a verb")

    def _titled(self, scene: Scene, start: int, end: int, title: str, kind: str, rule: str) -> Mention:
        number = _NUMBER.match(scene.text, end)
        extra = (number.group(1),) if number else ()
        return scene.mention("policy", start, end, rule, (self._words.types[kind], *extra), title)

    def _title_line(self, scene: Scene) -> Iterator[Mention]:
        """The text's own title where the text is itself a regulation, a plan …"""
        for sentence, start in self._title_lines(scene):
            line = scene.text[start : sentence.end]
            if kind := self._words.type_of_line(line):
                yield self._titled(scene, start, sentence.end, line, kind, "title line")

    def _title_lines(self, scene: Scene) -> Iterator[tuple[Sentence, int]]:
        """The title lines, each with where it begins behind a tag."""
        for sentence in scene.document.sentences:
            if sentence.role == "title":
                tag = _TAG.match(scene.text, sentence.start, sentence.end)
                yield sentence, tag.end() if tag else sentence.start

    def _quoted_titles(self, scene: Scene) -> Iterator[Mention]:
        for match in self._quoted.finditer(scene.text):
            if not self._words.is_quotable(match.group(2)) or not scene.is_readable(*match.span()):
                continue
            if self._words.is_title(match.group(1).removesuffix(match.group(2)), match.group(2)):
                yield self._titled(scene, match.start(), match.end(), match.group(1), match.group(2), "quoted title")

    def _about_titles(self, scene: Scene) -> Iterator[Mention]:
        for match in self._about.finditer(scene.text):
            if scene.is_readable(*match.span()):
                yield self._titled(scene, match.start(), match.end(), match.group(), match.group(2), "about")

    def _verb_titles(self, scene: Scene) -> Iterator[Mention]:
        for verb in self._verb.finditer(scene.text):
            if self._duty.search(scene.text, max(0, verb.start() - _DUTY_REACH), verb.start()):
                continue
            skipped = self._skip.match(scene.text, verb.end())
            at = skipped.end() if skipped else verb.end()
            match = self._behind_verb.match(scene.text, at)
            while match is not None:
                found = self._behind(scene, match)
                if found is None:
                    break
                yield found
                match = self._second.match(scene.text, found.end)
                if match is not None:
                    match = self._behind_verb.match(scene.text, match.start(1))

    def _behind(self, scene: Scene, match: re.Match[str]) -> Mention | None:
        """The title of a match, where its words make one and nothing goes on behind it (规划 + 纲要 is its type, 规范 + 接待用语 none)."""
        further = self._further.match(scene.text, match.end())
        end, kind = (further.end(), further.group()) if further else (match.end(), match.group(2))
        start = self._words.start_of_title(match.group(1), match.start())
        if not scene.is_readable(match.start(), end) or scene.cuts_word(end) or not self._may_follow.match(scene.text, end):
            return None
        if not self._words.is_title(scene.text[start : match.start(2)], match.group(2)) or self._private.fullmatch(scene.text, start, end):
            return None
        return self._titled(scene, start, end, scene.text[start:end], kind, "behind a verb")
