"""Words of Vietnamese, whose spaces part syllables: a CRF of underthesea, its weights in the wheel."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

Segment = Callable[[str], Sequence[str]]

_ETH = str.maketrans("Ðð", "Đđ")
"""Letters of Icelandic in old Vietnamese texts; the segmenter mends them."""


def load_segmenter() -> Segment:
    from underthesea.pipeline.word_tokenize import word_tokenize

    return lambda text: word_tokenize(text, use_token_normalize=False)


def words_of(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Start and end of each word in `text`, signs left out. What a word is called may differ in its spaces and in how its marks are
    encoded: it is found by its letters. A text whose letters the segmenter changed is parted at its spaces."""
    return iter(_placed(text, segment(text)) or [run.span() for run in re.finditer(r"\w+", text)])


def _placed(text: str, words: Sequence[str]) -> list[tuple[int, int]] | None:
    """None where the letters of `words` are not those of `text`, in its order."""
    left = iter(_letters(text))
    placed: list[tuple[int, int]] = []
    for word in words:
        origins = []
        for letter, _ in _letters(word):
            found, origin = next(left, ("", 0))
            if found != letter:
                return None
            origins.append(origin)
        if any(letter.isalnum() for letter in word):
            placed.append((min(origins), max(origins) + 1))
    return placed if next(left, None) is None else None


def _letters(text: str) -> list[tuple[str, int]]:
    """What is no space, decomposed in canonical order, each with its index in `text`."""
    decomposed = [
        (part, index)
        for index, character in enumerate(text)
        for part in unicodedata.normalize("NFD", character.translate(_ETH))
        if not part.isspace()
    ]
    in_order: list[tuple[str, int]] = []
    for is_mark, run in groupby(decomposed, key=lambda each: unicodedata.combining(each[0]) > 0):
        letters = list(run)
        if is_mark:
            letters.sort(key=lambda each: unicodedata.combining(each[0]))
        in_order += letters
    return in_order
