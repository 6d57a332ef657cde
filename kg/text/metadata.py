"""What does a page say of itself: title, publisher, date, number?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Metadata, PartialDate
from kg.text.cues import Cues
from kg.text.furniture import STAMP, Piece
from kg.text.publisher import labelled, printed, publisher_of

# date = year ( "年" | "-" | "." | "/" ) month [ ( "月" | … ) day ]          2021.6.24
DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-./])(\d{1,2})(?:(?:月|[-./])(\d{1,2})日?|月)?(?!\d)", re.ASCII)
# number = 国发〔2016〕5号
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(](?:19|20)\d{2}[〕\])]第?\d{1,5}号")
# the year of a stamp in two digits: 23-08-10
SHORT_YEAR = re.compile(r"^[\[(]?(?=\d{2}-\d{1,2}-\d{1,2}\b)")
HEADER = 14
LONGEST_TITLE = 80
SHORTEST_TITLE = 8
# An opening of the article that stands further away may be in its second sentence.
SURE_TITLE = 60
# how the name of most media begins: two characters before 网, 日报 …
MEDIUM = r"【?[\u4e00-\u9fff]{2}"
# day = [ year "年" | 今年 | 去年 ] month "月" ( day "日" | 以来 | comma )          2023年7月，
DAY = r"(?:20\d{2}年|[今去]年)?\d{1,2}月(?:\d{1,2}日|以来|[，,])"
# [视频] before a title
TAG = re.compile(r"^[\[【(][^\]】)]{1,4}[\]】)]")
# occasion = [ "——" ] date "在" where "上"          ——2021年2月5日在某市第四届人民代表大会第六次会议上
OCCASION = re.compile(r"[-—－―(]{0,4} ?\d{4}年\d{1,2}月\d{1,2}日 ?在.{4,60}")
# spaces that do not stand between two words in Latin letters or numbers
IDLE_SPACES = re.compile(r"(?<![A-Za-z\d]) {1,40}| {1,40}(?![A-Za-z\d])")
# a dash before the line that says when and where a report was given
DASH = re.compile(r"^[-—－―]{1,4}")


def read_metadata(page: Sequence[Piece], words: Cues, hints: Metadata) -> tuple[Metadata, list[tuple[int, int]]]:
    """What the page says of itself, and the clean stretches of its title.

    What the file's own format says (`hints`) goes before what is read from the text.
    """
    header = _header(page)
    title, stretches = _original_title(page, words) or _first_title(header, words) or (None, [])
    first = _first_article(page)
    return (
        Metadata(
            title=hints.title or title,
            publisher=hints.publisher or publisher_of(first, title, words),
            published=hints.published or _published(first, header, words),
            url=hints.url,
            number=hints.number or next((found[0] for piece in header if (found := NUMBER.fullmatch(piece.line.spaced.replace(" ", "")))), None),
        ),
        stretches,
    )


def date_of(text: str) -> PartialDate | None:
    """The first date of a text in ISO, as precise as it is printed.

    >>> date_of("时间：2021.6.24"), date_of("2021年 6 月")
    ('2021-06-24', '2021-06')
    """
    for found in DATE.finditer(_without_spaces(text)):
        year, month, day = found[1], int(found[2]), int(found[3] or 0)
        if 1 <= month <= 12 and day <= 31:
            return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return None


def _header(page: Sequence[Piece]) -> list[Piece]:
    """The short pieces above the first line that reads like an article."""
    header = []
    for piece in page[:HEADER]:
        if piece.kind == "content" and (len(piece.line) > LONGEST_TITLE or piece.line.spaced.endswith(("。", "；"))):
            break
        header.append(piece)
    return header


def _first_article(page: Sequence[Piece]) -> list[Piece]:
    """The pieces up to the stamp of a second article."""
    stamps = [i for i, piece in enumerate(page) if STAMP.fullmatch(piece.line.spaced)]
    if len(stamps) > 1 and all(piece.kind == "furniture" for piece in page[: stamps[0]]):
        return list(page[: stamps[1]])
    return list(page)


def _first_title(header: Sequence[Piece], words: Cues) -> tuple[str, list[tuple[int, int]]] | None:
    """The first line of the header that can be a title."""
    for piece in header:
        if piece.kind == "furniture":
            continue
        text = TAG.sub("", piece.line.spaced).strip()
        if text.endswith("："):
            return None
        if text.startswith("|"):
            return _title_in_table(piece, words)
        if len(text) >= 5 and "。" not in text and text[-1] not in "；，、" and not DASH.match(text) and not text.startswith(words.words("byline-role")):
            return _without_spaces(text), [(piece.line.start, piece.line.end)]
    return None


def _title_in_table(piece: Piece, words: Cues) -> tuple[str, list[tuple[int, int]]] | None:
    """The title that a table bears in a row of its own; a row of heads is none."""
    text = piece.line.spaced
    cells = [cell.strip() for cell in text.strip("| ").split("|")]
    if len(cells) != 1 or len(cells[0]) < 5 or any(cells[0].startswith(label) for label in words.words("table-unit-label")):
        return None
    start = text.index(cells[0])
    part = piece.line.part(start, start + len(cells[0]))
    return _without_spaces(cells[0]), [(part.start, part.end)]


def _original_title(page: Sequence[Piece], words: Cues) -> tuple[str, list[tuple[int, int]]] | None:
    """A title behind its label, where the article may follow on the same line."""
    label = words.pattern("title label", _title_labels)
    for piece in page:
        text = piece.line.spaced
        found = label.match(text)
        if found is not None:
            begin = found.end()
            cell = text.find("|", begin)
            end = cell if cell > 0 else begin + _title_length(text[begin:], words)
            part = piece.line.part(begin, end)
            return _without_spaces(part.spaced), [(piece.line.start, part.end)]
    return None


def _title_labels(words: Cues) -> str:
    return rf"(?:\| ?)?(?:{'|'.join(map(printed, words.words('title-label'))) or '(?!)'})"


def _title_length(text: str, words: Cues) -> int:
    """How long a title is that nothing separates from its article: it is said twice, or a word follows that articles begin with."""
    for size in range(min(LONGEST_TITLE, len(text) // 2), SHORTEST_TITLE - 1, -1):
        if text[size:].lstrip().startswith(text[:size].strip()):
            return size
    opening = words.pattern("opening", _openings)
    stop = min((at for mark in "。；" if (at := text.find(mark)) > 0), default=len(text))
    found = opening.search(text, SHORTEST_TITLE, min(stop, SURE_TITLE))
    if found is not None:
        return found.start()
    return min((at for mark in "，" if (at := text.find(mark)) > 0), default=min(stop, LONGEST_TITLE))


def _openings(words: Cues) -> str:
    medium = rf"{MEDIUM}(?:{words.any_of('medium-ending')})[\u4e00-\u9fff]{{0,8}}"
    behind = rf"(?:\d{{1,2}}月|(?:{words.any_of('dispatch-word')})[ (】]|{words.any_of('byline-role')})"
    return rf"{words.any_of('article-opening')}|{medium}{behind}|{DAY}"


def _dispatches(words: Cues) -> str:
    # dispatch = medium [ place ] year "年" month "月" day "日" word          某网2023年8月1日讯
    medium, word = words.any_of("medium-ending"), words.any_of("dispatch-word")
    return rf"[\u4e00-\u9fffA-Za-z]{{1,10}}?(?:{medium})[\u4e00-\u9fff]{{0,8}} ?(\d{{4}}年\d{{1,2}}月\d{{1,2}}日) ?(?:{word})"


def _without_spaces(text: str) -> str:
    return IDLE_SPACES.sub("", text) if " " in text else text


def _published(page: Sequence[Piece], header: Sequence[Piece], words: Cues) -> PartialDate | None:
    """The date behind a label, else of a stamp, else of the line that says when a report was given or a law was passed."""
    for rest in labelled(page, words, "date-label"):
        if (found := date_of(rest[:20])) is not None:
            return found
    for piece in page[:HEADER]:
        if STAMP.fullmatch(piece.line.spaced) and (found := date_of(SHORT_YEAR.sub("20", piece.line.spaced))) is not None:
            return found
    dispatch = words.pattern("dispatch with its day", _dispatches)
    for piece in page:
        if piece.kind == "content" and (opening := dispatch.match(piece.line.spaced)):
            return date_of(opening[1])
    heads = [_without_spaces(piece.line.spaced) for piece in header]
    occasions = [text for text in heads if OCCASION.match(text)]
    passed = [text for text in heads if text.rstrip(")").endswith(words.words("promulgation"))]
    dates = [date for text in (*occasions, *passed) if (date := date_of(text[:20])) is not None]
    return max(dates, default=None)
