"""How the picture becomes a page."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

from kg.errors import ExportError
from kg.model import ENTITY_KINDS
from kg.pipeline.merge import Build
from kg.views.page import asset, environment, interface, security_policy
from kg.views.viz import data
from kg.views.viz.network import FIRST_SHOWN, islands, network
from kg.views.viz.picture import Picture, draw
from kg.views.viz.words import Words, from_vocabulary
from kg.vocab.lookup import Lookup, settled

SCRIPTS = ("state.js", "words.js", "canvas.js", "labels.js", "details.js", "filters.js", "search.js", "tables.js", "main.js")
EARLY = 'document.documentElement.classList.add("js");'


def render(build: Build, vocabulary: Lookup) -> str:
    """graph.html of a build: one file, no request, the same bytes for the same build.

    Raises:
        ExportError: vis-network is not where pyvis keeps it.
    """
    words = from_vocabulary(vocabulary)
    return compose(draw(build.readings, [settled(entity, vocabulary) for entity in build.entities], words), words)


def compose(picture: Picture, words: Words) -> str:
    """The page that shows a picture; labels come from `words`, everything else from the picture.

    Raises:
        ExportError: vis-network is not where pyvis keeps it.
    """
    net = network(picture, words)
    scripts = [EARLY, vis_network(), _script()]
    styles = [asset("page.css") + asset("graph.css")]
    env = environment()
    env.globals.update(
        policy=security_policy(scripts, styles),
        scripts=scripts,
        styles=styles,
        **_content(picture, words),
    )
    # the template is ours: pyvis's own loads from the network and escapes nothing
    net.templateEnv = env
    net.path = "graph.html.j2"
    made: str = net.generate_html("graph.html")
    return made


def _script() -> str:
    body = "\n".join(asset(f"graph/{name}") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _content(picture: Picture, words: Words) -> dict[str, Any]:
    quotes = data.Quotes(picture.readings)
    predicates = data.predicates(picture, words, interface()["predicates"])
    entities, links = data.entities(picture, words), data.links(picture, quotes)
    figures, documents = data.figures(picture, words, quotes), data.documents(picture, words)
    kinds = [kind for kind in ENTITY_KINDS if any(row["kind"] == kind for row in entities)]
    counts = Counter(row["kind"] for row in entities)
    _, names = islands(picture, words)
    known = {
        "entities": entities,
        "links": links,
        "figures": figures,
        "documents": documents,
        "quotes": quotes.rows,
        "kinds": {kind: words.kind(kind) for kind in kinds},
        "predicates": predicates,
        "islands": [_island(number, documents, named is not None) for number, named in enumerate(names)],
        "first": min(FIRST_SHOWN, len(entities)),
        "total": picture.total,
        "strings": interface()["strings"],
    }
    return {
        "known": known,
        "kinds": [(kind, words.kind(kind), counts[kind]) for kind in kinds],
        "predicates": [(name, label, sum(link.predicate == name for link in picture.links)) for name, label in predicates.items()],
        "left_out": picture.total - len(entities),
        "figures_left_out": len(picture.figures) - len(figures),
    }


def _island(number: int, documents: list[data.Row], is_document: bool) -> str:
    """What an island is called: the region its documents speak about."""
    about = [row["about"] for row in documents if row["island"] == number]
    first = next((row for row in documents if row["island"] == number), None)
    if is_document and first is not None:
        return str(first["about"] or first["title"] or first["name"])
    return min(about, key=len) if about else ""


def vis_network() -> str:
    """The script of vis-network that pyvis ships, without the pointer to a source map, which a browser would fetch.

    Raises:
        ExportError: it is not there.
    """
    found = importlib.util.find_spec("pyvis")
    folder = Path(found.origin).parent if found and found.origin else Path()
    candidates = sorted(folder.glob("lib/vis-9.*/vis-network.min.js"))
    if not candidates:
        raise ExportError(f"no vis-network in {folder or 'pyvis'}: install pyvis 0.3.2 again; graph.html was not written")
    lines = candidates[-1].read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL")).replace("</script", "<\\/script") + "\n"
