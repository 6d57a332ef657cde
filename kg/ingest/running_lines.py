"""Which lines at the head and the foot of printed pages are no text?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.ingest.paragraphs import PrintedLine

NUMBER = re.compile(r"\d{1,20}")
# So many lines at either end of a page are looked at; a line that stands so on this share of the pages runs through them.
DEPTH = 2
SHARE = 0.6
Place = tuple[int, int]


def without_running_lines(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without their page numbers and running heads; a line without any number stays where it stands first, for it may be a title.

    >>> pages = [[PrintedLine(text, 0, 9, 9 * i) for i, text in enumerate(f"甲报 题{n} 文{n * 'a'} 又{n * 'b'} {n}/2".split())] for n in (1, 2)]
    >>> [[line.text for line in page] for page in without_running_lines(pages)]
    [['甲报', '文a', '又b'], ['文aa', '又bb']]
    """
    found: dict[tuple[str, int], list[Place]] = defaultdict(list)
    for number, page in enumerate(pages):
        for i in range(len(page)):
            if i < DEPTH or i >= len(page) - DEPTH:
                found[NUMBER.sub("0", page[i].text), round(page[i].bottom / 3)].append((number, i))
    running: set[Place] = set()
    for (form, _), places in found.items():
        if len(places) >= max(2, SHARE * len(pages)) and _counts_up([(page, pages[page][i].text) for page, i in places]):
            running.update(places if "0" in form else places[1:])
    return [[line for i, line in enumerate(page) if (number, i) not in running] for number, page in enumerate(pages)]


def _counts_up(lines: Sequence[tuple[int, str]]) -> bool:
    """Whether each number of a line is the same on all pages, or counts them.

    >>> _counts_up([(0, "第1页 共9页"), (1, "第2页 共9页")]), _counts_up([(0, "8-10"), (1, "8-13")])
    (True, False)
    """
    rows = [(page, [int(number) for number in NUMBER.findall(text)]) for page, text in lines]
    columns = range(len(rows[0][1]))
    return all(len({row[i] for _, row in rows}) == 1 or len({row[i] - page for page, row in rows}) == 1 for i in columns)
