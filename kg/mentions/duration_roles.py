"""What is a length of time for: does it last, date something, limit it, or only say when?

    duration   连续14年, 为期53天, 历时近2个月              states a fact, but never alone
    measure    日照时数1812小时, 压缩至3个工作日              a figure like any other
    threshold  3天内, 三天的时间里, 经过15天, 每隔20分钟       says when, by when or how often
    age        6—36个月婴幼儿                             defines a group

"none" is for what dates: 三年行动, 5年来, 今明两天, 前5个月.
"""

from __future__ import annotations

import re
from typing import Literal

from kg.mentions.amount import Amount
from kg.mentions.unit_table import UnitTable
from kg.model import QuantityRole

_LASTING = re.compile(r"(?:连续|历时|为期|长达|持续|坚持|已有|用时|耗时|历经|时长|跨度)(?:了|达到?|近|将近|约|超过?|逾|整整|至少)?$")
_POINTING = re.compile(r"[这那该此其]$|上述$|以上$|前述$|之[前后]的$")
_DATING = re.compile(r"(?:今明|明后|这几|未来|今后|随后|此后|[最这]近|(?<![目之以此提])前|过去的?|倒计时|[周月年]末)$")
_PASSING = re.compile(r"(?:(?<!已)经过?(?:近|约|了)?|通过|每?隔|相隔|间隔)$")
_BOUND = re.compile(r"(?:及|或)?以[上下内]$|之内$")
_WHEN = re.compile(r"的?(?:[内后前来中]|以[内后前来]|之[内后前间]|间(?![隔断])|时间|工夫|功夫)|一次|[^，。；、0-9]{0,8}圈")
# 4小时42分, 6年6个月: the number is only half of the time
_GOES_ON = re.compile(r"零?[0-9一二三四五六七八九十]{1,3}(?:分|秒|个月|天|小时)")
# always: 24小时值守, 365天
_ALWAYS = {"小时": 24, "天": 365}


def role_of_duration(text: str, amount: Amount, units: UnitTable) -> QuantityRole | Literal["none"]:
    """The role of a length of time; `text` is the sentence, offsets of `amount` count in it."""
    form = amount.unit_form(text)
    before, after = text[max(0, amount.start - 6) : amount.start], text[amount.end : amount.end + 18]
    if _LASTING.search(before):
        return "none" if _GOES_ON.match(after) else "duration"
    if form.endswith(("年", "年半")) or amount.printed(text) == "一" or _POINTING.search(before) or _DATING.search(before) or _GOES_ON.match(after):
        return "none"
    if units.words.infants.match(after):
        return "age"
    is_bounded = _BOUND.search(text, amount.unit_end, amount.end) is not None
    if is_bounded or _WHEN.match(after) or "时间" in form or _PASSING.search(before) or amount.value == _ALWAYS.get(form):
        return "threshold"
    return "measure"
