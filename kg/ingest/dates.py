"""What day does a column or a tag of a file name?"""

from __future__ import annotations

import re
from datetime import date

from kg.model import PartialDate

# date = year [ sep month [ sep day ] ]          2021-06-24 10:20, 2021/6/4, 2021年6月24日, 20210624
DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:(?:[-/.]|\s?年\s?)(\d{1,2})(?:(?:[-/.]|\s?月\s?)(\d{1,2}))?|(\d{2})(\d{2}))?(?!\d)", re.ASCII)


def iso(value: str | None) -> PartialDate | None:
    """The date in ISO, as precise as it is given; a day or month that no calendar has is left out.

    >>> iso("2021/6/4 10:00"), iso("2021年6月"), iso("20210624"), iso("2021-13-40"), iso("yesterday")
    ('2021-06-04', '2021-06', '2021-06-24', '2021', None)
    """
    found = DATE.search(value or "")
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or found[4] or 0), int(found[3] or found[5] or 0)
    if not 1 <= month <= 12:
        return f"{year}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
