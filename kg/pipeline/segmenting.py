"""The words of a text for an index, by the reader's own dictionary and the reader's own simplification."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba  # type: ignore[import-untyped]


def words(text: str) -> list[str]:
    """The words of a text and the words inside long ones, in order.

    Only the dictionary decides, not the neighbours of a word: a question must be cut as the text was that it is to find.

    >>> words("养老服务补贴")
    ['养老', '服务', '补贴']
    """
    return [word for word in _tokenizer().cut_for_search(text, HMM=False) if word.strip()]


def readable(text: str) -> str:
    """A text as the reader reads it: simplified, without glosses, widths unified.

    >>> readable("農(nóng)村低保專(zhuān)項")
    '农村低保专项'
    """
    # OpenCC's tables are loaded with it
    from kg.text.characters import cleaned

    return cleaned(text).text


@cache
def _tokenizer() -> jieba.Tokenizer:
    # jieba takes a tenth of a second to import
    from kg.vocab.word_list import tokenizer

    return tokenizer()
