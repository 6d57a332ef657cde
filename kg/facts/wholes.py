"""What a part or a share is of, where only the words before it say so: 其中出口2808亿元, 分别占耕地面积的74.5%和农户总数的79.1%.

part  = 其中 thing number                          改造危旧房3677户，其中残疾人危旧房750户
      | 其中 thing number ； thing number          百亿元项目100个。其中，水利项目12个；交通项目41个
share = 分别占 whole 的 number { 和 whole 的 number }  入社耕地…亩、农户…户，分别占耕地面积的74.5%和农户总数的79.1%
      | 为 whole 的 number                          完成投资192.9亿元，为年度计划的122.9%
      | thing、thing 占 whole 比重 number 和 number    绿色经济、数字经济占生产总值比重45%和32%
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.facts import distribution
from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure, Run
from kg.facts.labels import LONGEST, LabelReader, Measure
from kg.facts.memory import Memory
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

# a part whose own words are no longer than this is named by its whole: 其中出口
_SHORT = 4
# 出口, 进口: nouns that are of something, known or not
_BARE = 2
_LEAST_WHOLE = 4


class WholeReader:
    """Completes the labels of parts and shares."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader, is_known: Callable[[str], bool]) -> None:
        words = vocabulary.words
        self._labels = labels
        self._is_known = is_known
        self._among = words("among")[0]
        self._part = re.compile(rf"^[\u4e00-\u9fff]{{0,4}}?(?:{any_of(words('among'))})")
        self._bare_shares = words("bare-share")
        self._share, self._among_end = words("share-verb")[-1], words("among-end")
        self._areas = frozenset((*words("urban-word"), *words("rural-word")))
        self._of_share = words("suffix-share-of")[0]
        self._making = words("making-of")
        self._among_which = re.compile(rf"[，、（(]?(?:{any_of(words('among'))})(?:{any_of(words('there-is'))})?")
        self._afresh = (*words("still-open"), *words("sum-adverb"))
        # 投资亿元以上项目, 5亿元以上项目: some of the projects before, by what they cost
        self._bounded = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?[0-9.]{{0,6}}[百千万亿]{{1,2}}元(?:{any_of(words('bound-word'))})")
        self._in = re.compile(rf"^(?:{any_of(words('placing-preposition'))})")
        self._there_is = words("there-is")
        self._of_word = words("of-word")[0]
        self._each = re.compile(rf"^(?:{any_of(words('distribute-cue'))}){{1,3}}(?:{any_of(words('share-verb'))})")
        self._joined = re.compile(r"^[和与、，]")
        self._of = re.compile(rf"^(?:{any_of(words('amounts-to'))})([\u4e00-\u9fff]{{2,14}})的$")
        self._times = re.compile(rf"^({any_of(words('amounts-to'))})([^，。；]{{2,14}}?)的$")
        self._times_of = words("of-word")[0] + words("suffix-multiple")[0]
        self._rate = re.compile(any_of(words("rate-word")))
        self._sum = re.compile(rf"(?:{any_of(words('sum-noun'))})$")
        self._end = re.compile(rf"(?:{any_of(words('whole-measure'))})$")

    def shares(self, document: Document, line: Line, run: Run, memory: Memory) -> list[list[Measure]]:
        """The measures of shares that name only their whole; none where a run is no such thing."""
        head = run[0]
        multiple = self._multiple(document, line, head, memory) if len(run) == 1 and self._labels.dimension(head) == "multiple" else None
        if multiple is not None:
            return [[multiple]]
        if any(self._labels.dimension(figure) != "ratio" for figure in run):
            return []
        raw = document.text[slice(*head.left)]
        if len(run) == 1:
            share = self._of_those(document, run, raw) or self._among_those(document, line, head, raw)
            share = share or self._one_each(document, line, head, raw, memory) or self._of_whole(line, raw, memory)
            return [[share]] if share else []
        each = self._each.match(raw)
        if each is not None and memory.sentence == line.sentence.start and len(memory.recent) >= len(run):
            own = self._labels.plain(raw[each.end() :])
            if f"{self._share}{own}" in self._bare_shares:
                # 立案100件，其中甲类10件，乙类30件，分别占比10%和30%
                own = memory.whole.words if memory.whole is not None and memory.whole_line == line.sentence.start else ""
            held_parts = [(held.core.rpartition(self._among)[2], held.core) for held in memory.recent[-len(run) :]]
            return [[Measure(f"{part}{self._share}{own}{self._of_share}"[:LONGEST], core)] if own else [] for part, core in held_parts]
        cut = raw.find(self._share, 2)
        parts = distribution.items(self._labels.trim(raw[:cut]), len(run)) if cut > 0 and "、" in raw[:cut] else None
        if not parts:
            return []
        tail = self._labels.plain(raw[cut:])
        return [[Measure(f"{self._labels.plain(part)}{tail}"[:LONGEST], self._labels.plain(part), (head.left,), is_part=True)] for part in parts]

    def _of_those(self, document: Document, run: Run, raw: str) -> Measure | None:
        """帮助占总户数8%的独居家庭: whose share it is stands behind it."""
        head = run[0]
        led = next((name.mention.text for name in head.clause.names if name.mention.start == head.left[0] and name.mention.kind in ("region", "deixis")), "")
        verb, share, whole = raw.removeprefix(led).partition(self._share)
        of_those = share and document.text.startswith(self._of_word, run[-1].right[0]) and (not verb or self._labels.opens_with_verb(verb, 1))
        if not of_those or len(verb) > _SHORT:
            return None
        own, of = self._labels.plain(document.text[slice(*run[-1].right)].removeprefix(self._of_word)), self._labels.plain(whole)
        return Measure(f"{own}{share}{of}{self._of_share}", own, (run[-1].right,)) if own and of and len(own) + len(of) < LONGEST - _SHORT else None

    def _one_each(self, document: Document, line: Line, head: Figure, raw: str, memory: Memory) -> Measure | None:
        figures = head.clause.figures
        led = self._each.match(document.text[head.clause.start : head.clause.end])
        if led is None or memory.sentence != line.sentence.start:
            return None
        at = figures.index(head.mention)
        wholes = memory.recent if at == 0 else memory.shared
        if at == 0:
            memory.shared = memory.recent
        if len(wholes) < len(figures):
            return None
        own = self._labels.plain(self._joined.sub("", raw[led.end() :] if at == 0 else raw))
        held = wholes[len(wholes) - len(figures) + at]
        return Measure(f"{held.core}{self._share}{own}{self._of_share}"[:LONGEST], held.core) if own else None

    def _among_those(self, document: Document, line: Line, head: Figure, raw: str) -> Measure | None:
        """居民人均收入中，工资性收入占23.8%: the whole stands in the clause before."""
        # 家庭中，有30%没有汽车
        is_behind = raw in self._there_is and not document.text.startswith(self._of_word, head.mention.end)
        if head.left[0] != head.clause.start or not (raw.endswith(self._share) or is_behind):
            return None
        earlier = (each for each in reversed(line.clauses) if each.start < head.clause.start and not each.figures)
        before = next((each for each in earlier if document.text.endswith(self._among_end, each.start, each.end)), None)
        whole = document.text[before.start : before.end] if before else ""
        if before is None or len(whole) < _LEAST_WHOLE:
            return None
        for name in before.names:
            if name.mention.kind in ("region", "deixis"):
                whole = whole.replace(name.mention.text, "")
        own = self._labels.plain(document.text[slice(*head.right)] if is_behind else raw[: -len(self._share)])
        of = self._in.sub("", self._labels.plain(whole[:-1]))
        return Measure(f"{own}{self._share}{of}{self._of_share}"[:LONGEST], own, (head.left,)) if own and of else None

    def _multiple(self, document: Document, line: Line, head: Figure, memory: Memory) -> Measure | None:
        """五年完成投资603亿元，是“十五”时期的6.5倍: how many times what it is."""
        found = self._times.match(document.text[slice(*head.left)])
        if found is None or memory.measure is None or memory.sentence != line.sentence.start:
            return None
        held = self._labels.without_growth(memory.measure.words)
        return Measure(f"{held}{found[1]}{self._labels.plain(found[2])}{self._times_of}"[:LONGEST], memory.measure.core)

    def _of_whole(self, line: Line, raw: str, memory: Memory) -> Measure | None:
        found = self._of.match(raw)
        if found is None or memory.measure is None or memory.sentence != line.sentence.start:
            return None
        return Measure(f"{memory.measure.core}{self._share}{found[1]}{self._of_share}"[:LONGEST], memory.measure.core)

    def is_part(self, document: Document, line: Line, head: Figure, memory: Memory) -> bool:
        """Whether a figure counts a part of what stood before: 41个乡镇（其中6个街道、30个镇）."""
        led = self._part.match(document.text[slice(*head.left)]) is not None
        return led or (memory.whole is not None and memory.whole_line == line.sentence.start and memory.whole_at == head.clause.start)

    def in_area(self, document: Document, line: Line, head: Figure, own: str, memory: Memory) -> str:
        """恩格尔系数32%，其中，农村37%，城镇23%: the words of a figure that only say town or country, with what it is of; else nothing."""
        held = memory.measure.core if memory.measure is not None and memory.sentence == line.sentence.start else ""
        if own not in self._areas or not held or self._labels.dimension(head) != "ratio":
            return ""
        area = next((each for each in self._areas if held.startswith(each)), "")
        led = any(each.end == head.clause.start - 1 and document.text[each.start : each.end] == self._among for each in line.clauses)
        return f"{own}{held.removeprefix(area)}" if led or area else ""

    def among(self, document: Document, line: Line, head: Figure, own: str, memory: Memory) -> str:
        """百亿元项目100个。其中，水利项目12个；交通项目41个: words of some of what stood before 其中, which all clauses up to the full stop count."""
        alone = (each.start for each in line.clauses if each.end < head.clause.start and document.text[each.start : each.end] == self._among)
        led = next(alone, line.sentence.start)
        if memory.among_at != led:
            opens = led != line.sentence.start or document.text.startswith(self._among, led)
            memory.among = memory.counted if opens else memory.among if line.chained else ()
            memory.among_at = led
        counts = self._labels.dimension(head) in ("count", "household", "person")
        if not counts or (len(own) > _SHORT + _BARE and not self._bounded.match(own)) or self._is_known(own):
            return own
        alike = (words for unit, words in reversed(memory.among) if unit == head.quantity.unit and words.endswith(own[-_BARE:]))
        whole = next((words for words in alike if not own.endswith(self._labels.core(words)) and own not in words), "")
        return f"{whole}{self._among}{own}" if whole else own

    def part(self, document: Document, line: Line, head: Figure, own: str, memory: Memory) -> str:
        """The words of a part with what its whole adds: its verb, the noun of its measure, or its name."""
        whole = self._whole(document, line, head, own, memory)
        if self._says_of_some(document, head, own):
            # 其中120人通过考试取得证书: who they are some of, only the whole says
            if whole is not None and whole.core[-_SHORT:] in own:
                return own
            is_held = whole is not None and head.quantity.unit == memory.unit and len(whole.core) + len(own) < LONGEST - _BARE
            return f"{whole.core}{self._among}{own}" if whole is not None and is_held else ""
        if whole is None or (len(own) > _BARE and self._is_known(own) and not self._labels.event(whole.words)):
            return own
        if not self._bounded.match(own) and (self._labels.opens_with_verb(own) or self._labels.is_flow(own)):
            return own
        if self._rate.search(whole.words) or (len(own) > _BARE and own in whole.words) or self._labels.is_relational(own):
            return own
        end = self._end.search(whole.core)
        if end and len(own) > _SHORT:
            return f"{own}{end.group()}"
        verb = self._labels.event(whole.words) or self._labels.first_verb(whole.words)
        if verb and (len(own) >= _SHORT or verb == whole.words):
            # 打造助餐点49家，其中照料中心8家: what a verb of making one thing of another says of the first
            is_alike = verb not in self._making or own[-1] == whole.core[-1]
            bound = self._bounded.match(whole.words, len(verb))
            if bound is not None and not self._bounded.match(own) and whole.words.endswith(own[-_BARE:]):
                # 新开工亿元以上项目57个，其中工业项目33个: those are as large too
                verb = bound.string[: bound.end()]
            return f"{verb}{own}" if is_alike else f"{whole.core}{self._among}{own}"
        return f"{self._sum.sub('', self._labels.without_growth(whole.words))}{self._among}{own}" if len(own) <= _SHORT else own

    def _says_of_some(self, document: Document, head: Figure, own: str) -> bool:
        """Whether the words behind 其中 and a number begin with a verb, and so do not name what is counted."""
        alone = self._among_which.fullmatch(document.text[slice(*head.left)]) is not None
        return alone and self._labels.dimension(head) in ("count", "person", "household") and len(own) > _SHORT and self._labels.opens_with_verb(own, 1)

    def _whole(self, document: Document, line: Line, head: Figure, own: str, memory: Memory) -> Measure | None:
        """What a figure is a part of: what stood before 其中, for the clause with 其中 and for bare nouns in the clauses behind it."""
        if self._part.match(document.text[slice(*head.left)]):
            is_alike = memory.summed == head.quantity.unit or self._labels.dimension(head) in ("ratio", "multiple")
            is_near = is_alike and (line.chained or memory.sentence == line.sentence.start)
            memory.whole = memory.measure if is_near else None
            memory.whole_at, memory.whole_line = head.clause.start, line.sentence.start
        elif line.chained and head.clause is line.clauses[0] and document.text.startswith(self._afresh, head.clause.start):
            # ；现有疑似病例30例: of nothing that stood before
            memory.whole = None
        elif memory.whole_line != line.sentence.start:
            memory.whole = memory.whole if line.chained else None
            memory.whole_line = line.sentence.start
        is_near = head.clause.start == memory.whole_at or len(own) <= _SHORT
        return memory.whole if is_near else None
