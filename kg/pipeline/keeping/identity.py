"""What makes the reading of a text what it is: its bytes, what it is called, the ontology, and the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from kg import __version__
from kg.ingest import Entry
from kg.model import Source
from kg.vocab.ontology import ontology_folder

# changes with what is kept and how
_FORM = "1"
# what opens files and cuts words; that one of them is missing counts too
_LIBRARIES = ("jieba", "OpenCC", "charset-normalizer", "trafilatura", "lxml", "pypdfium2", "python-docx")
_PACKAGE = Path(__file__).resolve().parents[2]
# what only shows what was read
_APART = ("views", "store", "evaluate")


def state_of_reader(ontology: Sequence[Path] = ()) -> str:
    """A name for all that decides how a text is read: the ontology with `ontology` folders after it, the program, its libraries."""
    digest = hashlib.sha256(f"{_FORM} {__version__}".encode())
    for name in _LIBRARIES:
        digest.update(f" {name} {_version(name)}".encode())
    for path in (*_code(), *_files((ontology_folder(), *ontology))):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def key_of(item: Entry | Source, state: str) -> str:
    """The name under which the reading of a text is kept: equal keys, equal readings."""
    told: tuple[object, ...]
    if isinstance(item, Entry):
        told = (item.name, item.format, hashlib.sha256(item.data).hexdigest())
    else:
        # the hash of a file says nothing of the row
        text = hashlib.sha256(item.raw.encode("utf-8", "surrogatepass")).hexdigest()
        told = (item.name, item.format, item.sha256, text, item.encoding, item.layer, item.hints)
    return hashlib.sha256(repr((state, told)).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def _code() -> Iterable[Path]:
    return (path for path in sorted(_PACKAGE.rglob("*.py")) if path.relative_to(_PACKAGE).parts[0] not in _APART)


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    return (path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".ttl", ".tsv"))
