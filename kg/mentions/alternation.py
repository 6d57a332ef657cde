"""A regular expression for any of many words, with their common beginnings written once.

The words of a long list share few first letters, so a pattern that branches letter by letter turns most places
of a text down at once, where a plain list of words would be tried word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# letter -> what may follow; "" marks that a word may end here
Trie = dict[str, "Trie"]


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; matches nothing for none.

    >>> alternation(["厅", "委员会", "委员"])
    '厅|委员(?:会)?'
    """
    root: Trie = {}
    for word in sorted(set(words)):
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return "|".join(_branches(root)) or r"(?!)"


def _branches(node: Trie) -> list[str]:
    """The alternatives at a node, without the word that ends there."""
    return [re.escape(letter) + _rest(after) for letter, after in node.items() if letter]


def _rest(node: Trie) -> str:
    """What follows a letter: a longer word before the one that ends here."""
    branches = _branches(node)
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
