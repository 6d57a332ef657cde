"""Which word before a measure holds it to a part of what its name would mean?

still    = 现有 cases                          累计确诊病例900例；现有确诊病例30例: those that are ill now
number   = number 项 insurance                 三项社会保险基金收支规模: of three of them, and not of all
toward   = 对 whom trade                     对东盟出口额120亿元: to whom, and not by whom
bound    = sum 以上 measure number             500万元以上固定资产投资175亿元: of what is as large as that
payer    = higher level … ， verb of allotting sum      中央加大投入，共安排低保资金11亿元: what others spend
operator = operator users … ， users           联通电话用户9万户，固定电话用户5万户: those of the same operator
"""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.facts.clauses import Line
from kg.facts.figures import Figure
from kg.facts.labels import LabelReader
from kg.facts.memory import Memory
from kg.model import Document
from kg.vocab.vocabulary import Vocabulary

# how many letters of a measure tell where it stands
_BEGINS = 2
# how far into the next sentence its operator is looked for
_NEXT = 8


class RestrictionReader:
    """Puts back the words that restrict a measure."""

    def __init__(self, vocabulary: Vocabulary, labels: LabelReader) -> None:
        words = vocabulary.words
        self._labels = labels
        self._cases = re.compile(rf"(?:{any_of(words('case-noun'))})$")
        self._still = words("still-open")
        self._so_many = re.compile(rf"[两三四五六七八2-8](?:{any_of(words('so-many-of'))})$")
        self._insured = re.compile(any_of(words("one-of-several")))
        self._toward, self._directed = words("toward-word"), re.compile(rf"(?<=..)(?:{any_of(words('directed-measure'))})$")
        self._allots = re.compile(rf"(?:{any_of(words('allotting-verb'))})(?=[\u4e00-\u9fff]{{3}})")
        self._payer = re.compile(any_of(words("higher-payer")))
        self._bounded = re.compile(rf"(?:{any_of(words('bound-word'))})$")
        operator, users = any_of(words("telecom-operator")), any_of(words("user-noun"))
        self._mobile = words("mobile-operator")
        self._users = re.compile(rf"(?:{users})$")
        self._operator = re.compile(rf"^({operator})[\u4e00-\u9fff]{{0,6}}(?:{users})$")
        self._operated = re.compile(rf"^(?:{operator})")

    def restricted(self, document: Document, line: Line, head: Figure, composed: str, memory: Memory) -> str:
        """The words with what restricts them."""
        at = document.text.find(composed[:_BEGINS], *head.left)
        before = document.text[max(0, head.left[0] - 12) : at] if at >= 0 else ""
        if self._cases.search(composed):
            still = next((word for word in self._still if before.endswith(word)), "")
            return f"{still}{composed}"
        if before.endswith(self._toward) and self._directed.search(composed):
            return f"{self._toward[-1]}{composed}"
        if self._insured.match(composed) and (found := self._so_many.search(before)):
            return f"{found.group()}{composed}"
        if self._labels.dimension(head) == "money" and self._allots.match(composed) and not self._payer.search(composed):
            return f"{self._payer_before(document, line, head)}{composed}"
        if self._labels.dimension(head) == "money" and (bound := self._bound(head, composed, at)):
            return f"{bound}{composed}"
        if self._users.search(composed) and memory.sentence == line.sentence.start and not self._operated.match(composed):
            return f"{self._operator_of(document, line, memory)}{composed}"
        return composed

    def _operator_of(self, document: Document, line: Line, memory: Memory) -> str:
        """The operator whose telephones stood before; 移动电话 are those of one where the next sentence goes on with another."""
        operator = next((found[1] for each in reversed(memory.recent) if (found := self._operator.match(each.words))), "")
        end = line.sentence.end
        if operator or document.text[end - 1 : end] != "；" or not self._operated.match(document.text[end : end + _NEXT]):
            return operator
        return next((word for word in self._mobile for each in memory.recent if each.words.startswith(word)), "")

    def carried(self, words: str, composed: str) -> str:
        """What later figures take up: 现有确诊病例30例，当日新增5例 are 5 new ones, and not 5 that are still ill."""
        return composed if words != composed and words.startswith(self._still) else words

    def _payer_before(self, document: Document, line: Line, head: Figure) -> str:
        """中央 of 中央加大投入，共安排低保资金11亿元: whose money it is that others spend."""
        before = next((each for each in reversed(line.clauses) if each.end + 1 == head.clause.start), None)
        clauses = (head.clause,) if before is None or before.figures else (head.clause, before)
        return next(
            (found.group() for clause in clauses if (found := self._payer.search(document.text, clause.start, min(clause.end, head.mention.start)))), ""
        )

    def _bound(self, head: Figure, composed: str, at: int) -> str:
        """500万元以上 right before 固定资产投资 and no figure of its own."""
        before = next((each for each in reversed(head.clause.figures) if each.end <= head.mention.start and each.start < head.mention.start), None)
        if before is None or before.end != at or not self._labels.is_relational(composed) or not self._bounded.search(before.text):
            return ""
        return before.text
