"""What word segmentation contributes: the reader with jieba and the ontology's words, with jieba alone, without.

    python benchmarks/segmentation.py [GOLD TEXTS]...      pairs of folders; by default the gold of the seeds

Prints one Markdown table a pair: precision, recall and F1 of each layer, and how many entities were found.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.evaluate.gold import read as read_gold
from kg.evaluate.scoring import score
from kg.ingest import read
from kg.mentions.boundaries import Segmenter
from kg.model import Source
from kg.pipeline.graph import graph_of
from kg.pipeline.merge import merge
from kg.pipeline.reader import Reader
from kg.store import hold
from kg.vocab.vocabulary import Vocabulary, load

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ENTITIES", "region", "agency", "policy", "program", "group", "system", "organization", "figure value", "fact whole", "RELATIONS")


class NoSegmenter(Segmenter):
    """Every offset is a boundary and no string is a word: what a reader without segmentation knows."""

    def __init__(self) -> None:
        super().__init__(())

    def boundaries(self, text: str) -> frozenset[int]:
        """Every offset."""
        return frozenset(range(len(text) + 1))

    def is_word(self, text: str) -> bool:
        """No string is known to be a word."""
        return False


def measure(vocabulary: Vocabulary, segmenter: Segmenter | None, gold: Path, texts: Path) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each layer on some gold."""
    held = read_gold(gold, texts)
    reader = Reader(vocabulary, segmenter)
    readings = [reader.read(source) for source in read([texts / one.name for one in held]) if isinstance(source, Source)]
    judged = score(hold(graph_of(merge(readings, vocabulary), vocabulary)), held)
    tallies = judged.layers
    return {layer: (tallies[layer].precision, tallies[layer].recall, tallies[layer].f1) for layer in LAYERS if layer in tallies}


def main(pairs: list[tuple[Path, Path]]) -> None:
    """Print the tables."""
    vocabulary = load()
    variants = {"jieba with the ontology's words": None, "jieba alone": Segmenter(()), "no segmentation": NoSegmenter()}
    for gold, texts in pairs:
        found = {name: measure(vocabulary, segmenter, gold, texts) for name, segmenter in variants.items()}
        print(f"\n{gold.name}\n\n| layer | " + " | ".join(variants) + " |\n|---|" + "---|" * len(variants))
        for layer in LAYERS:
            cells = [" / ".join(f"{value:.3f}" for value in found[name][layer]) for name in variants]
            print(f"| {layer} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]] or [ROOT / "tests" / "gold" / "seeds", ROOT / "seeds"]
    main(list(zip(given[::2], given[1::2], strict=True)))
