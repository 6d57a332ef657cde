"""Whether a figure is a level, a flow, a change, a growth or a target."""

from __future__ import annotations

import re
from typing import Literal

from kg.facts.alternatives import any_of
from kg.facts.figures import Figure
from kg.facts.gaps import GapReader
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

Kind = Literal["level", "flow", "change", "growth", "target"]
RELATIVE = ("ratio", "multiple")


class KindReader:
    """Tells the kind of a figure from the verbs of its clause."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        flow, change = any_of(words("flow-verb")), any_of(words("change-verb"))
        between = r"(?:了|约|近|达|(?:超过|突破|达到|接近)了?|[一-鿿]{0,2}(?<!比))"
        not_change = any_of(words("not-change-after"))
        self._growth = re.compile(rf"(?:{any_of(words('growth-verb'))}){between}$")
        self._grew = re.compile(rf"(?:{any_of(words('growth-verb'))})$")
        self._growth_noun = re.compile(rf"(?:{any_of(words('growth-noun'))})")
        self._gaps = GapReader(vocabulary)
        self._span = re.compile(
            rf"(?<![0-9比较上前])(?:[一二两三四五六七八九十]|[0-9]{{1,2}})年[来间]?(?:{any_of(words('growth-adverb'))}){{0,8}}(?:{any_of(words('growth-verb'))}){between}$"
        )
        self._average = re.compile(rf"(?:{any_of(words('each-year'))})(?:{any_of(words('growth-adverb'))}){{0,8}}(?:{any_of(words('growth-verb'))}){between}$")
        self._throughput = re.compile(rf"(?:{any_of(words('throughput'))})$")
        self._sum = re.compile(rf"(?<![0-9比较])(?:[二两三四五六七八九十]|[0-9]{{1,2}})年[来间]?(?:{any_of(words('sum-adverb'))})")
        self._not_growth = re.compile(any_of(words("not-growth")))
        self._fall = re.compile(rf"(?:{any_of(words('fall-verb'))}){between}$")
        # 压缩编制31.3%: what is cut stands between the verb and the share
        self._sure_fall = re.compile(rf"(?:{any_of(words('cut-verb'))})(?!到|至|为)[\u4e00-\u9fff]{{2,12}}$")
        self._fall_noun = re.compile(any_of(words("fall-noun")))
        self._change_near = re.compile(rf"(?:{change})(?:了|约|近)?$")
        self._change_lead = re.compile(rf"^(?:{any_of(words('kind-lead'))}){{0,8}}(?:{change})(?!{not_change})")
        time = r"(?:[0-9]{4}年[底末]?|今年|去年|上年|目前|现在)的"
        self._become = re.compile(rf"(?:{any_of(words('become-verb'))})(?:约|近|每[人月年]{{0,4}}|月人均|年人均|{time}|[一-鿿]{{0,2}})$")
        self._flow_lead = re.compile(rf"^(?:{any_of(words('kind-lead'))}){{0,8}}(?:{flow})|(?:{any_of(words('flow-adverb'))})")
        self._flow_near = re.compile(rf"(?:{flow})(?:了|约|近)?$")
        # 更新增添公交车 adds nothing new
        self._change_sure = re.compile(rf"(?<!更)(?:{any_of(words('sure-change'))})(?!{not_change})")
        self._own_subject = re.compile(rf"(?:{any_of((*words('urban-word'), *words('rural-word')))})(?:{any_of(words('sure-change'))})")
        # 新增耕地交易资金 is paid for the land that is added
        self._added = re.compile(rf"(?:{any_of(words('sure-change'))})(?:{any_of(words('added-thing'))})(?=[\u4e00-\u9fff]{{2}})")
        self._base = re.compile(r"[由从][^，。；由从]{0,8}$")
        self._become_behind = re.compile(rf"[^，。；]{{0,10}}?(?:{any_of(words('become-verb'))})")
        self._past = re.compile(any_of(words("past-cue")))
        self._done_behind = re.compile(rf"[^，。；]{{0,24}}?(?:{any_of(words('done-behind'))})")
        self._compared = re.compile(rf"(?:{any_of(words('compare-word'))})(?:{any_of(words('past-cue'))})")
        self._given = re.compile(rf"^(?:{any_of(words('give-lead'))})")
        self._flow = re.compile(flow)
        self._target = re.compile(any_of(words("target-cue")))
        self._not_target = re.compile(any_of(words("not-target")))
        self._target_behind = re.compile(rf"的?(?:{any_of(words('target-noun'))})|的[\u4e00-\u9fff]{{2,8}}(?:{any_of(words('aim-noun'))})")
        self._per_case = re.compile(any_of(words("per-case-cue")))
        self._standard = re.compile(rf"(?:{any_of(words('standard-end'))})")
        self._standard_label = re.compile(rf"(?:{any_of(words('standard-end'))})$")

    def kind(self, document: Document, figure: Figure, left: str, raw_left: str, dimension: str, planned: bool, label: str = "") -> Kind:
        """The kind. `left` are the clause's words before the number without place and time, `raw_left` with them, `label` those of its measure."""
        tail = raw_left[-12:]
        left = self._added.sub("", left) if dimension == "money" else left
        right = document.text[slice(*figure.right)]
        is_base = self._base.search(tail) is not None and self._become_behind.match(document.text, figure.mention.end) is not None
        if not is_base and (
            (planned and not self._past.search(self._compared.sub("", raw_left)) and not self._done_behind.match(right))
            or self._target.search(self._not_target.sub("", raw_left))
            or self._target_behind.match(right)
        ):
            return "target"
        becomes = self._becomes(tail)
        if dimension in RELATIVE and self._gaps.is_gap(document, figure):
            return "level"
        if dimension in RELATIVE and (self._is_growth(tail, raw_left, right, becomes)):
            return "growth"
        if (
            dimension not in RELATIVE
            and (not becomes or self._change_sure.search(left))
            and (self._change_near.search(self._not_growth.sub("", tail)) or self._change_lead.match(left) or self._change_sure.search(left))
        ):
            return "change"
        if dimension in ("ratio", "rank", "multiple", "duration"):
            return "level"
        if dimension == "event":
            return "flow"
        if dimension == "money":
            is_level = (
                self._per_case.search(raw_left)
                or self._standard.search(left)
                # 补助标准由100元提高到120元
                or (becomes and self._standard_label.search(label))
                or "standard" in (figure.quantity.unit or "")
            )
            return "level" if is_level else self._paid(figure)
        return (
            "flow"
            if self._throughput.search(left)
            or self._flow_lead.search(left)
            or self._flow_near.search(tail)
            or (self._given.match(left) and (self._flow.search(right) or self._flow.search(left)))
            else "level"
        )

    def goes_on(self, document: Document, kind: Kind, figure: Figure) -> Kind:
        """The kind that a figure leaves to the further items of its list: what is added is of all only where the verb opens the list,
        and not in 城镇新增就业10万人、农村劳动力转移就业8万人."""
        return "level" if kind == "change" and self._own_subject.search(document.text, *figure.left) else kind

    def is_standard(self, words: str) -> bool:
        """Whether words name a sum that is what it is, and that nobody pays out: a price, a standard, deposits."""
        return self._standard.search(words) is not None

    def grows(self, document: Document, figure: Figure) -> bool:
        """Whether the words around a share make it a growth, whatever else the figure is: 力争…增长10%."""
        left = document.text[slice(*figure.left)]
        right = document.text[slice(*figure.right)]
        return not self._gaps.is_gap(document, figure) and self._is_growth(left[-12:], left, right, self._becomes(left[-12:]))

    def _becomes(self, tail: str) -> bool:
        """Whether words say what something came to be (提高到, 达到), and not by how much it grew (增长超过)."""
        found = self._become.search(tail)
        return found is not None and self._grew.search(tail, 0, found.start()) is None

    def averages_years(self, document: Document, figure: Figure, time: Mention | None) -> bool:
        """Whether a growth is the average of some years, which the year of the figures before it does not name: 2015年产值5亿元，年均增长8%."""
        if time is None:
            return self.is_average(document, figure)
        is_before = time.end <= figure.clause.start and time.time is not None and time.time.start == time.time.end
        return is_before and self.is_average(document, figure)

    def is_average(self, document: Document, figure: Figure) -> bool:
        """Whether a growth is the average of some years: 年均增长8%."""
        return self._average.search(document.text[slice(*figure.left)]) is not None

    def spans_years(self, document: Document, figure: Figure) -> bool:
        """Whether a growth is that of a span of years, and not of the year named before: 五年平均增长11%."""
        return self._span.search(document.text[slice(*figure.left)]) is not None

    def sums_years(self, document: Document, figure: Figure, words: str, time: Mention | None) -> bool:
        """Whether a sum is that of a span of years, and not of the year named before: 五年累计创造8490亿元, 是“十五”期间的5.2倍; one of 2015年以来 is."""
        if time is not None and time.time is not None and time.time.role == "since":
            return False
        return self._sum.search(document.text[slice(*figure.left)]) is not None or self._sum.search(words) is not None

    def falls(self, document: Document, figure: Figure) -> bool:
        """Whether a growth goes down; its figure stays as it is printed: 排放量下降20.2%."""
        left = document.text[slice(*figure.left)]
        right = document.text[slice(*figure.right)]
        return (
            self._fall.search(left[-12:]) is not None
            or self._sure_fall.match(left) is not None
            or self._fall_noun.search(left) is not None
            or self._fall_noun.match(right.removeprefix("的")) is not None
        )

    def _is_growth(self, tail: str, left: str, right: str, becomes: bool) -> bool:
        left, tail = self._not_growth.sub("", left), self._not_growth.sub("", tail)
        if self._growth_noun.search(left) or self._growth_noun.match(right.removeprefix("的")):
            return True
        return not becomes and (self._growth.search(tail) is not None or self._sure_fall.match(left) is not None)

    def _paid(self, figure: Figure) -> Kind:
        """Money for each person and month is a standard, a plain sum was paid over a time."""
        return "level" if figure.quantity.per_person or figure.quantity.period else "flow"
