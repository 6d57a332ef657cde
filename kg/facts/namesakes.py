"""Which figures of a paragraph stand under one label with different values, so that the label names none of them?

移动…互联网用户0.70万户；联通…互联网用户1.3万户: two sentences that say the same of the same place and time with two values speak
of two things whose difference the label does not tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from kg.model import EntityKey, Observation


def namesakes(observations: Sequence[Observation], paragraphs: Sequence[int], known: Set[EntityKey]) -> frozenset[int]:
    """The indexes of such figures; `paragraphs` tells where each stands.

    An indicator that the ontology knows says what it measures: two values of one are a contradiction, which the audit tells.
    """
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, (each, paragraph) in enumerate(zip(observations, paragraphs, strict=True)):
        said = (each.indicator, each.region, each.period_start, each.period_end, each.kind, each.unit, each.area, each.group, each.program)
        if each.indicator not in known:
            found[paragraph, *said].append(index)
    return frozenset(index for group in found.values() if _differ([observations[index] for index in group]) for index in group)


def _differ(group: Sequence[Observation]) -> bool:
    """Whether figures of several sentences have several values; of one sentence they are the two ends of a change or a range."""
    return len({each.value for each in group}) > 1 and len({each.evidence for each in group}) > 1
