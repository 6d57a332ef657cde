"""Where a text names agencies: known bodies, and bodies by their grammar.

    agency     = [ place ] body
    place      = region | level                                   廊坊市 | 省 市 县 区 …
    body       = party | government | department | group          市委 | 市政府 | 民政局 | 工作领导小组
    department = function { function } head                        人力资源和社会保障 + 局
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_SEPARATORS = "、和与及，"


class AgencyFinder:
    """Finds mentions of agencies.

    `readings` holds the IRI of a known body; otherwise it is empty and `head` holds the body without
    its place (民政局, 委, 人民政府), while the place is `place_of` the mention: a region's readings, a
    level (省, 市 …) or nothing.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        stemmed = [concept for concept in vocabulary.scheme("function") if concept.value("headNoun")]
        whole = [form for concept in vocabulary.scheme("function") if not concept.value("headNoun") for form in concept.forms if len(form) > 1]
        bodies = {*words("whole-body"), *whole, *(name for concept in stemmed for name in concept.values.get("bodyName", ()))} - set(words("split-body"))
        functions = alternation(form for concept in stemmed for form in concept.forms)
        heads = alternation({*words("agency-head"), *(noun for concept in stemmed for noun in concept.values["headNoun"])})
        wings = alternation(words("party-wing"))
        offices = alternation(words("government-office"))
        levels = alternation(words("level-character"))
        self._levels = re.compile(rf"(?:{alternation(words('deictic'))})?(?:{levels})$")
        not_after = alternation(words("not-after-agency"))
        self._department = re.compile(rf"(?:(?:{functions})(?:和|与|及)?){{0,2}}(?:{functions})(?:{heads})(?:{offices})?(?!{not_after})")
        self._whole = re.compile(rf"(?:{alternation(bodies)})(?:{offices})?(?!{not_after})")
        self._party = re.compile(rf"委(?:{wings})?(?!{alternation(words('not-after-party'))})")
        self._government = re.compile(rf"(?:人民)?政府(?:{offices})?(?!{alternation(words('not-after-government'))})")
        self._task_force = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?)(?:{alternation(words('task-force'))})")
        self._task_start = re.compile(rf".*(?:{alternation(words('found-verb'))})(?:了)?")
        self._shared_head = re.compile(
            rf"({levels})((?:{functions})(?:(?:、|和)(?:{levels})?(?:{functions})){{0,5}})等(?:多)?(?:个)?部门"
        )
        self._function = re.compile(rf"(?:{levels})?({functions})")
        self._posted = re.compile(rf"驻(?:{alternation(words('superior-office'))}){alternation(words('inspection-group'))}")
        self._superiors = re.compile(alternation(words("superiors")))

    def find(self, scene: Scene, regions: list[Mention]) -> list[Mention]:
        """All mentions of agencies, by start, none inside another."""
        candidates = [
            *self._known(scene),
            *self._by_grammar(scene, regions),
            *self._shared_heads(scene),
            *self._task_forces(scene),
            *self._plain(scene, self._posted, "posted group"),
            *self._plain(scene, self._superiors, "superiors"),
        ]
        chosen: list[Mention] = []
        for mention in sorted(candidates, key=lambda m: (m.start, -m.end)):
            if not chosen or mention.start >= chosen[-1].end:
                chosen.append(mention)
        return list(self._inherit(scene, chosen))

    def _known(self, scene: Scene) -> Iterator[Mention]:
        for hit in scene.hits["agency"]:
            if scene.is_readable(hit.start, hit.end) and scene.is_word_like(hit.start, hit.end):
                yield scene.mention("agency", hit.start, hit.end, "known body", scene.dictionary.lexicons["agency"][hit.surface])

    def _by_grammar(self, scene: Scene, regions: list[Mention]) -> Iterator[Mention]:
        ends = {mention.end: mention for mention in regions if mention.kind == "region"}
        for rule, pattern in (("department", self._department), ("party", self._party), ("government", self._government), ("body", self._whole)):
            for match in pattern.finditer(scene.text):
                if not scene.is_readable(*match.span()):
                    continue
                start, place = self._place_before(scene, match.start(), ends)
                if place is None and rule in ("party", "government"):
                    continue
                yield scene.mention("agency", start, match.end(), rule, (), match.group())

    def _place_before(self, scene: Scene, at: int, ends: dict[int, Mention]) -> tuple[int, str | None]:
        """Where the agency's name begins, and what stands for its place: region, level or nothing."""
        region = ends.get(at)
        if region is not None:
            return region.start, "region"
        level = self._levels.search(scene.text, max(0, at - 4), at)
        if level and not self._cuts_word(scene, level.start(), at):
            return level.start(), "level"
        return at, None

    def _cuts_word(self, scene: Scene, start: int, end: int) -> bool:
        """城市 + 民政局: the level character belongs to a longer word."""
        return start > 0 and scene.segmenter.is_word(scene.text[start - 1 : end]) and not scene.segmenter.is_word(scene.text[start : end + 1])

    def _shared_heads(self, scene: Scene) -> Iterator[Mention]:
        """会同省财政、扶贫等部门: each function names a department of that level."""
        for match in self._shared_head.finditer(scene.text):
            for function in self._function.finditer(scene.text, match.start(1), match.end(2)):
                if scene.is_readable(*function.span()):
                    yield scene.mention("agency", *function.span(), "shared head", (), function.group(1))

    def _task_forces(self, scene: Scene) -> Iterator[Mention]:
        for match in self._task_force.finditer(scene.text):
            begin = match.start()
            verb = self._task_start.match(scene.text, begin, match.end(1))
            start = verb.end() if verb else begin
            if verb and scene.is_readable(begin, match.end()):
                yield scene.mention("agency", start, match.end(), "task force", (), scene.text[start : match.end()])

    def _plain(self, scene: Scene, pattern: re.Pattern[str], rule: str) -> Iterator[Mention]:
        for match in pattern.finditer(scene.text):
            if scene.is_readable(*match.span()):
                yield scene.mention("agency", *match.span(), rule, (), match.group())

    def _inherit(self, scene: Scene, chosen: list[Mention]) -> Iterator[Mention]:
        """Drop a department without a place, unless it stands in a list behind one that has it (市民政局、财政局)."""
        before: Mention | None = None
        for mention in chosen:
            bare = mention.rule in ("department", "body") and mention.head == mention.text
            if bare:
                listed = before is not None and mention.start - before.end == 1 and scene.text[before.end] in _SEPARATORS
                rule = "listed" if listed else "bare"
                mention = Mention("agency", mention.start, mention.end, mention.text, (), rule, mention.head)
            yield mention
            before = mention
