"""What the figures of a paragraph leave to those behind them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.facts.labels import Measure


@dataclass
class Memory:
    """What later figures of a paragraph may leave unsaid."""

    measure: Measure | None = None
    sentence: int = -1  # where the sentence of `measure` begins
    run: tuple[Measure, ...] = ()
    recent: tuple[Measure, ...] = ()  # all of that sentence
    holder: str = ""  # 工业 in 工业完成增加值1亿元、利税1亿元
    whole: Measure | None = None  # 出口总额 in 出口总额3亿元，其中机电产品1亿元
    whole_at: int = -1  # where the clause of its parts begins
    whole_line: int = -1  # and their sentence
    counted: tuple[tuple[str | None, str], ...] = ()  # the last things counted, each with its unit
    among: tuple[tuple[str | None, str], ...] = ()  # those of which 其中 counts some, up to the end of the chain of sentences
    among_at: int = -1  # what of the text settled that
    shared: tuple[Measure, ...] = ()  # what 分别占 goes through
    unit: str | None = None  # of the figure before
    end: int = -1  # where it ended
    summed: str | None = None  # the unit of the last figure that is no share or growth
    verb: str = ""  # 深入 in 深入13个市、25个县

    def forget(self) -> None:
        """A new paragraph begins."""
        self.measure, self.run, self.recent, self.verb, self.holder, self.unit, self.summed, self.end, self.sentence = None, (), (), "", "", None, None, -1, -1
        self.whole, self.whole_at, self.whole_line, self.shared = None, -1, -1, ()
        self.counted, self.among, self.among_at = (), (), -1
