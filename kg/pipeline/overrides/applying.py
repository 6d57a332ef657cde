"""Corrections applied to everything that was read, before it is merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.model import Entity, EntityKey, Reading
from kg.pipeline.merge import Build
from kg.pipeline.overrides.corrections import Applied, Correction, FigureFix, NotName
from kg.pipeline.overrides.dropping import drop
from kg.pipeline.overrides.figures import correct
from kg.pipeline.overrides.identities import Identities, plan
from kg.pipeline.overrides.rewriting import rewrite
from kg.pipeline.overrides.selecting import is_document
from kg.vocab.lookup import Lookup


def apply(build: Build, corrections: Sequence[Correction], vocabulary: Lookup, put: Callable[[Reading], None]) -> tuple[Applied, ...]:
    """Gives the corrected readings to `put`, one after the other, and tells what came of each correction, in the order in which they are written.

    Names in a correction are those of the build without any correction, so that the order of the file does not matter.
    """
    entities = build.by_id
    work = _Work(corrections, plan(corrections, entities, vocabulary))
    names: list[str] = []
    for reading in build.readings:
        put(work.reading(reading, entities, vocabulary))
        names.append(reading.document.source.name)
    return work.outcomes(names)


class _Work:
    def __init__(self, corrections: Sequence[Correction], identities: Identities) -> None:
        self._corrections = corrections
        self._identities = identities
        self._not_names = [each for each in corrections if isinstance(each, NotName)]
        self._fixes = [each for each in corrections if isinstance(each, FigureFix)]
        self._documents: dict[Correction, list[str]] = {each: [] for each in corrections}
        self._problems: dict[Correction, str] = dict(identities.problems)

    def reading(self, reading: Reading, entities: Mapping[EntityKey, Entity], vocabulary: Lookup) -> Reading:
        name = reading.document.source.name
        corrected, said = correct(reading, self._fixes, vocabulary)
        for fix, problem in said.items():
            if problem:
                self._problems[fix] = problem
            else:
                self._documents[fix].append(name)
        left, dropped = drop(corrected, self._not_names)
        for each in dropped:
            self._documents[each].append(name)
        held = {entity.id for entity in left.entities}
        for correction, touched in self._identities.touched.items():
            if touched & held:
                self._documents[correction].append(name)
        now = [self._identities.entity(entity, entities) for entity in left.entities]
        return rewrite(left, now, self._identities.key) if self._identities.touched else left

    def outcomes(self, names: Sequence[str]) -> tuple[Applied, ...]:
        return tuple(self._outcome(each, names) for each in self._corrections)

    def _outcome(self, correction: Correction, names: Sequence[str]) -> Applied:
        documents = tuple(dict.fromkeys(self._documents[correction]))
        if documents:
            return Applied(correction, documents)
        problem = self._problems.get(correction)
        document = getattr(correction, "document", None)
        if problem is None and document is not None and not any(is_document(document, name) for name in names):
            problem = f"no document called {document} was read"
        return Applied(correction, (), problem or "nothing in these documents matches it any more; mend it or take it out")
