"""A corpus of any size made of few texts: passages repeated with other places and other numbers, no two of them the same.

What stands there is no truth about any place: it is for measuring. The same number gives the same text.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from kg.ingest.reading import sources
from kg.model import Source

ROOT = Path(__file__).resolve().parent.parent
# characters of a passage: it gives about as many quads as a web page on civil affairs, which has more words and fewer figures
LENGTH = 300
_NAMES = ("石家庄", "廊坊", "衡水", "濮阳", "长沙", "遵义", "玉溪", "酒泉", "柳州", "温州", "赣州", "宜昌", "泸州", "渭南")
_PLACES = tuple(f"{name}市" for name in _NAMES)
_CITY = re.compile("|".join((*_PLACES, "杭州市", "北京市", "上海市", "广州市")))
# one sample has the pronunciation after characters, which slows segmenters down more than this program
_SPOKEN = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǚǜ]")
# years stay what they are: other digits of a date are no date
_FIGURE = re.compile(r"(?<![\d.年月日-])([1-9]\d{1,7})(?=\.?\d*(?:万|亿|个|人|家|户|元|张|名|所|件|次|%))")


def passages(corpus: Path | None) -> list[str]:
    """The texts to repeat: those of a corpus, one a text; without one the samples, cut at ends of sentences into passages.

    Raises:
        SystemExit: there are none.
    """
    if corpus is None:
        found = [passage for path in sorted((ROOT / "seeds").glob("*.txt")) for passage in _cut(path.read_text("utf-8"))]
        return [passage for passage in found if not _SPOKEN.search(passage)]
    if not corpus.is_file():
        raise SystemExit(f"{corpus}: no such file; CORPUS is a file of texts, JSON Lines or CSV, gzip or not")
    data, name = corpus.read_bytes(), corpus.name
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    found = [source.raw for source in sources(name, data) if isinstance(source, Source)]
    if not found:
        raise SystemExit(f"{corpus}: no text was found in it; CORPUS is a file of texts, JSON Lines or CSV with a column text")
    return found


def _cut(text: str) -> list[str]:
    pieces, piece = [], ""
    for line in re.findall(r"[^。\n]*[。\n]|[^。\n]+", text):
        piece += line
        if len(piece) >= LENGTH:
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if len(piece) > LENGTH / 4 else pieces


def altered(base: Sequence[str], number: int, edition: int = 0) -> str:
    """A text by its number; another `edition` of it has other figures."""
    chance = random.Random(f"{number} {edition}")
    place = _PLACES[number % len(_PLACES)]
    text = _CITY.sub(place, base[number % len(base)])
    text = _FIGURE.sub(lambda found: str(int(found[0]) + chance.randrange(1, 90)), text)
    return f"{place}情况通报第{number}号（{edition + 1}）\n{text}"


def write(base: Sequence[str], count: int, path: Path, changed: int = 0) -> Path:
    """A corpus in JSON Lines of so many texts, written as it is made; the first `changed` of them in another edition."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = altered(base, number, 1 if number < changed else 0)
            stream.write(json.dumps({"text": text, "title": f"通报第{number}号"}, ensure_ascii=False) + "\n")
    return path
