"""How names are normalised, so that equal things get equal keys."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans("", "", "“”‘’「」『』\"'")
_OUTER = re.compile(r"^“([^“”]{1,200})”$")


def display(name: str) -> str:
    """A name as it is shown: width unified, names wholly inside quotation marks without the marks.

    >>> display("“单人保”")
    '单人保'
    >>> display("“阳光”监管系统")
    '“阳光”监管系统'
    """
    plain = re.sub(r"[（(]([^（）()]{0,200})[)）]", r"(\1)", name.strip("、，"))
    return _OUTER.sub(r"\1", plain)


def key(name: str) -> str:
    """What two spellings of one name have in common: letters and digits only.

    >>> key("“阳光”监管系统") == key("阳光监管系统")
    True
    """
    plain = unicodedata.normalize("NFKC", name).translate(_QUOTES)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN" or char == "+")
