"""What does a draft of a concept look like? Turtle that a person reads, corrects and takes over, term by term.

Each draft bears mz:status "draft". A folder given with --ontology may not hold drafts, so that nothing goes in unread:
who has reviewed a term deletes that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.pipeline.suggest.judging import Suggestion
from kg.pipeline.suggest.kinds import BY_SCHEME
from kg.pipeline.suggest.notation import notation
from kg.vocab import terms
from kg.vocab.iri import short
from kg.vocab.vocabulary import Vocabulary

HEADER = """# Terms that the ontology lacks, suggested by: kg suggest
#
# To take a term over: put it into a file *.ttl of a folder of yours, check label, class, broader and notation (an English
# slug is best), add a definition if you like, delete its line mz:status "draft", and build with: kg build PATH --ontology FOLDER
# What is no term stays here, or is deleted. Counts and contexts (skos:note) may stay.
"""
STATUS = f"{terms.MZ}status"
DRAFT = "draft"
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " "}


def turtle(suggestions: Iterable[Suggestion], vocabulary: Vocabulary) -> str:
    """The drafts of some suggestions, in their order, as one Turtle file."""
    drafts = list(suggestions)
    known = terms.prefixes()
    used = sorted({"mz", "mzc", "skos", *(f"c-{one.scheme}" for one in drafts)})
    heads = "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in used)
    return "\n".join([HEADER, heads, *(draft for draft in _drafts(drafts, vocabulary))])


def _drafts(suggestions: Iterable[Suggestion], vocabulary: Vocabulary) -> Iterator[str]:
    taken = set(vocabulary.concepts)
    for one in suggestions:
        slug = _free(notation(_stem(one)), one.scheme, taken)
        taken.add(terms.concept(one.scheme, slug))
        yield _draft(one, slug, vocabulary)


def _free(slug: str, scheme: str, taken: set[str]) -> str:
    """The slug, with a number where another concept has it already."""
    number = 2
    found = slug
    while terms.concept(scheme, found) in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def _stem(one: Suggestion) -> str:
    """What the concept is called: the function of an agency is its name without 局 or 办."""
    return one.term.removesuffix(one.head) if one.scheme == "function" else one.term


def _draft(one: Suggestion, slug: str, vocabulary: Vocabulary) -> str:
    kind = BY_SCHEME[one.scheme]
    classes = f"skos:Concept, mz:{kind.class_name}" if kind.class_name else "skos:Concept"
    lines = [
        f"c-{one.scheme}:{slug} a {classes} ; skos:inScheme mzc:{one.scheme} ; skos:notation {_quoted(slug)} ;",
        f"    skos:prefLabel {_quoted(_stem(one))}@zh ;",
    ]
    above = _broader(one, vocabulary)
    if above:
        lines.append(f"    skos:broader {short(above)} ;")
    if one.scheme == "function":
        lines.append(f"    mz:headNoun {_quoted(one.head)} ;")
    if one.scheme == "unit":
        lines.append('    mz:dimension "count" ;')
    lines.append(f"    skos:editorialNote {_quoted(_counts(one))}@en ;")
    lines += [f"    skos:note {_quoted(f'…{context}…')}@zh ;" for context in one.contexts]
    return "\n".join([*lines, f"    mz:status {_quoted(DRAFT)} ."]) + "\n"


def _broader(one: Suggestion, vocabulary: Vocabulary) -> str | None:
    """The concept whose name the term ends in, the longest: 老年人 for 独居老年人."""
    if one.scheme not in ("group", "indicator", "program"):
        return None
    lexicon = vocabulary.lexicon(one.scheme)
    return next((lexicon[one.term[start:]][0] for start in range(1, len(one.term) - 1) if len(lexicon.get(one.term[start:], ())) == 1), None)


def _counts(one: Suggestion) -> str:
    texts = "text" if one.documents == 1 else "texts"
    return f"found {one.count} times in {one.documents} {texts}; freedom left {one.left:.2f}, right {one.right:.2f} bits; class by {one.head}"


def _quoted(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(char, char) for char in text) + '"'
