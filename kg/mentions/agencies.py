"""Where a text names agencies: known bodies, and bodies by their grammar.

agency     = [ place ] [ 第N届 ] body [ office ] [ inner ]
place      = region | [ deictic ] level                        长沙市 | 省 市 县 区 … | 全市
body       = party | government | department | group            市委 | 市政府 | 民政局 | 工作领导小组
inner      = [ function ] inner head                            养老服务 + 科, 第二巡察组
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.mentions.agency_words import AgencyWords
from kg.mentions.scene import Scene, alternation
from kg.model import Mention
from kg.vocab.vocabulary import Vocabulary

_SEPARATORS = frozenset("、和与及，")
_CHIEF = frozenset("长")
_DIGITS = "〇一二三四五六七八九十"
_MOST_COUNTED = 10
_SESSION = re.compile(r"第?[一二三四五六七八九十百]{1,4}届$")
# how far a list of functions before 等部门, or the name of a task force, can reach back
_REACH = 48


class AgencyFinder:
    """Finds mentions of agencies.

    `readings` holds the IRI of a known body; otherwise it is empty and `head` holds the body without
    its place (民政局, 委, 人民政府). `rule` tells how the place is to be found: "listed" takes that of the
    agency before it, "inner" lies inside that agency, "bare" has none.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._words = AgencyWords(vocabulary)
        levels = alternation(words("level-character"))
        self._levels = re.compile(rf"(?:{alternation(words('deictic'))})?(?:{levels})$")
        # 市委办主任 names the office, 市委办好 does not
        short = rf"(?:{alternation(words('short-office'))})(?={alternation(words('behind-short-office'))})"
        offices, wings = alternation(words("government-office")), alternation(words("party-wing"))
        self._party = re.compile(rf"党?委(?:{wings}|{short})?(?!{alternation(words('not-after-party'))})")
        self._government = re.compile(rf"(?:人民)?政府(?:{offices}|{short})?(?!{alternation(words('not-after-government'))})")
        self._task_force = re.compile(alternation(words("task-force")))
        # 人民政府 + 防汛抗旱指挥部
        self._sent = re.compile(rf"(?:{alternation(words('inspection-group'))})$")
        self._own_force = re.compile(rf"[\u4e00-\u9fff]{{2,10}}?(?:{alternation(words('task-force'))})")
        verbs = (word for cue in ("operate-verb", "plain-verb", "title-verb", "found-verb") for word in words(cue) if len(word) > 1)
        self._crossing = re.compile(rf"{alternation(verbs)}|[、和及与的由在对将]")
        self._found_verb = re.compile(rf"(?:{alternation(words('found-verb'))})了?")
        stems = alternation(self._words.stems)
        self._list_end = re.compile(r"等[多各]?(?:\d{1,2}|[一二三四五六七八九十])?个?部门")
        self._shared_list = re.compile(rf"({levels})((?:{stems})(?:[、和](?:{levels})?(?:{stems})){{0,6}})$")
        self._function = re.compile(rf"(?:{levels})?({stems})")
        self._posted = re.compile(rf"驻(?:{alternation(words('superior-office'))})(?:{alternation(words('inspection-group'))})")
        self._league = re.compile(rf"(?:{alternation(words('league'))})$")
        self._superiors = re.compile(alternation(words("superiors")))
        self._administered = tuple(words("administered-area"))
        # 泾川、灵台、崇信 + 三县 + 残联: as many places as the number says
        self._count = re.compile(rf"([两二三四五六七八九十])(?:{levels}|地)$")
        self._special = tuple(words("special-region"))
        self._duty = re.compile(rf"(?:{alternation(words('duty-word'))})$")
        self._zones = tuple(words("zone"))
        self._away = re.compile(rf"(?:{alternation(words('posted-verb'))})$")
        # 人民政府 + 驻广州办事处
        self._mission = re.compile(rf"(?:{alternation(words('posted-verb'))})[\u4e00-\u9fff]{{2,16}}?(?:{alternation(words('posted-office-head'))})")
        # 公安局 + 雨花分局
        self._branch = re.compile(rf"(?!{alternation(words('not-in-branch'))})[\u4e00-\u9fff]{{2,6}}?(?:{alternation(words('branch-office'))})")
        self._away_body = frozenset(words("posted-office"))
        self._generic_before = re.compile(rf"(?:{alternation(words('generic-before-agency'))})$")

    def find(self, scene: Scene, regions: list[Mention]) -> list[Mention]:
        """All mentions of agencies, by start, none inside another."""
        ends = {mention.end: mention for mention in regions if mention.kind == "region"}
        candidates = [
            *self._known(scene),
            *self._departments(scene, ends),
            *self._with_place(scene, ends, "party", self._party),
            *self._with_place(scene, ends, "government", self._government),
            *self._shared_heads(scene),
            *self._task_forces(scene),
            *self._plain(scene, self._posted, "posted group"),
            *self._plain(scene, self._superiors, "superiors"),
        ]
        chosen: list[Mention] = []
        for mention in sorted(candidates, key=lambda m: (m.start, m.rule != "known body", -m.end)):
            if chosen and mention.start == chosen[-1].end and self._is_part(chosen[-1], mention):
                chosen[-1] = self._joined(scene, chosen[-1], mention.end)
            elif not chosen or mention.start >= chosen[-1].end:
                chosen.append(mention)
        return list(self._placed(scene, self._with_inner(scene, chosen)))

    def _known(self, scene: Scene) -> Iterator[Mention]:
        for hit in scene.hits["agency"]:
            if not scene.is_readable(hit.start, hit.end) or not self._ends_here(scene, hit.end) or self._mission.match(scene.text, hit.end):
                continue
            if not scene.cuts_word(hit.start) and scene.is_word_like(hit.start, hit.end):
                yield scene.mention("agency", hit.start, hit.end, "known body", scene.dictionary.lexicons["agency"][hit.surface])

    def _departments(self, scene: Scene, ends: dict[int, Mention]) -> Iterator[Mention]:
        for hit in self._words.matcher.find(scene.text):
            office = self._words.office.match(scene.text, hit.end)
            end = office.end() if office else hit.end
            if not scene.is_readable(hit.start, end) or not self._ends_here(scene, end):
                continue
            is_whole = hit.surface in self._words.whole
            body = hit.start if is_whole else self._words.start_with_stems(scene.text, hit.start)
            start, place = self._place_before(scene, body, ends)
            if place == "counted":
                yield from self._of_each(scene, start, body, end, ends)
            if place in ("counted", "area") or (hit.surface in self._away_body and self._away.search(scene.text, max(0, start - 1), start)):
                continue
            yield scene.mention("agency", start, end, "body" if is_whole else "department", (), scene.text[body:end] if place else scene.text[start:end])

    def _with_place(self, scene: Scene, ends: dict[int, Mention], rule: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
        """Party committees and governments, which are named with their place only, or behind one that is (市委、政府)."""
        for match in pattern.finditer(scene.text):
            start, place = self._place_before(scene, match.start(), ends)
            if not scene.is_readable(*match.span()):
                continue
            if place == "counted":
                yield from self._of_each(scene, start, *match.span(), ends)
            elif place is not None and place != "area":
                league = self._league.search(scene.text, max(0, start - 3), start) if rule == "party" else None
                yield scene.mention("agency", league.start() if league else start, match.end(), "league" if league else rule, (), match.group())
            elif rule == "government" and scene.text[match.start() - 2 : match.start()] in ("委、", "委和"):
                yield scene.mention("agency", *match.span(), rule, (), match.group())

    def _ends_here(self, scene: Scene, end: int) -> bool:
        """Whether a body's name can end here: 民政部门, 应急处置 go on; 民政局长 does not (the body has a head)."""
        if self._words.not_after.match(scene.text, end):
            return False
        is_closed = any(scene.segmenter.is_word(scene.text[end - length : end]) for length in (2, 3))
        return is_closed or scene.text[end : end + 1] in _CHIEF or not scene.cuts_word(end)

    def _place_before(self, scene: Scene, at: int, ends: dict[int, Mention]) -> tuple[int, str | None]:
        """Where the agency's name begins, and what stands for its place: region, level, a counted list, an area that has no agency, or nothing."""
        session = _SESSION.search(scene.text, max(0, at - 6), at)
        at = session.start() if session else at
        region = ends.get(at)
        if region is not None:
            return region.start, "region" if self._has_agencies(region) else "area"
        count = self._count.search(scene.text, max(0, at - 4), at)
        if count:
            return count.start(), "counted" if count.start() in ends else "area"
        level = self._levels.search(scene.text, max(0, at - 4), at)
        above = ends.get(level.start()) if level else None
        if level and above is not None and above.text.endswith(level.group()) and self._has_agencies(above):
            # 盂县 | 县委: the level says once more what the place is
            return above.start, "region"
        if level and not self._cuts_word(scene, level.start(), at):
            is_generic = self._generic_before.search(scene.text, max(0, level.start() - 4), level.start())
            is_zone = scene.text[max(0, at - 6) : at].endswith(self._zones)
            return level.start(), "area" if is_generic or is_zone else "level"
        return at, None

    def _has_agencies(self, region: Mention) -> bool:
        """Whether a place has agencies of its own: a named area such as 粤桂 has none."""
        return not region.readings or region.readings[0][:1].isdigit() or region.text.endswith(self._administered)

    def _of_each(self, scene: Scene, listed: int, body: int, end: int, ends: dict[int, Mention]) -> Iterator[Mention]:
        """The bodies of the places in a list that ends at `listed`, as many as the number behind it says."""
        places: list[Mention] = []
        while listed in ends and len(places) <= _MOST_COUNTED:
            places.insert(0, ends[listed])
            listed = places[0].start - 1 if scene.text[places[0].start - 1 : places[0].start] in _SEPARATORS else -1
        wanted = _DIGITS.index(scene.text[places[-1].end].replace("两", "二")) if places else 0
        for place in places[-wanted:] if wanted and len(places) >= wanted else ():
            yield scene.mention("agency", place.start, end if place is places[-1] else place.end, "counted head", (), scene.text[body:end])

    def _cuts_word(self, scene: Scene, start: int, end: int) -> bool:
        """城市 + 民政局: the level character belongs to a longer word; not so in 会同 + 省民政厅, though 同省 is a word too."""
        is_word = scene.segmenter.is_word
        return start > 0 and is_word(scene.text[start - 1 : end]) and not is_word(scene.text[start : end + 1]) and not scene.is_word_like(start, end)

    def _shared_heads(self, scene: Scene) -> Iterator[Mention]:
        """会同省财政、扶贫等部门: each function names a department of that level."""
        for end in self._list_end.finditer(scene.text):
            listed = self._shared_list.search(scene.text, max(0, end.start() - _REACH), end.start())
            for function in self._function.finditer(scene.text, listed.start(1), listed.end(2)) if listed else ():
                if scene.is_readable(*function.span()):
                    yield scene.mention("agency", *function.span(), "shared head", (), function.group(1))

    def _task_forces(self, scene: Scene) -> Iterator[Mention]:
        """成立…工作领导小组: what stands between the verb of founding and the head. A regulation founds none, nor does 视情组建."""
        for head in () if scene.is_law else self._task_force.finditer(scene.text):
            verbs = list(self._found_verb.finditer(scene.text, max(0, head.start() - 20), head.start()))
            if verbs and self._duty.search(scene.text, max(0, verbs[-1].start() - 4), verbs[-1].start()):
                continue
            if verbs and scene.is_readable(verbs[-1].start(), head.end()) and 2 <= head.start() - verbs[-1].end() <= 16:
                start = verbs[-1].end()
                yield scene.mention("agency", start, head.end(), "task force", (), scene.text[start : head.end()])

    def is_founded(self, scene: Scene, mention: Mention) -> bool:
        """Whether a body is being founded where it is named."""
        verb = self._found_verb.search(scene.text, max(0, mention.start - 3), mention.start)
        return verb is not None and verb.end() == mention.start

    def _plain(self, scene: Scene, pattern: re.Pattern[str], rule: str) -> Iterator[Mention]:
        for match in pattern.finditer(scene.text):
            if scene.is_readable(*match.span()):
                yield scene.mention("agency", *match.span(), rule, (), match.group())

    def _is_part(self, government: Mention, mention: Mention) -> bool:
        """Whether a body is the government's own and bears its name: 甲市人民政府 + 外事办公室."""
        if government.rule != "government" or government.text.removesuffix(government.head or "").endswith(self._special):
            return False
        return mention.rule in ("department", "body") and mention.head == mention.text and not self._sent.fullmatch(mention.text)

    def _joined(self, scene: Scene, government: Mention, end: int) -> Mention:
        return scene.mention("agency", government.start, end, government.rule, (), (government.head or "") + scene.text[government.end : end])

    def _with_inner(self, scene: Scene, chosen: list[Mention]) -> Iterator[Mention]:
        """Each agency, and behind it the office inside it that the text names (民政厅 + 儿童福利处)."""
        covered = 0
        for mention in chosen:
            if mention.start < covered:
                continue
            inner = self._inner(scene, mention)
            is_branch = inner is not None and self._branch.fullmatch(scene.text, mention.end, inner) is not None
            is_own = is_branch or (inner is not None and mention.rule == "government" and not self._sent.search(scene.text, mention.end, inner))
            yield self._joined(scene, mention, inner) if inner and is_own else mention
            if inner and not is_own:
                yield scene.mention("agency", mention.end, inner, "inner", (), scene.text[mention.end : inner])
            covered = inner or covered

    def _inner(self, scene: Scene, mention: Mention) -> int | None:
        """Where the office ends that stands behind its body: 民政厅 + 儿童福利处, 人民政府 + 防汛抗旱指挥部."""
        branch = self._branch.match(scene.text, mention.end) if mention.rule in ("department", "body") and mention.text.endswith("局") else None
        if branch and scene.is_readable(*branch.span()) and not self._crossing.search(branch.group()):
            return branch.end()
        force = self._own_force.match(scene.text, mention.end) if mention.rule == "government" else None
        if force and scene.is_readable(*force.span()) and not self._crossing.search(force.group()):
            return force.end()
        mission = self._mission.match(scene.text, mention.end) if mention.rule == "government" else None
        if mission and scene.is_readable(*mission.span()):
            return mission.end()
        office = self._words.inner.match(scene.text, mention.end)
        return office.end() if office and scene.is_readable(*office.span()) and self._ends_here(scene, office.end()) else None

    def _placed(self, scene: Scene, mentions: Iterator[Mention]) -> Iterator[Mention]:
        """Departments without a place of their own: "listed" behind one that has it (市民政局、财政局), else "bare"."""
        before: Mention | None = None
        for mention in mentions:
            if mention.rule in ("department", "body", "government") and mention.head == mention.text:
                gap = scene.text[before.end : mention.start] if before else None
                joined = before is not None and (gap in _SEPARATORS or (before.rule == "government" and not gap))
                if not joined and self._generic_before.search(scene.text, max(0, mention.start - 4), mention.start):
                    continue
                mention = replace(mention, rule=self._bare_rule(scene, mention) if not joined else "listed")
            yield mention
            before = mention

    def _bare_rule(self, scene: Scene, mention: Mention) -> str:
        founded = not scene.is_law and self.is_founded(scene, mention)
        return "task force" if founded and self._task_force.search(mention.text) else "bare"
