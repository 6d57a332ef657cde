"""Which strings that end in the head of a term does a corpus hold, and what stands around them?

site  = { word } word that ends in a head          a stretch without marks; at most MOST words, no stop word in it
count = [0-9] classifier                            for units
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba  # type: ignore[import-untyped]

from kg.model import Document
from kg.pipeline.suggest.kinds import KindReader
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import tokenizer

MOST = 6
_CLASSIFIER = b" q"
LONGEST = 16
AROUND = 24
# run = Chinese, letters and digits, and quotation marks
_RUN = re.compile(r"[\u4e00-\u9fff“”A-Za-z0-9]{2,200}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FIGURE = re.compile(r"[\u4e00-\u9fff]{0,5}[0-9]")
_COUNTED = re.compile(r"[0-9](?:[万亿])?[多余]?([\u4e00-\u9fff]{1,6})")
_NO_UNIT = re.compile(r"[年月日号时分点第至到以多余万亿]")


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a head stands. `starts` are the offsets in `text` at which a term may begin; a term ends with the text.

    `left` and `right` are the characters around, empty at a mark or an edge; `context` is what a reader sees.
    """

    document: str
    text: str
    starts: tuple[int, ...]
    left: str
    right: str
    head: str
    scheme: str
    context: str


class Harvester:
    """Finds the sites of documents."""

    def __init__(self, vocabulary: Vocabulary, kinds: KindReader) -> None:
        self._kinds = kinds
        self._inner = frozenset(vocabulary.words("suggest-inner-stop"))
        self._lead = frozenset(vocabulary.words("suggest-lead-stop"))
        self._before_people = self._lead | frozenset(vocabulary.words("suggest-group-lead-stop"))
        self._places = frozenset(vocabulary.gazetteer.surfaces())
        self._units = frozenset(vocabulary.lexicon("unit"))
        self._cutter = tokenizer()
        self._classifiers = classifiers()
        for word in kinds.words():
            self._cutter.add_word(word, 2_000_000)

    def sites(self, name: str, document: Document) -> Iterator[Site]:
        """The sites of a document; `name` tells it from the others."""
        for sentence in document.sentences:
            if sentence.role == "furniture":
                continue
            text = document.text[sentence.start : sentence.end]
            for run in _RUN.finditer(text):
                yield from self._of_terms(name, text, run.start(), run.group())
            yield from self._of_units(name, text)

    def _of_terms(self, name: str, sentence: str, at: int, run: str) -> Iterator[Site]:
        words = list(self._cutter.cut(run, HMM=False))
        offsets = [0]
        for word in words:
            offsets.append(offsets[-1] + len(word))
        for index in range(len(words)):
            found = self._kinds.head(words[index])
            if found is None:
                continue
            head, scheme = found
            end = offsets[index + 1]
            if scheme == "indicator" and not _FIGURE.match(run, end):
                continue
            starts = self._starts(words, offsets, index, head, self._before_people if scheme == "group" else self._lead)
            if starts:
                first = starts[-1]
                # behind 市, 的 or 为 a term is as free as behind a mark
                left = "" if first == 0 or self._ends(words[offsets.index(first) - 1]) else run[first - 1]
                relative = tuple(start - first for start in starts)
                context = sentence[max(0, at + first - AROUND) : at + end + AROUND]
                yield Site(name, run[first:end], relative, left, run[end : end + 1], head, scheme, context)

    def _starts(self, words: Sequence[str], offsets: Sequence[int], last: int, head: str, lead: frozenset[str]) -> list[int]:
        """Where a term that ends with a word may begin, the nearest first; at no word of `lead`."""
        end, found = offsets[last + 1], []
        for index in range(last, max(-1, last - MOST), -1):
            word = words[index]
            if index < last and self._ends(word):
                break
            start = offsets[index]
            if end - start > LONGEST:
                break
            whole = "".join(words[index : last + 1])
            if end - start > len(head) and word not in lead and _is_quoted_whole(whole):
                found.append(start)
        return found

    def _ends(self, word: str) -> bool:
        """Whether a term begins behind a word at the earliest: a function word, a place, a number."""
        return word in self._inner or word in self._places or (word.isascii() and word.isdecimal())

    def _of_units(self, name: str, sentence: str) -> Iterator[Site]:
        """Classifiers, and words that no dictionary has, right behind a number, that are no units of the ontology."""
        for match in _COUNTED.finditer(sentence):
            text = match[1]
            if any(text.startswith(unit) for unit in self._units) or _NO_UNIT.match(text):
                continue
            word = next(iter(self._cutter.cut(text, HMM=False)), "")
            if word in self._classifiers or (1 <= len(word) <= 2 and not self._cutter.FREQ.get(word)):
                at = match.start(1)
                context = sentence[max(0, at - AROUND) : at + len(word) + AROUND]
                yield Site(name, word, (0,), "", text[len(word) : len(word) + 1], word, "unit", context)


def classifiers() -> frozenset[str]:
    """The words that jieba's dictionary has as classifiers, by their part of speech.

    >>> "盏" in classifiers()
    True
    """
    # line = word " " frequency " " part of speech
    lines = Path(jieba.__file__).with_name("dict.txt").read_bytes().splitlines()
    return frozenset(line.split(b" ", 1)[0].decode() for line in lines if line.endswith(_CLASSIFIER))


def _is_quoted_whole(term: str) -> bool:
    """Whether quotation marks in a term come in pairs, and it has words of its own."""
    return term.count("“") == term.count("”") and (term.find("“") <= term.find("”")) and _HAN.search(term) is not None
