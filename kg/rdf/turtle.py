"""Triples as Turtle: prefixed, sorted, byte-identical for equal input, laid out as rdflib does.

rdflib's own serialiser takes longer to load than all of this takes to run; it drops the exact form of a decimal (70 becomes 70.0,
which is another term than the 70 of the N-Quads); and it orders subjects by how often they are pointed to, so that one more edge
would move whole blocks of a file that is kept under version control. The tests hold this against rdflib's with those two mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.vocab import terms

# local = letter or digit, then letters, digits, inner hyphens     the part of PN_LOCAL that needs no escape
_LOCAL = re.compile(r"[^\W_](?:[\w-]{0,240}[^\W_])?")
_INTEGER = re.compile(r"-?[0-9]{1,40}", re.ASCII)
_DECIMAL = re.compile(r"-?[0-9]{1,40}\.[0-9]{1,40}", re.ASCII)
_XSD = terms.STANDARD["xsd"]
_BARE = {_XSD + "integer": _INTEGER, _XSD + "decimal": _DECIMAL}
_STRING = _XSD + "string"
_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(32), 127)}
_ESCAPES = str.maketrans({**_CONTROLS, ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"})
_TYPE, _NIL = terms.RDF + "type", terms.RDF + "nil"
# what an object is sorted by: its text, language and datatype; then how it is written
_Object = tuple[str, str, str, str]


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """One Turtle document of all the triples, whichever graph they stand in.

    >>> region = ox.NamedNode("https://w3id.org/minzheng/id/region/131000")
    >>> print(turtle([ox.Quad(region, ox.NamedNode("https://w3id.org/minzheng/ontology#divisionCode"), ox.Literal("131000"))]).decode())
    @prefix mz: <https://w3id.org/minzheng/ontology#> .
    @prefix region: <https://w3id.org/minzheng/id/region/> .
    <BLANKLINE>
    region:131000 mz:divisionCode "131000" .
    <BLANKLINE>
    <BLANKLINE>

    Raises:
        ValueError: there is a blank node; the ontology names everything.
    """
    names = Names()
    objects: dict[ox.NamedNode | ox.Literal, _Object] = {}
    held: dict[str, dict[str, set[_Object]]] = {}
    for quad in quads:
        subject, object = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(object, ox.NamedNode | ox.Literal):
            raise ValueError(f"only IRIs and literals are written, never a blank node: {quad}")
        written = objects.get(object)
        if written is None:
            written = objects[object] = _object(object, names)
        held.setdefault(subject.value, {}).setdefault(quad.predicate.value, set()).add(written)
    blocks = [_block(names[subject], held[subject], names) for subject in sorted(held)]
    heads = [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(names.prefixes.items())]
    return "".join([*heads, *blocks, "\n"]).encode("utf-8")


class Names(dict[str, str]):
    """IRIs as they are written, each worked out when it is first met; `prefixes` are those that were needed."""

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: dict[str, str] = {}
        self._known = {namespace: prefix for prefix, namespace in terms.prefixes().items()}

    def __missing__(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._known.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri, cut):
            written = f"<{iri}>"
        else:
            self.prefixes[prefix] = iri[:cut]
            written = f"{prefix}:{iri[cut:]}"
        self[iri] = written
        return written


def _block(subject: str, properties: dict[str, set[_Object]], names: Names) -> str:
    """All statements about one subject."""
    lines = []
    for predicate in sorted(properties, key=lambda name: (name != _TYPE, name)):
        # the prefix of rdf:type is named too
        verb = names[predicate]
        objects = ",\n        ".join([each[3] for each in sorted(properties[predicate])])
        lines.append(f"{'a' if predicate == _TYPE else verb} {objects}")
    return f"\n{subject} " + " ;\n    ".join(lines) + " .\n"


def _object(term: ox.NamedNode | ox.Literal, names: Names) -> _Object:
    value = term.value
    if isinstance(term, ox.NamedNode):
        written = names[value]
        return (value, "", "", "()" if value == _NIL else written)
    quoted = f'"{value.translate(_ESCAPES)}"'
    if term.language:
        return (value, term.language, "None", f"{quoted}@{term.language}")
    datatype = term.datatype.value
    if datatype == _STRING:
        return (value, "", "None", quoted)
    name, bare = names[datatype], _BARE.get(datatype)
    return (value, "", datatype, value if bare and bare.fullmatch(value) else f"{quoted}^^{name}")
