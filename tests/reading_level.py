"""How many years of school a text asks for: the Flesch-Kincaid grade level, for tests of what people say.

Source: Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for Navy enlisted personnel, 1975.
Written out here, as libraries for it fetch a pronouncing dictionary over the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")
SENTENCE_END = re.compile(r"[.!?:…]+(?=\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_ENDING = re.compile(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouycgsxz]es$")


def grade(texts: Sequence[str]) -> float:
    """The grade of these texts together; a text without a full stop is one sentence."""
    spoken = [word for text in texts for word in words(text)]
    sentences = sum(max(1, len(SENTENCE_END.findall(text))) for text in texts)
    return 0.39 * len(spoken) / sentences + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def words(text: str) -> list[str]:
    """The words of a text, as a reader counts them."""
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, without silent endings: in English right for nearly all words, and at least one."""
    bare = word.lower().removesuffix("'s")
    return max(1, len(VOWELS.findall(bare)) - bool(SILENT_ENDING.search(bare)))
