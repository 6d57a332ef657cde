"""Measuring a build against gold annotations."""

from kg.evaluate.scoring import Score, score

__all__ = ["Score", "score"]
