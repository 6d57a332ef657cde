"""Who published a page, as it is printed?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.text.cues import Cues
from kg.text.furniture import Piece, credit

# name = 甲市人民政府, up to a space or the next label
NAME = re.compile(r"[^ ，。；：|｜()【】\[\]]{2,30}")
# A date that follows the name without a space belongs to the next label.
DIGITS = r"\d{4}[-./年]"
# 据: a source that is cited. 本: a medium that speaks of itself without its name.
CITED = "据"
NAMED = "(?!本)"
# How far into an article its dispatch line or first byline reaches.
OPENING = 120


def publisher_of(page: Sequence[Piece], title: str | None, words: Cues) -> str | None:
    """The publisher of the first article of a page.

    Behind a label of the source; else the medium of the dispatch line (某网消息, 某社某地8月1日电) or of a byline; else the
    government whose report the title names; else who is thanked for text and pictures.
    """
    return (
        _labelled_name(page, words)
        or _dispatch(page, words)
        or _byline(page, words)
        or _reporting_government(title, words)
        or next((name for piece in page if piece.kind == "furniture" and (name := credit(piece.line.spaced, words))), None)
    )


def printed(label: str) -> str:
    """The pattern of a label with its colon, as pages space it out and as tables put a bar behind it: 来　源：, | 标 题： |."""
    return " ?".join(map(re.escape, label)) + r" ?[：:] ?(?:\| ?)?"


def labelled(page: Sequence[Piece], words: Cues, cue: str) -> list[str]:
    """What follows the labels of a class, in the pieces that are furniture."""
    found = []
    for piece in page:
        text = piece.line.spaced
        if piece.kind == "furniture" and ("：" in text or ":" in text):
            for label in words.words(cue):
                found += [text[match.end() :] for match in _label(label).finditer(text)]
    return found


@cache
def _label(label: str) -> re.Pattern[str]:
    return re.compile(printed(label))


def _labelled_name(page: Sequence[Piece], words: Cues) -> str | None:
    labels = (*words.words("date-label"), *words.words("author-label"))
    for rest in labelled(page, words, "source-label"):
        name = NAME.match(rest)
        if name is not None and not name[0].startswith(labels):
            printed = words.pattern("end of a publisher", _publisher_ends).split(name[0])[0].removeprefix(CITED)
            if printed:
                return printed
    return None


def _publisher_ends(words: Cues) -> str:
    roles = "|".join(words.any_of(cue) for cue in ("author-label", "byline-role", "date-label", "page-label"))
    return rf"{DIGITS}|{words.any_of('furniture-tail')}|(?:{roles})$"


def _dispatch(page: Sequence[Piece], words: Cues) -> str | None:
    """The medium at the head of the article."""
    pattern = words.pattern("dispatch", _dispatches)
    for piece in page:
        if piece.kind == "content" and (found := pattern.match(piece.line.spaced)):
            return found[1]
    return None


def _dispatches(words: Cues) -> str:
    # dispatch = medium ( word | place [ year "年" ] month "月" day "日" word )
    medium, dispatch = words.any_of("medium-ending"), words.any_of("dispatch-word")
    place_and_day = r"(?:[\u4e00-\u9fff]{0,8} ?(?:\d{4}年)?\d{1,2}月\d{1,2}日 ?)?"
    return rf"[(【\[]?{CITED}?({NAMED}[\u4e00-\u9fffA-Za-z]{{1,10}}?(?:{medium})) ?[)】\]]?{place_and_day}(?:{dispatch})[ (：:，]"


def _byline(page: Sequence[Piece], words: Cues) -> str | None:
    """The medium in a byline at the head of the article or among the furniture at its end."""
    pattern = words.pattern("medium in a byline", _media_in_bylines)
    texts = [piece.line.spaced[:OPENING] for piece in page if piece.kind == "content" and "。" in piece.line.spaced][:1]
    texts += [piece.line.spaced for piece in page if piece.kind == "furniture"]
    return next((found[1] for text in texts if (found := pattern.search(text))), None)


def _media_in_bylines(words: Cues) -> str:
    medium, role = words.any_of("medium-ending"), words.any_of("byline-role")
    return rf"(?:^|[ (。]){CITED}?({NAMED}[\u4e00-\u9fffA-Za-z]{{1,12}}?(?:{medium}))(?:{role})"


def _reporting_government(title: str | None, words: Cues) -> str | None:
    """The government whose own report a title names: 2010年某市人民政府工作报告."""
    found = words.pattern("own report", _own_reports).fullmatch(title or "")
    return found[1] if found else None


def _own_reports(words: Cues) -> str:
    government, report = words.any_of("government-name"), words.any_of("government-report")
    return rf"(?:\d{{4}}年)?([\u4e00-\u9fff]{{2,16}}(?:{government}))(?:{report})"
