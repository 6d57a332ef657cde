"""Whether a text bears out that a short name of a county is the county, and not a street, a person or a dish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.mentions.scene import Scene
from kg.model import Mention
from kg.vocab.gazetteer import NATION
from kg.vocab.vocabulary import Vocabulary

_HEAD = 60
_OFTEN = 3
_COORDINATION = frozenset("、和与及")
# how far back the name before a place in a list begins, with a note in brackets behind it
_NAME = 20


class RegionSupport:
    """Keeps the places of a text that something else in it bears out.

    A county's short name (白河, 合水) is common as part of other names. It counts where the text names the
    county in full, or another place of its province; in a list with other places; behind 在, 赴 …; or where
    it stands in the head of the text and again and again.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._gazetteer = vocabulary.gazetteer
        words = vocabulary.words
        self._landscape = tuple(words("landscape-end"))
        joints = "".join(sorted(_COORDINATION))
        self._listed_before = re.compile(rf"([\u4e00-\u9fff]{{2,4}})(?:（[^（）]{{1,12}}）)?[{joints}]$")
        self._listed_after = re.compile(rf"[{joints}]([\u4e00-\u9fff]{{2,3}})(?=[{joints}，。；（两三四])")
        self._waters = frozenset((*words("landscape-end"), *words("source-end")))
        self._arrival = frozenset(words("arrival-word"))
        self._route = frozenset(words("route-word"))
        self._locative = frozenset(words("locative"))

    def keep(self, scene: Scene, found: Sequence[Mention]) -> list[Mention]:
        """The mentions without the doubtful ones that nothing bears out."""
        doubtful = {mention for mention in found if self._is_doubtful(mention)}
        if not doubtful:
            return list(found)
        around = {code for mention in found if mention not in doubtful for code in mention.readings[:1] if code.isdigit()}
        around |= self._of_publisher(scene)
        often = Counter(mention.text for mention in doubtful)
        headed = {mention.text for mention in doubtful if mention.start < _HEAD}
        kept: list[Mention] = []
        for at, mention in enumerate(found):
            if mention in doubtful and (self._hangs_on_another(mention, kept) or self._is_among_waters(scene, mention)):
                continue
            if mention in doubtful and not (
                self._is_near(mention, around)
                or (kept and kept[-1].end == mention.start and kept[-1].readings[:1] != (NATION,))
                or (mention.text in headed and often[mention.text] >= _OFTEN)
                or self._is_located(scene, mention, kept)
                or self._is_listed(scene, found, at, kept)
            ):
                continue
            kept.append(mention)
        return kept

    def _is_near(self, mention: Mention, around: set[str]) -> bool:
        """Whether the text names its province; of 太子河, which may be a river, its prefecture."""
        length = 4 if mention.text.endswith(self._landscape) else 2
        return not {code[:length] for code in mention.readings}.isdisjoint(code[:length] for code in around)

    def _is_among_waters(self, scene: Scene, mention: Mention) -> bool:
        """卫河、唐河: in a list with a name of its kind that no place has, it is a river or a hill."""
        kind = mention.text[-1]
        if kind not in self._waters:
            return False
        before = self._listed_before.search(scene.text, max(0, mention.start - _NAME), mention.start)
        after = self._listed_after.match(scene.text, mention.end)
        return any(one is not None and one[1].endswith(kind) and not self._gazetteer.named(one[1]) for one in (before, after))

    def _is_doubtful(self, mention: Mention) -> bool:
        """A short name, all of whose readings are counties."""
        places = [self._gazetteer.by_code(code) for code in mention.readings]
        return all(place is not None and place.level == "county" and mention.text != place.name for place in places)

    def _hangs_on_another(self, mention: Mention, kept: Sequence[Mention]) -> bool:
        """合肥市 + 滨湖: right behind a place in which no such county lies, it is the name of something smaller."""
        above = kept[-1] if kept else None
        if above is None or above.end != mention.start:
            return False
        return not any(self._gazetteer.within(code, upper) for code in mention.readings for upper in above.readings)

    def _of_publisher(self, scene: Scene) -> set[str]:
        publisher = scene.document.metadata.publisher or ""
        return {place.code for length in range(2, min(len(publisher), 8) + 1) for place in self._gazetteer.named(publisher[:length])[:1]}

    def _is_located(self, scene: Scene, mention: Mention, kept: Sequence[Mention]) -> bool:
        """Whether it stands behind 在, 赴 …; behind 至, where a route begins at a place that counts; behind 赴 only what may be a river."""
        before = scene.text[mention.start - 1 : mention.start]
        if before in self._route:
            return bool(kept) and kept[-1].end == mention.start - 1
        return before in (self._arrival if mention.text.endswith(self._landscape) else self._locative)

    def _is_listed(self, scene: Scene, found: Sequence[Mention], at: int, kept: Sequence[Mention]) -> bool:
        """Whether it stands in a list with a place that counts."""
        before = kept[-1] if kept else None
        if before is not None and before.end == found[at].start - 1 and scene.text[before.end] in _COORDINATION:
            return True
        after = found[at + 1] if at + 1 < len(found) else None
        return after is not None and after.start == found[at].end + 1 and scene.text[after.start - 1] in _COORDINATION and not self._is_doubtful(after)
