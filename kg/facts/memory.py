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
    verb: str = ""  # 深入 in 深入13个市、25个县

    def forget(self) -> None:
        """A new paragraph begins."""
        self.measure, self.run, self.recent, self.verb, self.holder, self.sentence = None, (), (), "", "", -1
