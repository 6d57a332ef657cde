"""The figures of a clause with the words on either side that belong to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts.clauses import Clause
from kg.model import Mention, Quantity

# nothing but this stands between figures that share their words: 100%和95%, 1350元、950元, 60—80
_CONNECTOR = re.compile(r"[、和与及，至到~—～-]{0,2}(?:约|近|以及|超过|大约)?")

# a list mark, or a bracket with whatever marks stand inside it
_LIST_MARK = re.compile(r"、|[（(][^（）()]{0,40}[）)]")
# 5个村和3个社区: a conjunction right before a number parts the items of a list as 、 does
CONJUNCTIONS = "和及与"
# 加装5部电梯、优化了食堂: what was done next is nothing of what was counted
_NEXT_DONE = re.compile(r"、(?=[\u4e00-\u9fff]{2}了[\u4e00-\u9fff])")
_CONJUNCTION = re.compile(rf"(?<=[\u4e00-\u9fff”》])[{CONJUNCTIONS}]$")
_LEVELS = re.compile(r"[省市县区乡镇村](?:、[省市县区乡镇村]){1,6}")
LIST_MARKS = f"、{CONJUNCTIONS}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its words: `left` reaches back to the figure before or the clause's beginning, `right` on to the next."""

    mention: Mention
    clause: Clause
    left: tuple[int, int]
    right: tuple[int, int]

    @property
    def quantity(self) -> Quantity:
        """The number and unit."""
        if self.mention.quantity is None:
            raise ValueError(f"no quantity at {self.mention.start}")
        return self.mention.quantity

    def is_listed(self, text: str) -> bool:
        """Whether the figure is a further item of a list: 25个县 in 13个市、25个县."""
        return self.left[0] > self.clause.start and text[self.left[0] - 1] in LIST_MARKS


Run = tuple[Figure, ...]


def runs(clause: Clause, text: str) -> list[Run]:
    """The figures of a clause in runs that share their words, in order: (100%, 95%) in 分别达到100%和95%."""
    found: list[list[Figure]] = []
    before: Mention | None = None
    left = clause.start
    for index, mention in enumerate(clause.figures):
        following = clause.figures[index + 1] if index + 1 < len(clause.figures) else None
        right = (_right_start(text, mention), _right_end(text, mention, clause, following))
        figure = Figure(mention, clause, (left, mention.start), right)
        left = right[1] + 1 if following is not None and right[1] < following.start and text[right[1]] in LIST_MARKS else mention.end
        if following is not None:
            left = _inside_bracket(text, left, following.start)
        if before is not None and _CONNECTOR.fullmatch(text, before.end, mention.start) and not _is_further(before, mention):
            found[-1].append(figure)
        else:
            found.append([figure])
        before = mention
    return [tuple(run) for run in found]


def _inside_bracket(text: str, start: int, end: int) -> int:
    """Where the words of a figure in brackets begin: behind the bracket, in 41个乡镇（其中6个街道."""
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    closed = max(text.rfind("）", start, end), text.rfind(")", start, end))
    return opened + 1 if opened > closed else start


def _is_further(before: Mention, mention: Mention) -> bool:
    """Whether the second number begins a thing of its own: 培训1.5万人、19万农村人口饮水."""
    return before.quantity is not None and mention.quantity is not None and before.quantity.unit is not None and mention.quantity.unit is None


def _right_start(text: str, mention: Mention) -> int:
    """Behind the number, and behind 口 in 12万人口, which is no word of its own."""
    return mention.end + (mention.text.endswith("人") and text.startswith("口", mention.end))


def _right_end(text: str, mention: Mention, clause: Clause, following: Mention | None) -> int:
    """In a list (13个市、25个县) the words of an item end at the list mark before the next figure; a duration's reach on."""
    if mention.quantity is not None and mention.quantity.role == "duration":
        return clause.end
    done = _NEXT_DONE.search(text, mention.end, clause.end if following is None else following.start)
    if done:
        return done.start()
    if following is None:
        return clause.end
    joined = _CONJUNCTION.search(text, mention.end, following.start)
    if joined:
        return joined.start()
    for match in reversed(list(_LIST_MARK.finditer(text, mention.end, following.start))):
        if match.group() == "、":
            # 建议30件和省、市提案20件: a mark between two levels parts no items
            is_within = text[mention.end] in CONJUNCTIONS and _LEVELS.match(text, mention.end + 1, match.end() + 1) is not None
            return mention.end if is_within else match.start()
    return following.start
