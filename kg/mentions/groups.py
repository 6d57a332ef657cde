"""Where a text names beneficiary groups: known ones, and ones composed of attributes and a head.

group     = { attribute [的] [joint] | family } head    农村 + 贫困 + 失能、半失能 + 老人
family    = need [的] 家庭                     低保家庭 + 大学新生; with 中的 behind it, it is a group of its own
head      = self-standing | dependent          老年人 儿童 残疾人 | 人员 对象 家庭 群众 户 (only with an attribute)
joint     = 、 | 和 | 及 | 或 | 等             机构养育、社会散居 孤儿: two groups that share a head
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.mentions.matcher import longest
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_JOINT = re.compile(r"等|以及|[、和与及或]")
# a list of fields of work: 妇女、儿童、老龄、红十字等 事业
_LIST = re.compile(r"(?:[^，。；！？、和与及]{0,8}[、和与及]){2}")


class GroupFinder:
    """Finds mentions of groups.

    `readings` holds the concept of a known one, nothing for a composed one; `also` the groups that share the head
    of a composed name with joints.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        attribute = alternation(words("group-attribute"))
        needy = alternation(words("group-need"))
        standing = alternation(words("group-head"))
        dependent = alternation(words("group-dependent-head"))
        joint = r"(?:的|等|以及|[、和及与或])?"
        family = rf"(?:{needy})的?(?:{alternation(words('family-head'))})"
        attributes = rf"(?:{family}|(?:{attribute}|{needy}){joint}){{0,6}}"
        not_after = alternation(words("not-after-group"))
        # the letters that a name may begin with turn most places down at once
        first = "".join(sorted({re.escape(word[0]) for cue in ("group-attribute", "group-need") for word in words(cue)}))
        self._composed = re.compile(
            # a word is no attribute of itself: 造成困难的 | 困难家庭子女
            rf"(?=[{first}])(?!(?P<self>{needy})的(?P=self))(?:{attributes}(?:{family}|(?:{attribute}|{needy})的?)(?P<standing>{standing})"
            rf"|{attributes}(?:{family}|(?:{needy})的?)(?P<dependent>{dependent}))(?!{not_after})"
        )
        self._not_after = re.compile(not_after)
        self._scope = re.compile(rf"(?:{alternation(words('group-scope'))}){{1,8}}(?=.{{2}})")
        self._status = re.compile(rf"(?:{alternation(words('status-verb'))})$")
        self._fillers = words("elided-head")
        self._elided = re.compile(rf"(?:{attribute})?(?:{alternation(words('elided-group'))})")
        self._dependent = frozenset((*words("group-dependent-head"), *words("family-head")))
        self._need = re.compile(needy)
        self._longer = words("longer-need")
        self._predicate = re.compile(rf"(?:{needy})的")
        self._lead = re.compile(rf"(?:{alternation(words('predicate-lead'))})$")
        self._work = re.compile(rf"(?:等)?(?:[各多]项|各类)?(?:社会)?(?:{alternation(words('field-of-work'))})")
        self._bare = frozenset(words("bare-group"))
        self._moved = frozenset(words("moved-people"))
        self._before_moved = re.compile(rf"(?:{alternation(words('before-moved-people'))})$")
        self._area = re.compile(rf"(?:{attribute}){{1,8}}(?=.)")

    def find(self, scene: Scene) -> list[Mention]:
        """All mentions of groups, by start: the longest reading at each place."""
        chosen: list[Mention] = []
        for mention in sorted([*self._known(scene), *self._grammatical(scene)], key=lambda m: (m.start, -m.end, m.rule == "known group")):
            if chosen and mention.start < chosen[-1].end:
                continue
            if not self._is_field_of_work(scene, mention):
                chosen.append(mention)
        return chosen

    def _known(self, scene: Scene) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["group"]
        for hit in longest(scene.hits["group"]):
            if not scene.is_readable(hit.start, hit.end) or self._not_after.match(scene.text, hit.end) or self._is_cut(scene, hit.start):
                continue
            if hit.surface in self._moved and not self._is_noun(scene, hit.start, hit.end):
                continue
            # only short forms turn up inside other words: 养 | 老人 | 才
            is_cut = len(hit.surface) <= 2 and (scene.cuts_word(hit.start) or scene.cuts_word(hit.end))
            if not is_cut or scene.is_word_like(hit.start, hit.end):
                yield scene.mention("group", hit.start, hit.end, "known group", lexicon[hit.surface])

    def _is_noun(self, scene: Scene, start: int, end: int) -> bool:
        """Whether 转移群众 are people and not what is done to them: 300名转移群众, 安置转移群众; a number behind counts them too."""
        return scene.text[end : end + 1].isdigit() or self._before_moved.search(scene.text, max(0, start - 3), start) is not None

    def _is_cut(self, scene: Scene, start: int) -> bool:
        """Whether a longer word of need begins before a name: 中 | 低收入家庭 are others."""
        return start > 0 and scene.text.startswith(self._longer, start - 1)

    def _grammatical(self, scene: Scene) -> Iterator[Mention]:
        for match in self._composed.finditer(scene.text):
            start, end = match.span()
            if self._hangs(scene, start, end) or self._is_cut(scene, start):
                continue
            if scene.is_readable(start, end) and (not scene.cuts_word(start) or (match.group("dependent") and scene.is_word_like(start, end))):
                head = match.group("standing") or match.group("dependent")
                begin = self._without_scope(scene, start, end)
                # 需纳入低保的 | 对象 leaves a word that is no group by itself
                if scene.text[begin:end] == match.group("dependent"):
                    continue
                yield from self._divided(scene, begin, end, head)

    def _hangs(self, scene: Scene, start: int, end: int) -> bool:
        """Whether 困难的家庭 is the end of a clause: 原本 | 困难的家庭, 发生严重 | 困难的家庭."""
        if not self._predicate.match(scene.text, start, end):
            return False
        return self._lead.search(scene.text, max(0, start - 4), start) is not None

    def _without_scope(self, scene: Scene, start: int, end: int) -> int:
        """Without 全市 before a known name, and without the status of 纳入 | 农村低保的 | 建档立卡贫困户."""
        scope = self._scope.match(scene.text, start, end)
        if scope and scene.text[scope.end() : end] in scene.dictionary.lexicons["group"]:
            return scope.end()
        of = scene.text.find("的", start, end)
        if of > start and self._status.search(scene.text, max(0, start - 4), start):
            return of + 1
        return start

    def _divided(self, scene: Scene, start: int, end: int, head: str) -> Iterator[Mention]:
        """The groups of a composed name: each conjunct that is a known group by itself stands alone."""
        lexicon = scene.dictionary.lexicons["group"]
        if scene.text[start:end] in lexicon:
            yield scene.mention("group", start, end, "composed group", lexicon[scene.text[start:end]])
            return
        for joint in _JOINT.finditer(scene.text, start, end - len(head)):
            if joint.start() < start:
                continue
            part = scene.text[start : joint.start()]
            named = self._completed(part, head, lexicon) if self._elided.fullmatch(part) else None
            if joint.group() == "等":
                start = joint.end()
            elif named is not None and "、" not in part:
                yield scene.mention("group", start, joint.start(), "elided head", lexicon[named])
                start = joint.end()
        parts = [part.strip("的") for part in _JOINT.split(scene.text[start:end]) if part.strip("的")]
        area = self._area.match(parts[0]) if len(parts) > 1 else None
        carried = area.group() if area and not self._area.match(parts[-1]) and self._need.match(parts[0], area.end()) else ""
        shared = [(carried if index else "") + part + ("" if part is parts[-1] else head) for index, part in enumerate(parts)]
        if head in self._dependent and shared[-1] in lexicon and any(name not in lexicon for name in shared[:-1]):
            # 部分失能、| 计划生育特殊家庭: the head is not of both
            yield scene.mention("group", end - len(shared[-1]), end, "known group", lexicon[shared[-1]])
            return
        yield from self._shared(scene, start, end, shared)

    def _completed(self, part: str, head: str, lexicon: Mapping[str, object]) -> str | None:
        """低保 as a known name: with the head of the whole where a list may leave that out (人员), else with any such head."""
        heads = (head, *self._fillers) if head in self._fillers else self._fillers
        return next((part + filler for filler in heads if part + filler in lexicon), None)

    def _shared(self, scene: Scene, start: int, end: int, names: list[str]) -> Iterator[Mention]:
        lexicon = scene.dictionary.lexicons["group"]
        whole = scene.text[start:end]
        if len(names) > 1 and all(name in lexicon for name in names) and len({lexicon[name] for name in names}) == len(names):
            at = start
            for name in names:
                stop = end if name is names[-1] else next(joint.start() for joint in _JOINT.finditer(scene.text, at + 1, end))
                yield scene.mention("group", at, stop, "shared head", lexicon[name], name)
                at = stop + 1
            return
        # 退休的人员 is 退休人员
        known = lexicon.get(whole, ()) or lexicon.get(whole.replace("的", ""), ())
        yield scene.mention("group", start, end, "composed group", known, None, names if len(names) > 1 else ())

    def _is_field_of_work(self, scene: Scene, mention: Mention) -> bool:
        """Whether a bare name stands in a list of fields: 妇女、儿童、老龄、红十字等 事业."""
        if mention.text not in self._bare:
            return False
        sentence = scene.sentence_at(mention.start)
        stop = min(scene.text.find(mark, mention.end) % (len(scene.text) + 1) for mark in "，。；")
        if sentence is None:
            return False
        begin = max(scene.text.rfind(mark, sentence.start, mention.start) for mark in "，。；") + 1
        clause = scene.text[max(begin, sentence.start) : min(stop, sentence.end)]
        return _LIST.match(clause) is not None and self._work.search(clause, max(0, len(clause) - 24)) is not None
