"""What is gathered while the figures of a document become observations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from kg.model import Entity, EntityKey, Observation


@dataclass
class Harvest:
    """Observations with the entities that only they name, and why figures were left out."""

    observations: list[Observation] = field(default_factory=list)
    entities: dict[EntityKey, Entity] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def known(self) -> frozenset[EntityKey]:
        """The indicators that are the ontology's own."""
        return frozenset(key for key, entity in self.entities.items() if entity.concept is not None)

    def name(self, indicator: Entity) -> None:
        """Takes up an indicator, with the further names that it has here."""
        held = self.entities.get(indicator.id)
        if held is not None:
            indicator = replace(held, aliases=tuple(dict.fromkeys((*held.aliases, *indicator.aliases))))
        self.entities[indicator.id] = indicator

    def leave_out(self, unsure: frozenset[int]) -> None:
        """Takes out figures of which the label does not tell what each measures, and the indicators that nothing else measures."""
        if not unsure:
            return
        self.skipped["figures that differ under one label"] += len(unsure)
        gone = {self.observations[index].indicator for index in unsure}
        self.observations = [each for index, each in enumerate(self.observations) if index not in unsure]
        for key in gone - {each.indicator for each in self.observations}:
            del self.entities[key]
