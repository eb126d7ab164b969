"""What stands around a word, as the features that tell its part of speech; the word itself is none of them."""

import re
from collections.abc import Sequence
from zlib import crc32

TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*|[.,;:!?()\"“”$%—-]")
"""A word with its apostrophes, a figure, or a mark."""
N_ROWS = 1 << 15
"""Rows of the table of weights that features are hashed into."""
NOTHING = "-"
"""Stands where the sentence has no word."""
_SENTENCE_ENDS = frozenset(".!?")
_AUXILIARIES = frozenset(
    [
        "to",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
        "shall",
        "do",
        "does",
        "did",
        "don't",
        "doesn't",
        "didn't",
        "won't",
        "can't",
        "couldn't",
        "wouldn't",
        "shouldn't",
        "have",
        "has",
        "had",
        "having",
        "haven't",
        "hasn't",
        "hadn't",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "i've",
        "you've",
        "we've",
        "they've",
        "i'd",
        "you'd",
        "he'd",
        "she'd",
        "we'd",
        "they'd",
        "i'll",
        "you'll",
        "he'll",
        "she'll",
        "we'll",
        "they'll",
        "it'll",
        "cannot",
        "let's",
    ]
)
_TIMES = frozenset(
    [
        "yesterday",
        "ago",
        "last",
        "always",
        "usually",
        "often",
        "every",
        "never",
        "sometimes",
        "already",
        "just",
        "when",
        "then",
        "once",
        "before",
        "after",
        "since",
        "recently",
        "now",
        "today",
        "tomorrow",
        "if",
        "please",
    ]
)
_REACH = 4
"""Words to the left in which an auxiliary is looked for."""
_SUFFIX = 3


def sentence_of(tokens: Sequence[str], index: int) -> tuple[int, int]:
    """Start and end (exclusive) of the sentence that token `index` stands in, its last mark included."""
    start = index
    while start > 0 and tokens[start - 1] not in _SENTENCE_ENDS:
        start -= 1
    end = index + 1
    while end < len(tokens) and tokens[end - 1] not in _SENTENCE_ENDS:
        end += 1
    return start, end


class Surroundings:
    """The sentence around one word, lower case, and the class of each of its words."""

    def __init__(self, sentence: Sequence[str], classes: dict[str, str]) -> None:
        self._words = [token.lower().replace("’", "'") for token in sentence]
        self._classes = [
            _class_of(token, word, classes)
            for token, word in zip(sentence, self._words, strict=True)
        ]

    def features(self, at: int) -> list[str]:
        """Of the place `at` in the sentence."""
        w, c = self._around(self._words, at), self._around(self._classes, at)
        named = [
            f"w-1 {w[2]}", f"w-2 {w[1]}", f"w+1 {w[3]}", f"w+2 {w[4]}",
            f"w-1+1 {w[2]} {w[3]}", f"w-2-1 {w[1]} {w[2]}", f"w+1+2 {w[3]} {w[4]}",
            f"c-1 {c[2]}", f"c-2 {c[1]}", f"c+1 {c[3]}", f"c+2 {c[4]}",
            f"c-1+1 {c[2]} {c[3]}", f"c-2-1 {c[1]} {c[2]}", f"c+1+2 {c[3]} {c[4]}",
            f"c-2-1+1 {c[1]} {c[2]} {c[3]}", f"c-1+1+2 {c[2]} {c[3]} {c[4]}",
            f"c-3-2-1 {c[0]} {c[1]} {c[2]}", f"w-1c+1 {w[2]} {c[3]}", f"c-1w+1 {c[2]} {w[3]}",
            f"first {self._words[0]} {c[2]}", f"question {self._words[-1] == '?'} {c[2]}",
        ]  # fmt: skip
        return [*named, *self._auxiliary(at), *self._times(at), *self._verbs(at)]

    def _around(self, values: Sequence[str], at: int) -> list[str]:
        """Those three and two and one before, one and two after."""
        places = (at - 3, at - 2, at - 1, at + 1, at + 2)
        return [values[i] if 0 <= i < len(values) else NOTHING for i in places]

    def _auxiliary(self, at: int) -> list[str]:
        """The nearest to the left, and whether a verb or a noun stands between."""
        for i in range(at - 1, max(-1, at - 2 - _REACH), -1):
            if self._words[i] in _AUXILIARIES:
                between = sorted({each[0] for each in self._classes[i + 1 : at]})
                return [f"aux {self._words[i]} {''.join(between)}"]
        return ["aux"]

    def _times(self, at: int) -> list[str]:
        return [f"time {word}" for i, word in enumerate(self._words) if word in _TIMES and i != at]

    def _verbs(self, at: int) -> list[str]:
        """Whether the sentence has a verb before and after, and of which form."""
        before = {each for each in self._classes[:at] if each[0] in "VM"}
        after = {each for each in self._classes[at + 1 :] if each[0] in "VM"}
        return [
            *(f"verb before {each}" for each in before or {NOTHING}),
            *(f"verb after {each}" for each in after or {NOTHING}),
        ]


def rows_of(features: Sequence[str]) -> list[int]:
    """Where the weights of the features stand in the table."""
    return [crc32(feature.encode()) % N_ROWS for feature in features]


def _class_of(token: str, word: str, classes: dict[str, str]) -> str:
    """The usual tag of a word, else its form: a figure, a name, its last letters."""
    if known := classes.get(word):
        return known
    if token[0].isdigit():
        return "CD"
    if not token[0].isalpha():
        return token
    if token[0].isupper():
        return "NNP"
    return f"-{word[-_SUFFIX:]}"
