"""What a person opens of a small build: the picture, the report, and the graph for drawing programs.

This is about half of the work of writing, and needs what takes longest to import; so an assistant does it beside the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.views.assistant import Assistant

# the assistant is made before anything heavy is imported, and imports it itself
if TYPE_CHECKING:
    from kg.model import Unread
    from kg.pipeline.merge import Build, Merged
    from kg.pipeline.overrides import Applied
    from kg.vocab.lookup import Lookup
    from kg.vocab.vocabulary import Vocabulary

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: a build, what could not be read, what came of corrections, and the ontology by its key, None where it has none."""

    build: Merged
    unread: Sequence[Unread]
    corrections: Sequence[Applied]
    ontology: str | None

    def files(self, vocabulary: Vocabulary) -> Files:
        """The files by name."""
        from kg.views import graphml, report

        return {
            "graph.html": drawing(self.build, vocabulary),
            "graph.graphml": graphml.graphml(self.build),
            "report.html": report.report_html(self.build, self.unread, vocabulary, self.corrections).encode("utf-8"),
        }


class Opener(Assistant[Shown, Files]):
    """An assistant that makes these files with the ontology and the `ontology` folders after it."""

    def __init__(self, ontology: Sequence[Path] = ()) -> None:
        super().__init__(lambda: _ready(ontology))


def _ready(ontology: Sequence[Path]) -> Callable[[Shown], Files | None] | None:
    from kg.pipeline.merge import Merged
    from kg.vocab.vocabulary import load

    try:
        vocabulary = load(ontology)
        # who has made them once, of nothing, has imported all and compiled the templates
        Shown(Merged((), ()), (), (), None).files(vocabulary)
    except KgError:
        # the caller meets the same fault, and tells it
        return None
    # an ontology that was changed meanwhile is the caller's to read
    return lambda shown: shown.files(vocabulary) if shown.ontology is not None and shown.ontology == vocabulary.key else None


def drawing(build: Build, vocabulary: Lookup) -> bytes:
    """`graph.html`."""
    # pyvis takes half a second to import
    from kg.views import viz

    return viz.render(build, vocabulary).encode("utf-8")
