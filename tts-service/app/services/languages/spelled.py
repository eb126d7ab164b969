"""A text in a language that a program reads by its spelling → its words, without phones, once all of it is known to be readable."""

import re
import unicodedata

from shared.likeness import shown

from .figures import said_signs
from .reading import ReadOutWord, is_letter, is_of_script, unread
from .table import SpokenLanguage

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SILENT_CATEGORIES = ("P", "Z", "C")


def read_spelled(text: str, language: SpokenLanguage) -> list[ReadOutWord]:
    """Numbers stay figures, for the program to read; signs become what they are called. May be empty. Raises InvalidInput, field `text`."""
    words: list[ReadOutWord] = []
    place = 0
    while place < len(text):
        end, said = _next(text, place, language)
        words += [ReadOutWord(word, (), language.code, place, end) for word in said]
        place = end
    return words


def _next(text: str, place: int, language: SpokenLanguage) -> tuple[int, list[str]]:
    if number := _NUMBER.match(text, place):
        return number.end(), [number.group()]
    character = text[place]
    if character == "{":
        raise unread("phones in braces are for voices that speak phones", language)
    if is_letter(character):
        end = place
        while end < len(text) and (is_letter(text[end]) or text[end] in "\u200c\u200d"):
            end += 1
        word = unicodedata.normalize("NFC", text[place:end])
        if not all(is_of_script(each, language) for each in word):
            raise unread(f"“{shown(word)}” is not written in {language.script} letters", language)
        return end, [word]
    if (name := said_signs(language.code).get(character)) is not None:
        return place + 1, [name]
    if unicodedata.category(character).startswith(_SILENT_CATEGORIES):
        return place + 1, []
    name = unicodedata.name(character, "a sign without a name").lower()
    raise unread(f"“{shown(character)}” ({name}) has no reading", language)
