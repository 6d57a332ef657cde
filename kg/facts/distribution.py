"""Several values for several things: 城乡…分别达到100%和95%, 党员参选率、选民参选率分别达到…"""

from __future__ import annotations

from collections.abc import Sequence

from kg.facts.joining import JOINER
from kg.vocab.word_list import boundaries, is_verb

# the longest thing that a shared head may leave of the last item
_ITEM = 5
_TWO = 2


def heads_of(heads: Sequence[str]) -> tuple[str, ...]:
    """The heads as `str.endswith` takes them."""
    return tuple(heads)


def items(words: str, count: int) -> list[str] | None:
    """Words cut into exactly `count` coordinated things; None where they are not so many.

    >>> items("党员参选率、选民参选率", 2)
    ['党员参选率', '选民参选率']
    """
    parts = [part for part in JOINER.split(words) if part]
    if len(parts) == count:
        return parts
    # 社区服务中心和服务站覆盖率、达标率: the list marks of a higher level separate the things
    parts = [part for part in words.split("、") if part]
    return parts if len(parts) == count else None


def parted(words: str, count: int, pairs: Sequence[str]) -> list[str] | None:
    """Two things that one word names: 存款余额 and 贷款余额 of 存贷款余额; None where no word does.

    >>> parted("金融机构存贷款余额", 2, ["存贷款"])
    ['金融机构存款余额', '金融机构贷款余额']
    """
    pair = next((each for each in pairs if each in words), None)
    if pair is None or count != _TWO:
        return None
    return [words.replace(pair, pair[at] + pair[2:], 1) for at in (0, 1)]


def led(parts: Sequence[str], toward: Sequence[str]) -> tuple[str, list[str]]:
    """What only the first thing of a list says and all share, and the things without it.

    >>> led(["科技进步对工业", "农业经济的贡献率"], ["对"])
    ('科技进步对', ['工业', '农业经济的贡献率'])
    """
    before, at, rest = next((parts[0].partition(word) for word in toward if word in parts[0][1:]), ("", "", ""))
    if not before or not rest or any(at in part for part in parts[1:]):
        return "", list(parts)
    return f"{before}{at}", [rest, *parts[1:]]


def held(parts: Sequence[str], nouns: Sequence[str]) -> list[str]:
    """Things of a list of which the first says whose the others are: 私营企业户数、注册资本.

    >>> held(["装备制造业增加值", "投资"], ["增加值", "投资"])
    ['装备制造业增加值', '装备制造业投资']
    """
    own = next((noun for noun in nouns if parts[0].endswith(noun) and len(parts[0]) > len(noun)), None)
    if own is None:
        return list(parts)
    holder = parts[0].removesuffix(own)
    return [parts[0], *(f"{holder}{part}" if part in nouns else part for part in parts[1:])]


def levelled(parts: Sequence[str], levels: tuple[str, ...]) -> list[str]:
    """Things of a list that differ only in their level, with what stands before the first.

    >>> levelled(["广播电视联网乡镇", "村比率"], ("乡镇", "村"))
    ['广播电视联网乡镇', '广播电视联网村比率']
    >>> levelled(["乡镇", "村通车率"], ("乡镇", "村"))
    ['乡镇通车率', '村通车率']
    """
    last = next((level for level in levels if parts[-1].startswith(level)), None)
    if last is not None and all(part in levels for part in parts[:-1]):
        return [*(f"{part}{parts[-1].removeprefix(last)}" for part in parts[:-1]), parts[-1]]
    own = next((level for level in levels if parts[0].endswith(level) and len(parts[0]) > len(level) + 1), None)
    if own is None or not all(part.startswith(levels) for part in parts[1:]):
        return list(parts)
    return [parts[0], *(f"{parts[0].removesuffix(own)}{part}" for part in parts[1:])]


def completed(
    parts: Sequence[str], group_end: int | None, heads: Sequence[str] = (), opposites: Sequence[str] = (), of: str = "", owners: Sequence[str] = ()
) -> list[str]:
    """Things of a list with the head that only the last one prints.

    `owners` are heads that have what another head measures: 民营企业、个体户存款.

    `of` joins whose a measure is with it, where the list ends so: 养老保险、医疗保险的参保率.
    `opposites` are words that stand at the beginning of each, the last too: 城镇和农村居民收入.
    `heads` are nouns of measures, the longest first, that a list may share: 民营经济、小微企业贷款.

    `group_end` is where, in the last thing, the name of a group ends: what follows belongs to all.

    >>> completed(["机构养育", "社会散居孤儿基本养育费"], 6)
    ['机构养育孤儿基本养育费', '社会散居孤儿基本养育费']
    >>> completed(["居民", "职工长期护理保险报销比例"], None)
    ['居民长期护理保险报销比例', '职工长期护理保险报销比例']
    """
    last = parts[-1]
    cuts = boundaries(last)
    front = next((length for length in (4, 3, 2) if length in cuts and all(len(part) == length for part in parts[:-1]) and last[length:] not in heads), 0)
    if front and opposites and all(part in opposites for part in parts[:-1]) and last[:front] in opposites:
        return [*(part + last[front:] for part in parts[:-1]), last]
    before, joint, tail = last.rpartition(of) if of else (last, "", "")
    if before and tail in heads and not any(part.endswith(heads_of(heads)) for part in parts[:-1]):
        return [*(part + joint + tail for part in parts[:-1]), last]
    shared = next((head for head in heads if last.endswith(head) and 0 < len(last) - len(head) <= _ITEM), "")
    others = heads if shared in owners else [head for head in heads if head not in owners]
    if shared and not any(part.endswith((*others, shared[-1])) for part in parts[:-1]):
        tails = [_tail(last, cuts, part, shared) for part in parts[:-1]]
        # 社会养老、失业、医疗保险覆盖面: what one takes of the last, all take
        fullest = max(tails, key=len)
        return [*(part + (fullest if tail else "") for part, tail in zip(parts[:-1], tails, strict=True)), last]
    done = []
    for part in parts[:-1]:
        if part[-1] == last[-1]:
            # 改制面和职工身份置换面: each has its own head
            done.append(part)
        elif len(part) <= 3 < len(last) - len(part):
            done.append(part + last[_cut(cuts, len(part)) :])
        elif group_end is not None and len(part) < len(last):
            head = last[max(0, group_end - 2) : group_end]
            alike = last.rfind(part[-2:])
            if head in part[:-2] and alike > 0:
                # 残疾人生活补贴和残疾人护理补贴标准: each has its own benefit
                done.append(part + last[alike + 2 :])
            else:
                done.append(part + ("" if part.endswith(head) else head) + last[group_end:])
        elif len(part) <= 4 < len(last) - len(part):
            done.append(part + last[_cut(cuts, len(part)) :])
        else:
            done.append(part)
    return [*done, last]


def rated(parts: Sequence[str], rates: tuple[str, ...], groups: tuple[str, ...] = ()) -> list[str]:
    """Things of a list with the rate that only the last one prints, and the group that only the first one does.

    >>> rated(["残疾人养老保险", "医疗保险参保率"], ("参保率",), ("残疾人",))
    ['残疾人养老保险参保率', '残疾人医疗保险参保率']
    """
    shared = next((rate for rate in rates if parts[-1].endswith(rate)), "")
    if any(part.endswith(rates) or (shared and part.endswith(shared[-1])) for part in parts[:-1]):
        # 入园率、入学率: each has its own
        return list(parts)
    whose = next((group for group in groups if shared and parts[0].startswith(group)), "")
    if whose and any(group in part for part in parts[1:] for group in groups):
        whose = ""
    return [parts[0] + shared, *(f"{whose}{part}{shared}" for part in parts[1:-1]), f"{whose}{parts[-1]}"]


def _tail(last: str, cuts: frozenset[int], part: str, shared: str) -> str:
    """What a thing of a list shares with the last: its head, or 安全满意率 of 药品安全满意率 for 食品."""
    rest = last[len(part) :]
    if _opens_with_verb(part) and not _opens_with_verb(last):
        # 接待游客和旅游收入: the first is a thing of its own
        return ""
    # 保险 of 医疗保险覆盖面, but not 业 of 服务业增加值
    is_word = min(boundaries(rest), default=0) > 1
    is_alike = is_word and rest.endswith(shared) and boundaries(part + rest) ^ cuts <= {len(part)}
    return rest if is_alike and len(last) > len(part) + len(shared) else shared


def _opens_with_verb(words: str) -> bool:
    return is_verb(words[: min(boundaries(words), default=len(words))])


def _cut(cuts: frozenset[int], length: int) -> int:
    """Where the last item parts from what all share: as far in as another item is long, or a letter beside it, between two words."""
    return next((at for at in (length, length - 1, length + 1) if at in cuts), length)
