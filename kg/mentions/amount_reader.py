"""What quantity begins at this numeral?

quantity = number [ more [ multiplier ] ] [ 大 | 小 ] [ unit [ 半 ] ] [ bound ]
more     = 多 | 余 | 来                               1000余张  5000余万元
item     = number 个 ( 多 | 半 ) unit                  7个多小时  三个半月
bound    = 以上 | 以下 | 以内 | 左右 | 上下              70%以上  80%左右
fraction = numeral 分之 numeral                       百分之八十  四分之一
tenths   = digit 成 [ digit ]                         三成  七成五
range    = quantity dash quantity                     8000—12000元: one row for each end
rank     = 第 number [ 位 | 名 ]                       第28位
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.mentions.amount import Amount, Modifier
from kg.mentions.look_alikes import are_years, is_inside_code, is_no_number, stands_alone
from kg.mentions.numerals import ARABIC, CHINESE, DIGITS, MULTIPLIERS, is_bare_multiplier, value_of
from kg.mentions.unit_table import Unit, UnitTable
from kg.model import QuantityRole

_NUMBER = re.compile(rf"{ARABIC}|{CHINESE}")
# 百分之八十, 四分之一: the scanner stands on the numeral before 分之
_FRACTION = re.compile(rf"([二三四五六七八九十百千万]{{1,3}})分之({ARABIC}|{CHINESE})")
_TENTHS = re.compile(r"([一二三四五六七八九1-9])成([一二三四五六七八九])?(?![立员为果功绩效都份本熟长交就人品一])")
_MORE = re.compile(r"([多余来几])([百千]?[万亿]?)")
_ITEM = re.compile(r"个([多余半])")
# 三多 is no number: 多 follows a multiplier
_ONES = re.compile(r"[一二两三四五六七八九]")
_AFTER = re.compile(r"(?P<ge>(?:及|或|\(含\))?以上|开外|(?<=倍)多(?=[，。；、的]|$))|(?P<le>(?:及|或)?以下|[以之]内)|(?P<approx>左右|上下)")
_BEFORE = re.compile(
    r"(?:(?P<le>[不未][得能会应可]?超过|不高于|低于|少于|小于|不足|不到|至多|最多)"
    r"|(?P<ge>超过|突破|至少|最少|最低|不少于|不低于|高于|多于|大于|超|逾)"
    r"|(?P<approx>大约|将近|接近或(?:超过|达到)|接近|大概|(?<![签预节违公合条契缔制])约|(?<![最附新临就靠亲])近))(?:了|达|为|有)?$"
    # 至少建设1处, 约需资金13万元: a verb may stand between
    r"|(?:(?P<most>至多|最多(?!时))|(?P<least>至少|最少)|(?P<about>约需))[^，。；：、,;0-9]{1,4}$"
)
# 最高5万元, 最高可达5万元: of money that is given, a ceiling
_CEILING = re.compile(r"(?<![历史])最高(?:可达|可|不超)?$")
# 1440/月: the 元 is lost
_LOST_YUAN = re.compile(r"/(?:人/)?[月年天](?:/人)?")
_MODIFIERS: dict[str, Modifier] = {"ge": "ge", "least": "ge", "le": "le", "most": "le", "approx": "approx", "about": "approx"}
# three and a half: of what is divided, 3名半失能老人 and 5元半价 are others
_HALF = re.compile(r"半(?![数价年个月天日小径山失自封导成公程夜途旧新熟])")
_DIVIDED = frozenset({"duration", "area", "length", "mass", "multiple"})
_DASH = re.compile(r"—{1,2}|–|－|-|~|～|至|到")
_FROM = re.compile(r"[由从][^，。；,;]{0,24}$")
_SIZED = re.compile(r"[大小][类项]")


def read_at(text: str, start: int, numeral: str, units: UnitTable) -> tuple[Amount, ...]:
    """The quantity whose numeral stands at `start`: none, one, or the two ends of a range.

    Raises nothing: what cannot be read gives an empty tuple.
    """
    if start and text[start - 1] == "第":
        return _ordinal(text, start, numeral, units)
    if is_inside_code(text, start):
        return ()
    fraction = _FRACTION.match(text, start)
    if fraction:
        return _fraction(text, fraction, units)
    first = _single(text, start, numeral, units)
    if first is None:
        return ()
    second = _range_end(text, first, units)
    if second:
        return _ends(text, first, second)
    return (bounded(text, first),) if stands_alone(text, first) else ()


def _ordinal(text: str, start: int, numeral: str, units: UnitTable) -> tuple[Amount, ...]:
    value = value_of(numeral)
    if value is None:
        return ()
    end = start + len(numeral)
    ranked = units.rank is not None and text[end : end + 1] in ("位", "名") and not units.words.somebody.match(text, end + 1)
    stop = end + 1 if ranked else end
    role: QuantityRole = "measure" if ranked else "ordinal"
    return (Amount(start - 1, stop, start, end, value, units.rank if ranked else None, end, stop, role=role, rule="rank" if ranked else "ordinal"),)


def _fraction(text: str, match: re.Match[str], units: UnitTable) -> tuple[Amount, ...]:
    below, above = value_of(match[1]), value_of(match[2])
    if not below or above is None:
        return ()
    unit = units.named("%")
    share = above * 100 / below
    rounded = share.quantize(Decimal("0.01"))
    modifier: Modifier | None = None if share == rounded else "approx"
    value = share.normalize() if share == rounded else rounded
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    amount = Amount(match.start(), match.end(), match.start(), match.end(), value, unit, match.end(), match.end(), modifier, rule="fraction")
    return (bounded(text, amount),)


def _single(text: str, start: int, numeral: str, units: UnitTable) -> Amount | None:
    tenths = _TENTHS.match(text, start)
    if tenths:
        value = Decimal(DIGITS.get(tenths[1]) or int(tenths[1])) * 10 + DIGITS.get(tenths[2] or "零", 0)
        return Amount(start, tenths.end(), start, tenths.end(), value, units.named("%"), tenths.end(), tenths.end(), rule="tenths")
    end = start + len(numeral)
    plain = value_of(numeral)
    if plain is None:
        return _either_or(text, start, end, units)
    modifier: Modifier | None = None
    indefinite = False
    item = _item(text, start, end, plain, units)
    if item:
        return item
    more = _MORE.match(text, end)
    if more and not (more[1] in "多余" and not more[2] and _ONES.match(numeral[-1:])) and (more[2] or units.at(text, more.end()) or more[1] in "多余"):
        for multiplier in more[2]:
            plain *= MULTIPLIERS[multiplier]
        end, indefinite = more.end(), more[1] == "几"
        modifier = "approx" if more[1] == "来" else "ge"
    return _with_unit(text, Amount(start, end, start, end, plain, None, end, end, modifier, "indefinite" if indefinite else "measure"), units)


def _item(text: str, start: int, end: int, plain: Decimal, units: UnitTable) -> Amount | None:
    """7个多小时, 三个半月: the classifier stands apart from the unit that it belongs to."""
    between = _ITEM.match(text, end)
    found = units.after_item(text, between.end()) if between else None
    if between is None or found is None:
        return None
    stop = between.end() + len(found[0])
    modifier: Modifier | None = "ge" if between[1] in "多余" else None
    value = plain + Decimal("0.5") if between[1] == "半" else plain
    return Amount(start, stop, start, end, value, found[1], end, stop, modifier)


def _with_unit(text: str, amount: Amount, units: UnitTable) -> Amount:
    end = amount.number_end
    unit_start = end + 1 if _SIZED.match(text, end) and units.at(text, end + 1) else end
    found = units.at(text, unit_start)
    if found:
        return _counted(text, amount, found, unit_start, units)
    lost = _LOST_YUAN.match(text, end)
    if lost and amount.value >= 10:
        unit = units.compound([part for part in lost[0].split("/") if part])
        return replace(amount, end=lost.end(), unit=unit, unit_start=end, unit_end=lost.end(), rule="lost-yuan")
    return amount


def _counted(text: str, amount: Amount, found: tuple[str, Unit], unit_start: int, units: UnitTable) -> Amount:
    """The amount with the unit that was found; a half behind it counts, and what is earned in 块 is money."""
    form, unit = found
    unit_end = unit_start + len(form)
    if form == "块" and units.words.earning.search(text, max(0, amount.start - 8), amount.start):
        unit = units.named("元") or unit
    if unit.dimension in _DIVIDED and amount.modifier is None and _HALF.match(text, unit_end):
        return replace(amount, value=amount.value + Decimal("0.5"), end=unit_end + 1, unit=unit, unit_start=unit_start, unit_end=unit_end + 1)
    return replace(amount, end=unit_end, unit=unit, unit_start=unit_start, unit_end=unit_end)


def _either_or(text: str, start: int, end: int, units: UnitTable) -> Amount | None:
    # 三四十个, 七八家: no plain number
    found = units.at(text, end)
    if end - start > 4 or found is None:
        return None
    stop = end + len(found[0])
    return Amount(start, stop, start, end, Decimal(0), found[1], end, stop, role="indefinite", rule="either-or")


def _range_end(text: str, first: Amount, units: UnitTable) -> Amount | None:
    dash = _DASH.match(text, first.end)
    if dash is None or (dash[0] == "到" and _FROM.search(text, max(0, first.start - 26), first.start)):
        return None
    number = _NUMBER.match(text, dash.end())
    if number is None:
        return None
    second = _single(text, number.start(), number[0], units)
    if second is None or (second.unit is None and not number[0].endswith(("万", "亿"))):
        return None
    if is_no_number(text, first) or is_no_number(text, second) or are_years(text, first, second):
        return None
    same = first.unit is None or second.unit is None or first.unit.iri == second.unit.iri
    return second if same and second.role == "measure" else None


def _ends(text: str, first: Amount, second: Amount) -> tuple[Amount, ...]:
    """Both ends of a range: the lower one takes unit and multiplier of the upper one where it prints none."""
    low = first.value
    printed = second.printed(text)
    multiplier = printed.lstrip("0123456789.,，")
    is_shared = first.unit is None and multiplier and second.value and printed[0].isascii()
    if is_shared and text[first.number_start : first.number_end][-1:].isdigit():
        factor = second.value / Decimal(printed[: -len(multiplier)].replace(",", "").replace("，", ""))
        if low * factor < second.value:
            low = low * factor
            low = low.quantize(Decimal(1)) if low == low.to_integral_value() else low
    start = replace(first, value=low, unit=first.unit or second.unit, role="range_low", rule="range")
    return start, replace(bounded(text, second), role="range_high", rule="range")


def bounded(text: str, amount: Amount) -> Amount:
    """With the modifier that stands before or follows; one that follows belongs to the mention."""
    after = _AFTER.match(text, amount.end)
    if after:
        return replace(amount, end=after.end(), modifier=_which(after))
    before = _BEFORE.search(text, max(0, amount.start - 6), amount.start)
    if before:
        return replace(amount, modifier=_which(before))
    if amount.unit is not None and amount.unit.dimension == "money" and _CEILING.search(text, max(0, amount.start - 6), amount.start):
        return replace(amount, modifier="le")
    if text[amount.start - 1 : amount.start] == "上" and is_bare_multiplier(amount.printed(text)):
        return replace(amount, modifier="ge")
    return amount


def _which(match: re.Match[str]) -> Modifier:
    return _MODIFIERS[str(match.lastgroup)]
