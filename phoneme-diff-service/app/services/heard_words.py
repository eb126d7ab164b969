"""The recogniser's words read aloud as the text is, so that its figures and symbols meet the text's words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shared.contracts import Transcript
from shared.errors import InvalidInput
from shared.phonetics.reading import Token, read_aloud
from shared.phonetics.reading.number_words import digits

from ..utils.spelling import normalise_word

_TIMES = {2: "double", 3: "triple"}


@dataclass(frozen=True, slots=True)
class AsrWord:
    """A word of the recogniser as it is spoken; `25` gives two."""

    spelling: str
    """Normalised."""
    indices: range
    """Of the recogniser's words that it was written in: `9:30` may be two of them, `9` and `:30`."""


def heard_words(transcript: Transcript, text_words: Sequence[str]) -> list[AsrWord]:
    """The recogniser's words as they are spoken; of several readings of a figure the one that the text has.

    `text_words` are the text's, normalised: what is a word there is one here, not letters to spell.
    """
    written = transcript.text
    places = list(_places_in(written, transcript))
    if len(places) < len(transcript.words):  # they are not one after the other in it
        written = " ".join(word.text.strip() for word in transcript.words)
        places = list(_places_in(written, transcript))
    known = frozenset(text_words)
    spoken_text = f" {' '.join(text_words)} "
    try:
        tokens = read_aloud(written, known=lambda word: normalise_word(word) in known).tokens
    except InvalidInput:  # something in it is not English: compare what is written
        return [
            AsrWord(normalise_word(word.text), range(index, index + 1))
            for index, word in enumerate(transcript.words)
        ]
    return [
        AsrWord(word, _overlapping(places, token))
        for token in tokens
        for word in _reading(token, written[token.start : token.end], known, spoken_text)
        if word
    ]


def _places_in(text: str, transcript: Transcript) -> Iterator[tuple[int, int]]:
    """Where each word stands, up to the first that does not follow."""
    done = 0
    for word in transcript.words:
        start = text.find(word.text.strip(), done)
        if start < 0:
            return
        done = start + len(word.text.strip())
        yield start, done


def _overlapping(places: Sequence[tuple[int, int]], token: Token) -> range:
    """The words, one after the other, that stand in the token's characters."""
    first = bisect_right(places, token.start, key=lambda place: place[1])
    return range(first, bisect_left(places, token.end, key=lambda place: place[0]))


def _reading(token: Token, written: str, known: frozenset[str], spoken_text: str) -> Sequence[str]:
    """The words of the reading that the text has as a whole, the longest; else of the one with most words of it."""
    readings = [[normalise_word(word.text) for word in reading] for reading in token.readings]
    if any(symbol.isdigit() for symbol in written):
        readings += _by_digit(written)
    if len(readings) == 1:
        return readings[0]
    whole = [reading for reading in readings if f" {' '.join(reading)} " in spoken_text]
    if whole:
        return max(whole, key=len)
    n_usual = len(token.readings)
    return max(
        readings[:n_usual],
        key=lambda reading: sum(word in known for word in reading) / len(reading),
    )


def _by_digit(written: str) -> list[list[str]]:
    """Figures said one by one, as in a telephone number: with zero or oh, plain or with double and triple."""
    figures = re.sub(r"[^0-9]", "", written)
    plain = digits(figures)
    grouped = [word for digit, run in groupby(plain) for word in _grouped(digit, len(list(run)))]
    spoken = [plain, grouped]
    return spoken + [["oh" if word == "zero" else word for word in each] for each in spoken]


def _grouped(digit: str, times: int) -> list[str]:
    return [_TIMES[times], digit] if times in _TIMES else [digit] * times
