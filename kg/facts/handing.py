"""To which things are numbers handed out: 甲率、乙率分别达到90%和80%, 甲率、乙率均为100%, 福利院、救助站各1所?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts import distribution
from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.each_one import EachReader
from kg.facts.figures import Figure, Run
from kg.facts.joining import AND
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.facts.topics import TopicReader
from kg.model import Document, EntityKey
from kg.vocab.vocabulary import Vocabulary

# “五保”和孤儿供养标准: a thing in quotation marks is one of the list like the others
_QUOTES = str.maketrans("", "", "“”")


class HandingReader:
    """Finds the things that share the numbers behind them."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, each: EachReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._each = each
        self._topics = TopicReader(vocabulary)
        self._each_in_turn = re.compile(rf"(?:{any_of(words('held-at'))})$")
        self._unread = re.compile(r"[、和][0-9]")
        self._distribute = re.compile(any_of(words("distribute-cue")))
        self._jointly = re.compile(rf"(?:{any_of(words('joint-cue'))})[^、]{{0,4}}$")
        self._listing = re.compile(rf"([^，。；]{{4,40}}?)(?:{any_of(words('example-end'))})({any_of(words('measure-noun'))})?")
        self._heads = words("measure-noun")
        self._pairs, self._held = words("two-in-one"), words("held-measure")
        self._toward, self._owners = words("toward-word"), (*words("firm-noun"), *words("user-noun"))
        self._of = words("of-word")[0]
        self._directed = re.compile(rf"(?<=..)(?:{any_of(words('directed-measure'))})")
        self._levels = words("place-level")
        self._amounts = words("shared-amount")
        self._tails = words("shared-tail")
        self._groups = words("group-head")
        rates = {*words("rate-noun"), *(word for name in ("soft-rate", "measure-noun") for word in words(name) if word.endswith(words("end-rate")))}
        self._rates, self._shares = tuple(sorted(rates, key=lambda word: (-len(word), word))), words("share-verb")
        self._covering = re.compile(rf"({any_of(words('covering-body'))})({any_of(words('rate-of-reach'))})$")
        self._opposites = (*words("urban-word"), *words("rural-word"))

    def is_first(self, document: Document, head: Figure) -> bool:
        """货物和旅客吞吐量分别达到62万吨、1900万人次: the first of two of which nobody reads the second."""
        return self._unread.match(document.text, head.mention.end) is not None and self._distribute.search(document.text, *head.left) is not None

    def placed(self, document: Document, run: Run, places: Sequence[EntityKey], skip: Sequence[tuple[int, int]]) -> list[Measure]:
        """为甲县、乙县、丙县分别捐赠51万元、50万元、49万元助残资金: one measure, each place with its figure; `skip` are names in between."""
        head = run[0]
        cut = self._distribute.search(document.text, *head.left)
        if cut is None or len(places) != len(run):
            return []
        words = self._labels.words_of(document, (cut.end(), head.mention.start), skip) + self._labels.words_of(document, run[-1].right, skip)
        core, sources = self._labels.core(words)[:LONGEST], (head.left, run[-1].right)
        return [Measure(words[:LONGEST], core, sources, region=place) for place in places] if words else []

    def listed(self, document: Document, head: Figure, count: int) -> list[str]:
        """The things that 分别 hands the figures to; none where it does not or their number differs."""
        raw = document.text[slice(*head.left)]
        cut = self._distribute.search(raw) or (self._each_in_turn.search(raw) if "、" in raw else None)
        if cut is None:
            return []
        listed = self._labels.trim(self._without_scope(raw[: cut.start()], head).translate(_QUOTES))
        parts = distribution.parted(listed, count, self._pairs) or distribution.items(listed, count)
        if not parts:
            return []
        parts = distribution.levelled(distribution.held(parts, self._held), self._levels)
        shared, parts = distribution.led(parts, self._toward)
        parts = distribution.completed(parts, self._topics.group_end(parts[-1]), self._heads, self._opposites, self._of, self._owners)
        if self._labels.dimension(head) == "ratio":
            # 分别占全市的38.9%和48.3%
            whole = self._labels.trim(raw[cut.end() :])
            is_share = whole.startswith(self._shares) and len(whole) > 1
            parts = [f"{part}{whole}" for part in parts] if is_share else distribution.rated(parts, self._rates, self._groups)
        elif not any(self._labels.is_relational(part) for part in parts[:-1]):
            # 甲保险、乙保险参保人数分别达到7万人和16万人
            parts = distribution.rated(parts, self._tails)
        is_toward = not shared and raw.startswith(self._toward) and self._directed.search(parts[0]) is not None
        return [f"{self._toward[-1] if is_toward else ''}{self._labels.plain(f'{shared}{part}')}" for part in parts]

    def before(self, document: Document, line: Line, head: Figure, count: int) -> list[str]:
        """Things that the clause before lists, whose growths 分别 hands out: 纺织业、制鞋业等行业回暖，分别增长6%和8%; none where it lists no such things."""
        if head.left[0] != head.clause.start or not self._distribute.search(document.text, *head.left):
            return []
        clause = next((each for each in line.clauses if each.end == head.clause.start - 1 and not each.figures), None)
        listed = self._listing.match(document.text, clause.start, clause.end) if clause is not None else None
        parts = distribution.items(self._labels.trim(self._without_scope(listed[1], head)), count) if listed is not None else None
        if not parts or listed is None:
            return []
        tail = listed[2] or ""
        return [self._labels.plain(f"{part}{tail}") for part in parts]

    def _without_scope(self, raw: str, head: Figure) -> str:
        for name in head.clause.names:
            if name.mention.kind == "deixis":
                raw = raw.replace(name.mention.text, "", 1)
        return raw

    def joint(self, document: Document, head: Figure) -> list[str]:
        """统一受理事项覆盖率、网上受理率均为100%: one number, several measures."""
        raw = document.text[slice(*head.left)]
        if self._each.is_of_each(document, head):
            return self._each.things(self._labels.trim(self._without_scope(raw, head)))
        if not self._jointly.search(raw[-6:]):
            return []
        cut = self._jointly.search(raw[-6:])
        words = self._labels.trim(self._without_scope(raw[: len(raw) - 6 + cut.start()] if cut and len(raw) > 6 else raw, head))
        parts = [self._labels.plain(part) for part in words.split("、")]
        if len(parts) > 1:
            parts = distribution.rated(distribution.held(parts, self._held), (*self._rates, *self._amounts))
        else:
            # 办结率和满意率均达: measures joined by a conjunction
            parts = [self._labels.plain(part) for part in AND.split(words)]
            parts = distribution.held(parts, self._held) if all(self._labels.is_relational(part) for part in parts) else []
        return self._covered(parts) if len(parts) > 1 and all(len(part) > 2 for part in parts) else []

    def _covered(self, parts: list[str]) -> list[str]:
        """机关、社区党组织覆盖率: that of the party's bodies in each."""
        found = self._covering.search(parts[-1])
        if found is None or len(found.group()) == len(parts[-1]):
            return parts
        return [part if found[1] in part or not part.endswith(found[2]) else f"{part.removesuffix(found[2])}{found.group()}" for part in parts]
