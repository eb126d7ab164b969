"""A text in a language other than English → its words, each with its phones, in the order they are said."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from shared.errors import InvalidInput
from shared.likeness import shown
from shared.phonetics.lexicon import SpokenWord

from .abugida import UnknownLetter, abugida_phones
from .figures import FIGURE, UnreadableFigure, figure_words, said_signs
from .table import SpokenLanguage, spoken_languages
from .urdu import urdu_phones

_EXCEPTIONS_FILE = Path(__file__).with_name("exceptions.tsv")
_ENGLISH = re.compile(
    r"[A-Za-z][A-Za-z0-9'’]*(?:\{[^{}]*\})?(?:[-.&/ ]?[A-Za-z][A-Za-z0-9'’]*(?:\{[^{}]*\})?)*|\{[^{}]*\}"
)
"""Words in Latin letters, with the spaces between them and the phones that are given for them."""
_RUPEES = re.compile(r"(?:Rs\.?|INR)\s?(?=\d)")
_SILENT_CATEGORIES = ("P", "Z", "C")
"""Of characters between words: punctuation, spaces, and what has no look."""
_JOINERS = "\u200c\u200d"
_MARKS_IN_WORDS = ("Mn", "Mc", "Lm")


class EnglishPronouncer(Protocol):
    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[SpokenWord]: ...


@dataclass(frozen=True, slots=True)
class ReadOutWord:
    """A word as it is said, and the piece of the text that it stands for."""

    text: str
    phones: tuple[str, ...]
    """IPA; ARPAbet where the word is English."""
    language: str
    start_char: int
    end_char: int
    is_given: bool = False
    """Its phones are the caller's."""


def read_out(
    text: str,
    language: SpokenLanguage,
    *,
    english: EnglishPronouncer,
    lexicon: Mapping[str, Sequence[str]] | None = None,
) -> list[ReadOutWord]:
    """English words within the text are read as English. May be empty.

    Raises InvalidInput (field `text` or `lexicon`) for letters of another script, and for what nothing is known to say for.
    """
    words: list[ReadOutWord] = []
    place = 0
    for sign in _RUPEES.finditer(text):  # of the same length, so that places stay
        text = text[: sign.start()] + "₹".rjust(len(sign.group())) + text[sign.end() :]
    while place < len(text):
        end, found = _next(text, place, language, english, lexicon)
        words += found
        place = end
    return words


def require_own_script(words: Sequence[ReadOutWord], language: SpokenLanguage) -> None:
    """Raises InvalidInput (field `text`) where all the words are English."""
    if words and all(word.language == "en" and not word.is_given for word in words):
        raise InvalidInput(
            f"the text is in Latin letters: send it in {language.script} letters, in which {language.name} is read, or ask for "
            "language “en”",
            field="text",
        )


def _next(
    text: str,
    place: int,
    language: SpokenLanguage,
    english: EnglishPronouncer,
    lexicon: Mapping[str, Sequence[str]] | None,
) -> tuple[int, Sequence[ReadOutWord]]:
    """What starts at `place`: where it ends, and its words."""
    if match := FIGURE.match(text, place):
        try:
            said = figure_words(match, language.code)
        except UnreadableFigure as error:
            raise unread(
                f"“{shown(match.group())}” is no date, time or number", language
            ) from error
        return match.end(), _as_words(said, language, place, match.end())
    if match := _ENGLISH.match(text, place):
        spoken = english.pronounce(match.group(), lexicon)
        return match.end(), [_english(word, place) for word in spoken]
    character = text[place]
    if is_letter(character):
        end = place
        while end < len(text) and (is_letter(text[end]) or text[end] in _JOINERS):
            end += 1
        return end, _as_words([text[place:end]], language, place, end)
    if (name := said_signs(language.code).get(character)) is not None:
        return place + 1, _as_words(name.split(), language, place, place + 1)
    if unicodedata.category(character).startswith(_SILENT_CATEGORIES):
        return place + 1, ()
    name = unicodedata.name(character, "a sign without a name").lower()
    raise unread(f"“{shown(character)}” ({name}) has no reading", language)


def _as_words(
    words: Sequence[str], language: SpokenLanguage, start: int, end: int
) -> list[ReadOutWord]:
    return [ReadOutWord(word, _phones(word, language), language.code, start, end) for word in words]


def _phones(word: str, language: SpokenLanguage) -> tuple[str, ...]:
    for character in word:
        if not is_of_script(character, language):
            script = unicodedata.name(character, "UNKNOWN").split()[0].capitalize()
            raise unread(
                f"“{shown(word)}” is written in {script} letters, not in {language.script}",
                language,
            )
    word = unicodedata.normalize("NFC", word)
    known = _exceptions().get((language.code, word))
    if known is not None:
        return known
    try:
        phones = (
            urdu_phones(word) if language.g2p == "g2p2" else abugida_phones(word, language.code)
        )
    except UnknownLetter as error:
        raise unread(f"“{shown(word)}” holds a letter without a sound", language) from error
    if not phones:
        raise unread(f"“{shown(word)}” holds no sound", language)
    return tuple(phones)


def _english(word: SpokenWord, shift: int) -> ReadOutWord:
    return ReadOutWord(
        word.text,
        word.pronunciations[0].phones,
        "en",
        word.start_char + shift,
        word.end_char + shift,
        is_given=word.source == "caller",
    )


def is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character) in _MARKS_IN_WORDS


def is_of_script(character: str, language: SpokenLanguage) -> bool:
    """A mark that is of no script of its own is of any."""
    if character in _JOINERS:
        return True
    name = unicodedata.name(character, "")
    script = "Oriya" if language.script == "Odia" else language.script
    return name.startswith((script.upper(), "COMBINING"))


def languages_of_letters(text: str) -> list[str]:
    """ISO 639-1 codes of the languages beside English that letters of the text are read in."""
    return [
        language.code
        for language in spoken_languages().values()
        if language.script != "Latin"
        and any(each.isalpha() and is_of_script(each, language) for each in text)
    ]


def unread(what: str, language: SpokenLanguage) -> InvalidInput:
    return InvalidInput(f"{what}, so it can't be read in {language.name}", field="text")


@cache
def _exceptions() -> dict[tuple[str, str], tuple[str, ...]]:
    lines: Iterator[str] = iter(_EXCEPTIONS_FILE.read_text(encoding="utf-8").splitlines())
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        (language, unicodedata.normalize("NFC", word)): tuple(phones.split())
        for language, word, phones in rows
    }
