"""The IRIs of the ontology: namespaces, prefixes and the schemes of concepts."""

from __future__ import annotations

MZ = "https://w3id.org/minzheng/ontology#"
CONCEPT = "https://w3id.org/minzheng/concept/"
ID = "https://w3id.org/minzheng/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

# Concept schemes: the IRI of a concept is CONCEPT + scheme + "/" + notation.
SCHEMES = (
    "group",  # beneficiary groups
    "program",  # benefits, services, pilots, campaigns known by name
    "field",  # fields of work
    "indicator",  # what is measured
    "unit",  # units of measure and classifiers
    "doctype",  # document types
    "function",  # what an agency is for
    "agency",  # agencies known by name, mostly national
    "organization",  # organizations known by name: media, national associations
    "system",  # information systems known by name
    "level",  # administrative levels
    "period",  # five-year plans and other named periods
    "kind",  # level, flow, change, growth, target
    "modifier",  # ge, approx, le
    "basis",  # stated, relative, document
    "area",  # urban, rural
    "cue",  # classes of words that the reader's grammar is made of
    "rule",  # rules of the audit, with the wording of their comments
)

# Things found in texts: the IRI is ID + kind + "/" + key.
THINGS = (
    "region", "agency", "policy", "program", "group", "system", "organization", "indicator",
    "observation", "document", "span", "statement", "flag",
)  # fmt: skip

STANDARD = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "m8g": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "http://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": SKOS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixes() -> dict[str, str]:
    """Every prefix that exports and queries use: one for each scheme and each kind of thing.

    A slash in a local name has to be escaped, which not every reader understands, so each scheme
    has its own prefix: `c-group:low-income` for a concept, `region:131000` for a thing.

    >>> prefixes()["c-unit"]
    'https://w3id.org/minzheng/concept/unit/'
    """
    mine = {"mz": MZ, "mzc": CONCEPT, "mzd": ID}
    concepts = {f"c-{scheme}": f"{CONCEPT}{scheme}/" for scheme in SCHEMES}
    things = {thing: f"{ID}{thing}/" for thing in THINGS}
    return {**mine, **concepts, **things, **STANDARD}


def concept(scheme: str, notation: str) -> str:
    """The IRI of a concept.

    >>> concept("level", "county")
    'https://w3id.org/minzheng/concept/level/county'
    """
    return f"{CONCEPT}{scheme}/{notation}"


def scheme_of(iri: str) -> str | None:
    """The scheme of a concept's IRI, None for any other IRI.

    >>> scheme_of("https://w3id.org/minzheng/concept/unit/person")
    'unit'
    """
    if not iri.startswith(CONCEPT):
        return None
    return iri[len(CONCEPT) :].split("/", 1)[0]
