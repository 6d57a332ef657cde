"""How text becomes words of the index, and what a person types a query of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.pipeline.segmenting import readable, words

# run = Chinese signs | letters and digits of other scripts
_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,1000})|([^\W_]{1,1000})")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# what a person types is read up to here
LONGEST, MOST_RUNS = 200, 12


def plain(text: str) -> str:
    """Width, case and compatibility forms unified, so that ＡＢ finds ab.

    >>> plain("ＡＢ①")
    'ab1'
    """
    return unicodedata.normalize("NFKC", text).casefold()


def runs(text: str) -> list[tuple[str, bool]]:
    """The stretches of a text that mean something, each with whether it is Chinese.

    >>> runs("低保 693元！")
    [('低保', True), ('693', False), ('元', True)]
    """
    # a run of other letters may hold Chinese signs, so it is cut once more
    found: list[tuple[str, bool]] = []
    for match in _RUN.finditer(plain(text)):
        if match[1]:
            found.append((match[1], True))
        else:
            found += [(part, bool(_HAN.match(part))) for part in _parts(match[2])]
    return found


def _parts(run: str) -> list[str]:
    cut = re.split(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,1000})", run)
    return [part for part in cut if part]


def word_column(texts: Iterable[str]) -> str:
    """The words of some texts, for the index."""
    return " ".join(word for text in texts for run, chinese in runs(text) for word in (words(run) if chinese else [run]))


def sign_column(texts: Iterable[str]) -> str:
    """The single signs of some texts, for the index: a phrase of them is a stretch of a text."""
    return " ".join(sign for text in texts for run, chinese in runs(text) for sign in (run if chinese else [run]))


@dataclass(frozen=True, slots=True)
class Typed:
    """A name as a person types it without a Chinese keyboard: its syllables and words, run together, as initials."""

    pieces: tuple[str, ...]
    forms: tuple[str, ...]


def typed(name: str) -> Typed:
    """A name in pinyin, and its words in other letters; no forms for a name without Chinese signs.

    >>> typed("绵阳市").forms
    ('mianyangshi', 'mys')
    """
    # a fifth of a second to import, and only needed when the index is made
    from pypinyin import lazy_pinyin

    pieces = tuple(plain(piece) for run, chinese in runs(name) for piece in (lazy_pinyin(run) if chinese else [run]))
    return Typed(pieces, ("".join(pieces), "".join(piece[0] for piece in pieces)) if _HAN.search(name) else ())


def latin_column(names: Sequence[Typed]) -> str:
    """Names as a person without a Chinese keyboard types them: pinyin in each form, and words of other languages."""
    return " ".join(dict.fromkeys(form for name in names for form in (*name.pieces, *name.forms)))


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed: `strict` finds what holds all of it, `loose` what holds some word of it; `needles` are to be marked."""

    form: str
    strict: str
    loose: str
    needles: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.strict)


def question(text: str) -> Question:
    """A query of FTS5 for what was typed; false where it holds nothing to look for.

    >>> question("低保 lf").strict
    '(({names said} : ("低保")) OR ({name_signs said_signs} : "低 保")) AND ({latin names said} : "lf" *)'
    >>> bool(question("？！"))
    False
    """
    pieces = runs(readable(text[:LONGEST]))[:MOST_RUNS]
    strict, loose, needles = [], [], []
    for run, chinese in pieces:
        if chinese:
            held = list(dict.fromkeys(words(run)))
            both = " AND ".join(f'"{word}"' for word in held)
            strict.append(f'(({{names said}} : ({both})) OR ({{name_signs said_signs}} : "{" ".join(run)}"))')
            loose += [f'({{names said}} : "{word}")' for word in held if len(word) > 1]
            needles += [run, *held]
        else:
            strict.append(f'({{latin names said}} : "{run}" *)')
            loose.append(strict[-1])
            needles.append(run)
    long = sorted({needle for needle in needles if len(needle) > 1 or len(pieces) == 1}, key=lambda needle: (-len(needle), needle))
    return Question("".join(run for run, _ in pieces), " AND ".join(strict), " OR ".join(loose), tuple(long))
