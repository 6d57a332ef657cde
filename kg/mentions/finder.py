"""All mentions of a document, found in the order in which one kind helps the next."""

from __future__ import annotations

from kg.mentions.agencies import AgencyFinder
from kg.mentions.boundaries import Segmenter
from kg.mentions.groups import GroupFinder
from kg.mentions.organizations import OrganizationFinder
from kg.mentions.period_table import PeriodTable
from kg.mentions.phrases import PhraseReader
from kg.mentions.policies import PolicyFinder
from kg.mentions.programs import ProgramFinder
from kg.mentions.quantities import quantities
from kg.mentions.regions import RegionFinder
from kg.mentions.scene import Dictionary, Scene
from kg.mentions.systems import SystemFinder
from kg.mentions.times import times
from kg.mentions.unit_table import UnitTable
from kg.model import Document, Mention
from kg.vocab.vocabulary import Vocabulary

# The schemes whose forms are looked for in texts.
SCHEMES = ("agency", "program", "group", "system", "organization")


class Finder:
    """Finds the mentions of one document after another; made once for a vocabulary.

    `segmenter` says where words begin and end; by default jieba with the ontology's forms as words of its dictionary.
    """

    def __init__(self, vocabulary: Vocabulary, segmenter: Segmenter | None = None) -> None:
        self._vocabulary = vocabulary
        self._dictionary = Dictionary(vocabulary, SCHEMES)
        self._segmenter = segmenter or Segmenter(sorted({form for scheme in SCHEMES for form in self._dictionary.lexicons[scheme] if len(form) <= 12}))
        phrases = PhraseReader(vocabulary)
        self._policies = PolicyFinder(vocabulary)
        self._regions = RegionFinder(vocabulary)
        self._agencies = AgencyFinder(vocabulary)
        self._systems = SystemFinder(vocabulary, phrases)
        self._organizations = OrganizationFinder(vocabulary, phrases)
        self._programs = ProgramFinder(vocabulary, phrases)
        self._groups = GroupFinder(vocabulary)
        self._units = UnitTable(vocabulary.scheme("unit"), vocabulary.words)
        self._periods = PeriodTable(vocabulary.scheme("period"))

    def find(self, document: Document) -> tuple[Mention, ...]:
        """Every mention, by start, the longest first. Mentions of different kinds may lie inside one another."""
        scene = Scene(document, self._vocabulary, self._dictionary, self._segmenter, self._dictionary.scan(document.text))
        scene.is_law = self._policies.is_law(scene)
        policies = self._policies.find(scene)
        regions = self._regions.find(scene)
        agencies = _outside(self._agencies.find(scene, regions), policies)
        organizations = self._organizations.find(scene, regions, [*agencies, *policies])
        systems = self._systems.find(scene, [*policies, *organizations])
        # a body that is being founded says for whom: 成立未成年人保护工作领导小组
        named = [agency for agency in agencies if not self._agencies.is_founded(scene, agency)]
        groups = _outside(self._groups.find(scene), [*named, *organizations])
        programs = self._programs.find(scene, [*policies, *agencies, *systems, *organizations], groups)
        names = [(mention.start, mention.end) for mention in (*policies, *regions, *programs, *systems, *organizations)]
        names += self._regions.former(scene)
        found = [*policies, *regions, *agencies, *organizations, *systems, *programs, *groups]
        found += quantities(document, self._units, names)
        found += times(document, self._periods)
        return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end, mention.kind, mention.rule)))


def _outside(mentions: list[Mention], taken: list[Mention]) -> list[Mention]:
    return [mention for mention in mentions if not any(mention.start < other.end and other.start < mention.end for other in taken)]
