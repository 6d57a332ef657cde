"""When a figure holds: the time expression that governs it, and the time that a change is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.facts.clauses import Clause, Line
from kg.facts.figures import Figure
from kg.model import Mention, PartialDate, TimeExpression

# how far before a time the bracket opens that it stands in
_ASIDE = 30
# the letters of a day
_DAY = 10
# what makes a year more than a part of a name: 成立是2022年的事
_GOES_ON = "的，至到以底末初前后起"
_NUMERALS = "0123456789一二两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Period:
    """A time with how it was found; both ends None where the text gives none."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    basis: Literal["stated", "relative", "document"] | None = None
    is_plan: bool = False


def period_of(expression: TimeExpression, is_sum: bool = False) -> Period | None:
    """The period that a resolved expression gives; None where it says only 目前 or 近年来.

    截至7月底 is a point in time for what there is, and an end without a beginning for what was summed up to then (`is_sum`).
    """
    if expression.start is None and expression.end is None:
        return None
    # a day whose year nothing tells ("--07-01") dates no figure
    if any(side is not None and side.startswith("-") for side in (expression.start, expression.end)):
        return None
    basis: Literal["stated", "relative"] = "relative" if expression.relative else "stated"
    if expression.role in ("until", "by"):
        start = expression.start or (None if is_sum else expression.end)
        return Period(start, expression.end, basis, expression.role == "by")
    if expression.role == "since":
        return Period(expression.start, expression.end, basis)
    return Period(expression.start, expression.end, basis)


# the classes of words of `TimeWords`, in its order
TIME_CUES = ("news-source", "plan-head", "share-verb", "from-word", "told-before-colon", "superlative-word", "title-before-year")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words that tell what a time is the time of.

    `sources` stand behind the day on which news was sent, `told` before the colon of what was told on a day, plans of several years
    end in `plans`, a former state begins with `froms`; behind one of `shares` a time only tells what the figure is a share of:
    占“十四五”总任务数的90%. Before one of `extremes` it says of what something is the most: 建市以来最困难的形势. Behind one of `titles`
    a year is part of what something is called: 入选2021年优秀案例.
    """

    sources: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    froms: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    extremes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def governing(text: str, line: Line, clause: Clause, offset: int, opening: Mention | None, words: TimeWords) -> Mention | None:
    """The time that governs a number at `offset`.

    The nearest one before the number in its sentence; 目前 blocks what stands before it. `opening` is the time with
    which a chain of sentences (…；…；…) begins: it governs them all.
    """
    before = [time for each in line.clauses if each.start <= clause.start for time in each.times if time.end <= offset and governs(time)]
    free = [
        time
        for time in before
        if not (
            _belongs_to_another(time, line, clause, offset)
            or _is_of_a_former_state(time, text, line, offset, words.froms)
            or _is_base(time, clause, offset)
            or _is_aside(time, text, offset)
            or text.startswith(words.sources, time.end)
            or _is_dateline(time, text, line, offset, words.told)
            or _is_of_whole(time, text, words.shares)
            or _is_of_compared(time, line)
            or _is_length(time, before)
            or text.startswith(words.extremes, time.end)
            or _is_of_something_else(time, text, line, clause, words.plans)
            or _is_of_title(time, text, line, clause, words.titles)
        )
    ]
    if free:
        return _begun(free) or free[-1]
    return opening if line.chained and not before else None


def _belongs_to_another(time: Mention, line: Line, clause: Clause, offset: int) -> bool:
    """Whether a time says only when another figure held: the 2012年 of 由2012年的63.5万人减少到56.7万人."""
    own = any(0 <= figure.start - time.end <= 1 and figure.start < offset for figure in clause.figures)
    # 2010年的306亿元 in a clause before
    return own or any(figure.start - time.end in (0, 1) for each in line.clauses if each.start < clause.start for figure in each.figures)


def _is_of_a_former_state(time: Mention, text: str, line: Line, offset: int, froms: tuple[str, ...]) -> bool:
    """Whether a time is that of a state which the figure at `offset` came after: 由2008年冰冻灾害后的64.6%上升到66.8%, in a clause behind it too."""
    own = next((each for each in line.clauses if each.start <= time.start < each.end), None)
    return own is not None and text.endswith(froms, own.start, time.start) and any(time.end <= figure.start < offset for figure in own.figures)


def _is_of_title(time: Mention, text: str, line: Line, clause: Clause, titles: tuple[str, ...]) -> bool:
    """Whether a year is a part of what a clause before calls something: 甲村是2022年省级示范村，…; 入选2021年优秀案例，…"""
    own = next((each for each in line.clauses if each.start <= time.start < each.end < clause.end), None)
    is_said = (
        own is not None
        and time.time is not None
        and time.time.role in ("at", "during")
        and not own.figures
        and time.end < own.end
        and text[time.end] not in _GOES_ON
    )
    return own is not None and is_said and text.endswith(titles, own.start + 1, time.start)


def _is_of_whole(time: Mention, text: str, shares: tuple[str, ...]) -> bool:
    """Whether a time only tells what a figure is a share of: 占“十四五”总任务数的90%."""
    return text.endswith(shares, 0, time.start - (text[time.start - 1 : time.start] == "“"))


def _is_of_compared(time: Mention, line: Line) -> bool:
    """Whether a time goes on with one that is only compared with: the 全年 of 较2021年全年."""
    return any(each.end == time.start and not governs(each) for clause in line.clauses for each in clause.times)


def _is_length(time: Mention, times: list[Mention]) -> bool:
    """Whether a time only says how long the one right before it lasted: the 五年间 of 从2008年到2012年五年间."""
    held = time.time
    is_number = held is not None and held.relative == "recent-years"
    return is_number and any(time.start - 1 <= each.end <= time.start and each.time is not None and each.time.start for each in times if each is not time)


def _begun(times: list[Mention]) -> Mention | None:
    """The time from which the years are counted that govern: the 2012年开始 of 2012年开始，…，五年来.

    So is a plan's period where the time up to which it is told has no year: “十三五”期间，截至今年10月.
    """
    held = times[-1].time
    if held is not None and held.role == "until" and not held.end and held.relative != "now" and len(times) > 1 and times[-2].rule == "period":
        return times[-2]
    if held is None or held.relative != "recent-years" or times[-1].text[0] not in _NUMERALS:
        return None
    return next((time for time in reversed(times) if time.time is not None and time.time.role == "since" and time.time.start), None)


def _is_dateline(time: Mention, text: str, line: Line, offset: int, told: tuple[str, ...]) -> bool:
    """Whether a day is that on which somebody told what stands behind a colon: 3月2日，市统计局公布：…"""
    held = time.time
    if held is None or held.role != "at" or len(held.start or "") < _DAY:
        return False
    return any(time.end <= each.end < offset and text[each.end] == "：" and text.endswith(told, each.start, each.end) for each in line.clauses)


def _is_base(time: Mention, clause: Clause, offset: int) -> bool:
    """Whether a multiple is one of the figure of a time: 是2012年的3倍."""
    held = next((figure for figure in clause.figures if figure.start == offset), None)
    return held is not None and held.quantity is not None and (held.quantity.unit or "").endswith("/times") and offset - time.end == 1


def _is_aside(time: Mention, text: str, offset: int) -> bool:
    """Whether a time stands in brackets that close before the figure: 未满18周岁(截至2023年5月31日)的, 给予…"""
    before, between = text[max(0, time.start - _ASIDE) : time.start], text[time.end : offset]
    opened = max(before.rfind("（"), before.rfind("("))
    return opened > max(before.rfind("）"), before.rfind(")")) and ("）" in between or ")" in between)


def _is_of_something_else(time: Mention, text: str, line: Line, clause: Clause, plans: tuple[str, ...]) -> bool:
    """Whether a time names a plan (“十五五”, 启动2005—2007年扶贫计划) or belongs to a condition before the clause (…缴清税款的，)."""
    if time.start >= clause.start:
        return False
    own = next((each for each in line.clauses if each.start <= time.start < each.end), None)
    is_name = (
        own is not None
        and time.start - own.start > 1
        and "“" in text[time.start - 1 : time.start + 1]
        and text[time.end - 1] not in "期间时末初来"
        and text[time.end : time.end + 1] not in "，期时末以"
    )
    is_plan = own is not None and time.start - own.start > 1 and bool(plans) and text[own.start : own.end].endswith(plans)
    return is_name or is_plan or (own is not None and text[own.end - 1] == "的")


def governs(time: Mention) -> bool:
    """Whether a time can say when a figure held, and not only what it is compared with."""
    return time.time is not None and time.time.role != "compare" and time.time.relative not in ("same-period-last-year", "previous-period")


def baseline(line: Line, figure: Figure, period: Period, is_news: bool = False) -> PartialDate | None:
    """The time that a change or growth is compared with: 较2012年; 较上年 is the year before the figure's own."""
    clause, offset = figure.clause, figure.mention.start
    compared = [time for each in line.clauses if each.start <= clause.start for time in each.times if time.end <= offset and _compares(time)]
    based = [time for time in clause.times if _is_base(time, clause, offset) and time.time is not None]
    if based and based[-1].time is not None:
        return based[-1].time.end or based[-1].time.start
    near = [time for time in compared if time.start >= clause.start] or compared[-1:]
    for time in reversed(near):
        expression = time.time
        if expression is None:
            continue
        if expression.relative in ("last-year", "same-period-last-year") and period.start and period.basis == "stated":
            return str(int(period.start[:4]) - 1)
        if expression.relative and is_news and not (period.start or period.end):
            # the year of the figure stands in another sentence, and may be another than that of the news
            continue
        if expression.end or expression.start:
            return None if _is_of_years(expression) else expression.end or expression.start
    return None


def compares(figure: Figure) -> bool:
    """Whether the clause of a figure names a time that something is compared with."""
    return any(_compares(time) for time in figure.clause.times)


def _is_of_years(expression: TimeExpression) -> bool:
    """Whether a time is that of several years, none of which is what is compared with: 比“九五”时期增长."""
    return expression.start is not None and expression.end is not None and expression.start[:4] != expression.end[:4]


def _compares(time: Mention) -> bool:
    return time.time is not None and time.time.role == "compare"
