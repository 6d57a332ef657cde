"""Does a number with a classifier only say which one: bus 301路, 2022届, 三期, 8栋2单元?

line      digits 路                                     301路
class     year ( 届 | 级 ) | 初三3班                       2022届毕业生
phase     noun numeral 期                               电厂二期, but 举办三期, 分三期
address   digits ( 栋 | 幢 ) digits ( 单元 | 号 … )          8栋2单元; 花园8栋
community place number 社区                             东湖区123社区
group     ( 村 | 社区 ) number 组                          幸福村3组
race      length race                                   100米蛙泳
zone      length "—" length { letter } campaign          5—15公里绿化行动
"""

from __future__ import annotations

import re

from kg.mentions.amount import Amount
from kg.mentions.unit_table import UnitTable

_YEAR = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_SMALL = re.compile(r"[一二三四五六七八九十]{1,2}")
# what stands before a number of phases that were held or counted
_COUNTED = re.compile(r"[分共了过满近超达余计有设办成展第、，。]$|^$")
_DOOR = re.compile(r"[0-9一二三四五六七八九十]{1,3}(?:单元|号|楼|室|层|门)")
_HOUSES = frozenset({"栋", "幢", "层"})
_GRADE = re.compile(r"(?:年级|[初高大][一二三四])[（(]?$")
_PLACE = re.compile(r"(?<![全我各])[区县镇市]$|街道$")
_VILLAGE = re.compile(r"(?:村|社区|屯|队)第?$")


def is_zone(text: str, amount: Amount, units: UnitTable) -> bool:
    """Whether a range of lengths is part of the name of a campaign: 5—15公里绿化行动."""
    return amount.unit is not None and amount.unit.dimension == "length" and units.words.campaign.match(text, amount.end) is not None


def is_numbered(text: str, amount: Amount, units: UnitTable) -> bool:
    """Whether the amount is the number of a thing; `text` is the sentence.

    A name that ends in a word of the class `building-name-end` (花园8栋) is followed by the number of a house.
    """
    form, printed = amount.unit_form(text), amount.printed(text)
    before = text[max(0, amount.start - 6) : amount.start]
    if form == "路":
        return printed.isascii()
    if form in ("届", "级"):
        return _YEAR.fullmatch(printed) is not None
    if form == "期":
        return _SMALL.fullmatch(printed) is not None and not _COUNTED.search(before)
    if form == "班":
        return _GRADE.search(before) is not None
    if form == "组":
        return amount.value <= 40 and _VILLAGE.search(before) is not None
    if amount.unit is not None and amount.unit.dimension == "length":
        return units.words.race.match(text, amount.end) is not None
    if form == "社区":
        return printed.isascii() and _PLACE.search(before) is not None
    if form in _HOUSES:
        named = any(match.end() == len(before) for match in units.words.building.finditer(before))
        return named or _DOOR.match(text, amount.end) is not None
    return False
