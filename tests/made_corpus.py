"""A corpus of any size, of invented notices that differ in place, year and figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_PLACES = ("石家庄市", "廊坊市", "衡水市", "濮阳市", "长沙市", "遵义市", "玉溪市", "酒泉市", "柳州市", "温州市")
_MATTERS = (
    "{year}年，{place}共有农村低保对象{n}人，城市低保对象{m}人，农村低保标准提高到每人每年{s}元。",
    "截至{year}年底，{place}建成养老机构{m}家，养老床位{n}张，社区日间照料中心{k}个。",
    "{place}民政局、{place}财政局联合印发《{place}临时救助办法》，全年救助困难群众{n}人次，支出资金{s}万元。",
    "{year}年{place}登记社会组织{m}家，其中社会团体{k}家，比上年增长{p}%。",
)


def notice(number: int) -> str:
    """The text of one notice; the same for the same number."""
    place, year = _PLACES[number % len(_PLACES)], 2005 + number * 7 % 18
    values = {
        "place": place,
        "year": year,
        "n": 1000 + 37 * number,
        "m": 20 + number % 90,
        "s": 3000 + 10 * (number % 200),
        "k": 5 + number % 30,
        "p": 2 + number % 9,
    }
    lines = [_MATTERS[(number + turn) % len(_MATTERS)].format(**values) for turn in range(1 + number % 3)]
    return f"{place}民政工作情况（{year}）第{number}号\n" + "\n".join(lines) + "\n"


def rows(numbers: range) -> Iterator[str]:
    """Lines of a corpus in JSON Lines."""
    for number in numbers:
        yield json.dumps({"text": notice(number), "title": f"第{number}号"}, ensure_ascii=False) + "\n"


def write(folder: Path, numbers: range) -> Path:
    """A corpus file of some notices."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "corpus.jsonl"
    path.write_text("".join(rows(numbers)), encoding="utf-8")
    return path
