"""Which ordinary character stands for one that only looks different?"""

from __future__ import annotations

import unicodedata

# CJK Radicals Supplement -> unified ideograph, for the forms that stand in for one in scanned and
# converted texts. Source: Unicode Character Database, EquivalentUnifiedIdeograph.txt.
PAIRS = (
    "⺅亻 ⺇几 ⺈刀 ⺉刂 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歹 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 "
    "⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 "
    "⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 "
    "⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龟 ⻲亀 ⻳龟 "
)
RADICALS = {pair[0]: pair[1] for pair in PAIRS.split()}
# Full-width forms that stay: Chinese sentences are punctuated with them.
KEPT = "，：；！？"
# full-width and half-width forms, Kangxi radicals, compatibility ideographs (two blocks), small forms
VARIANTS = (("\uff01", "\uffee"), ("\u2f00", "\u2fd5"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"), ("\ufe50", "\ufe6b"))
DROPPED = "\x00"
LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


class Alphabet(dict[int, str]):
    """A table for `str.translate` that gives one character for each one, worked out when it is first met.

    A character that is not written becomes `DROPPED`, white space " ", a line break "\\n".

    >>> "６０％ ⺠政".translate(Alphabet())
    '60% 民政'
    """

    def __missing__(self, code: int) -> str:
        self[code] = found = ordinary(chr(code))
        return found


def ordinary(char: str) -> str:
    """The one character that is written instead of `char`."""
    if char in LINE_BREAKS:
        return "\n"
    if char.isspace() or char == "\u3164":
        return " "
    if unicodedata.category(char) in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return DROPPED
    if char in RADICALS:
        return RADICALS[char]
    if is_variant(char):
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


def is_variant(char: str) -> bool:
    """Whether a character is a mere variant: full-width, small or half-width form, radical, compatibility ideograph."""
    return char not in KEPT and any(first <= char <= last for first, last in VARIANTS)
