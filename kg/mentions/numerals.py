"""What value do the digits or Chinese numerals of a text have?

    arabic  = digits [ { "," three digits } ] [ "." digits ] { multiplier [ digits ] }      1,234  4.4万  3千万  2万亿  1亿2300万  1万8千
    chinese = { 零 〇 一 … 九 两 十 百 千 万 亿 } [ 点 digits ]                      一百二十三万  千亿  二〇二一  一万四

The classes of characters are shared with the scanner in `quantities`.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {name: Decimal(value) for name, value in {**SMALL, **LARGE}.items()}

# 亿亿亿亿 is a slip; beyond this no sum or product is exact
LARGEST = Decimal(10**24)
CHINESE_CHARACTERS = "".join((*DIGITS, *SMALL, *LARGE))

# 千 is no multiplier in 千米, 千克, 千瓦, nor 百 in 百分
_MULTIPLIER = r"(?:[百千]?万亿?|百?亿|千亿|千(?![米克瓦伏卡])|百(?!分))"
_GROUPED = r"[0-9]{1,3}(?:[,，][0-9]{3}){1,4}(?![0-9])"
# what may follow a 万: 1万8千, 3万5000
_BELOW = r"(?<=万)(?:[1-9][千百](?![米克瓦伏卡分])|[1-9][0-9]{3}(?![0-9.万亿年]))"
ARABIC = rf"(?:{_GROUPED}|[0-9]{{1,15}})(?:\.[0-9]{{1,6}})?(?:{_MULTIPLIER}(?:[0-9]{{1,4}}千?万)?(?:{_BELOW})?)?"
CHINESE = rf"[{CHINESE_CHARACTERS}]{{1,20}}(?:点[零〇一二三四五六七八九]{{1,6}}[万亿]{{0,2}})?"

_ARABIC_WRITTEN = frozenset((*"0123456789.,，", *MULTIPLIERS))
_ARABIC_PARTS = re.compile(r"([0-9.]{1,24})([十百千万亿]{0,3})")


def value_of(numeral: str) -> Decimal | None:
    """The value of a numeral in digits or in Chinese; None where it is not one number.

    >>> value_of("14.1亿"), value_of("一百二十三万"), value_of("千亿"), value_of("三四")
    (Decimal('1410000000'), Decimal('1230000'), Decimal('100000000000'), None)
    """
    if numeral[:1].isascii() and numeral[:1].isdigit():
        return _arabic(numeral) if _ARABIC_WRITTEN.issuperset(numeral) else None
    whole, dot, rest = numeral.partition("点")
    if not dot:
        return _chinese(numeral)
    digits = rest.rstrip("万亿")
    before = _chinese(whole)
    if before is None or not digits or not all(c in DIGITS for c in digits):
        return None
    return _plain((before + Decimal("0." + "".join(str(DIGITS[c]) for c in digits))) * _product(rest[len(digits) :]))


def is_bare_multiplier(numeral: str) -> bool:
    """Whether a numeral has no digit of its own: 千亿, 万, 百 (十 is a number by itself).

    >>> is_bare_multiplier("千亿"), is_bare_multiplier("三千"), is_bare_multiplier("十")
    (True, False, False)
    """
    return bool(numeral) and all(c in MULTIPLIERS for c in numeral) and numeral[0] != "十"


def _product(multipliers: str) -> Decimal:
    product = Decimal(1)
    for name in multipliers:
        product *= MULTIPLIERS[name]
    return product


def _plain(value: Decimal) -> Decimal | None:
    """Without an exponent and without zeros after the point: 4.4E+4 becomes 44000; None where it is larger than any figure."""
    if value >= LARGEST:
        return None
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _arabic(numeral: str) -> Decimal | None:
    total = Decimal(0)
    for digits, multipliers in _ARABIC_PARTS.findall(numeral.replace(",", "").replace("，", "")):
        if digits.count(".") > 1 or digits == ".":
            return None
        total += Decimal(digits) * _product(multipliers)
    return _plain(total)


def _chinese(numeral: str) -> Decimal | None:
    if not numeral or not all(c in CHINESE_CHARACTERS for c in numeral):
        return None
    if all(c in DIGITS for c in numeral):
        return _spelled(numeral)
    value = _compound(numeral)
    return None if value is None or value >= LARGEST else Decimal(value)


def _spelled(numeral: str) -> Decimal | None:
    # 二〇二一 is read digit by digit; 三四 and 七八 are "three or four", not 34
    if len(numeral) == 2 and "〇" not in numeral and "○" not in numeral:
        return None
    return Decimal("".join(str(DIGITS[c]) for c in numeral))


def _compound(numeral: str) -> int | None:
    """The value of a numeral with multipliers, by its last 亿, then its last 万, then below 万."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if name in numeral:
            left, _, right = numeral.rpartition(name)
            high = _compound(left) if left else 1
            low = _tail(right, size)
            if high is None or high == 0 or low is None or low >= size:
                return None
            return high * size + low
    return _section(numeral)


def _tail(numeral: str, size: int) -> int | None:
    # 一万四 is spoken for 一万四千: a lone digit takes the next lower place unless a 零 stands before it
    if not numeral:
        return 0
    if len(numeral) == 1 and numeral in DIGITS:
        return DIGITS[numeral] * (size // 10)
    return _compound(numeral)


def _section(numeral: str) -> int | None:
    total, digit, previous, zero = 0, -1, 10**4, False
    for character in numeral:
        if character in SMALL:
            size = SMALL[character]
            if size >= previous or digit == 0:
                return None
            total, digit, previous, zero = total + (1 if digit < 0 else digit) * size, -1, size, False
        elif DIGITS[character] == 0:
            zero = True
            if digit >= 0:
                return None
        elif digit >= 0:
            return None
        else:
            digit = DIGITS[character]
    if digit > 0:
        # 二百五 is 250, 二百零五 is 205, 二十五 is 25
        total += digit * (previous // 10 if 10 < previous < 10**4 and not zero else 1)
    return total
