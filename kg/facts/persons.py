"""Does a sentence tell of what one person did, who is named? 陈某某多年来资助学生10人 says nothing of a place."""

from __future__ import annotations

import re

from kg.facts.alternatives import any_of
from kg.vocab.vocabulary import Vocabulary
from kg.vocab.word_list import part_of_speech

# under which letters the dictionary has the names of persons
_PERSON = "nr"


class PersonReader:
    """Finds a person's name before a verb of helping."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        years = r"(?:[十百多数几0-9]{1,4}年(?:多|以)?来)?"
        verbs = any_of(words("personal-help"))
        self._bodies = (*words("no-person-end"), *words("counted-place"))
        self._named = re.compile(
            rf"(?:^|[，；：。]){years}((?:{any_of((*words('surname'), *words('surname-further')))})[\u4e00-\u9fff]{{1,2}}){years}(?:{verbs})"
        )

    def is_of_one(self, before: str) -> bool:
        """Whether the words before a number say what a person with a name has done."""
        found = self._named.search(before)
        if found is None or found[1].endswith(self._bodies):
            return False
        return part_of_speech(found[1]) in ("", _PERSON) and part_of_speech(found[1][:2]) in ("", _PERSON)
