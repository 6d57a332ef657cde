"""Does a figure of news leave out what its own sentence says of it?

肩负着300万居民的期望                 the number stands inside what is borne
…，各界代表等约600人出席            a list of which only the last one is named
3000多名残疾人，分别在…                what they do, the next clause says
惠及60万户、210万居民           the verb stands before the first of them
转派有关部门4000多个                   what is passed on stands elsewhere
占总人口14.3%，增加7.43万人            a share has run into a change
50年前的3亿元                          when, the label does not say
每年安排专项资金1000万元, 募集善款…     what for stands elsewhere
某型客机是我国第一款…，国内外订单200架     the place is only in what is said of a thing
南部山区有80万贫困人口                a part of the place that is named
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.cut_labels import COUNTED
from kg.facts.figures import Figure
from kg.facts.kinds import Kind
from kg.facts.labels import Measure
from kg.facts.place_names import NATION
from kg.model import Document, EntityKey
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import boundaries, is_verb, part_of_speech

# how far before a number the words reach that govern it
_NEAR = 8
# how far before a number of a chain of sentences a place abroad may have been told of
_TOLD = 120
_SHARES = ("ratio", "multiple")
# the classes of words that a bare name of people consists of
_NAMING = ("n", "a", "b")

# 万人以上的安置区, 百名老人: no number that was counted
_ROUND = re.compile(r"[百千万](?![百千万亿])")
# 为422名困难对象、2名志愿者发放424万元: what all of them got
_SHARED_OUT = re.compile(r"[0-9]万?[户人名位个家]?[^0-9，]{1,20}、[0-9]")


class HalfSaid:
    """Tells figures that lack a part of what their sentence says of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        about = any_of(words("about-word"))
        self._closed = re.compile(rf"(?:{any_of(words('example-end'))})(?:{about})?$")
        self._bears = re.compile(rf"(?:{any_of(words('bearing-verb'))})(?:{about})?$")
        self._ago = re.compile(rf"(?:{any_of(words('years-ago'))})(?:{about})?$")
        self._of = words("of-word")[0]
        self._there = re.compile(rf"(?:{any_of(words('there-is'))})$")
        self._reaches = re.compile(rf"(?:{any_of(words('benefit-verb'))})(?:了|{about})?$")
        self._places = re.compile(rf"(?:{any_of(words('counted-place'))})$")
        self._bodies = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{any_of(words('body-passed-to'))})")
        self._share = re.compile(any_of(words("share-verb")))
        self._passed_on = re.compile(rf"(?:{any_of(words('passing-on-verb'))})[\u4e00-\u9fff]{{0,6}}(?:{any_of(words('body-passed-to'))})")
        outlay = (*words("money-verb"), *words("bare-outlay"), *words("flow-verb"), *words("sum-adverb"), *words("each-year"), *words("payer-noun"))
        self._fund = re.compile(rf"(?:{any_of((*outlay, *words('fund-of-whom')))}){{0,6}}(?:{any_of(words('unspecific-fund'))})")
        self._campaign = re.compile(any_of(words("campaign-measure")))
        self._other_relief = re.compile(any_of(words("other-relief")))
        self._rate = re.compile(any_of(words("rate-noun")))
        self._since = re.compile(any_of(words("ever-since")))
        self._family = re.compile(any_of(words("of-one-family")))
        self._weeks = re.compile(rf"(?:{any_of(words('week-word'))})$")
        self._copulas = words("copula")
        self._local = re.compile(any_of(words("any-place")))
        self._part = re.compile(rf"(?!{any_of(words('not-part-of-place'))})[\u4e00-\u9fff]{{1,4}}(?:{any_of(words('part-of-place'))})")
        # 全国会议 names no parliament
        self._abroad = re.compile(rf"(?<![全我各])(?:{any_of(words('foreign-place'))})")

    def is_left_out(self, document: Document, figure: Figure, measure: Measure, dimension: str, kind: Kind, is_known: bool) -> bool:
        """Whether the label lacks what stands around the number in its clause; `is_known` says that the ontology knows what it measures."""
        text, at = document.text, figure.mention.start
        near = text[max(figure.clause.start, at - _NEAR) : at]
        behind = text[figure.mention.end : figure.clause.end]
        if _ROUND.match(figure.mention.text) or self._ago.search(near) or (self._bears.search(near) and self._of in behind):
            return True
        if kind == "change" and dimension not in _SHARES and self._share.search(measure.words):
            return True
        if self._is_no_name(figure, measure, dimension) or (dimension in COUNTED and self._lacks_verb(document, figure, measure)):
            return True
        if is_known or kind == "growth":
            # 募集善款…，同比增长26.8%
            return self._campaign.search(measure.words) is not None or self._is_other_relief(document, figure, measure, dimension)
        if dimension == "money":
            is_all = kind in ("level", "flow") and _SHARED_OUT.search(text, figure.clause.start, at) is not None
            return is_all or self._fund.fullmatch(measure.words) is not None
        if dimension == "person":
            is_last = self._closed.search(near) is not None and (not behind or is_verb(_parts(behind)[0]))
            return is_last or self._lacks_predicate(document, figure, measure)
        # 18市县救助部门培训: the bodies of so many places
        is_of_bodies = self._places.search(figure.mention.text) is not None and self._bodies.match(behind) is not None
        return is_of_bodies or self._passed_on.search(measure.words) is not None

    def _is_no_name(self, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether the words of a label name no measure of a place: 覆盖率, 自…以来, 张三家里, 近1周."""
        last = _parts(measure.words)[-1]
        if len(last) == 1 and part_of_speech(last) == "f":
            # 在各类主体中，外资企业…: among whom, and not what
            return True
        if self._rate.fullmatch(measure.words) or self._since.search(measure.words) or "【" in measure.words:
            return True
        if dimension == "money":
            return self._family.search(measure.words) is not None
        return dimension == "count" and self._weeks.search(figure.mention.text) is not None

    def _is_other_relief(self, document: Document, figure: Figure, measure: Measure, dimension: str) -> bool:
        """Whether 救助金 is that of something else than social assistance: 办理司法救助案件17件，发放救助金27万元."""
        if dimension != "money" or self._other_relief.search(measure.words):
            return False
        return self._other_relief.search(document.text, max(0, figure.clause.start - 60), figure.mention.start) is not None

    def _lacks_predicate(self, document: Document, figure: Figure, measure: Measure) -> bool:
        """Whether a clause ends behind what is counted, and what they do or are stands behind the comma."""
        text, clause = document.text, figure.clause
        counted = text[figure.mention.end : clause.end].rstrip("，")
        if counted != measure.words or "，" not in text[clause.end - 1 : clause.end + 1]:
            return False
        before = text[clause.start : figure.mention.start]
        is_named = all((part_of_speech(part) or "")[:1] in _NAMING for part in _parts(counted))
        return is_named and not self._there.search(before) and not any(is_verb(part) for part in _parts(before))

    def _lacks_verb(self, document: Document, figure: Figure, measure: Measure) -> bool:
        """Whether a further member of a list says only what is counted, and the verb before the first one is no mere 有."""
        text, clause = document.text, figure.clause
        first = clause.figures[0].start
        if text[figure.mention.start - 1] != "、" or first >= figure.mention.start or not text.startswith(measure.words, figure.mention.end):
            return False
        return self._reaches.search(text[clause.start : first]) is not None

    def is_elsewhere(self, document: Document, line: Line, figure: Figure, region: EntityKey, is_said: bool) -> bool:
        """Whether the sentence shows that a figure is not that of its place: of a part of it, of one abroad, of a thing, of a place named behind it."""
        text, at = document.text, figure.mention.start
        told = max(text.rfind("\n", 0, at), at - _TOLD) if line.chained and not is_said else line.sentence.start
        if region == NATION and self._abroad.search(text, told, at):
            return True
        places = [name for name in line.names if name.mention.kind in ("region", "deixis")]
        before = [name for name in places if name.mention.end <= at]
        if not before and not is_said and self._local.search(text, line.sentence.start, at):
            # 当地有…: where the sentences before it have come to
            return True
        if before and all(text.endswith(self._copulas, 0, name.mention.start) for name in before):
            return True
        said = min((name.mention.start for name in before if region in name.entities), default=at)
        areas = [name for name in before if name.mention.kind == "region" and not any(key == region or key[1][:1].isdigit() for key in name.entities)]
        if any(name.entities and (region != NATION or name.mention.start < said) for name in areas):
            # 宁夏南部山区: an area that is no division
            return True
        starts = {name.mention.start for name in line.names}
        if any(region in name.entities and name.mention.end not in starts and self._part.match(text, name.mention.end) for name in before):
            return True
        return (
            not is_said
            and region != NATION
            and any(name.mention.kind == "region" and name.mention.start > at and region not in name.entities for name in places)
        )


def _parts(words: str) -> list[str]:
    return [words[start:end] for start, end in pairwise([0, *sorted(boundaries(words)), len(words)])]
