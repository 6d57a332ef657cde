"""Which figure of one build is which of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.evaluate.contents import MENTION, Contents
from kg.vocab import terms

Pair = tuple[str | None, str | None]
# source, start, end of a number
Spot = tuple[str, int, int]
_SOURCE = terms.STANDARD["oa"] + "hasSource"


def pair(lost: Sequence[str], gained: Sequence[str], old: Contents, new: Contents) -> Iterator[Pair]:
    """Pairs figures: the same IRI, else the same number of the text, else numbers that overlap.

    Of several that would do, those that share most properties are paired, then those that come first; what is left
    over stands alone.
    """
    same = set(lost) & set(gained)
    yield from ((subject, subject) for subject in sorted(same))
    before, after = ({subject: _spot(subject, build) for subject in held if subject not in same} for held, build in ((lost, old), (gained, new)))
    sources, others = _by_source(before), _by_source(after)
    for source in sorted({*sources, *others}):
        mine, theirs = sources.get(source, []), others.get(source, [])
        for agree in (_is_same, _overlap):
            for subject in list(mine):
                near = [other for other in theirs if agree(before[subject], after[other])]
                if near:
                    best = max(near, key=lambda other: (_alike(subject, other, old, new), -theirs.index(other)))
                    mine.remove(subject)
                    theirs.remove(best)
                    yield subject, best
        yield from ((subject, None) for subject in mine)
        yield from ((None, subject) for subject in theirs)


def _by_source(spots: Mapping[str, Spot]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for subject in sorted(spots, key=lambda subject: (spots[subject], subject)):
        held[spots[subject][0]].append(subject)
    return held


def _spot(subject: str, build: Contents) -> Spot:
    span = build.one(subject, MENTION)
    start, end = (int(build.one(span, terms.MZ + name) or 0) for name in ("start", "end"))
    return build.one(span, _SOURCE), start, end


def _is_same(a: Spot, b: Spot) -> bool:
    return a == b


def _overlap(a: Spot, b: Spot) -> bool:
    return a[1] < b[2] and b[1] < a[2]


def _alike(before: str, after: str, old: Contents, new: Contents) -> int:
    facts, others = old.by_subject[before], new.by_subject[after]
    return sum(values == others.get(name) for name, values in facts.items())
