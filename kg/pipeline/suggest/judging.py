"""Which of the strings that a corpus repeats are terms?

frequency   at least `fewest` times
freedom     what stands left and right of a term varies: entropy in bits, a mark counts as something new each time
company     a piece of a longer string that has nearly all of its places is no term (扶养费 of 赡养扶养费), nor is a longer one
            that is only one of many around a term (专项就业援助行动 beside 就业援助行动)
rank        places × log2 of the length × the lesser freedom
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log2

from kg.pipeline.suggest.harvest import Site
from kg.pipeline.suggest.kinds import KindReader

FREEDOM = 0.8
# share of a string's places that a longer one may have before the string is only its piece
PIECE = 0.7
# share below which a longer string is only company
COMPANY = 0.34
CONTEXTS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term that the ontology lacks, with what speaks for it. `head` is the word that its class was guessed by."""

    term: str
    scheme: str
    head: str
    count: int
    documents: int
    left: float
    right: float
    contexts: tuple[str, ...]

    @property
    def rank(self) -> float:
        """How much speaks for it."""
        return self.count * log2(len(self.term) + 1) * (min(self.left, self.right) + 0.1)


@dataclass
class _Seen:
    head: str
    scheme: str
    count: int = 0
    documents: set[str] = field(default_factory=set)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, str] = field(default_factory=dict)


def judge(sites: Iterable[Site], kinds: KindReader, fewest: int, fewest_documents: int = 1) -> list[Suggestion]:
    """The suggestions that some sites make, the strongest first. Equal sites in any order give equal suggestions."""
    held = list(sites)
    counts: Counter[tuple[str, str]] = Counter((site.scheme, site.text[start:]) for site in held for start in site.starts)
    frequent = {key for key, count in counts.items() if count >= fewest}
    seen = _gathered(held, frequent)
    kept = {key: found for key, found in seen.items() if not kinds.is_known(key[1], found.head, found.scheme) and len(found.documents) >= fewest_documents}
    pieces = _pieces(counts, kept)
    found = [_suggestion(term, one) for (scheme, term), one in kept.items() if (scheme, term) not in pieces]
    free = [one for one in found if one.right >= FREEDOM and (one.left >= FREEDOM or one.scheme == "unit")]
    return sorted(free, key=lambda one: (-one.rank, one.scheme, one.term))


def _gathered(sites: Iterable[Site], frequent: set[tuple[str, str]]) -> dict[tuple[str, str], _Seen]:
    seen: dict[tuple[str, str], _Seen] = {}
    for number, site in enumerate(sites):
        for start in site.starts:
            key = (site.scheme, site.text[start:])
            if key not in frequent:
                continue
            one = seen.setdefault(key, _Seen(site.head, site.scheme))
            one.count += 1
            one.documents.add(site.document)
            # a mark or an edge is a neighbour of its own each time
            one.left[(site.text[start - 1] if start else site.left) or f"|{number}"] += 1
            one.right[site.right or f"|{number}"] += 1
            # of the first documents by name, whatever the order of reading
            one.contexts.setdefault(site.document, site.context)
            if len(one.contexts) > CONTEXTS:
                del one.contexts[max(one.contexts)]
    return seen


def _pieces(counts: Mapping[tuple[str, str], int], kept: Mapping[tuple[str, str], _Seen]) -> set[tuple[str, str]]:
    """The strings that are only pieces of longer ones, and the longer ones that are only company of a term."""
    longer: dict[tuple[str, str], list[str]] = defaultdict(list)
    for scheme, term in kept:
        for inner in _inner(term):
            if (scheme, inner) in kept:
                longer[scheme, inner].append(term)
    out: set[tuple[str, str]] = set()
    for (scheme, inner), terms in longer.items():
        most = max(counts[scheme, term] for term in terms)
        if most >= PIECE * counts[scheme, inner]:
            out.add((scheme, inner))
        else:
            out.update((scheme, term) for term in terms if counts[scheme, term] < COMPANY * counts[scheme, inner])
    return out


def _inner(term: str) -> Iterator[str]:
    return (term[start:] for start in range(1, len(term) - 1))


def _suggestion(term: str, seen: _Seen) -> Suggestion:
    contexts = tuple(seen.contexts[name] for name in sorted(seen.contexts))
    return Suggestion(term, seen.scheme, seen.head, seen.count, len(seen.documents), _entropy(seen.left), _entropy(seen.right), contexts)


def _entropy(neighbours: Counter[str]) -> float:
    """How freely neighbours vary, in bits: 0 where there is only one."""
    total = neighbours.total()
    # in the order of the counts, so that the last digit does not depend on the order of the texts
    return -sum(count / total * log2(count / total) for count in sorted(neighbours.values())) if len(neighbours) > 1 else 0.0
