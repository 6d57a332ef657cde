"""Which names in quotation marks are programs.

quoted = “X” verb “Y” head                    “微心愿”点亮“大民生”系列活动: one name
       | “X” { “Y” } [ [的] content ] head     “寒冬送温暖”专项救助行动, “六位一体”的社区治理机制
       | verb “X” [ weak head ]                实行“单人保”政策
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.mentions.bound_names import BoundNames
from kg.mentions.quoted import Quoted, quoted_runs
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

# “X”“Y”等各类 活动
_LIST_END = re.compile(r"^等(?:各类|各项|一系列|系列|多项|多种)?")
_FAR = 3000  # characters on either side in which a name is taken up again
_NEAR = 90  # characters on either side in which the field of a name shows


class QuotedPrograms:
    """Finds the programs among quoted names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        heads = alternation({*words("program-head"), *words("quoted-head")})
        not_after = alternation(words("not-after-program"))
        self._head = re.compile(rf"(?:{heads})$")
        # the longest tail that no verb, 的 or joint divides
        self._tail = re.compile(rf"的?(?P<content>[\u4e00-\u9fff]{{0,14}})(?P<head>{heads})(?!{not_after})")
        self._short_tail = re.compile(rf"的?(?P<content>[\u4e00-\u9fff]{{0,14}}?)(?P<head>{heads})(?!{not_after})")
        self._weak = re.compile(rf"(?:等)?[\u4e00-\u9fff]{{0,4}}?(?:{alternation(words('program-weak-head'))})")
        self._verb = re.compile(rf"({alternation(words('naming-verb'))})(?:了|好|出)?[\u4e00-\u9fff]{{0,2}}$")
        verbs = alternation(word for cue in ("operate-verb", "plain-verb") for word in words(cue) if len(word) > 1)
        self._crossing = re.compile(rf"{verbs}|{alternation(words('tail-crossing'))}|[的了和与及在是为把让使被]")
        self._bound = BoundNames(vocabulary)
        self._joining = re.compile(alternation(words("joining-verb")))
        # “三年行动” takes up a name given before
        self._only_head = re.compile(rf"(?:[一二三四五六七八九十\d]{{1,2}}年)?(?:{heads})")
        self._theme = re.compile(rf"(?:{alternation(words('theme-verb'))})$")
        # “甲”对 + 活动: a clause goes on
        self._clause = re.compile(alternation(words("clause-behind-name")))
        self._plain = frozenset(words("plain-program-head"))
        self._other = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{alternation(words('not-a-program'))})")
        self._body = re.compile(rf"(?:{alternation(words('body-ending'))})$")
        self._domain = re.compile(alternation(words("domain-word")))
        self._concepts = vocabulary.concepts
        self._slogan = re.compile(alternation(words("slogan")))
        # behind these the name stands without its tail: “X”这一工程, “X”养老服务新模式
        self._loose = re.compile(rf"(?:{alternation(words('back-reference'))})|.{{0,100}}(?:{alternation(words('no-name-ending'))})$")
        self._numbered = re.compile(r"[一二三四五六七八九十两双百千\d]{1,12}[\u4e00-\u9fff]{0,3}$|[^\u4e00-\u9fff]{1,60}$")
        self._system = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{alternation(words('system-head'))})")

    def find(self, scene: Scene) -> Iterator[Mention]:
        """All mentions, in the order of the text."""
        runs = list(quoted_runs(scene))
        joined = {run.start: second for run, second in pairwise(runs) if self._joining.fullmatch(scene.text, run.end, second.start)}
        behind = {second.start for second in joined.values()}
        for run in runs:
            if run.start in joined and run.start not in behind:
                yield from self._two_with_a_verb(scene, run, joined[run.start])
            if run.start in joined or run.start in behind:
                continue
            if self._system.match(scene.text, run.end):
                continue
            tail = self._tail_of(scene, run)
            governed = self._is_governed(scene, run.start)
            for start, end in run.names:
                mention = self._one(scene, run, (start, end), tail, governed)
                if mention is not None:
                    yield mention

    def _two_with_a_verb(self, scene: Scene, first: Quoted, second: Quoted) -> Iterator[Mention]:
        """“甲”激发“乙”系列活动 as one name; without a head the two are a slogan."""
        tail = self._tail_of(scene, second)
        if tail is None or self._loose.match(tail.group()) or tail.group().startswith("的"):
            return
        if self._domain.search(scene.text, first.start, tail.end()) or self._is_near_domain(scene, second):
            yield scene.mention("program", first.start, tail.end(), "two quoted names", (), scene.text[first.start : tail.end()])

    def _tail_of(self, scene: Scene, run: Quoted) -> re.Match[str] | None:
        """The head behind the marks; none where a verb or a further phrase comes between."""
        for pattern in (self._tail, self._short_tail):
            tail = pattern.match(scene.text, run.end)
            if tail is not None and self._crossing.search(tail.group("content")) is None and not self._clause.match(tail.group()):
                return tail
        return None

    def _is_governed(self, scene: Scene, start: int) -> bool:
        sentence = scene.sentence_at(start)
        verb = self._verb.search(scene.text, max(sentence.start, start - 10), start) if sentence else None
        return verb is not None and scene.is_word_like(verb.start(1), verb.end(1))

    def _one(self, scene: Scene, run: Quoted, name_at: tuple[int, int], tail: re.Match[str] | None, governed: bool) -> Mention | None:
        start, end = name_at
        name = scene.text[start:end]
        stop = tail.end() if tail else run.end
        lexicon = scene.dictionary.lexicons["program"]
        if self._slogan.search(name) and tail is None:
            return None
        known = lexicon.get(name, ()) or (lexicon.get(f"“{name}”{scene.text[run.end : stop]}", ()) if tail else ())
        if known and ((tail and self._is_another(name, tail, known)) or not self._bound.is_meant(scene, start, end)):
            known = ()
        if not known and tail is None and self._only_head.fullmatch(name):
            return None
        has_head = self._head.search(name) is not None
        if known and not (tail or has_head) and self._is_borderline(known):
            return None
        if not known and scene.is_law and tail is None:
            return None
        if not known and not self._is_program(scene, run, name, tail, governed):
            return None
        # “X”的项目 says only what X is
        is_said = tail is not None and tail.start("head") > run.end and tail.group("head") in self._plain and self._only_says(scene, run, tail)
        is_tailed = tail is not None and not is_said and not self._loose.match(tail.group())
        whole = f"“{name}”{_LIST_END.sub('', tail.group())}" if tail and is_tailed and not has_head else name
        # behind a list the head is of all its names: “X”“Y”等工作机制
        is_last = end == run.names[-1][1] and tail is not None and _LIST_END.match(tail.group()) is None
        return scene.mention("program", start - 1, stop if is_last and is_tailed else end + 1, "quoted name", known, whole, (name,))

    def _only_says(self, scene: Scene, run: Quoted, tail: re.Match[str]) -> bool:
        """Whether 的 and a plain head only say what X is, and what kind of an activity where X is called its theme."""
        return not tail.group("content") or (tail.group().startswith("的") and self._theme.search(scene.text, max(0, run.start - 6), run.start) is not None)

    def _is_another(self, name: str, tail: re.Match[str], known: tuple[str, ...]) -> bool:
        """Whether other words behind the marks make another thing of a known name: “美丽工坊”展销活动 is not “美丽工坊”就业项目."""
        label = self._concepts[known[0]].label
        return label.startswith(f"“{name}”") and bool(tail.group("content")) and tail.group("content") not in label

    def _is_program(self, scene: Scene, run: Quoted, name: str, tail: re.Match[str] | None, governed: bool) -> bool:
        if self._slogan.search(name) or len(name) < 2:
            return False
        behind = tail.group() if tail else ""
        if tail is not None or self._head.search(name):
            return self._domain.search(name + behind) is not None or self._is_near_domain(scene, run)
        if len(name) < 3 or not governed or "、" in name or "，" in name:
            return False
        if self._numbered.match(name) or self._body.search(name) or self._other.match(scene.text, run.end):
            return False
        if self._domain.search(name) is not None:
            return True
        is_named = self._weak.match(scene.text, run.end) is not None or self._is_repeated(scene, run, name)
        return is_named and self._is_near_domain(scene, run)

    def _is_repeated(self, scene: Scene, run: Quoted, name: str) -> bool:
        """Whether the name stands in marks a second time, not too far away."""
        before, after = max(0, run.start - _FAR), min(len(scene.text), run.end + _FAR)
        return scene.text.count(f"“{name}”", before, after) > 1

    def _is_borderline(self, known: tuple[str, ...]) -> bool:
        return all(self._concepts[iri].value("isBorderline") == "true" for iri in known)

    def _is_near_domain(self, scene: Scene, run: Quoted) -> bool:
        """Whether the words around speak of civil affairs: two of its words in the neighbourhood."""
        before = scene.text[max(0, run.start - _NEAR) : run.start]
        after = scene.text[run.end : run.end + _NEAR]
        return sum(1 for part in (before, after) for _ in self._domain.finditer(part)) >= 2
