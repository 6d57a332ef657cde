"""The dictionary that is looked up cuts texts as jieba's own table does."""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.vocab.word_list import Cutter, tokenizer

TEXTS = [
    "甲市民政局出台农村特困人员供养服务机构管理办法，每人每月补助693元。",
    "养老服务中心站在市中心，中和镇的办法和谐。",
    "The 3 homes（共120张床位）of 乙县 were rebuilt in ２０１９.",
    "",
    "𠮷野家\ud800断",
]
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经养老残疾县镇村"


@pytest.fixture(scope="module")
def slow() -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.initialize()
    return made


@pytest.fixture(scope="module")
def fast() -> jieba.Tokenizer:
    return tokenizer()


def test_every_word_and_prefix_of_jieba_has_its_frequency(slow: jieba.Tokenizer, fast: jieba.Tokenizer) -> None:
    assert fast.total == slow.total
    words = sorted(slow.FREQ)[::37]
    assert {word: fast.FREQ.get(word) for word in words} == {word: slow.FREQ[word] for word in words}


def test_what_jieba_does_not_know_is_unknown(fast: jieba.Tokenizer) -> None:
    for word in ("甲乙丙丁戊", "甲 ", "\ud800", ""):
        assert word not in fast.FREQ
        assert fast.FREQ.get(word) is None


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_cut_as_jieba_cuts_them(slow: jieba.Tokenizer, fast: jieba.Tokenizer, text: str) -> None:
    assert list(fast.cut(text, HMM=False)) == list(slow.cut(text, HMM=False))


@given(text=st.text(st.sampled_from(COMMON), max_size=40))
def test_random_texts_are_cut_as_jieba_cuts_them(slow: jieba.Tokenizer, fast: jieba.Tokenizer, text: str) -> None:
    assert list(fast.cut(text, HMM=False)) == list(slow.cut(text, HMM=False))


def test_added_words_win(fast: jieba.Tokenizer) -> None:
    made = tokenizer()
    made.add_word("甲乙丙办法", 2_000_000)
    assert "甲乙丙办法" in list(made.cut("出台甲乙丙办法", HMM=False))
    assert "甲乙丙办法" not in list(fast.cut("出台甲乙丙办法", HMM=False))


# words of jieba's dictionary, longer words that begin or end like them, and one that it does not have
OWN = {"养老服务": 2_000_000, "服务中心站": 2_000_000, "甲乙丙办法": 2_000_000, "民": 2_000_000}


@cache
def with_own() -> Cutter:
    return Cutter(OWN)


@pytest.fixture(scope="module")
def slow_with_own() -> jieba.Tokenizer:
    made = jieba.Tokenizer()
    made.initialize()
    for word, frequency in OWN.items():
        made.add_word(word, frequency)
    return made


def edges(made: jieba.Tokenizer, text: str) -> list[int]:
    return [0, *accumulate(len(word) for word in made.cut(text, HMM=False))]


@pytest.mark.parametrize("text", [*TEXTS, "甲乙丙办法和养老服务中心站\r\n a1-2% \r\n", "\r", "\n\r\n\r"])
def test_the_cutter_cuts_as_jieba_does(slow: jieba.Tokenizer, slow_with_own: jieba.Tokenizer, text: str) -> None:
    assert Cutter().edges(text) == edges(slow, text)
    assert Cutter(OWN).edges(text) == edges(slow_with_own, text)


@given(text=st.text(st.sampled_from(COMMON + "甲乙丙办务中心站服1aB-.%，。 \r\n"), max_size=40))
def test_the_cutter_cuts_random_texts_as_jieba_does(slow_with_own: jieba.Tokenizer, text: str) -> None:
    assert with_own().edges(text) == edges(slow_with_own, text)


def test_the_cutter_knows_the_words_that_jieba_knows(slow_with_own: jieba.Tokenizer) -> None:
    for word in (*OWN, "养老", "养老服", "甲乙", "甲乙丙丁", "", " ", *sorted(slow_with_own.FREQ)[::997]):
        assert with_own().is_word(word) == bool(slow_with_own.FREQ.get(word)), word
