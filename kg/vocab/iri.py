"""Which IRI names a thing: pure functions of what it is, never of the order or the run.

Two machines that read different documents write the same IRI for the same agency, so that
graphs merge by concatenation.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.model import Entity, EntityKey, Observation, Source, Span
from kg.vocab import terms

# A local name longer than this ends in a hash instead, so that no browser, store or file system chokes on it.
LONGEST = 96
_HASH = 16

# Characters outside a local name that every Turtle, SPARQL and N-Quads reader takes without an escape: the
# letters and digits of PN_CHARS (SPARQL 1.1, grammar rule 167) that NFKC leaves alone, and the hyphen.
_STRANGE = re.compile(
    r"[^0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    r"\u3041-\u9fff\uac00-\ud7ff\uf900-\ufdcf\ufdf0-\ufeff\U00020000-\U0003ffff-]"
)


@lru_cache(maxsize=1 << 14)
def local_name(key: str) -> str:
    """The end of an IRI: letters of any script, digits and inner hyphens, at most LONGEST of them.

    Width and compatibility forms are unified (NFKC); spaces, punctuation and whatever could break out of
    an IRI or turn the reading direction are dropped. A key with nothing left is named by its hash.

    >>> local_name("130000-民政厅")
    '130000-民政厅'
    >>> local_name("〈甲〉 “乙”　ＡＢ/1<>")
    '甲乙AB1'
    """
    plain = unicodedata.normalize("NFKC", key)
    kept = "".join(char for char in _STRANGE.sub("", plain) if char == "-" or unicodedata.category(char)[0] in "LN").strip("-")
    if kept and len(kept) <= LONGEST:
        return kept
    mark = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{kept[: LONGEST - _HASH - 1].rstrip('-')}-{mark}" if kept else mark


def thing(kind: str, key: str) -> str:
    """The IRI of a thing found in texts.

    >>> thing("region", "131000")
    'https://w3id.org/minzheng/id/region/131000'
    """
    return f"{terms.ID}{kind}/{local_name(key)}"


def entity(entity: Entity) -> str:
    """The IRI of an entity: the ontology's concept where it is one.

    >>> entity(Entity("system", "131000-甲平台", "甲平台"))
    'https://w3id.org/minzheng/id/system/131000-甲平台'
    """
    return entity.concept or thing(entity.kind, entity.key)


def named(key: EntityKey, entities: Mapping[EntityKey, Entity]) -> str:
    """The IRI behind a reference to an entity, also where the entity itself was not handed along."""
    held = entities.get(key)
    return entity(held) if held else thing(*key)


def document(source: Source) -> str:
    """The IRI of a source document, after the hash of its bytes; it also names its graph."""
    return f"{terms.ID}document/{source.key}"


def span(source: Source, span: Span) -> str:
    """The IRI of a stretch of a source.

    >>> span(Source("a.txt", "0123456789abcdef" * 4, ""), Span(3, 9))
    'https://w3id.org/minzheng/id/span/0123456789abcdef-3-9'
    """
    return f"{terms.ID}span/{source.key}-{span.start}-{span.end}"


def observation(source: Source, observation: Observation, shared: bool = False) -> str:
    """The IRI of an observation: source and offsets of its number.

    Where one number states several facts (`shared`), a hash of what each is about tells them apart.
    """
    at = f"{terms.ID}observation/{source.key}-{observation.mention.start}-{observation.mention.end}"
    about = (observation.indicator, observation.region, observation.group, observation.program, observation.area, observation.kind, observation.value)
    return f"{at}-{digest(*map(str, about))}" if shared else at


def statement(source: Source, subject: str, predicate: str, object: str) -> str:
    """The IRI of a stated relation: source and a hash of the three IRIs."""
    return f"{terms.ID}statement/{source.key}-{digest(subject, predicate, object)}"


def flag(observation: str, rule: str) -> str:
    """The IRI of a doubt about an observation: what is flagged and by which rule."""
    return f"{terms.ID}flag/{observation.rsplit('/', 1)[1]}-{local_name(rule)}"


def digest(*parts: str) -> str:
    """A short hash of some strings; the separator cannot occur in an IRI or a name."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]


def short(iri: str) -> str:
    """An IRI with its prefix, where the project has one.

    >>> short("https://w3id.org/minzheng/id/region/131000")
    'region:131000'
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _prefixes().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


@cache
def _prefixes() -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in terms.prefixes().items()}
