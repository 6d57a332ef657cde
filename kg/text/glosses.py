"""Where does a text spell out the sound of a character right behind it?"""

from __future__ import annotations

import re

HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# Letters with tone marks: à…ǜ, ɡ (U+0261), ḿ ǹ, combining marks, and the spellings u: and v of ü.
TONED = "\u00e0-\u00f6\u00f8-\u01dc\u01f8\u01f9\u1e3e\u1e3f"
# gloss = han ( "(" | "（" ) letter{1,7} ( ")" | "）" )        書(shū)寫(xiě)
GLOSS = re.compile(rf"(?<={HAN})[(（][ \u00a0]?([A-Za-z\u0261{TONED}\u0300-\u030c:]{{1,7}})[ \u00a0]?[)）]")
MARKED = re.compile(rf"[{TONED}\u0261\u0300-\u030c]")
# A syllable without a mark: initial, then vowels, then n, ng or r.
SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiouv]{1,3}|u:)(?:ng?|r)?")


def glosses(raw: str) -> list[tuple[int, int]]:
    """The stretches of raw text that are glosses, brackets included.

    What carries a tone mark is one; a plain syllable is one only in a text that has marked ones, so
    that 养老金(yang) goes where the page is glossed and an abbreviation never does.

    >>> glosses("深情書(shū)寫(xiě)在")
    [(3, 8), (9, 14)]
    >>> glosses("政府和社会资本合作(PPP)")
    []
    """
    if not MARKED.search(raw):
        return []
    found = list(GLOSS.finditer(raw))
    if not any(MARKED.search(match[1]) for match in found):
        return []
    return [match.span() for match in found if MARKED.search(match[1]) or SYLLABLE.fullmatch(match[1])]
